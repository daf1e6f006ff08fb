// What `ca rotate` and `ca renew` answer.
import type { TlsmithError } from '../../errors.js';
import type { Handshake } from '../proving/link.js';
import type { HostUptake } from '../renewing/uptake.js';
import type { CertificateSummary, WriteSummary, WrittenFile } from '../writing/plan.js';
import type { MissingCertificate } from '../renewing/rollover/hosts.js';
import type { HostPhase, Phase } from '../renewing/rollover/phase.js';

/** `due`: of a dry run. */
export type RolledState = 'changed' | 'due' | 'unchanged' | 'failed';

/** One folder. */
export interface RolledHost {
  /** As the person named it, or as the ledger has it. */
  path: string;
  state: RolledState;
  /** In half a sentence. */
  reason: string;
  /** The last phase that is complete there; none of a host that could not be read. */
  phase?: HostPhase | undefined;
  certificates?: CertificateSummary[] | undefined;
  files?: WrittenFile[] | undefined;
  uptake?: HostUptake | undefined;
  error?: TlsmithError | undefined;
}

export interface RolloverSummary extends WriteSummary {
  ok: boolean;
  /** The folder of the CA that is to go. */
  ca: string;
  /** The folder of the one that comes; null before the first phase. */
  successor: string | null;
  /** The last of those that have succeeded each other: it issues once all is complete. */
  issuing: string | null;
  /** What was asked for; null where it was only looked. */
  asked: Phase | null;
  /** The last phase that is complete everywhere. */
  phase: HostPhase;
  /** The one that comes next; null where nothing is left to be done. */
  next: Phase | null;
  /** Path of the certificate of the new CA below the old one. */
  crossCertificate: string | null;
  hosts: RolledHost[];
  missing: MissingCertificate[];
  handshakes: Handshake[];
}
