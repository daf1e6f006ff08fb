// Runs the program once and counts what it does: what it loads, and the work that takes time on every machine.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { PROGRAM_ROOT, runProgram } from './run-cli.js';

export interface Counts {
  /** Of the program, by name: a chunk is a function of one of the files. */
  chunks: string[];
  files: string[];
  /** Of these files, together. */
  bytes: number;
  keys: number;
  signatures: number;
  /** How often something was written through to the disk. */
  syncs: number;
}

const RUNNER = `
const { statSync, writeFileSync } = require('node:fs');
const crypto = require('node:crypto');
const { open } = require('node:fs/promises');
const counts = { keys: 0, signatures: 0, syncs: 0 };
// With its properties: one of them says what promises of it answer.
const counted = (name, action) =>
  Object.defineProperties(function (...words) {
    counts[name] += 1;
    return Reflect.apply(action, this, words);
  }, Object.getOwnPropertyDescriptors(action));
crypto.generateKeyPair = counted('keys', crypto.generateKeyPair);
crypto.sign = counted('signatures', crypto.sign);
const { linked, run } = require(PROGRAM);
process.on('exit', () => {
  const files = Object.keys(require.cache).filter((file) => file !== __filename);
  const bytes = files.reduce((sum, file) => sum + statSync(file).size, 0);
  const document = { ...counts, chunks: Object.keys(linked), files, bytes };
  writeFileSync(process.env.COUNTS, JSON.stringify(document));
});
open(__filename)
  .then((handle) => {
    const kind = Object.getPrototypeOf(handle);
    kind.sync = counted('syncs', kind.sync);
    kind.datasync = counted('syncs', kind.datasync);
    return handle.close();
  })
  .then(() => run(process.argv.slice(2), ROOT));
`;

/** `folder` is where the run works, and gets two files of the harness. */
export async function countedRun(args: readonly string[], folder: string) {
  const [runner, log] = [join(folder, 'counted-run.cjs'), join(folder, 'counts.json')];
  const program = JSON.stringify(join(PROGRAM_ROOT, 'dist/program.cjs'));
  const root = JSON.stringify(PROGRAM_ROOT);
  await writeFile(runner, RUNNER.replace('PROGRAM', program).replace('ROOT)', `${root})`));
  const result = await runProgram(process.execPath, [runner, ...args], {
    cwd: folder,
    env: { COUNTS: log },
  });
  return { ...result, counts: JSON.parse(await readFile(log, 'utf8')) as Counts };
}
