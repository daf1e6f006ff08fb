// What became of a certificate: a table of what its events and the clock come to.
import { expect, it } from 'vitest';
import type { LedgerEvent } from '../../../src/pki/issuing/ledger.js';
import { type LedgerState, ledgerState } from '../../../src/pki/issuing/ledger-state.js';

const NOW = new Date('2026-11-20T10:00:00Z');
const SOON = new Date('2026-12-20T10:00:00Z');
const LATER = '2028-01-01T00:00:00Z';
const PAST = '2026-11-20T09:59:59Z';

it.each<[string, LedgerEvent, boolean, string, LedgerState]>([
  ['ends later', 'issued', false, LATER, 'valid'],
  [
    'ends in the last second that counts as later',
    'issued',
    false,
    '2026-12-20T10:00:00Z',
    'valid',
  ],
  ['ends soon', 'issued', false, '2026-12-20T09:59:59Z', 'expiring'],
  ['ends in this second', 'issued', false, '2026-11-20T10:00:00Z', 'expiring'],
  ['has ended', 'issued', false, PAST, 'expired'],
  ['came in the place of another', 'renewed', false, LATER, 'valid'],
  ['has a successor', 'issued', true, LATER, 'renewed'],
  ['has a successor, and has ended', 'renewed', true, PAST, 'renewed'],
  ['was revoked', 'revoked', false, LATER, 'revoked'],
  ['was revoked, and has ended', 'revoked', false, PAST, 'revoked'],
  ['was revoked, and has a successor', 'revoked', true, LATER, 'revoked'],
  ['was on hold', 'released', false, LATER, 'valid'],
  ['was on hold, and has a successor', 'released', true, LATER, 'renewed'],
  ['was abandoned', 'abandoned', false, LATER, 'abandoned'],
  ['was abandoned, and has ended', 'abandoned', false, PAST, 'abandoned'],
  ['was made to be refused', 'probe', false, PAST, 'probe'],
])('a certificate that %s', (_, event, isReplaced, notAfter, state) => {
  const fate = { event, isReplaced, notAfter: new Date(notAfter) };
  expect(ledgerState(fate, NOW, SOON)).toBe(state);
});
