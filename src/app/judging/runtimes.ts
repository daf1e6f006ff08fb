// What each runtime would say to a chain, for one use or for all that the certificate may have: for
// `verify` and its pairs.
import type { AnchorSettings, Purpose } from '../../checks/path/terms.js';
import { isTrustedFor } from '../../checks/path/trust-settings.js';
import type { Role, RuntimeVerdict, VersionVerdict } from '../../checks/runtime/presented-chain.js';
import { publicKeyOf, signatureOf } from '../../checks/runtime/certificate-traits.js';
import { RUNTIMES } from '../../checks/runtime/presented-chain.js';
import { notJudged, runtimeVerdicts } from '../../checks/runtime/verdicts.js';
import { joinedRow } from '../../checks/runtime/versions.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { POST_QUANTUM } from '../../pki/key/post-quantum.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import { type PathCertificate, pathCertificate } from '../../pki/path/path-certificate.js';
import { PathSignatures } from '../../pki/path/path-signatures.js';
import type { Crypto } from '../../ports.js';

export interface RuntimeTerms {
  /** As they are sent: the end entity first. */
  presented: readonly [Certificate, ...Certificate[]];
  anchors: readonly Certificate[];
  purpose: Purpose;
  host?: GeneralName | undefined;
  at: Date;
  /** What OpenSSL's own form of a file says of anchors. */
  trustSettings?: ReadonlyMap<Certificate, AnchorSettings> | undefined;
  /** OpenSSL's security level; none: the usual one. */
  opensslLevel?: number | undefined;
}

export function judgeRuntimes(terms: RuntimeTerms, crypto: Crypto): RuntimeVerdict[] {
  const { presented, anchors, purpose, host, at, opensslLevel } = terms;
  const toPath = (isAnchor: boolean) => (one: Certificate) => pathCertificate(one, isAnchor);
  const chain = presented.map(toPath(false)) as [PathCertificate, ...PathCertificate[]];
  const trusted = anchors.map(toPath(true));
  if (isBeyondMeasure(chain, trusted)) {
    return RUNTIMES.map((one) =>
      notJudged(one, 'more names or certificates than a handshake can have'),
    );
  }
  const unasked = postQuantumIn(presented);
  if (unasked !== undefined) {
    return RUNTIMES.map((one) => notJudged(one, `this table does not know who takes ${unasked}`));
  }
  const signatures = new PathSignatures(crypto);
  const roles = purpose === 'any' ? rolesOf(presented[0]) : [purpose];
  const verdicts = roles.map((role) => {
    const judge = (among: readonly PathCertificate[]) =>
      runtimeVerdicts({
        role,
        at,
        chain,
        anchors: among,
        host,
        opensslLevel,
        verdictOf: (subject, issuer) => signatures.verdictOf(subject, issuer),
      });
    const all = judge(trusted);
    const heeded = trusted.filter((one) => isHeeded(one, role, terms));
    return heeded.length === trusted.length ? all : withRejection(all, judge(heeded));
  });
  return RUNTIMES.map((runtime) => {
    const own = verdicts.map((all) => all.find((one) => one.runtime === runtime));
    return joinedRow(own as [RuntimeVerdict, ...RuntimeVerdict[]], (each) => joined(roles, each));
  });
}

/**
 * The first post-quantum algorithm of what is presented: of one runtime some versions take it, and
 * none was asked here. Who signs with such a key makes such a signature.
 */
function postQuantumIn(presented: readonly Certificate[]): string | undefined {
  const oids = presented.flatMap((one) => [signatureOf(one)?.oid, publicKeyOf(one)?.oid]);
  const [first] = oids.flatMap((oid) => POST_QUANTUM[oid ?? ''] ?? []);
  return first?.name;
}

function isHeeded({ certificate }: PathCertificate, role: Role, terms: RuntimeTerms): boolean {
  const settings = terms.trustSettings?.get(certificate);
  return !settings || isTrustedFor(settings, role === 'server' ? 'serverAuth' : 'clientAuth');
}

/**
 * OpenSSL reads the settings beside an anchor; what it accepts only by one of the rejected it
 * refuses with error 28.
 */
function withRejection(
  all: readonly RuntimeVerdict[],
  heeding: readonly RuntimeVerdict[],
): RuntimeVerdict[] {
  return all.map((row, i) => {
    const heeded = heeding[i];
    const rejected = REJECTED[row.runtime];
    if (!heeded || rejected === undefined) return row;
    return joinedRow([row, heeded], ([verdict, other]) =>
      verdict?.accepts === true && other?.accepts === false
        ? { ...verdict, accepts: false, reason: rejected }
        : (verdict as VersionVerdict),
    );
  });
}

/** X509_V_ERR_CERT_REJECTED, in the words of each. */
const REJECTED: Partial<Record<RuntimeVerdict['runtime'], string>> = {
  openssl: 'error 28: certificate rejected',
  node: 'CERT_REJECTED: certificate rejected',
  python: '[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate rejected',
};

/** Those that its extKeyUsage allows; both where it allows any, or neither. */
function rolesOf({ extKeyUsage }: Certificate): readonly Role[] {
  const isFor = (use: string) => extKeyUsage?.includes(use) === true;
  if (isFor('serverAuth') && !isFor('clientAuth')) return ['server'];
  if (isFor('clientAuth') && !isFor('serverAuth')) return ['client'];
  return ['server', 'client'];
}

/**
 * Accepted in all roles, or the first refusal, or else the first that was not judged; with its role
 * where the other one is accepted.
 */
function joined(roles: readonly Role[], verdicts: readonly VersionVerdict[]): VersionVerdict {
  const worst = worstOf(verdicts);
  if (!worst) return verdicts[0] as VersionVerdict;
  const isOfOneRole = verdicts.some(({ accepts }) => accepts);
  const prefix = isOfOneRole ? `as a ${roles[verdicts.indexOf(worst)]}: ` : '';
  return { ...worst, reason: `${prefix}${worst.reason}` };
}

/** A refusal weighs more than what was not judged; undefined where all accept. */
export function worstOf<V extends VersionVerdict>(verdicts: readonly V[]): V | undefined {
  return (
    verdicts.find(({ accepts }) => accepts === false) ??
    verdicts.find(({ accepts }) => accepts === null)
  );
}

/**
 * More than any honest link has: names times constraints, certificates that are sent, and those
 * that are trusted.
 */
const MOST_COMPARISONS = 250_000;
const MOST_PRESENTED = 200;
const MOST_ANCHORS = 2_000;

function isBeyondMeasure(
  chain: readonly PathCertificate[],
  anchors: readonly PathCertificate[],
): boolean {
  if (chain.length > MOST_PRESENTED || anchors.length > MOST_ANCHORS) return true;
  const all = [...chain, ...anchors];
  const names = all.reduce((sum, one) => sum + one.names.length + 1, 0);
  const subtrees = all.reduce((sum, { nameConstraints }) => {
    const { permitted = [], excluded = [] } = nameConstraints ?? {};
    return sum + permitted.length + excluded.length;
  }, 0);
  return names * subtrees > MOST_COMPARISONS;
}
