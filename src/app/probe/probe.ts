// `probe`: what a live server does with who comes with our certificate, with none, and with those
// that it has to refuse; and what it shows of itself.
import type { PathFinding } from '../../checks/finding.js';
import { NO_TLS_RULES, PEER_RULES } from '../../checks/peer/rules.js';
import { findingsBy } from '../../checks/rule.js';
import type { RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import { TlsmithError } from '../../errors.js';
import type { Clock, Dialer, Random, Reporter } from '../../ports.js';
import { tlsIdentity } from '../making/tls-identity.js';
import type { IssuerRequest } from '../reading/key/issuer.js';
import type { IdentityPorts } from '../reading/key/identity.js';
import type { WrittenFile } from '../writing/plan.js';
import {
  type Attempt,
  attempt,
  type Caller,
  type FurtherAttempt,
  furtherAttempts,
  type MadeAttempt,
} from './attempts.js';
import { checkChainFile, saveChain } from './chain-file.js';
import { readFiled } from './filed.js';
import { judgeUnexpected } from '../judging/unexpected-chain.js';
import { instead } from '../reading/peer/instead.js';
import { endpointOf, type Peer } from '../reading/peer/peer.js';
import { otherAttempts, readUnfit } from './others.js';
import { type OurSide, type OurSideRequest, readOurSide } from './our-side.js';
import { certificatesIn, compareServed, type FiledCertificate, judgeServed } from './served.js';
import { applicationProtocol, type ApplicationProtocolName } from './application-protocol.js';
import {
  asksIn,
  factsOf,
  NOTHING_SHOWN,
  protocolOf,
  type Shown,
  shownIn,
  type ShownFacts,
} from './shown.js';

export interface ProbeRequest extends OurSideRequest, Peer {
  /** What is asked after the handshake; none: no octet is sent. */
  spoken?: ApplicationProtocolName | undefined;
  /** A certificate's file, or the folder of the host that serves it. */
  certServed?: string | undefined;
  saveChain?: string | undefined;
  /** A CA folder that signs what the server has to refuse; none: nobody comes with that. */
  signWith?: IssuerRequest | undefined;
}

export interface ProbeReport extends ShownFacts {
  /** Ours is accepted, or was left out, and all others are refused; nothing else is wrong. */
  ok: boolean;
  /** Whether an answer can be given at all. */
  isExamined: boolean;
  endpoint: string;
  attempts: Attempt[];
  findings: PathFinding[];
  runtimes: RuntimeVerdict[];
  also: FurtherAttempt[];
  files?: WrittenFile[] | undefined;
}

export type ProbePorts = IdentityPorts & {
  clock: Clock;
  random: Random;
  reporter: Reporter;
  dialer: Dialer;
};

/**
 * Throws `peer-unreachable`, and `input-*`, `password-*`, `issuer-*`, `output-*` before anybody is
 * dialled.
 */
export async function probe(request: ProbeRequest, ports: ProbePorts): Promise<ProbeReport> {
  const side = await readOurSide(request, ports);
  const own = side.identity && tlsIdentity(side.identity);
  const unfit = await readUnfit(request.signWith, side.identity?.chain[0].subject ?? [], ports);
  const { certServed, saveChain: out } = request;
  const filed = certServed === undefined ? undefined : await readFiled(certServed, ports);
  await checkChainFile(out, ports);
  const caller = callerOf(request, ports.clock.now());
  const first = await attempt(own ? 'own' : 'none', own, caller, ports.dialer);
  const endpoint = endpointOf(request);
  const obstacle = instead(first.dialled);
  if (obstacle !== undefined) return withoutTls(endpoint, first, obstacle);
  requireReached(first.attempt, endpoint);
  const others = await otherAttempts({ isNoneMade: !own, unfit }, caller, ports);
  const shown = shownIn([first, ...others]);
  const also = own ? await furtherAttempts(own, protocolOf(shown), caller, ports.dialer) : [];
  const attempts = [first, ...others].map((made) => made.attempt);
  const judged = judge({ request, attempts, side, shown, filed }, ports);
  const files = await saveChain(out, shown.messages.certificates, ports);
  return {
    endpoint,
    ...factsOf(shown, ports.crypto),
    attempts,
    also,
    ...judged,
    ...(files && { files }),
  };
}

function callerOf(
  { host, port, serverName = host, spoken, timeOutMs }: ProbeRequest,
  now: Date,
): Caller {
  return {
    host: host.value,
    port,
    timeOutMs,
    // RFC 6066, 3: literal addresses are not permitted in the server name indication.
    serverName: serverName.kind === 'dns' ? serverName.value : undefined,
    spoken: spoken && applicationProtocol(spoken, serverName.value, now),
  };
}

function withoutTls(
  endpoint: string,
  { attempt: made }: MadeAttempt,
  message: string,
): ProbeReport {
  return {
    ok: false,
    isExamined: true,
    endpoint,
    ...NOTHING_SHOWN,
    attempts: [{ ...made, message }],
    findings: findingsBy(NO_TLS_RULES, { endpoint, instead: message }),
    runtimes: [],
    also: [],
  };
}

function requireReached({ outcome, message }: Attempt, endpoint: string): void {
  if (outcome !== 'unreachable') return;
  throw new TlsmithError('peer-unreachable', `${endpoint} could not be examined: ${message}`, {
    host: endpoint,
    reason: message,
  });
}

interface Seen {
  request: ProbeRequest;
  attempts: Attempt[];
  side: OurSide;
  shown: Shown;
  filed: FiledCertificate | undefined;
}

function judge(
  { request, attempts, side, shown: { messages }, filed }: Seen,
  { crypto, clock }: ProbePorts,
): Pick<ProbeReport, 'ok' | 'isExamined' | 'findings' | 'runtimes'> {
  const endpoint = endpointOf(request);
  const [end, ...above] = certificatesIn(messages.certificates);
  const terms = { anchors: side.anchors, host: request.serverName ?? request.host };
  const served = end && judgeServed({ served: [end, ...above], ...terms, at: clock.now() }, crypto);
  const shown = [
    ...(end && filed ? compareServed(endpoint, end, filed) : []),
    ...(served?.findings ?? []),
  ];
  const findings = [
    ...findingsBy(PEER_RULES, {
      endpoint,
      attempts,
      asksForCertificate: asksIn(messages),
      isAsked: request.spoken === 'http' || request.spoken === 'redis',
    }),
    ...(end ? judgeUnexpected(endpoint, [end, ...above], shown) : []),
    ...shown,
  ];
  const isExamined = attempts.every(({ outcome }) => outcome !== 'unreachable');
  const isClean = findings.every(({ severity }) => severity !== 'error');
  return { ok: isExamined && isClean, isExamined, findings, runtimes: served?.runtimes ?? [] };
}
