// What `cert renew` answers.
import type { TlsmithError } from '../../errors.js';
import type { Handshake } from '../proving/link.js';
import type { HostUptake } from '../renewing/uptake.js';
import type { CertificateSummary, WriteSummary, WrittenFile } from '../writing/plan.js';

/** `due`: of a dry run. `requested`: a CA elsewhere has to answer first. */
export type RenewalState = 'renewed' | 'due' | 'not-due' | 'requested' | 'restored' | 'failed';

/** One host. */
export interface RenewedHost {
  /** As the person named it. */
  path: string;
  state: RenewalState;
  /** In half a sentence. */
  reason: string;
  key?: 'new' | 'kept' | undefined;
  /** Serial number of the one that was replaced. */
  replaces?: string | undefined;
  certificate?: CertificateSummary | undefined;
  files?: WrittenFile[] | undefined;
  /** How its product takes the new files, where its snippet says which it is. */
  uptake?: HostUptake | undefined;
  error?: TlsmithError | undefined;
}

export interface HookOutcome {
  /** As it was typed, word by word. */
  command: readonly string[];
  /** Null where it was ended by a signal or never began. */
  exitCode: number | null;
  /** Which one ended it: `SIGKILL`. */
  signal?: string | undefined;
  /** Why it never began. */
  reason?: string | undefined;
  /** What it wrote, cut. */
  output: string;
}

export interface RenewSummary extends WriteSummary {
  ok: boolean;
  hosts: RenewedHost[];
  handshakes: Handshake[];
  hook?: HookOutcome | undefined;
}
