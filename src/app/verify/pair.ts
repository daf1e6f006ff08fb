// `verify --pair`: both directions of a link at once, from the folders of its two ends, with the runtimes that stand there marked.
import type { PathFinding } from '../../checks/finding.js';
import { SNIPPET_RULES, TRUST_RULES } from '../../checks/link/rules.js';
import { IDENTITY_RULES } from '../../checks/loading/rules.js';
import { findingsBy } from '../../checks/rule.js';
import {
  absentCertificateReason,
  isWithheldByGo,
} from '../../checks/runtime/absent-certificate.js';
import { type Role, RUNTIMES, type RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import { notJudged } from '../../checks/runtime/verdicts.js';
import { type GeneralName, parseDialledHost } from '../../pki/names/general-name.js';
import type { Clock, Reporter, Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import { judgePath } from './path.js';
import { judgeRuntimes, worstOf } from './runtimes.js';
import { type LinkEnd, type LinkEndPorts, readLinkEnd } from '../reading/link-end.js';
import { rolesOf, versionOf } from '../reading/link-roles.js';
import { loadTargets } from '../reading/products.js';
import type { PasswordSource } from '../reading/passwords.js';

export interface PairRequest {
  /** The two ends; where no snippet says another thing the first is the server. */
  folders: readonly [string, string];
  /** What the client dials, in place of what its snippet says. */
  host?: GeneralName;
  /** None: now. */
  at?: Date;
  /** Opens what secrets.env does not. */
  password?: PasswordSource;
}

export interface PairRuntime extends RuntimeVerdict {
  /** Whether the other end is a product of that runtime. */
  isThere: boolean;
}

/** One end's certificate as the other end judges it. */
export interface Direction {
  role: Role;
  /** Whose certificate it is. */
  folder: string;
  /** The products of this end and of the one that judges, where a snippet says them. */
  target?: string;
  judge?: string;
  /** What was dialled: of a server, and where it is known. */
  hosts: string[];
  path: string[];
  findings: PathFinding[];
  runtimes: PairRuntime[];
}

export interface PairVerification {
  /** No finding of either direction is an error, and the runtimes that stand there accept. */
  ok: boolean;
  directions: Direction[];
}

export type PairPorts = LinkEndPorts & { clock: Clock; reporter: Reporter; templates: Templates };

/** A verdict of no is an answer. Throws `input-*` and `password-*` for what cannot be read, `roles-conflict` for ends of one role. */
export async function verifyPair(
  request: PairRequest,
  ports: PairPorts,
): Promise<PairVerification> {
  const { password } = request;
  const targets = await loadTargets(ports.templates);
  const roles = await rolesOf(request.folders, targets, ports.files);
  const server = await readLinkEnd(roles.server, password, ports);
  const client = await readLinkEnd(roles.client, password, ports);
  if (server.folder !== request.folders[0]) {
    ports.reporter.note(
      `by their snippets ${quote(server.folder)} is the server and ${quote(client.folder)} its client`,
    );
  }
  const at = request.at ?? ports.clock.now();
  const dialled = request.host ? [request.host] : client.hosts.map(parseDialledHost);
  const directions = [
    judgeDirection({ role: 'server', own: server, other: client, hosts: dialled, at }, ports),
    judgeDirection({ role: 'client', own: client, other: server, hosts: [], at }, ports),
  ];
  const ok = directions.every(
    ({ findings, runtimes }) =>
      findings.every(({ severity }) => severity !== 'error') &&
      runtimes.every(({ isThere, accepts }) => accepts !== false || !isThere),
  );
  return { ok, directions };
}

/** Whose certificate is judged, before whom, and by what. */
interface DirectionTerms {
  role: Role;
  own: LinkEnd;
  other: LinkEnd;
  hosts: readonly GeneralName[];
  at: Date;
}

function judgeDirection(terms: DirectionTerms, { crypto }: PairPorts): Direction {
  const { role, own, other, hosts } = terms;
  const { path, findings } =
    own.chain && !other.asksNobody
      ? judgeChain(own.chain, terms, crypto)
      : { path: [], findings: [] };
  return {
    ...{ role, folder: own.folder },
    ...(own.target && { target: own.target.name }),
    ...(other.target && { judge: other.target.name }),
    hosts: hosts.map(({ value }) => value),
    path,
    findings: [...missingSettings(own, other), ...findings],
    runtimes: runtimesOf(terms, crypto).map((verdict) => ({
      ...verdict,
      isThere: other.target?.descriptor.runtime === verdict.runtime,
    })),
  };
}

function judgeChain(
  [target, ...untrusted]: NonNullable<LinkEnd['chain']>,
  { role, own, other, hosts, at }: DirectionTerms,
  crypto: PairPorts['crypto'],
): Pick<Direction, 'path' | 'findings'> {
  const material = { target, anchors: other.trustAnchors, untrusted, crls: [] };
  const judge = (host: GeneralName | undefined) =>
    judgePath(material, { at, purpose: role, ...(host && { host }) }, crypto);
  const [first, ...others] = hosts;
  const { path, findings } = judge(first);
  // Of the other names only what is said about names is new.
  const more = others.flatMap((host) =>
    judge(host).findings.filter(({ code }) => code === 'host-name'),
  );
  const asked = findings.filter((one) => isAsked(one, role));
  return {
    path,
    findings: [
      ...findingsBy(TRUST_RULES, {
        findings: asked,
        own: own.trustAnchors,
        others: other.trustAnchors,
      }),
      ...mismatchOf(own, crypto),
      ...more,
      ...asked,
    ],
  };
}

function mismatchOf({ chain, publicKey }: LinkEnd, crypto: PairPorts['crypto']): PathFinding[] {
  if (!chain || !publicKey) return [];
  const isSameKey = (a: Uint8Array, b: Uint8Array) => crypto.isSamePublicKey(a, b);
  return findingsBy(IDENTITY_RULES, chain[0], { publicKey, isSameKey });
}

/** What the snippet leaves out, said once: whose certificate is judged is whose snippet is looked at. */
function missingSettings(own: LinkEnd, other: LinkEnd): PathFinding[] {
  const { folder, target } = own;
  const lacks = own.lacks.filter((meaning) => !own.asksNobody || meaning !== 'trust-anchors');
  if (!target || lacks.length === 0) return [];
  const needsIdentity = target.role === 'server' || other.demandsCertificate;
  const version = versionOf(target);
  return findingsBy(SNIPPET_RULES, { folder, target, version, lacks, needsIdentity });
}

/** Nobody dials a client. */
function isAsked({ code }: PathFinding, role: Role): boolean {
  return role === 'server' || code !== 'name-not-judged';
}

/** One answer with the findings: a certificate that is never shown is not accepted, whatever it would be worth. */
function runtimesOf(terms: DirectionTerms, crypto: PairPorts['crypto']): RuntimeVerdict[] {
  const { role, own, other } = terms;
  if (other.asksNobody) {
    return RUNTIMES.map((one) => notJudged(one, 'the server asks for no certificate'));
  }
  if (!own.chain) return RUNTIMES.map((runtime) => withoutCertificate(runtime, terms));
  const verdicts = judgedByAll(own.chain, terms, crypto);
  if (mismatchOf(own, crypto).length > 0) {
    const reason = 'no handshake can be made: the private key is not the one of the certificate';
    return verdicts.map(({ runtime }) => ({ runtime, accepts: false, reason }));
  }
  if (role === 'server') return verdicts;
  const { chain, target } = own;
  const client = target?.descriptor.runtime;
  return verdicts.map((verdict) =>
    isWithheldByGo(client, verdict.runtime, chain, other.trustAnchors)
      ? withoutCertificate(verdict.runtime, terms)
      : verdict,
  );
}

function withoutCertificate(
  runtime: RuntimeVerdict['runtime'],
  { role, own, other }: DirectionTerms,
): RuntimeVerdict {
  if (role === 'server') return notJudged(runtime, 'the server has no certificate to show');
  if (!other.demandsCertificate) {
    return notJudged(runtime, 'the client sends no certificate, and the server demands none');
  }
  const reason = absentCertificateReason(runtime, own.target?.descriptor.runtime);
  return { runtime, accepts: false, reason };
}

/** Every name that is dialled has to be accepted. */
function judgedByAll(
  presented: NonNullable<LinkEnd['chain']>,
  { role, other, hosts, at }: DirectionTerms,
  crypto: PairPorts['crypto'],
): RuntimeVerdict[] {
  const terms = { presented, anchors: other.trustAnchors, purpose: role, at };
  const tables = (hosts.length > 0 ? hosts : [undefined]).map((host) =>
    judgeRuntimes({ ...terms, ...(host && { host }) }, crypto),
  );
  const [first = []] = tables;
  return first.map((verdict, i) => {
    const ofAll = tables.flatMap((table) => table[i] ?? []);
    return worstOf(ofAll) ?? verdict;
  });
}
