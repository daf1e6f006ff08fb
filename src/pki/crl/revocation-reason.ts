// Why a certificate is revoked (RFC 5280, 5.3.1): the names of the standard and their numbers.
import { CRL_REASONS } from '../der/object-identifiers.js';

/** All but removeFromCRL, which only a delta CRL may say. */
export const REVOCATION_REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
] as const;
export type RevocationReason = (typeof REVOCATION_REASONS)[number];

/** The only one that can be taken back. */
export const HOLD: RevocationReason = 'certificateHold';

/** `unspecified` for what a later version may have written. */
export function revocationReason(text: string | undefined): RevocationReason {
  return REVOCATION_REASONS.find((reason) => reason === text) ?? 'unspecified';
}

export function reasonCode(reason: RevocationReason): number {
  return Number(Object.entries(CRL_REASONS).find(([, name]) => name === reason)?.[0]);
}
