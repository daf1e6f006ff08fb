// Runs suites of vitest one after the other, each with a report in .test-results; stops at the first that fails. In the end
// it says once what was not there, and how many tests were skipped for that.
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { absentStrangers } from './absent-strangers.js';

const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);
const suites = process.argv.slice(2);
for (const suite of suites) rmSync(`.test-results/${suite}.json`, { force: true });
let failure = 0;
for (const suite of suites) {
  const { status } = spawnSync(
    process.execPath,
    [
      `${root}node_modules/vitest/vitest.mjs`,
      'run',
      '--project',
      suite,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=.test-results/${suite}.json`,
    ],
    { stdio: 'inherit' },
  );
  failure = status ?? 1;
  if (failure !== 0) break;
}
const absent = absentStrangers(suites);
if (absent !== undefined) console.log(absent);
process.exit(failure);
