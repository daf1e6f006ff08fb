// Lists of hosts from YAML, JSON and CSV: the same records, every fault with its line, and nothing that runs away.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRecords, type RecordList } from '../../../src/formats/lists/record-list.js';
import { refusalOf } from '../../support/refusal-of.js';

const read = (text: string) => readBytes(new TextEncoder().encode(text));
async function piecesOf(bytes: Uint8Array): Promise<RecordList[]> {
  const pieces: RecordList[] = [];
  for await (const piece of decodeRecords(bytes, 'instances')) pieces.push(piece);
  return pieces;
}
async function readBytes(bytes: Uint8Array) {
  const pieces = await piecesOf(bytes);
  return {
    records: pieces.flatMap(({ records }) => records),
    faults: pieces.flatMap(({ faults }) => faults),
  };
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

  it.each(['"["', "'{'", 'a[b', "don't [", '"\\"["'])(
    'may hold brackets that are text, in any number: %s',
    async (value) => {
      const entry = `  - name: a\n    cn: ${value}\n`;
      expect(await plain(`instances:\n${entry.repeat(300)}`)).toHaveLength(300);
    },
  );

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
    expect(refusal).toMatchObject({
      code: 'input-malformed',
      sentence: 'the input is not text in UTF-8',
    });
  });
});

describe('a list that is read in pieces', () => {
  const entry = fc.record(
    {
      name: fc.stringMatching(/^[a-z][a-z0-9.-]{0,8}$/),
      dns: fc.array(fc.stringMatching(/^[a-z][a-z0-9 ":,#-]{0,8}$/), { maxLength: 3 }),
      cn: fc.string({ maxLength: 6 }),
    },
    { requiredKeys: ['name'] },
  );
  type Entry = { name: string; dns?: string[]; cn?: string };
  const many = fc
    .array(entry, { minLength: 1, maxLength: 5 })
    .map((few) => Array.from({ length: 600 }, (_, at) => few[at % few.length] as Entry));
  const quoted = (text: string) => JSON.stringify(text);
  const yamlOf = (entries: readonly Entry[], indent: string) =>
    entries
      .map(({ name, dns, cn }) =>
        [
          `${indent}- name: ${quoted(name)}`,
          ...(dns ? [`${indent}  dns:`, ...dns.map((one) => `${indent}    - ${quoted(one)}`)] : []),
          ...(cn === undefined ? [] : [`${indent}  cn: ${quoted(cn)} # - name: not`]),
          '# - name: a comment',
          '',
        ].join('\n'),
      )
      .join('');
  const forms: [string, (entries: readonly Entry[]) => string][] = [
    ['YAML', (entries) => `# hosts\ninstances:\n${yamlOf(entries, '  ')}`],
    ['YAML without indent', (entries) => `instances:\n${yamlOf(entries, '')}`],
    ['YAML without the outer name', (entries) => yamlOf(entries, '')],
    ['JSON', (entries) => JSON.stringify({ instances: entries })],
    ['JSON in lines', (entries) => JSON.stringify(entries, undefined, 2)],
    ['CSV', (entries) => csvOf(entries)],
  ];
  const cell = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const csvOf = (entries: readonly Entry[]) =>
    ['name,cn', ...entries.map(({ name, cn = '' }) => `${cell(name)},${cell(cn)}`), ''].join('\n');

  it.each(forms)(
    'of %s has all of its entries, in several pieces, at their lines',
    async (form, write) => {
      await fc.assert(
        fc.asyncProperty(many, async (entries) => {
          const text = write(entries);
          const pieces = await piecesOf(new TextEncoder().encode(text));
          expect(pieces.length).toBeGreaterThan(1);
          expect(pieces.flatMap(({ faults }) => faults)).toEqual([]);
          const records = pieces.flatMap((piece) => piece.records);
          expect(records.map(({ fields }) => fields.get('name')?.values)).toEqual(
            entries.map(({ name }) => [name]),
          );
          const cns = records.map(({ fields }) => fields.get('cn')?.values[0] ?? '');
          // A cell loses the blanks around it.
          const trimmed = (text: string) => (form === 'CSV' ? text.trim() : text);
          expect(cns.map(trimmed)).toEqual(entries.map(({ cn = '' }) => trimmed(cn)));
          const lines = text.split('\n');
          if (form === 'CSV' || form === 'JSON') return;
          for (const { fields } of records) {
            const { line = 0, values = [] } = fields.get('name') ?? {};
            expect(lines[line - 1]).toContain(quoted(values[0] as string));
          }
        }),
        { numRuns: 2 },
      );
    },
  );

  it('can be left when enough was seen', async () => {
    const text = `instances:\n${'  - name: a\n    oops: [a b]\n'.repeat(100_000)}`;
    let seen = 0;
    for await (const { records } of decodeRecords(new TextEncoder().encode(text), 'instances')) {
      seen += records.length;
      if (seen > 500) break;
    }
    expect(seen).toBeLessThan(2_000);
  });
});

describe('hostile lists', () => {
  it.each<[string, string, number, RegExp]>([
    ['[E9] lists in each other in one line', '- '.repeat(5_000), 1, /^is nested too deeply$/],
    ['keys in each other in one line', `- name: a\n  dns: ${'? '.repeat(5_000)}`, 2, /too deeply/],
    [
      'lists in each other by indent',
      Array.from({ length: 3_000 }, (_, at) => `${' '.repeat(at)}-\n`).join(''),
      101,
      /too deeply/,
    ],
    ['brackets behind an anchor', `- name: a\n- dns: &a ${'['.repeat(102)}`, 2, /too deeply/],
    ['brackets behind a quote that stays open', `- "a\n- dns: ${'['.repeat(101)}`, 2, /too deeply/],
    ['brackets behind other lines', `- name: a\n- dns: ${'['.repeat(101)}`, 2, /too deeply/],
    ['[E9] two documents', '- name: a\n---\n- name: b\n', 2, /^a second document begins here/],
    ['an alias of nothing', '- name: *nobody\n', 1, /is an alias, and aliases are not followed$/],
    ['a tag of a program', '- name: !!js/function "x"\n', 1, /^has a tag/],
    ['a tag of octets', '- name: !!binary aGk=\n', 1, /^"name" is neither a value/],
    ['a merge', '- &a { name: a }\n- <<: *a\n', 2, /"<<" is an alias/],
    ['columns', `name,${'a,'.repeat(200)}b\nx\n`, 1, /^names more than 100 columns$/],
    [
      'a quote in a cell',
      'name,dns\na"b,c\n',
      2,
      /^Quote stands in a cell that does not begin with one$/,
    ],
  ])('%s are refused in our words, with the line', async (_, text, line, reason) => {
    const { faults } = await read(text);
    expect(faults[0]).toEqual({ line, reason: expect.stringMatching(reason) as string });
  });

  it('aliases of aliases end with a fault', async () => {
    const bomb = `a: &a [x]\n${[...'bcdefgh']
      .map((name, index) => `${name}: &${name} [${`*${'abcdefgh'[index]},`.repeat(9)}]\n`)
      .join('')}instances: *h\n`;
    const { records, faults } = await read(bomb);
    expect(records).toEqual([]);
    expect(faults.length).toBeGreaterThan(0);
    expect(faults.length).toBeLessThanOrEqual(100);
  });
});
