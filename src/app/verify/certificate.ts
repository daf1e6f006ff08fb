// `verify`: a certification path for one certificate, judged by RFC 5280, 6, and by every rule for
// a certificate alone.
import type { Purpose } from '../../checks/path/terms.js';
import type { RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { Clock } from '../../ports.js';
import { judgePath, type Verification } from '../judging/path.js';
import { judgeRuntimes } from '../judging/runtimes.js';
import type { StorePorts } from '../reading/key/store.js';
import { loadVerification, type VerificationSources } from '../reading/certificate/verification.js';

export interface VerifyRequest extends VerificationSources {
  host?: GeneralName;
  email?: string;
  purpose: Purpose;
  /** None: now. */
  at?: Date;
  /** Intermediates at most; none: no limit. */
  maxDepth?: number;
}

/**
 * The verdict by the standard, and beside it what each runtime would say, in whose eyes other
 * things count.
 */
export interface VerificationReport extends Verification {
  runtimes: RuntimeVerdict[];
}

export type VerifyPorts = StorePorts & { clock: Clock };

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
      at,
      purpose,
      ...host,
      email,
      maxDepth,
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
