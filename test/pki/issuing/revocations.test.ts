// What a ledger's lines say of revocations, and the numbers that they give to CRLs.
import { describe, expect, it } from 'vitest';
import {
  type CrlLine,
  decodeCrlLine,
  encodeCrlLine,
  isOfOtherKind,
  type LedgerEntry,
} from '../../../src/pki/issuing/ledger.js';
import { CrlNumbers, Revocations } from '../../../src/pki/issuing/revocations.js';
import { entryOf } from '../../support/ledger-of.js';

const SERIAL = '4a'.padEnd(34, '0');
const event = (event: LedgerEntry['event'], day: number, reason?: string) =>
  entryOf(SERIAL, { event, at: `2026-11-${String(day).padStart(2, '0')}T00:00:00Z`, reason });
const revoked = (day: number, reason?: string) => event('revoked', day, reason);

it.each<[string, LedgerEntry[], string | undefined]>([
  ['was issued', [event('issued', 1)], undefined],
  ['was revoked without a reason', [revoked(2)], '02 unspecified'],
  ['was revoked with one', [revoked(2, 'keyCompromise')], '02 keyCompromise'],
  ['has a reason of a later version', [revoked(2, 'somethingNew')], '02 unspecified'],
  ['was revoked twice', [revoked(2, 'superseded'), revoked(3, 'keyCompromise')], '02 superseded'],
  ['is on hold', [revoked(2, 'certificateHold')], '02 certificateHold'],
  ['was on hold', [revoked(2, 'certificateHold'), event('released', 3)], undefined],
  [
    'was on hold, and is again',
    [revoked(2, 'certificateHold'), event('released', 3), revoked(4, 'certificateHold')],
    '04 certificateHold',
  ],
  [
    'was on hold first',
    [revoked(2, 'certificateHold'), revoked(3, 'keyCompromise')],
    '02 keyCompromise',
  ],
  ['was revoked for good', [revoked(2, 'superseded'), event('released', 3)], '02 superseded'],
  ['was abandoned later', [revoked(2), event('abandoned', 3)], '02 unspecified'],
])('a certificate that %s', (_, entries, expected) => {
  const all = new Revocations();
  for (const entry of entries) all.add(entry);
  const found = all.bySerial.get(SERIAL);
  expect(found && `${found.at.slice(8, 10)} ${found.reason}`).toBe(expected);
});

const line = (above: string): CrlLine => ({
  at: '2026-11-20T10:00:00Z',
  event: 'crl',
  id: 'ab',
  nextUpdate: '2026-12-20T10:00:00Z',
  above,
});

describe('the number of a CRL', () => {
  it.each([
    ['goes up by one', ['0', '0', '0'], '1 2 3'],
    ['is higher than what is taken', ['0', '41', '0'], '1 42 43'],
    ['does not go down', ['9', '3'], '10 11'],
    ['may be longer than a float holds', ['9007199254740993'], '9007199254740994'],
  ])('%s', (_, taken, expected) => {
    const numbers = new CrlNumbers();
    expect(taken.map((above) => numbers.add(line(above))).join(' ')).toBe(expected);
  });
});

describe('the line of a CRL', () => {
  it('is read as it was written', () => {
    expect(decodeCrlLine(encodeCrlLine(line('7')))).toEqual(line('7'));
  });

  it.each([
    ['torn', encodeCrlLine(line('7')).slice(0, -20), false],
    ['of a certificate', JSON.stringify(event('issued', 1)), false],
    ['of a later version', '{"at":"2026-11-20T10:00:00Z","event":"audit","who":"me"}', true],
    ['without a number', '{"at":"2026-11-20T10:00:00Z","event":"crl"}', true],
    ['with a number that is none', encodeCrlLine(line('-1')), true],
    ['with a number that is too long', encodeCrlLine(line('9'.repeat(60))), true],
  ])('is none where it is %s', (_, text, isOther) => {
    expect([decodeCrlLine(text), isOfOtherKind(text)]).toEqual([undefined, isOther]);
  });
});
