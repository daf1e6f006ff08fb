// What a runtime is shown in a handshake, and what it says to it: input and answer of every file
// here.
import type { GeneralName } from '../../pki/names/general-name.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { SignatureVerdict } from '../../pki/signature/signature.js';
import { DESCRIBED_RUNTIMES, type Runtime } from '../../targets/descriptor/form.js';

export const RUNTIMES = DESCRIBED_RUNTIMES;
export type RuntimeName = Runtime;

/** Whose certificate it is: a server's is judged by clients, a client's by servers. */
export type Role = 'server' | 'client';

export interface PresentedChain {
  role: Role;
  /** What the client dials; without it the name is not judged. */
  host?: GeneralName | undefined;
  at: Date;
  /** As it is sent: the end entity first, the others in their order. */
  chain: readonly [PathCertificate, ...PathCertificate[]];
  /** As they stand in the file of those who judge. */
  anchors: readonly PathCertificate[];
  /** OpenSSL's security level, 0 to 5; none: that of Debian, Ubuntu and RHEL. */
  opensslLevel?: number | undefined;
  /** Whether the runtime that is asked is of this version or a later one. */
  isSince(major: number, minor?: number): boolean;
  /** Whether the signature is one of that issuer's key. */
  verdictOf(subject: PathCertificate, issuer: PathCertificate): SignatureVerdict;
}

/** What is read in another way by another version asks for this alone. */
export type Versioned = Pick<PresentedChain, 'isSince'>;

/** Undefined where the runtime accepts, else the sentence that it logs. */
export type Refusal = string | undefined;

/** What is said first of several things that are judged in their order. */
export function firstRefusal<T>(items: readonly T[], judge: (item: T) => Refusal): Refusal {
  for (const item of items) {
    const refusal = judge(item);
    if (refusal !== undefined) return refusal;
  }
  return undefined;
}

export interface VersionVerdict {
  /** As people write it: `1.27`, `25`. */
  version: string;
  /** Null where it was not judged. */
  accepts: boolean | null;
  /** What the runtime logs, or why it was not judged; empty where it accepts. */
  reason: string;
}

/** Of the newest version in the table. */
export interface RuntimeVerdict extends VersionVerdict {
  runtime: RuntimeName;
  /** Of OpenSSL: the security level by which it was judged. */
  level?: number | undefined;
  /** Older versions that say otherwise, the newest first. */
  versions?: VersionVerdict[];
}
