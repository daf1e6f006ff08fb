#!/usr/bin/env node
// Starts the built program.
import module from 'node:module';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

module.enableCompileCache?.();
const { main } = await import('../dist/main.js');
await main(process.argv.slice(2), dirname(dirname(fileURLToPath(import.meta.url))));
