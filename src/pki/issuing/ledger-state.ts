// What became of a certificate that stands in a ledger: from the events of it and the clock.
import type { LedgerEvent } from './ledger.js';

/** `expiring`: valid, and it ends soon. `probe` was never handed out. */
export type LedgerState =
  'valid' | 'expiring' | 'expired' | 'renewed' | 'revoked' | 'abandoned' | 'probe';

/** All that the events of one certificate come to. */
export interface Fate {
  /** The last one of those that the certificate has itself; what a later version wrote is none. */
  event: LedgerEvent;
  /** Whether another one, which was not abandoned, has come in its place. */
  isReplaced: boolean;
  notAfter: Date;
}

/**
 * An event weighs more than the clock: of a revoked certificate it counts that it was revoked, of
 * one that has a successor that nothing is left to do. So `expired` is what nobody has replaced.
 * `soon`: what ends before is `expiring`.
 */
export function ledgerState(
  { event, isReplaced, notAfter }: Fate,
  now: Date,
  soon: Date,
): LedgerState {
  if (event === 'abandoned' || event === 'revoked' || event === 'probe') return event;
  if (isReplaced) return 'renewed';
  if (notAfter < now) return 'expired';
  return notAfter < soon ? 'expiring' : 'valid';
}
