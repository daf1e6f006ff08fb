#!/usr/bin/env node
// Starts the built program.
const { writeSync } = require('node:fs');
const { dirname } = require('node:path');

const [root, argv] = [dirname(__dirname), process.argv.slice(2)];
try {
  const { loadProgram } = require('./code-cache.js');
  loadProgram(root, argv, process.env).run(argv, root).catch(endUnstarted);
} catch (error) {
  endUnstarted(error);
}

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
