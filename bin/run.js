#!/usr/bin/env node
// Starts the built program.
const { writeSync } = require('node:fs');
const { dirname } = require('node:path');

const [root, argv] = [dirname(__dirname), process.argv.slice(2)];
const [major, minor] = process.versions.node.split('.').map(Number);
// As package.json says it, where npm only warns.
if (!(major > 22 || (major === 22 && minor >= 12) || (major === 20 && minor >= 19))) {
  const needed = 'Node.js 20.19 or newer is needed (of 22 at least 22.12; not 21)';
  end('version-unknown', 2, `${needed}, and this is ${process.version}`);
}
try {
  const { loadProgram } = require('./code-cache.js');
  loadProgram(root, argv, process.env).run(argv, root).catch(endUnstarted);
} catch (error) {
  endUnstarted(error);
}

/** Where not even the program could be loaded: its own words for it are in a file that may be the one that is missing. */
function endUnstarted(error) {
  const isLimit = error.code === 'EMFILE' || error.code === 'ENFILE';
  if (!isLimit && process.env.TLSMITH_DEBUG) writeSync(2, `${error.stack}\n`);
  if (isLimit) {
    const message = 'too many files are open: the limit that is set (ulimit -n) is too low';
    end('output-failed', 5, message);
  }
  end('bug', 70, 'the program could not be loaded: its files are damaged or incomplete');
}

function end(code, exitCode, message) {
  const document = { ok: false, error: { code, message, details: {}, exitCode } };
  if (process.argv.includes('--json')) writeSync(1, `${JSON.stringify(document, undefined, 2)}\n`);
  else writeSync(2, `error: ${message}\n`);
  process.exit(exitCode);
}
