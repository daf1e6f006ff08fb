// One certificate of a ledger as it is answered.
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import type { LedgerState } from '../../pki/issuing/ledger-state.js';
import type { Profile } from '../../pki/issuing/profile.js';

export interface ListedCertificate {
  serialNumber: string;
  state: LedgerState;
  subject: string;
  subjectAltNames: readonly string[];
  profile: Profile;
  notBefore: string;
  notAfter: string;
  sha256Fingerprint: string;
  issuedAt: string;
  /** Absolute; null where it went into no file, or the ledger is older than its paths. */
  path: string | null;
}

/** `entry`: the first of its entries. */
export function listed(entry: LedgerEntry, state: LedgerState): ListedCertificate {
  const { serialNumber, subject, subjectAltNames, profile } = entry;
  const { notBefore, notAfter, sha256Fingerprint, at: issuedAt, path = null } = entry;
  const names = { serialNumber, state, subject, subjectAltNames, profile };
  return { ...names, notBefore, notAfter, sha256Fingerprint, issuedAt, path };
}
