// `cert list` as a use-case: what is listed in which order, what became of it, and what a ledger may hold that is no entry.
import { describe, expect, it } from 'vitest';
import { listCertificates, type ListRequest } from '../../../src/app/ledger/list.js';
import type { ListedCertificate } from '../../../src/app/ledger/listed.js';
import type { LedgerEntry } from '../../../src/pki/issuing/ledger.js';
import { entryOf, ledgerText } from '../../support/ledger-of.js';
import { memoryFile, memoryFiles } from '../../support/memory-files.js';
import { refusalOf } from '../../support/refusal-of.js';
import { testPorts } from '../../support/test-ports.js';

const [A, B, C, D] = ['4a', '4b', '4c', '4d'].map((start) => start.padEnd(34, '0')) as [
  ...[string, string, string, string],
];

async function listOf(text: string, choice: Omit<ListRequest, 'ca'> = {}) {
  const files = memoryFiles(new Map([['/ca/ledger.jsonl', memoryFile(text)]]));
  const ports = testPorts({ files });
  const { certificates, ...head } = await listCertificates({ ca: 'ca', ...choice }, ports);
  const all: ListedCertificate[] = [];
  for await (const group of certificates) all.push(...group);
  return { ...head, all, warnings: ports.reporter.warnings };
}

const statesOf = async (entries: readonly LedgerEntry[], choice?: Omit<ListRequest, 'ca'>) =>
  (await listOf(ledgerText(entries), choice)).all.map(({ serialNumber, state }) => [
    serialNumber.slice(0, 2),
    state,
  ]);

it('says all of a certificate', async () => {
  const { all, ...head } = await listOf(ledgerText([entryOf(A, { path: '/etc/es01.crt' })]));
  expect(head).toEqual({
    ...{ ledger: 'ca/ledger.jsonl', at: '2026-11-20T10:00:00Z' },
    ...{ total: 1, count: 1, warnings: [] },
  });
  expect(all).toEqual([
    {
      serialNumber: A,
      state: 'valid',
      subject: 'CN=host-4a00',
      subjectAltNames: ['dns:host-4a00.lan'],
      profile: 'server',
      notBefore: '2026-11-01T00:00:00Z',
      notAfter: '2028-01-01T00:00:00Z',
      sha256Fingerprint: `f${A}`.padEnd(64, '0'),
      issuedAt: '2026-11-01T00:00:00Z',
      path: '/etc/es01.crt',
    },
  ]);
});

it('has no path where the ledger has none', async () => {
  expect((await listOf(ledgerText([entryOf(A)]))).all[0]?.path).toBeNull();
});

it('lists the first to end first, and of those that end together the first that was issued', async () => {
  const ending = (serial: string, notAfter: string) => entryOf(serial, { notAfter });
  const entries = [
    ending(A, '2029-01-01T00:00:00Z'),
    ending(D, '2028-01-01T00:00:00Z'),
    ending(C, '2028-01-01T00:00:00Z'),
    ending(B, '9999-12-31T23:59:59Z'),
  ];
  expect((await statesOf(entries)).map(([serial]) => serial)).toEqual(['4d', '4c', '4a', '4b']);
});

const again = (serial: string, replaces: string) => entryOf(serial, { event: 'renewed', replaces });
const dropped = (entry: LedgerEntry): LedgerEntry => ({ ...entry, event: 'abandoned' });
const released = (entry: LedgerEntry): LedgerEntry => ({ ...entry, event: 'released' });
const held = (entry: LedgerEntry): LedgerEntry => ({
  ...entry,
  event: 'revoked',
  reason: 'certificateHold',
});
const revoked = (entry: LedgerEntry): LedgerEntry => ({ ...entry, event: 'revoked' });

