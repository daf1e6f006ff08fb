// The verdict about one certificate: the best path to a trust anchor, and all that the rules say
// about it. For `verify` and the library.
import type { PathFinding } from '../../checks/finding.js';
import {
  checkPathCertificate,
  DEPTH_RULES,
  FOUND_PATH_RULES,
  SIGNATURE_RULES,
  STEP_RULES,
  WHOLE_PATH_RULES,
} from '../../checks/path/rules.js';
import type { PathMaterial, VerificationTerms } from '../../checks/path/terms.js';
import { inOrder, type Ranked, rankedFindingsBy } from '../../checks/rule.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { type PathCertificate, pathCertificate } from '../../pki/path/path-certificate.js';
import { pathCrl } from '../../pki/crl/path-crl.js';
import { type CertificationPath, findPath, type PathJudge } from '../../pki/path/path-search.js';
import { PathSignatures } from '../../pki/path/path-signatures.js';
import type { Crypto } from '../../ports.js';
import { NameJudge } from './names.js';
import { RevocationJudge } from './revocation.js';

export interface Verification {
  /** True where no finding is an error. */
  ok: boolean;
  /**
   * The subjects from the certificate up to its trust anchor, or as far as a path could be built.
   */
  path: string[];
  /** The most specific first. */
  findings: PathFinding[];
}

/** The first of them: a hostile certificate breaks one rule a hundred thousand times. */
const MOST_FINDINGS = 200;

export function judgePath(
  material: PathMaterial,
  terms: VerificationTerms,
  crypto: Crypto,
): Verification {
  const { trustSettings, foundCrls = [] } = material;
  const crls = [...material.crls, ...foundCrls, ...(material.ocsp ? [material.ocsp] : [])];
  const pool = poolOf(material);
  const target =
    pool.find(({ certificate }) => isSame(certificate, material.target)) ??
    pathCertificate(material.target, false);
  const signatures = new PathSignatures(crypto);
  const revocation = revocationJudge(material, pool, terms, signatures);
  const rules = pathRules(terms, signatures, revocation);
  const found = findPath(target, pool, rules.judge);
  const findings = inOrder([
    ...found.path.flatMap((one, at) => rules.ofCertificate(one, at === 0)),
    ...found.path.flatMap((one, at) =>
      at === 0 ? [] : rules.ofStep(one, found.path.slice(0, at)),
    ),
    ...(found.reachesAnchor ? rules.ofWhole(found.path) : []),
    ...rankedFindingsBy(FOUND_PATH_RULES, found, { ...terms, crls, trustSettings }),
  ]);
  return {
    ok: findings.every(({ severity }) => severity !== 'error'),
    path: found.path.map(({ subject }) => subject),
    findings: findings.slice(0, MOST_FINDINGS),
  };
}

/** Who signs CRLs is judged as a certificate for any purpose, to the same trust anchor. */
function revocationJudge(
  { crls, foundCrls = [], ocsp }: PathMaterial,
  pool: readonly PathCertificate[],
  { at }: VerificationTerms,
  signatures: PathSignatures,
): RevocationJudge {
  const { judge } = pathRules({ at, purpose: 'any' }, signatures, undefined);
  return new RevocationJudge({
    crls: [
      ...crls.map((crl) => pathCrl(crl, { isFound: false })),
      ...foundCrls.map((crl) => pathCrl(crl, { isFound: true })),
    ],
    ocsp,
    pool,
    at,
    signatures,
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

type Found = Ranked<PathFinding>[];

interface PathRules {
  ofCertificate(one: PathCertificate, isTarget: boolean): Found;
  ofStep(issuer: PathCertificate, below: CertificationPath): Found;
  ofWhole(path: CertificationPath): Found;
  judge: PathJudge;
}

/**
 * A wrong signature says that this is another CA of the same name: any other fault is nearer to the
 * truth.
 */
const SIGNATURE_COST = 1_000;

function pathRules(
  terms: VerificationTerms,
  signatures: PathSignatures,
  revocation: RevocationJudge | undefined,
): PathRules {
  const names = new NameJudge();
  const known = new Map<PathCertificate, Map<boolean, Found>>();
  const ofCertificate = (one: PathCertificate, isTarget: boolean) => {
    const cached = known.get(one)?.get(isTarget);
    if (cached) return cached;
    const findings = checkPathCertificate(one, { ...terms, isTarget });
    known.set(one, (known.get(one) ?? new Map<boolean, Found>()).set(isTarget, findings));
    return findings;
  };
  const ofPlace = (issuer: PathCertificate, below: CertificationPath) =>
    rankedFindingsBy(STEP_RULES, { issuer, below });
  const ofWhole = (path: CertificationPath) => [
    ...rankedFindingsBy(WHOLE_PATH_RULES, path, terms),
    ...signatures.wrongInWhole(path).flatMap((one) => rankedFindingsBy(SIGNATURE_RULES, one)),
    ...(revocation?.findingsOf(path) ?? []),
  ];
  return {
    ofCertificate,
    ofStep: (issuer, below) => {
      const subject = below.at(-1) as PathCertificate;
      const verdict = signatures.verdictOf(subject, issuer);
      return [
        ...(verdict ? rankedFindingsBy(SIGNATURE_RULES, { subject, issuer, verdict }) : []),
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
        const tooDeep = rankedFindingsBy(DEPTH_RULES, [...below, issuer], terms);
        const faults = [...ofPlace(issuer, below), ...tooDeep, ...ofNames];
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
