// The verdict about one certificate: the best path to a trust anchor, and all that the rules say about it. For `verify` and the library.
import type { PathFinding } from '../../checks/finding.js';
import { checkAnchorIsRoot } from '../../checks/path/anchor-not-root.js';
import { checkCertificatePolicy } from '../../checks/path/certificate-policy.js';
import { checkEmailAddress } from '../../checks/path/email-address.js';
import { checkHostName } from '../../checks/path/host-name.js';
import { checkKeyCertSign } from '../../checks/path/key-cert-sign.js';
import { checkMaxDepth } from '../../checks/path/max-depth.js';
import { checkNameJudged } from '../../checks/path/name-not-judged.js';
import { checkTrustAnchor } from '../../checks/path/no-path.js';
import { checkIsCa } from '../../checks/path/not-a-ca.js';
import { checkPathCertificate, type PathTerms } from '../../checks/path/path-certificate-rules.js';
import { checkPathLength } from '../../checks/path/path-length.js';
import { checkRevocationJudged } from '../../checks/path/revocation-not-judged.js';
import { ranked } from '../../checks/path/rank.js';
import { checkSearchLimit } from '../../checks/path/search-limit.js';
import { checkSignature } from '../../checks/path/signature.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import type { GeneralName } from '../../pki/names/general-name.js';
import { type PathCertificate, pathCertificate } from '../../pki/path/path-certificate.js';
import { pathCrl } from '../../pki/crl/path-crl.js';
import { type CertificationPath, findPath, type PathJudge } from '../../pki/path/path-search.js';
import { PathSignatures } from '../../pki/path/path-signatures.js';
import type { Crypto } from '../../ports.js';
import { NameJudge } from './names.js';
import { RevocationJudge } from './revocation.js';
import type { Verification } from './certificate.js';

export interface PathMaterial {
  target: Certificate;
  anchors: readonly Certificate[];
  untrusted: readonly Certificate[];
  crls: readonly CertificateRevocationList[];
}

export interface VerificationTerms extends PathTerms {
  host?: GeneralName;
  email?: string;
  maxDepth?: number;
}

/** The first of them: a hostile certificate breaks one rule a hundred thousand times. */
const MOST_FINDINGS = 200;

export function judgePath(
  material: PathMaterial,
  terms: VerificationTerms,
  crypto: Crypto,
): Verification {
  const pool = poolOf(material);
  const target =
    pool.find(({ certificate }) => isSame(certificate, material.target)) ??
    pathCertificate(material.target, false);
  const signatures = new PathSignatures(crypto);
  const revocation = revocationJudge(material, pool, terms, signatures);
  const rules = pathRules(terms, signatures, revocation);
  const found = findPath(target, pool, rules.judge);
  const findings = ranked([
    ...found.path.flatMap((one, at) => rules.ofCertificate(one, at === 0)),
    ...found.path.flatMap((one, at) =>
      at === 0 ? [] : rules.ofStep(one, found.path.slice(0, at)),
    ),
    ...(found.reachesAnchor ? rules.ofWhole(found.path) : []),
    ...checkTrustAnchor(found.path),
    ...checkAnchorIsRoot(found.path),
    ...checkNameJudged(target, terms),
    ...checkRevocationJudged(target, material.crls),
    ...checkSearchLimit(found),
  ]);
  return {
    ok: findings.every(({ severity }) => severity !== 'error'),
    path: found.path.map(({ subject }) => subject),
    findings: findings.slice(0, MOST_FINDINGS),
  };
}

/** Who signs CRLs is judged as a certificate for any purpose, to the same trust anchor. */
function revocationJudge(
  { crls }: PathMaterial,
  pool: readonly PathCertificate[],
  { at }: VerificationTerms,
  signatures: PathSignatures,
): RevocationJudge {
  const { judge } = pathRules({ at, purpose: 'any' }, signatures, undefined);
  return new RevocationJudge({
    ...{ crls: crls.map(pathCrl), pool, at, signatures },
    pathTo: (anchor, from) => {
      const others = pool.filter((one) => one === anchor || !one.isAnchor);
      const found = findPath(from, others, judge);
      return found.reachesAnchor && found.cost === 0 ? found.path : undefined;
    },
  });
}