describe('what became of a certificate', () => {
  it.each<[string, LedgerEntry[], string[][]]>([
    ['nothing', [entryOf(A)], [['4a', 'valid']]],
    ['abandoned', [entryOf(A), dropped(entryOf(A))], [['4a', 'abandoned']]],
    ['revoked', [entryOf(A), revoked(entryOf(A))], [['4a', 'revoked']]],
    ['on hold', [entryOf(A), held(entryOf(A))], [['4a', 'revoked']]],
    ['on hold no more', [entryOf(A), held(entryOf(A)), released(entryOf(A))], [['4a', 'valid']]],
    [
      'revoked for good, whatever comes later',
      [entryOf(A), revoked(entryOf(A)), held(entryOf(A)), released(entryOf(A))],
      [['4a', 'revoked']],
    ],
    ['released, and never was on hold', [entryOf(A), released(entryOf(A))], [['4a', 'valid']]],
    [
      'renewed',
      [entryOf(A), again(B, A)],
      [
        ['4a', 'renewed'],
        ['4b', 'valid'],
      ],
    ],
    [
      'renewed in vain',
      [entryOf(A), again(B, A), dropped(again(B, A))],
      [
        ['4a', 'valid'],
        ['4b', 'abandoned'],
      ],
    ],
    [
      'renewed twice, once in vain, which is said twice',
      [entryOf(A), again(B, A), again(C, A), dropped(again(B, A)), dropped(again(B, A))],
      [
        ['4a', 'renewed'],
        ['4b', 'abandoned'],
        ['4c', 'valid'],
      ],
    ],
    ['the successor of one that another CA issued', [again(B, A)], [['4b', 'valid']]],
    [
      'revoked before, and abandoned after, somebody knows of it',
      [revoked(entryOf(A)), dropped(entryOf(B))],
      [
        ['4a', 'revoked'],
        ['4b', 'abandoned'],
      ],
    ],
    [
      'an event of a later version',
      [entryOf(A), { ...entryOf(A), event: 'rotated' as never }],
      [['4a', 'valid']],
    ],
    ['probed', [entryOf(A, { event: 'probe' })], []],
  ])('%s', async (_, entries, states) => {
    expect(await statesOf(entries)).toEqual(states);
  });
});

describe('is asked for', () => {
  const entries = [
    entryOf(A, { notAfter: '2026-11-10T00:00:00Z' }),
    entryOf(B, { notAfter: '2026-12-10T00:00:00Z', profile: 'client' }),
    entryOf(C, { notAfter: '2027-01-10T00:00:00Z', subject: 'CN=Web,O=Älter', profile: 'ca' }),
    entryOf(D, { event: 'probe', notAfter: '2026-12-01T00:00:00Z' }),
    ...[entryOf('4e', { notAfter: '2026-12-11T00:00:00Z' }), again('4f', '4e')],
  ];
  it.each<[string, Omit<ListRequest, 'ca'>, string[]]>([
    ['everything', {}, ['4a', '4b', '4e', '4c', '4f']],
    ['a state', { states: ['expired'] }, ['4a']],
    ['several states', { states: ['expired', 'valid'] }, ['4a', '4c', '4f']],
    ['probes', { states: ['probe'] }, ['4d']],
    ['what ends soon', { states: ['expiring'] }, ['4b']],
    ['what ends within a time', { within: { days: 60 } }, ['4b', '4c']],
    ['what ends within a shorter one', { within: { days: 5 } }, []],
    ['a state within a time', { within: { days: 60 }, states: ['renewed'] }, ['4e']],
    ['what the time leaves valid', { within: { days: 5 }, states: ['valid'] }, []],
    ['a profile', { profile: 'ca' }, ['4c']],
    ['a part of a subject, in any case', { name: 'o=äLT' }, ['4c']],
    ['a part of a name', { name: '4B00.LAN' }, ['4b']],
    ['a pattern', { name: 'dns:*4b*lan' }, ['4b']],
    ['parts in another order', { name: 'lan*dns' }, []],
    ['parts that overlap', { name: 'host-4b*-4b' }, []],
    ['all names', { name: '*' }, ['4a', '4b', '4e', '4c', '4f']],
    ['a name and a profile', { name: 'host', profile: 'client' }, ['4b']],
  ])('%s', async (_, choice, serials) => {
    expect((await statesOf(entries, choice)).map(([serial]) => serial)).toEqual(serials);
  });
});

