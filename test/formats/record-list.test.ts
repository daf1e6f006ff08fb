// Lists of hosts from YAML, JSON and CSV: the same records, every fault with its line, and nothing that runs away.
import { describe, expect, it } from 'vitest';
import type { LineFault } from '../../src/errors.js';
import { decodeRecords, type ListRecord } from '../../src/formats/record-list.js';
import { refusalOf } from '../support/refusal-of.js';

const read = (text: string) => readBytes(new TextEncoder().encode(text));
async function readBytes(bytes: Uint8Array) {
  const records: ListRecord[] = [];
  const faults: LineFault[] = [];
  for await (const piece of decodeRecords(bytes, 'instances')) {
    records.push(...piece.records);
    faults.push(...piece.faults);
  }
  return { records, faults };
}
const plain = async (text: string) => {
  const { records, faults } = await read(text);
  expect(faults).toEqual([]);
  return records.map(({ line, fields }) => [
    line,
    Object.fromEntries([...fields].map(([name, { values }]) => [name, values])),
  ]);
};

describe('records', () => {
  it.each([
    ['YAML', 'instances:\n  - name: a\n    dns: [a.lan, b.lan]\n  - name: b\n', [2, 4]],
    ['YAML without the outer name', '- name: a\n  dns:\n  - a.lan\n  - b.lan\n- name: b\n', [1, 5]],
    [
      'JSON',
      '{ "instances": [\n  { "name": "a", "dns": ["a.lan", "b.lan"] },\n  { "name": "b" } ] }',
      [2, 3],
    ],
  ])('of %s know their lines', async (_, text, [first, second]) => {
    expect(await plain(text)).toEqual([
      [first, { name: ['a'], dns: ['a.lan', 'b.lan'] }],
      [second, { name: ['b'] }],
    ]);
  });

  it('of CSV know their lines, also behind blank lines and in quotes', async () => {
    const text = '\ufeffname,dns,ip\r\n\r\na,"a.lan, b.lan",\r\n"b ""c""",,10.0.0.5\r\n';
    expect(await plain(text)).toEqual([
      [3, { name: ['a'], dns: ['a.lan, b.lan'] }],
      [4, { name: ['b "c"'], ip: ['10.0.0.5'] }],
    ]);
  });

  it('of CSV with semicolons keep commas', async () => {
    expect(await plain('name;dns\na;x.lan,y.lan\n')).toEqual([
      [2, { name: ['a'], dns: ['x.lan,y.lan'] }],
    ]);
  });

  it('keep what looks like a number as it is written', async () => {
    expect(await plain('- name: 0123\n  days: 1.10\n  cn: ~\n')).toEqual([
      [1, { name: ['0123'], days: ['1.10'], cn: ['~'] }],
    ]);
  });
});

describe('faults', () => {
  it.each([
    ['a tab', 'instances:\n\t- name: a\n', 2, /Tabs are not allowed/],
    ['an open bracket', 'instances:\n  - name: [a\n', 3, /flow|expected/i],
    ['a key that stands twice', '- name: a\n  name: b\n', 2, /"name" stands there twice/],
    ['an alias', '- &a { name: a }\n- *a\n', 2, /aliases are not followed/],
    [
      'an alias in a field',
      '- name: &a b\n  dns: *a\n',
      2,
      /is an alias, and aliases are not followed/,
    ],
    ['something nested', '- name: a\n  dns: { a: b }\n', 2, /"dns" is neither a value nor a list/],
    ['text in place of an entry', '- name: a\n- b\n', 2, /no entry with fields/],
    ['another list', 'hosts:\n  - name: a\n', 1, /no list of instances/],
    ['a second list', 'instances: []\nhosts: []\n', 1, /no list of instances/],
    ['an empty list', 'instances: []\n', 1, /is empty/],
    ['nothing', '', 1, /is empty/],
    ['a word', 'hello: world', 1, /no list of instances/],
    ['too many cells', 'name,dns\na,b,c\n', 2, /has 3 cells, and the first line names 2/],
    ['a column that stands twice', 'name,name\na,b\n', 1, /names the column name twice/],
    ['a quote that is never closed', 'name,dns\na,"b\n', 2, /Quote/],
  ])('of %s stand with line and reason', async (_, text, line, reason) => {
    const { faults } = await read(text);
    expect(faults).toEqual([{ line, reason: expect.stringMatching(reason) as string }]);
  });

  it('of several lines all stand', async () => {
    const { faults, records } = await read('- name: a\n- b\n- name: c\n  ip: { a: b }\n- d\n');
    expect(faults.map(({ line }) => line)).toEqual([2, 4, 5]);
    expect(records.map(({ line }) => line)).toEqual([1, 3]);
  });

  it('what is no text is refused', async () => {
    const refusal = await refusalOf(() => readBytes(Uint8Array.of(0xff, 0xfe, 0)));
    expect(refusal).toMatchObject({ code: 'input-malformed', sentence: 'is not text in UTF-8' });
  });
});

describe('hostile lists', () => {
  const bomb = `a: &a [x]\n${[...'bcdefgh']
    .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]\n`)
    .join('')}instances: *h\n`;
  it.each([
    ['brackets in each other', '['.repeat(200_000)],
    ['aliases of aliases', bomb],
    ['a long line', 'x'.repeat(5_000_000)],
  ])('%s end with a fault', async (_, text) => {
    const { records, faults } = await read(text);
    expect(records).toEqual([]);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.length).toBeLessThanOrEqual(100);
  });
});
