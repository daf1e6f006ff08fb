// Runs suites of vitest one after the other, each with a report in .test-results; stops at the first that fails. In the end
// it says once what was not there, and how many tests were skipped for that.
import { spawnSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { absentStrangers } from './absent-strangers.js';

const root = fileURLToPath(new URL('..', import.meta.url));

process.chdir(root);
const suites = process.argv.slice(2);
for (const suite of suites) rmSync(`.test-results/${suite}.json`, { force: true });
let failure = 0;
for (const suite of suites) {
  const isPacked = suite === 'packed';
  const { status } = spawnSync(
    process.execPath,
    [
      `${root}node_modules/vitest/vitest.mjs`,
      'run',
      '--project',
      isPacked ? 'journeys' : suite,
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=.test-results/${suite}.json`,
    ],
    {
      stdio: 'inherit',
      env: { ...process.env, ...(isPacked && { TLSMITH_ROOT: installPackage() }) },
    },
  );
  failure = status ?? 1;
  if (failure !== 0) break;
}
const absent = absentStrangers(suites);
if (absent !== undefined) console.log(absent);
process.exit(failure);

/** `packed`: the journeys once more, on the package as it is published. Answers its folder. */
function installPackage() {
  const folder = `${root}.test-results/package`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const run = (...words) => {
    const { status, stdout } = spawnSync('npm', words, { encoding: 'utf8' });
    if (status !== 0) throw new Error(`npm ${words[0]}: exit ${status}`);
    return stdout;
  };
  const packing = ['pack', '--ignore-scripts', '--json', '--pack-destination', folder];
  const [{ filename }] = JSON.parse(run(...packing));
  run('install', '--global', '--offline', '--prefix', folder, `${folder}/${filename}`);
  return `${folder}/lib/node_modules/tlsmith/`;
}