describe('a line', () => {
  const [a, b] = [ledgerText([entryOf(A)]), ledgerText([entryOf(B)])];
  const long = `${JSON.stringify({ ...entryOf(C), path: 'x'.repeat(70_000) })}\n`;
  const longest = `${JSON.stringify({ ...entryOf(C), path: 'x'.repeat(900_000) })}\n`;
  const all = ['4a', '4b'];
  it.each<[string, string, string[], string[]]>([
    ['without an end', a + b.trimEnd(), all, []],
    ['that is empty', `${a}\n\r\n${b}`, all, []],
    ['that ends as on Windows', a + b.replace('\n', '\r\n'), all, []],
    [
      'that is torn',
      `${a}{"at":"2026-01-01T00:00:00Z","event":"iss\n${b}`,
      all,
      ['line 2 is torn or no entry: left out'],
    ],
    [
      'that is torn, and the last',
      a + b + a.slice(0, 90),
      all,
      ['line 3 is torn or no entry: left out'],
    ],
    [
      'that another wrote behind half a line',
      `${a}${a.slice(0, 90)}${b}`,
      all,
      ['line 2 is begun by a run that was cut off: the whole entry behind it counts'],
    ],
    [
      'of another kind, and another',
      `{}\n${a}[]\nnull\n"x"\n${b}`,
      all,
      ['4 lines, from line 1 on, are torn or no entry: left out'],
    ],
    [
      'without a field',
      `${a.replace('"notAfter"', '"ends"')}${b}`,
      ['4b'],
      ['line 1 is torn or no entry: left out'],
    ],
    [
      'with a serial number that is none',
      `${a.replaceAll(A, 'x y')}${b}`,
      ['4b'],
      ['line 1 is torn or no entry: left out'],
    ],
    [
      'that is too long',
      a + long + b,
      all,
      ['line 2 is longer than the 65536 bytes that are read of a line: left out'],
    ],
    [
      'that no block holds, and one behind it',
      a + longest + longest + b,
      all,
      [
        '2 lines, from line 2 on, are longer than the 65536 bytes that are read of a line: left out',
      ],
    ],
    [
      'that never ends',
      `${a}${b}${'x'.repeat(3 * 256 * 1024)}`,
      all,
      ['line 3 is longer than the 65536 bytes that are read of a line: left out'],
    ],
  ])('%s', async (_, text, serials, warnings) => {
    const found = await listOf(text);
    expect(found.all.map(({ serialNumber }) => serialNumber.slice(0, 2))).toEqual(serials);
    expect(found.warnings).toEqual(warnings.map((one) => `"ca/ledger.jsonl": ${one}`));
  });
});

it('keeps thousands apart, wherever their lines stand', async () => {
  const serialOf = (index: number) => `5${index.toString(16).padStart(33, '0')}`;
  const entries = Array.from({ length: 20_000 }, (_, index) =>
    entryOf(serialOf(index), {
      notAfter: new Date(Date.UTC(2030, 0, 1 + ((index * 7919) % 20_000))).toISOString(),
      event: index % 100 === 0 ? 'revoked' : 'issued',
    }),
  );
  const { all, count } = await listOf(ledgerText(entries));
  expect(count).toBe(20_000);
  const sorted = entries.toSorted((a, b) => (a.notAfter < b.notAfter ? -1 : 1));
  expect(all.map(({ serialNumber }) => serialNumber)).toEqual(
    sorted.map(({ serialNumber }) => serialNumber),
  );
  expect(all.filter(({ state }) => state === 'revoked')).toHaveLength(200);
});

it.each<[string, string, RegExp]>([
  ['no folder', '/other/x', /^the CA folder "ca" does not exist$/],
  ['a file', '/ca', /^"ca" is a file, not a CA folder/],
  ['a folder without a ledger', '/ca/x', /^"ca\/ledger.jsonl" does not exist, so this is no CA/],
])('refuses %s', async (_, path, sentence) => {
  const files = memoryFiles(new Map([[path, memoryFile('')]]));
  const { sentence: said } = await refusalOf(() =>
    listCertificates({ ca: 'ca' }, testPorts({ files })),
  );
  expect(said).toMatch(sentence);
});

it('passes over what is about CRLs, and what a later version may write, in silence', async () => {
  const crl =
    '{"at":"2026-11-20T10:00:00Z","event":"crl","id":"4a","nextUpdate":"2026-12-20T10:00:00Z","above":"0"}';
  const other = '{"at":"2026-11-20T10:00:00Z","event":"audit","who":"me"}';
  const { all, warnings } = await listOf(`${crl}\n${ledgerText([entryOf(A)])}${other}\n`);
  expect([all.length, warnings]).toEqual([1, []]);
});

it('counts a half line of a run that was cut off before the line of a CRL', async () => {
  const crl = '{"at":"2026-11-20T10:00:00Z","event":"crl","id":"4a","nextUpdate":"2026';
  const whole = `${crl}-12-20T10:00:00Z","above":"0"}`;
  const { warnings } = await listOf(`${crl}${whole}\n`);
  expect(warnings).toEqual([expect.stringContaining('line 1 is begun by a run')]);
});
