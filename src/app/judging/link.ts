// Both directions of a link: what each end shows, judged by the other. For `verify --pair` and
// `doctor`.
import type { PathFinding } from '../../checks/finding.js';
import { SNIPPET_RULES, TRUST_RULES } from '../../checks/link/rules.js';
import { judgeLoading } from '../../checks/loading/loadable.js';
import { loadedFilesOf } from '../../checks/loading/loaded-files.js';
import { IDENTITY_RULES, TRUST_STORE_RULES } from '../../checks/loading/rules.js';
import { findingsBy } from '../../checks/rule.js';
import {
  absentCertificateReason,
  isWithheldByGo,
} from '../../checks/runtime/absent-certificate.js';
import { type Role, RUNTIMES, type RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import { notJudged } from '../../checks/runtime/verdicts.js';
import { joinedRow, newestVersion } from '../../checks/runtime/versions.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Chain } from '../../pki/certificate/identity.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import type { Crypto } from '../../ports.js';
import { lackingOf } from '../../targets/host-folder.js';
import {
  asksNobody,
  demandsCertificate,
  type Link,
  type LinkSide,
  shownBy,
  targetOf,
} from '../../targets/link.js';
import { judgePath } from './path.js';
import { sameKeyBy } from './same-key.js';
import { judgeRuntimes, worstOf } from './runtimes.js';

export interface LinkRuntime extends RuntimeVerdict {
  /** Whether the other end is a product of that runtime. */
  isThere: boolean;
}

/** One end's certificate as the other end judges it. */
export interface Direction {
  role: Role;
  /** Whose certificate it is. */
  folder: string;
  /** The products of this end and of the one that judges, where a snippet says them. */
  target?: string | undefined;
  judge?: string | undefined;
  /** What was dialled: of a server, and where it is known. */
  hosts: string[];
  path: string[];
  findings: PathFinding[];
  runtimes: LinkRuntime[];
}

export interface LinkTerms {
  /** What the client dials and compares with the server's certificate. */
  hosts: readonly GeneralName[];
  at: Date;
}

/** The server's certificate before the client, and the client's before the server. */
export function judgeLink(
  { server, client }: Link,
  { hosts, at }: LinkTerms,
  crypto: Crypto,
): {
  server: Direction;
  client: Direction;
} {
  return {
    server: judgeDirection({ role: 'server', own: server, other: client, hosts, at }, crypto),
    client: judgeDirection({ role: 'client', own: client, other: server, hosts: [], at }, crypto),
  };
}

/** Whether nothing of it fails: no finding is an error, and the runtimes that stand there accept. */
export function isGood({ findings, runtimes }: Direction): boolean {
  return (
    findings.every(({ severity }) => severity !== 'error') &&
    runtimes.every(({ isThere, accepts }) => accepts !== false || !isThere)
  );
}

/** Whose certificate is judged, before whom, and by what. */
interface DirectionTerms {
  role: Role;
  own: LinkSide;
  other: LinkSide;
  hosts: readonly GeneralName[];
  at: Date;
}

function judgeDirection(terms: DirectionTerms, crypto: Crypto): Direction {
  const { role, own, other, hosts } = terms;
  const shown = shownBy(own);
  const { path, findings } =
    shown && !asksNobody(other) ? judgeChain(shown, terms, crypto) : { path: [], findings: [] };
  const target = targetOf(own);
  const judge = targetOf(other);
  return {
    role,
    folder: own.host.path,
    target: target?.name,
    judge: judge?.name,
    hosts: hosts.map(({ value }) => value),
    path,
    findings: [...missingSettings(own, other), ...loadingOf(own), ...findings],
    runtimes: runtimesOf(terms, crypto).map((verdict) => ({
      ...verdict,
      isThere: judge?.descriptor.runtime === verdict.runtime,
    })),
  };
}

function judgeChain(
  [target, ...untrusted]: Chain,
  { role, own, other, hosts, at }: DirectionTerms,
  crypto: Crypto,
): Pick<Direction, 'path' | 'findings'> {
  const anchors = anchorsOf(other);
  const material = { target, anchors, untrusted, crls: [] };
  const judge = (host: GeneralName | undefined) =>
    judgePath(material, { at, purpose: role, host, maxDepth: other.end?.maxDepth }, crypto);
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
      ...unseenTrustOf(other),
      ...findingsBy(TRUST_RULES, { findings: asked, own: anchorsOf(own), others: anchors }),
      ...mismatchOf(own, crypto),
      ...more,
      ...asked,
    ],
  };
}

