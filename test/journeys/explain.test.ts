// Proves `explain` through the program: a line, a log, stdin, its exit codes and its two forms.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { peakFromHere } from '../support/peak-memory.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const LINE = 'ERROR x509: certificate signed by unknown authority';

it('prints cause, side, remedy and check of a line', async () => {
  const { exitCode, stdout, stderr } = await runHere(['explain', LINE]);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(
    stdout
      .trimEnd()
      .split('\n')
      .map((row) => row.split('\t')[0]),
  ).toEqual([...['line', 'first', 'count', 'code', 'who', 'cause', 'side', 'remedy', 'check']]);
});

it('reads stdin, and gives one document', async () => {
  const options = { input: `${LINE}\nfine\n${LINE}\n` };
  const { exitCode, document } = await runHereJson(['explain', '-'], options);
  expect(exitCode).toBe(0);
  expect(document).toMatchObject({
    ok: true,
    file: '-',
    linesRead: 3,
    lines: [{ code: 'go-unknown-authority', first: 1, count: 2, side: 'client' }],
    more: 0,
  });
});

it.each([
  ['nothing recognised', ['explain', 'all is well'], 1],
  ['an empty stdin', ['explain', '-'], 1],
  ['a folder', ['explain', folder], 3],
  ['no such file', ['explain', join(folder, 'absent.log')], 3],
  ['no words', ['explain'], 2],
])('ends by its kind: %s', async (_, args, exitCode) => {
  expect((await runHere(args)).exitCode).toBe(exitCode);
});

it('keeps little of a long log', async () => {
  const file = join(folder, 'long.log');
  await writeFile(file, `${LINE}${' harmless'.repeat(12)}\n`.repeat(400_000) + 'x'.repeat(2e7));
  const peak = peakFromHere();
  const { document } = await runHereJson<{ lines: { count: number }[] }>(['explain', file]);
  expect(document.lines.map(({ count }) => count)).toEqual([400_000]);
  expect(peak()).toBeLessThan(120 * 2 ** 20);
});
