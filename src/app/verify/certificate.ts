// `verify`: a certification path for one certificate, judged by RFC 5280, 6, and by every rule for
// a certificate alone.
import type { Purpose } from '../../checks/path/terms.js';
import type { RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { PolicyInputs } from '../../pki/path/policy-graph.js';

import { judgePath, type Verification } from '../judging/path.js';
import { judgeUnexpected } from '../judging/unexpected-chain.js';
import { judgeRuntimes } from '../judging/runtimes.js';
import {
  loadVerification,
  type VerificationPorts,
  type VerificationSources,
} from '../reading/certificate/verification.js';
import { sayUnfinishedAround } from '../reading/folder/journal.js';
import { endpointOf, peerUnlessFile } from '../reading/peer/peer.js';
import type { Clock } from '../../ports.js';

/** `peer` is meant where no file is called so. */
export interface VerifyRequest extends VerificationSources {
  /** None: of a server the name by which it is dialled, unless a mailbox is named. */
  host?: GeneralName;
  email?: string;
  /** None: any; of a server, to serve. */
  purpose?: Purpose | undefined;
  /** None: now. */
  at?: Date;
  /** Intermediates at most; none: no limit. */
  maxDepth?: number;
  /** None: any policy. */
  policies?: PolicyInputs | undefined;
  /** OpenSSL's security level, 0 to 5; none: the usual one. */
  opensslLevel?: number | undefined;
}

/**
 * The verdict by the standard, and beside it what each runtime would say, in whose eyes other
 * things count.
 */
export interface VerificationReport extends Verification {
  runtimes: RuntimeVerdict[];
}

export type VerifyPorts = VerificationPorts & { clock: Clock };

/**
 * A verdict of no is an answer. Throws `input-*` for what cannot be read, `peer-unreachable` for a
 * server that shows no chain.
 */
export async function verifyCertificate(
  request: VerifyRequest,
  ports: VerifyPorts,
): Promise<VerificationReport> {
  const peer = await peerUnlessFile(request.certificate, request.peer, ports.files);
  await sayUnfinishedAround([request.certificate], ports);
  const material = await loadVerification({ ...request, peer }, ports);
  const { email, maxDepth, policies, opensslLevel } = request;
  const dialled = email === undefined ? (peer?.serverName ?? peer?.host) : undefined;
  const named = request.host ?? dialled;
  const host = named && { host: named };
  const purpose = request.purpose ?? (peer ? 'server' : 'any');
  const at = request.at ?? ports.clock.now();
  const verification = judgePath(
    material,
    {
      at,
      purpose,
      ...host,
      email,
      maxDepth,
      policies,
    },
    ports.crypto,
  );
  const { presented, anchors, trustSettings } = material;
  const runtimes = judgeRuntimes(
    { presented, anchors, trustSettings, purpose, at, opensslLevel, ...host },
    ports.crypto,
  );
  const { findings } = verification;
  const unexpected = peer ? judgeUnexpected(endpointOf(peer), presented, findings) : [];
  return { ...verification, findings: [...unexpected, ...findings], runtimes };
}
