#!/usr/bin/env node
// Starts the built program. CommonJS (bin/package.json): Node 20 reads ES modules on its thread pool, which is then as large as it will be.
const nodeModule = process.getBuiltinModule('node:module');
const { availableParallelism } = process.getBuiltinModule('node:os');
const { dirname } = process.getBuiltinModule('node:path');

// Keys are made on that pool, by four threads unless said: many of them on every core.
process.env.UV_THREADPOOL_SIZE ??= String(Math.max(4, availableParallelism()));
nodeModule.enableCompileCache?.();
void import('../dist/main.js').then(({ main }) => main(process.argv.slice(2), dirname(__dirname)));
