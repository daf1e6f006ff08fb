// Runs suites of vitest one after the other, each with a report in .test-results; stops at the first that fails. In the end
// it says once what was not there, and how many tests were skipped for that.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { absentStrangers } from './absent-strangers.js';

const root = fileURLToPath(new URL('..', import.meta.url));

/**
 * `packed`: journeys once more, on the package as it is published. Its files are those of this folder, octet for octet
 * (test/journeys/package.test.ts), so only what depends on where they stand and on what stands around them can differ:
 * each command does its work once, and what is loaded, cached and trusted is looked at again.
 */
const PACKED = [
  ...['certutil', 'code-cache', 'counts', 'doctor', 'explain', 'files', 'help-forms'],
  ...['hostile-calls', 'inspect', 'kit', 'ledger', 'output', 'renew', 'signed-kit', 'startup'],
  ...['status', 'streams', 'trusted-code', 'verify-pair', 'wizard'],
].map((name) => `test/journeys/${name}.test.ts`);

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
      ...(isPacked ? ['journeys', ...filesThere(PACKED)] : [suite]),
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

/** A name that is none any more would be passed over in silence. */
function filesThere(files) {
  const absent = files.filter((file) => !existsSync(file));
  if (absent.length > 0) throw new Error(`not there: ${absent.join(', ')}`);
  return files;
}

/** Packed and installed without anything else; answers its folder. */
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
