#!/usr/bin/env node
// Starts the built program. CommonJS (bin/package.json): Node 20 reads ES modules on its thread pool, which is then as large as it will be.
const nodeModule = process.getBuiltinModule('node:module');
const { availableParallelism } = process.getBuiltinModule('node:os');
const { dirname } = process.getBuiltinModule('node:path');
const { writeSync } = process.getBuiltinModule('node:fs');

// It makes keys as well, one a core and one more; two are left to write files meanwhile.
process.env.UV_THREADPOOL_SIZE ??= String(availableParallelism() + 3);
if (nodeModule.enableCompileCache) keepCompiledCode();
void import('../dist/main.js')
  .then(({ main }) => main(process.argv.slice(2), dirname(__dirname)))
  .catch(endUnstarted);

/** Where not even the program could be loaded: its own words for it are in a file that may be the one that is missing. */
function endUnstarted(error) {
  const isLimit = error.code === 'EMFILE' || error.code === 'ENFILE';
  const [code, exitCode, message] = isLimit
    ? ['output-failed', 5, 'too many files are open: the limit that is set (ulimit -n) is too low']
    : ['bug', 70, 'the program could not be loaded: its files are damaged or incomplete'];
  const document = { ok: false, error: { code, message, details: {}, exitCode } };
  if (process.argv.includes('--json')) writeSync(1, `${JSON.stringify(document, undefined, 2)}\n`);
  else writeSync(2, `error: ${message}\n`);
  if (!isLimit && process.env.TLSMITH_DEBUG) writeSync(2, `${error.stack}\n`);
  process.exit(exitCode);
}

function keepCompiledCode() {
  const folder = require('./compile-cache.js').compileCacheFolder(process.env);
  if (folder !== undefined) nodeModule.enableCompileCache(folder);
}
