#!/usr/bin/env node
// Starts the built program. CommonJS (bin/package.json): Node 20 reads ES modules on its thread pool, which is then as large as it will be.
const nodeModule = process.getBuiltinModule('node:module');
const { availableParallelism } = process.getBuiltinModule('node:os');
const { dirname } = process.getBuiltinModule('node:path');

// It makes keys as well, one a core and one more; two are left to write files meanwhile.
process.env.UV_THREADPOOL_SIZE ??= String(availableParallelism() + 3);
if (nodeModule.enableCompileCache) keepCompiledCode();
void import('../dist/main.js').then(({ main }) => main(process.argv.slice(2), dirname(__dirname)));

function keepCompiledCode() {
  const folder = require('./compile-cache.js').compileCacheFolder(process.env);
  if (folder !== undefined) nodeModule.enableCompileCache(folder);
}