/** Each certificate once; what is trusted is so wherever else it stands. */
function poolOf({ anchors, untrusted }: PathMaterial): PathCertificate[] {
  const pool = new Map<string, PathCertificate>();
  const add = (certificate: Certificate, isAnchor: boolean) => {
    const key = Buffer.from(certificate.der).toString('latin1');
    if (!pool.has(key)) pool.set(key, pathCertificate(certificate, isAnchor));
  };
  for (const anchor of anchors) add(anchor, true);
  for (const certificate of untrusted) add(certificate, false);
  return [...pool.values()];
}

function isSame(a: Certificate, b: Certificate): boolean {
  return Buffer.compare(a.der, b.der) === 0;
}

interface PathRules {
  ofCertificate(one: PathCertificate, isTarget: boolean): PathFinding[];
  ofStep(issuer: PathCertificate, below: CertificationPath): PathFinding[];
  ofWhole(path: CertificationPath): PathFinding[];
  judge: PathJudge;
}

/** A wrong signature says that this is another CA of the same name: any other fault is nearer to the truth. */
const SIGNATURE_COST = 1_000;

function pathRules(
  terms: VerificationTerms,
  signatures: PathSignatures,
  revocation: RevocationJudge | undefined,
): PathRules {
  const names = new NameJudge();
  const known = new Map<PathCertificate, Map<boolean, PathFinding[]>>();
  const ofCertificate = (one: PathCertificate, isTarget: boolean) => {
    const cached = known.get(one)?.get(isTarget);
    if (cached) return cached;
    const findings = [
      ...checkPathCertificate(one, isTarget, terms),
      ...(isTarget ? checkHostName(one, terms.host) : []),
      ...(isTarget ? checkEmailAddress(one, terms.email) : []),
    ];
    known.set(one, (known.get(one) ?? new Map<boolean, PathFinding[]>()).set(isTarget, findings));
    return findings;
  };
  const ofPlace = (issuer: PathCertificate, below: CertificationPath) => [
    ...checkIsCa(issuer),
    ...checkKeyCertSign(issuer),
    ...checkPathLength(issuer, below),
  ];
  const tooDeep = (below: CertificationPath) => checkMaxDepth(below, terms.maxDepth);
  const ofWhole = (path: CertificationPath) => [
    ...tooDeep(path.slice(0, -1)),
    ...checkCertificatePolicy(path),
    ...signatures
      .wrongInWhole(path)
      .flatMap(({ subject, issuer, verdict }) => checkSignature(subject, issuer, verdict)),
    ...(revocation?.findingsOf(path) ?? []),
  ];
  return {
    ofCertificate,
    ofStep: (issuer, below) => {
      const subject = below.at(-1) as PathCertificate;
      const verdict = signatures.verdictOf(subject, issuer);
      return [
        ...(verdict ? checkSignature(subject, issuer, verdict) : []),
        ...ofPlace(issuer, below),
        ...(names.findingsOf(issuer, below) ?? []),
      ];
    },
    ofWhole,
    judge: {
      costOf: (one, isTarget) => errorsIn(ofCertificate(one, isTarget)),
      costOfStep: (issuer, below) => {
        const verdict = signatures.verdictOf(below.at(-1) as PathCertificate, issuer);
        const ofNames = names.findingsOf(issuer, below);
        if (!verdict || !ofNames) return undefined;
        const faults = [...ofPlace(issuer, below), ...tooDeep(below), ...ofNames];
        return errorsIn(faults) + (verdict === 'valid' ? 0 : SIGNATURE_COST);
      },
      costOfWhole: (path) => errorsIn(ofWhole(path)),
      preferenceOf,
    },
  };
}

function errorsIn(findings: readonly PathFinding[]): number {
  return findings.filter(({ severity }) => severity === 'error').length;
}

/** RFC 4158, 3.5.12: the key identifiers only say whom to try first. */
function preferenceOf(issuer: PathCertificate, subject: PathCertificate): number {
  const wanted = subject.certificate.authorityKeyIdentifier;
  const found = issuer.certificate.subjectKeyIdentifier;
  if (wanted === undefined || found === undefined) return 1;
  return wanted === found ? 0 : 2;
}
