// What `cert renew` answers, and what it touches.
import type { Clock, Crypto, Files, Loopback, Programs, Random, Templates } from '../../ports.js';
import type { TlsmithError } from '../../errors.js';
import type { Handshake } from '../proving/link.js';
import type { IssuerPorts } from '../reading/key/issuer.js';
import type { Target } from '../../targets/target.js';
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

export interface HostUptake {
  target: string;
  /** The newest of which its snippet may be. */
  version: string;
  by: 'itself' | 'reload' | 'restart' | 'next-start';
  /** A line of a shell; none where nothing has to be done. */
  command?: string | undefined;
  sentence: string;
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

export type RenewPorts = IssuerPorts & {
  clock: Clock;
  random: Random;
  templates: Templates;
  loopback: Loopback;
  programs: Programs;
  crypto: Crypto;
  files: Files;
};

/** With what one run reads once. */
export type RenewalPorts = RenewPorts & { products: readonly Target[] };
