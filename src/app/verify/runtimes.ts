// What each runtime would say to a chain, for one use or for all that the certificate may have: for `verify` and its pairs.
import type { Purpose } from '../../checks/path/terms.js';
import type { Role, RuntimeVerdict } from '../../checks/runtime/presented-chain.js';
import { RUNTIMES } from '../../checks/runtime/presented-chain.js';
import { notJudged, runtimeVerdicts } from '../../checks/runtime/verdicts.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import { type PathCertificate, pathCertificate } from '../../pki/path/path-certificate.js';
import { PathSignatures } from '../../pki/path/path-signatures.js';
import type { Crypto } from '../../ports.js';

export interface RuntimeTerms {
  /** As they are sent: the end entity first. */
  presented: readonly [Certificate, ...Certificate[]];
  anchors: readonly Certificate[];
  purpose: Purpose;
  host?: GeneralName;
  at: Date;
}

export function judgeRuntimes(terms: RuntimeTerms, crypto: Crypto): RuntimeVerdict[] {
  const { presented, anchors, purpose, host, at } = terms;
  const toPath = (isAnchor: boolean) => (one: Certificate) => pathCertificate(one, isAnchor);
  const chain = presented.map(toPath(false)) as [PathCertificate, ...PathCertificate[]];
  const trusted = anchors.map(toPath(true));
  if (isBeyondMeasure(chain, trusted)) {
    return RUNTIMES.map((one) =>
      notJudged(one, 'more names or certificates than a handshake can have'),
    );
  }
  const signatures = new PathSignatures(crypto);
  const roles = purpose === 'any' ? rolesOf(presented[0]) : [purpose];
  const verdicts = roles.map((role) => {
    return runtimeVerdicts({
      ...{ role, at, chain, anchors: trusted, ...(host && { host }) },
      verdictOf: (subject, issuer) => signatures.verdictOf(subject, issuer),
    });
  });
  return RUNTIMES.map((runtime) => {
    const own = verdicts.map((all) => all.find((one) => one.runtime === runtime));
    return joined(runtime, roles, own as RuntimeVerdict[]);
  });
}

/** Those that its extKeyUsage allows; both where it allows any, or neither. */
function rolesOf({ extKeyUsage }: Certificate): readonly Role[] {
  const isFor = (use: string) => extKeyUsage?.includes(use) === true;
  if (isFor('serverAuth') && !isFor('clientAuth')) return ['server'];
  if (isFor('clientAuth') && !isFor('serverAuth')) return ['client'];
  return ['server', 'client'];
}

/** Accepted in all roles, or the first refusal, or else the first that was not judged; with its role where the other one is accepted. */
function joined(
  runtime: RuntimeVerdict['runtime'],
  roles: readonly Role[],
  verdicts: readonly RuntimeVerdict[],
): RuntimeVerdict {
  const worst = worstOf(verdicts);
  if (!worst) return { runtime, accepts: true, reason: '' };
  const isOfOneRole = verdicts.some(({ accepts }) => accepts);
  const prefix = isOfOneRole ? `as a ${roles[verdicts.indexOf(worst)]}: ` : '';
  return { ...worst, reason: `${prefix}${worst.reason}` };
}

/** A refusal weighs more than what was not judged; undefined where all accept. */
export function worstOf<V extends RuntimeVerdict>(verdicts: readonly V[]): V | undefined {
  return (
    verdicts.find(({ accepts }) => accepts === false) ??
    verdicts.find(({ accepts }) => accepts === null)
  );
}

/** More than any honest link has: names times constraints, certificates that are sent, and those that are trusted. */
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
