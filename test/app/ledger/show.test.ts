// `cert show` as a use-case: which digits find which certificate, and what is said of it.
import { describe, expect, it } from 'vitest';
import { showCertificate } from '../../../src/app/ledger/show.js';
import type { LedgerEntry } from '../../../src/pki/issuing/ledger.js';
import { entryOf, ledgerText } from '../../support/ledger-of.js';
import { memoryFile, memoryFiles } from '../../support/memory-files.js';
import { refusalOf } from '../../support/refusal-of.js';
import { testPorts } from '../../support/test-ports.js';

const A = '4a5b6c7d8e9f0011223344556677889900';
const B = '4a5b6c7d8e9f0011223344556677889911';
const C = '5c00000000000000000000000000000022';
const SHORT = '7d8e9f001122';

function portsFor(text: string) {
  const files = memoryFiles(new Map([['/ca/ledger.jsonl', memoryFile(text)]]));
  return testPorts({ files });
}

const show = (entries: readonly LedgerEntry[], digits: string) =>
  showCertificate({ ca: 'ca', digits }, portsFor(ledgerText(entries)));

const renewal = entryOf(C, { event: 'renewed', replaces: A });

describe('finds a certificate', () => {
  it.each<[string, string, string]>([
    ['by its serial number', A, A],
    ['by the first digits of it', C.slice(0, 8), C],
    ['by its fingerprint', `f${A}`.padEnd(64, '0'), A],
    ['by the first digits of that', `f${B}`, B],
    ['by a serial number with the octet of a sign', `00${B}`, B],
    ['by one that others begin with, where it is whole', SHORT, SHORT],
  ])('%s', async (_, digits, serialNumber) => {
    const entries = [A, B, C, SHORT, `${SHORT}33`].map((serial) => entryOf(serial));
    const { ok, certificate, events } = await show(entries, digits);
    expect([ok, certificate?.serialNumber]).toEqual([true, serialNumber]);
    expect(events).toEqual([entryOf(serialNumber)]);
  });

  it.each<[string, string]>([
    ['digits from the middle of a serial number', '8e9f0011223344'],
    ['digits of nothing', '0123456789'],
    ['more digits than there are', `${A}0`],
  ])('and none by %s', async (_, digits) => {
    expect(await show([entryOf(A)], digits)).toEqual({
      ...{ ok: false, ledger: 'ca/ledger.jsonl', at: '2026-11-20T10:00:00Z' },
      ...{ certificate: null, events: [] },
    });
  });
});

describe('says what became of it', () => {
  const dropped: LedgerEntry = { ...renewal, event: 'abandoned' };
  it.each<[string, LedgerEntry[], string, LedgerEntry[]]>([
    ['nothing', [entryOf(A), entryOf(B)], 'valid', [entryOf(A)]],
    ['renewed', [entryOf(A), entryOf(B), renewal], 'renewed', [entryOf(A), renewal]],
    ['renewed in vain', [entryOf(A), renewal, dropped], 'valid', [entryOf(A), renewal, dropped]],
    [
      'revoked',
      [entryOf(A), { ...entryOf(A), event: 'revoked' }],
      'revoked',
      [entryOf(A), { ...entryOf(A), event: 'revoked' }],
    ],
  ])('%s, by its serial number and by its fingerprint', async (_, entries, state, events) => {
    for (const digits of [A, `f${A}`]) {
      const shown = await show(entries, digits);
      expect([shown.certificate?.state, shown.events]).toEqual([state, events]);
    }
  });

  it('and what it came in the place of', async () => {
    const { certificate, events } = await show([entryOf(A), renewal], C);
    expect([certificate?.state, events]).toEqual(['valid', [renewal]]);
  });
});

it('names those that fit, where there are several', async () => {
  const { code, sentence } = await refusalOf(() =>
    show(
      [A, B].map((one) => entryOf(one)),
      '4a5b6c7d',
    ),
  );
  expect(code).toBe('input-wrong-kind');
  expect(sentence).toBe(
    `4a5b6c7d fits 2 certificates in "ca/ledger.jsonl", and more digits say which: ${A}, ${B}`,
  );
});

it('names no more of them than anybody reads', async () => {
  const serials = Array.from({ length: 20 }, (_, index) => `4a5b6c7d${10 + index}`);
  const { sentence } = await refusalOf(() =>
    show(
      serials.map((one) => entryOf(one)),
      '4a5b6c7d',
    ),
  );
  expect(sentence).toMatch(
    /^4a5b6c7d fits more than 10 certificates in [^,]*, and [^,]*(, 4a5b6c7d1\d){9}, …$/,
  );
});

it('says of a torn line with these digits that it is left out', async () => {
  const [whole, half] = [ledgerText([entryOf(A)]), ledgerText([entryOf(A)]).slice(0, 120)];
  const ports = portsFor(`${half}\n${whole}`);
  const { ok } = await showCertificate({ ca: 'ca', digits: A }, ports);
  expect(ok).toBe(true);
  expect(ports.reporter.warnings).toEqual([
    '"ca/ledger.jsonl": a line with these digits is torn or no entry: left out',
  ]);
});

it('takes a whole entry behind half a line', async () => {
  const ports = portsFor(ledgerText([entryOf(B)]).slice(0, 40) + ledgerText([entryOf(A)]));
  expect((await showCertificate({ ca: 'ca', digits: A }, ports)).ok).toBe(true);
});
