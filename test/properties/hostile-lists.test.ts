// Lists of hosts of megabytes, which nobody means well: each ends with a fault and its line.
import { expect, it } from 'vitest';
import { decodeRecords } from '../../src/formats/lists/record-list.js';

async function read(text: string) {
  const found = { records: [] as object[], faults: [] as object[] };
  for await (const piece of decodeRecords(new TextEncoder().encode(text), 'instances')) {
    found.records.push(...piece.records);
    found.faults.push(...piece.faults);
  }
  return found;
}

const heavy = /^holds more than 50000 lines, values and marks in one piece$/;
it.each<[string, string, number, RegExp]>([
  [
    '[E10] half a million lines of one text',
    `instances:\n  - name: |\n${'      x\n'.repeat(480_000)}`,
    2,
    heavy,
  ],
  [
    '[E10] 200,000 fields of one entry',
    `instances:\n  - name: a\n${'    f: x\n'.repeat(200_000)}`,
    2,
    heavy,
  ],
  ['a long list of closing brackets', '- ]'.concat(']'.repeat(60_000)), 1, heavy],
  ['values in one line', `- name: [${'a,'.repeat(60_000)}]`, 1, heavy],
  ['anchors', '&a '.repeat(60_000), 1, heavy],
  ['quotes', '"'.repeat(120_000), 1, heavy],
  [
    'cells in one row',
    `name,dns\na${','.repeat(60_000)}`,
    1,
    /^holds more than 50000 cells in one row$/,
  ],
])('%s are refused in our words, with the line', async (_, text, line, reason) => {
  const { faults } = await read(text);
  expect(faults[0]).toEqual({ line, reason: expect.stringMatching(reason) as string });
});

it.each([
  ['brackets in each other', '['.repeat(200_000)],
  ['a long line', 'x'.repeat(5_000_000)],
])('%s end with a fault', async (_, text) => {
  const { records, faults } = await read(text);
  expect(records).toEqual([]);
  expect(faults.length).toBeGreaterThan(0);
  expect(faults.length).toBeLessThanOrEqual(100);
});
