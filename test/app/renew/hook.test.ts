// The command that runs after a renewal: what it is told, when it runs, and that it runs again until it succeeds.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { parseWithin } from '../../../src/pki/certificate/due.js';
import type { ProgramOutcome } from '../../../src/ports.js';
import { treeOf } from '../../support/folder-tree.js';
import { recordingPrograms } from '../../support/recording-programs.js';
import { goBack, issueHost, laterPorts, makeCa, renew, statesOf } from '../../support/renewing.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();
const ca = join(base, 'ca');
const hook = ['reload', 'it now'];
const within = parseWithin('30d');
let count = 0;
const newHosts = async (...names: string[]) => {
  const home = join(base, `run-${(count += 1)}`);
  for (const name of names) await issueHost(join(home, name), ca);
  return home;
};
const failing = (exitCode: number | null) =>
  laterPorts({ programs: recordingPrograms(() => ({ exitCode, output: 'no\n' })) });

beforeAll(() => makeCa(ca));

it('is told once which folders and files are new, absolute, a path a line', async () => {
  const home = await newHosts('a', 'b');
  const ports = laterPorts();
  const { ok, hook: outcome } = await renew(home, ca, { hook }, ports);
  expect([ok, outcome]).toEqual([true, { command: hook, exitCode: 0, output: '' }]);
  const of = (...names: string[]) => names.map((name) => join(home, name)).join('\n');
  expect(ports.programs.runs).toEqual([
    {
      command: hook,
      variables: {
        TLSMITH_FOLDERS: of('a', 'b'),
        TLSMITH_FILES: of('a/a.crt', 'a/a.key', 'b/b.crt', 'b/b.key'),
      },
    },
  ]);
  expect(treeOf(home).filter((name) => name.includes('.tlsmith'))).toEqual([]);
});

it.each<[string, Parameters<typeof renew>[2]]>([
  ['nothing was due', { within }],
  ['it was a dry run', { dryRun: true }],
])('does not run where %s', async (_, changes) => {
  const ports = laterPorts();
  await renew(await newHosts('a'), ca, { hook, ...changes }, ports);
  expect(ports.programs.runs).toEqual([]);
});

it('does not run where all has failed, and runs for the others where one has', async () => {
  const home = await newHosts('a', 'b');
  rmSync(`${home}/a/a.key`);
  const ports = laterPorts();
  const paths = [`${home}/a/a.crt`, `${home}/b`];
  expect(statesOf(await renew(paths, ca, { hook }, ports))).toEqual([
    'input-wrong-kind',
    'renewed',
  ]);
  expect(ports.programs.runs.map(({ variables }) => variables['TLSMITH_FOLDERS'])).toEqual([
    `${home}/b`,
  ]);
  await renew(`${home}/a/a.crt`, ca, { hook }, ports);
  expect(ports.programs.runs).toHaveLength(1);
});

it.each([1, 255, null])('fails with %s, and runs again though nothing is due', async (exitCode) => {
  const home = await newHosts('a');
  const failed = await renew(home, ca, { hook }, failing(exitCode));
  expect([failed.ok, statesOf(failed), failed.hook]).toEqual([
    false,
    ['renewed'],
    { command: hook, exitCode, output: 'no\n' },
  ]);
  const again = await renew(home, ca, { hook, within }, failing(exitCode));
  expect([again.ok, statesOf(again), again.hook?.exitCode]).toEqual([false, ['not-due'], exitCode]);
  const forgotten = laterPorts();
  expect((await renew(home, ca, { within }, forgotten)).ok).toBe(true);
  expect(forgotten.reporter.warnings).toEqual([
    'the hook of an earlier run has not succeeded for a host here: name it again with --hook',
  ]);
  const ports = laterPorts();
  const done = await renew(home, ca, { hook, within }, ports);
  expect([done.ok, ports.programs.runs.length]).toEqual([true, 1]);
  expect(ports.programs.runs[0]?.variables['TLSMITH_FILES']).toBe(
    `${home}/a/a.crt\n${home}/a/a.key`,
  );
  await renew(home, ca, { hook, within }, ports);
  expect(ports.programs.runs).toHaveLength(1);
});

it.each<Partial<ProgramOutcome>>([{ signal: 'SIGKILL' }, { reason: 'permission denied' }])(
  'tells what became of it: %j',
  async (ended) => {
    const programs = recordingPrograms(() => ({ exitCode: null, ...ended }));
    const { hook: outcome } = await renew(
      await newHosts('a'),
      ca,
      { hook },
      laterPorts({ programs }),
    );
    expect(outcome).toEqual({ command: hook, exitCode: null, output: '', ...ended });
  },
);

it('runs in several groups where the paths are more than a variable takes', async () => {
  const home = await newHosts('a', 'b');
  const long = join(home, 'x'.repeat(250), 'y'.repeat(250));
  for (let at = 0; at < 40; at++) await issueHost(join(long, `h${at}`), ca);
  const ports = laterPorts();
  expect((await renew([home, long], ca, { hook, key: 'keep' }, ports)).ok).toBe(true);
  const folders = ports.programs.runs.map(({ variables }) => variables['TLSMITH_FOLDERS']);
  expect(folders.join('\n').split('\n')).toHaveLength(42);
  for (const { variables } of ports.programs.runs) {
    expect(Object.values(variables).join('').length).toBeLessThan(100_000);
  }
});

it('runs after a rollback too', async () => {
  const home = await newHosts('a');
  await renew(home, ca);
  const ports = laterPorts();
  await goBack(home, ca, { hook }, ports);
  expect(ports.programs.runs.map(({ variables }) => variables['TLSMITH_FOLDERS'])).toEqual([
    `${home}/a`,
  ]);
});

it('is told of what was made anew in a folder of its own', async () => {
  const home = await newHosts('a');
  const own = join(home, 'ca');
  await makeCa(own);
  await issueHost(join(home, 'gone'), own);
  const { readFileSync, writeFileSync } = await import('node:fs');
  const ledger = readFileSync(`${own}/ledger.jsonl`, 'utf8').replace(/,"path":"[^"]*"/, '');
  writeFileSync(`${own}/ledger.jsonl`, ledger);
  const ports = laterPorts();
  const summary = await renew(own, '/absent', { hook, out: `${home}/out` }, ports);
  expect(statesOf(summary)).toEqual(['renewed']);
  expect(existsSync(`${home}/out/gone/gone.crt`)).toBe(true);
  expect(ports.programs.runs.map(({ variables }) => variables['TLSMITH_FOLDERS'])).toEqual([
    `${home}/out/gone`,
  ]);
});
