// What `fixtures` has written: the paths on stdout, and on stderr what nobody may overlook.
import type { FixturesSummary } from '../../app/fixtures/make.js';
import type { Output } from '../base-command.js';

export function presentFixtures(summary: FixturesSummary, { stdout, stderr, isQuiet }: Output) {
  const { files, items, at, seed, dryRun } = summary;
  for (const { path } of files) stdout.write(`${path}\n`);
  if (isQuiet) return;
  stderr.write(`${items} items as of ${at}; the same again: --at ${at} --seed ${seed}\n`);
  stderr.write('never for production: everybody has the private keys of this set\n');
  if (dryRun) stderr.write('dry run: nothing was written\n');
}
