// What `status` answers: everything found that ends, with how long that is from now.

import type { HostPhase, Phase } from '../renewing/rollover/phase.js';
import type { WrittenFile } from '../writing/plan.js';
import type { ErrorCode, TlsmithError } from '../../errors.js';

export type StatusState = 'ok' | 'expiring' | 'expired';

/** A setting of a config that names a file. */
export interface NamingSetting {
  file: string;
  line: number;
  setting: string;
}

/** How a certificate comes to a successor: by a CA folder of ours, or a request to its issuer. */
export interface Renewal {
  /** The folder of its host, or its file. */
  path: string;
  ca: string | null;
}

/** How far a CA's succession by another one is. */
export interface RolloverState {
  /** The folder of the CA that is to go. */
  ca: string;
  /** That of the one that comes. */
  successor: string;
  /** The kit in which both stand. */
  kit?: string | undefined;
  /** The last phase that is complete everywhere. */
  phase: HostPhase;
  /** Null where it is complete. */
  next: Phase | null;
}

/** One certificate or CRL, once for each file that holds it. */
export interface StatusItem {
  /** As the person named it, or joined to what they named. */
  path: string;
  /** Of its entry in a store. */
  alias?: string | undefined;
  type: 'certificate' | 'crl';
  /** Whether it is a CA's. */
  ca: boolean;
  /** RFC 4514; of a CRL its issuer. */
  subject: string;
  issuer: string;
  subjectAltNames: readonly string[];
  serialNumber?: string | undefined;
  sha256Fingerprint: string;
  /** RFC 3339; of a CRL thisUpdate and nextUpdate, which some leave out. */
  notBefore: string;
  notAfter: string | null;
  /** Whole days until notAfter, rounded down; negative once it is over. */
  daysLeft: number | null;
  state: StatusState;
  /**
   * sha256Fingerprint of the CA found that signed it; its own for a root; null where none was
   * found.
   */
  issuedBy: string | null;
  /** The configs that name its file. */
  configs: readonly NamingSetting[];
  /** Of a CA in its folder, where another one succeeds it. */
  rollover?: RolloverState | undefined;
  /** Of what ends soon; none where nobody knows how. */
  renewal?: Renewal | undefined;
  /** What to run next, as words of a command; none where nothing is to be done. */
  next?: readonly string[] | undefined;
}

export interface StatusReport {
  /** Whether nothing ends within the time that was asked for. */
  ok: boolean;
  /** The time by which states are judged. */
  at: string;
  /** What ends before this is `expiring`. */
  until: string;
  /** How many files were looked at. */
  files: number;
  /** The first to end comes first. */
  items: readonly StatusItem[];
  /** Files that look like certificates and could not be read, with why. */
  unread: readonly UnreadFile[];
}

export interface UnreadFile {
  path: string;
  message: string;
  code?: ErrorCode;
}

/** The same before it is shown. */
export interface StatusFindings extends StatusReport {
  /** Where the answer went into a file. */
  written?: readonly WrittenFile[] | undefined;
  /** Of what was named in the call, and could not be read: they are among `unread` too. */
  failures: readonly { path: string; error: TlsmithError }[];
}