function anchorsOf({ host }: LinkSide): readonly Certificate[] {
  return host.trust?.anchors ?? [];
}

/**
 * What leaves the other end without anybody to trust: that, and not the certificate, is at fault.
 */
function unseenTrustOf({ host, end }: LinkSide): PathFinding[] {
  return end ? findingsBy(TRUST_STORE_RULES, { trust: host.trust }, end.release) : [];
}

function mismatchOf(side: LinkSide, crypto: Crypto): PathFinding[] {
  const [shown] = shownBy(side) ?? [];
  const publicKey = side.host.identity?.publicKey;
  if (!shown || !publicKey) return [];
  return findingsBy(IDENTITY_RULES, shown, { publicKey, isSameKey: sameKeyBy(crypto) });
}

/** Before the other end judges anything the product at this one has to load its files. */
function loadingOf({ host, end }: LinkSide): PathFinding[] {
  return end ? judgeLoading(loadedFilesOf(host), end.release) : [];
}

/**
 * What the snippet leaves out, said once: whose certificate is judged is whose snippet is looked
 * at.
 */
function missingSettings(own: LinkSide, other: LinkSide): PathFinding[] {
  const isOpen = asksNobody(own);
  const lacks = lackingOf(own.host).filter((meaning) => !isOpen || meaning !== 'trust-anchors');
  if (!own.end || lacks.length === 0) return [];
  const { release } = own.end;
  const needsIdentity = release.target.role === 'server' || demandsCertificate(other);
  const { path: folder, config } = own.host;
  return findingsBy(SNIPPET_RULES, { folder, config, ...release, lacks, needsIdentity });
}

/** Nobody dials a client. */
function isAsked({ code }: PathFinding, role: Role): boolean {
  return role === 'server' || code !== 'name-not-judged';
}

/**
 * One answer with the findings: a certificate that is never shown is not accepted, whatever it
 * would be worth.
 */
function runtimesOf(terms: DirectionTerms, crypto: Crypto): RuntimeVerdict[] {
  const { role, own, other } = terms;
  if (asksNobody(other)) {
    return RUNTIMES.map((one) => notJudged(one, 'the server asks for no certificate'));
  }
  const shown = shownBy(own);
  if (!shown) return RUNTIMES.map((runtime) => withoutCertificate(runtime, terms));
  const verdicts = judgedByAll(shown, terms, crypto);
  const hindrance = hindranceOf(own, crypto);
  if (hindrance !== undefined) {
    const reason = `no handshake can be made: ${hindrance}`;
    return verdicts.map(({ runtime, version }) => ({ runtime, version, accepts: false, reason }));
  }
  if (role === 'server') return verdicts;
  const client = targetOf(own)?.descriptor.runtime;
  return verdicts.map((verdict) =>
    isWithheldByGo(client, verdict.runtime, shown, anchorsOf(other))
      ? withoutCertificate(verdict.runtime, terms)
      : verdict,
  );
}

/** Why this end makes no handshake with anybody. */
function hindranceOf(own: LinkSide, crypto: Crypto): string | undefined {
  const unloaded = loadingOf(own).find(({ severity }) => severity === 'error');
  if (unloaded) return `${targetOf(own)?.name} does not load its files`;
  return mismatchOf(own, crypto).length > 0
    ? 'the private key is not the one of the certificate'
    : undefined;
}

function withoutCertificate(
  runtime: RuntimeVerdict['runtime'],
  { role, own, other }: DirectionTerms,
): RuntimeVerdict {
  if (role === 'server') return notJudged(runtime, 'the server has no certificate to show');
  if (!demandsCertificate(other)) {
    return notJudged(runtime, 'the client sends no certificate, and the server demands none');
  }
  const reason = absentCertificateReason(runtime, targetOf(own)?.descriptor.runtime);
  return { runtime, version: newestVersion(runtime), accepts: false, reason };
}

/** Every name that is dialled has to be accepted. */
function judgedByAll(
  presented: Chain,
  { role, other, hosts, at }: DirectionTerms,
  crypto: Crypto,
): RuntimeVerdict[] {
  const terms = { presented, anchors: anchorsOf(other), purpose: role, at };
  const tables = (hosts.length > 0 ? hosts : [undefined]).map((host) =>
    judgeRuntimes({ ...terms, host }, crypto),
  );
  const [first = []] = tables;
  return first.map((verdict, i) => {
    const ofAll = tables.flatMap((table) => table[i] ?? []);
    return joinedRow([verdict, ...ofAll], (each) => worstOf(each) ?? verdict);
  });
}
