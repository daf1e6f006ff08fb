// Which certificates of a ledger are in use, whatever was replaced, revoked, held and released before.
import { describe, expect, it } from 'vitest';
import { currentEntries, isRevoked } from '../../../src/app/renewing/current-entries.js';
import type { LedgerEntry } from '../../../src/pki/issuing/ledger.js';
import { entryOf, ledgerText } from '../../support/ledger-of.js';
import { memoryFile, memoryFiles } from '../../support/memory-files.js';
import { testPorts } from '../../support/test-ports.js';

const [A, B] = ['4a', '4b'].map((start) => start.padEnd(34, '0')) as [string, string];
const issued = entryOf(A);
const renewed = entryOf(B, { event: 'renewed', replaces: A });
const abandoned: LedgerEntry = { ...renewed, event: 'abandoned' };
const revoked = entryOf(A, { event: 'revoked', reason: 'superseded' });
const held = entryOf(A, { event: 'revoked', reason: 'certificateHold' });
const released = entryOf(A, { event: 'released' });

const ledgerWith = (entries: readonly LedgerEntry[]) =>
  testPorts({
    files: memoryFiles(new Map([['/ledger.jsonl', memoryFile(ledgerText(entries))]])),
  });

describe('in use is', () => {
  it.each<[string, LedgerEntry[], string[]]>([
    ['what was issued', [issued], [A]],
    ['what came in its place', [issued, renewed], [B]],
    ['what was there, where that was abandoned', [issued, renewed, abandoned], [A]],
    ['nothing that was revoked', [issued, revoked], []],
    [
      'nothing that was revoked, though its successor was abandoned',
      [issued, renewed, revoked, abandoned],
      [],
    ],
    ['nothing on hold', [issued, held], []],
    ['what was on hold', [issued, held, released], [A]],
    ['nothing that was held and then revoked', [issued, held, revoked, released], []],
    ['the successor of what was on hold', [issued, renewed, held, released], [B]],
    ['the successor that came while it was on hold', [issued, held, renewed, released], [B]],
    [
      'what was on hold, where that was abandoned',
      [issued, held, renewed, abandoned, released],
      [A],
    ],
  ])('%s', async (_, entries, expected) => {
    const current = await currentEntries('/ledger.jsonl', ledgerWith(entries));
    expect(current.map(({ serialNumber }) => serialNumber)).toEqual(expected);
  });
});

it.each<[string, LedgerEntry[], boolean]>([
  ['was issued', [issued], false],
  ['was revoked', [issued, revoked], true],
  ['was revoked before it was renewed', [issued, revoked, renewed], true],
  ['is on hold', [issued, held], true],
  ['was on hold', [issued, held, released], false],
])('a certificate that %s comes back or not', async (_, entries, expected) => {
  expect(await isRevoked('/ledger.jsonl', A, ledgerWith(entries))).toBe(expected);
});
