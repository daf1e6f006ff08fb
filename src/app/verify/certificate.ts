// `verify`: a certification path for one certificate, judged by RFC 5280, 6, and by every rule for a certificate alone.
import type { PathFinding } from '../../checks/finding.js';
import type { Purpose } from '../../checks/path/terms.js';
import type { RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { Clock, Crypto, Files, Prompter, Reporter } from '../../ports.js';
import { judgePath } from './path.js';
import { judgeRuntimes } from './runtimes.js';
import type { PasswordSource } from '../reading/passwords.js';
import { loadVerification } from '../reading/verification.js';

export interface VerifyRequest {
  /** PEM, DER or a bundle, the certificate first; `-` is stdin. */
  certificate: string;
  /** A CA folder, or a file of trust anchors. */
  trust: string;
  /** Files of further certificates that may stand in the path. */
  untrusted: readonly string[];
  /** Files of CRLs; none: revocation is not judged. */
  crls: readonly string[];
  /** Opens PKCS#12 stores among the files. */
  password?: PasswordSource;
  /** Of several keys in a store: whose certificate is judged. */
  alias?: string | undefined;
  host?: GeneralName;
  email?: string;
  purpose: Purpose;
  /** None: now. */
  at?: Date;
  /** Intermediates at most; none: no limit. */
  maxDepth?: number;
}

export interface Verification {
  /** True where no finding is an error. */
  ok: boolean;
  /** The subjects from the certificate up to its trust anchor, or as far as a path could be built. */
  path: string[];
  /** The most specific first. */
  findings: PathFinding[];
}

/** The verdict by the standard, and beside it what each runtime would say, in whose eyes other things count. */
export interface VerificationReport extends Verification {
  runtimes: RuntimeVerdict[];
}

export interface VerifyPorts {
  files: Files;
  crypto: Crypto;
  clock: Clock;
  prompter: Prompter;
  reporter: Reporter;
}

/** A verdict of no is an answer. Throws `input-*` for what cannot be read. */
export async function verifyCertificate(
  request: VerifyRequest,
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const material = await loadVerification(request, ports);
  const { email, purpose, maxDepth } = request;
  const host = request.host && { host: request.host };
  const at = request.at ?? ports.clock.now();
  const verification = judgePath(
    material,
    {
      ...{ at, purpose, ...host },
      ...(email !== undefined && { email }),
      ...(maxDepth !== undefined && { maxDepth }),
    },
    ports.crypto,
  );
  const { presented, anchors, trustSettings } = material;
  const runtimes = judgeRuntimes(
    { presented, anchors, trustSettings, purpose, at, ...host },
    ports.crypto,
  );
  return { ...verification, runtimes };
}
