#!/usr/bin/env node
// Builds, then starts the program: for working on it.
import { build } from '../scripts/build.js';

await build();
await import('./run.js');
