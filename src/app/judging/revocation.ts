// What CRLs say about the certificates of a path, and whether the CRLs themselves may be relied on
// (RFC 5280, 6.3.3 f and g).
import type { PathFinding } from '../../checks/finding.js';
import { REVOCATION_RULES } from '../../checks/path/rules.js';
import { type Ranked, rankedFindingsBy } from '../../checks/rule.js';
import type { OcspAnswers } from '../../pki/ocsp/ocsp-answers.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PathCrl } from '../../pki/crl/path-crl.js';
import type { CertificationPath } from '../../pki/path/path-search.js';
import { type PathSignatures, workingKeys } from '../../pki/path/path-signatures.js';
import { revocationOf, type RevocationStatus } from '../../pki/crl/revocation.js';

export interface RevocationMaterial {
  crls: readonly PathCrl[];
  ocsp: OcspAnswers | undefined;
  pool: readonly PathCertificate[];
  at: Date;
  signatures: PathSignatures;
  /** A path without faults from a certificate to this trust anchor. */
  pathTo(anchor: PathCertificate, from: PathCertificate): CertificationPath | undefined;
}

/** More signers of CRLs that stand outside of the path than these are not looked at. */
const MOST_SIGNERS = 20;

export class RevocationJudge {
  readonly #material: RevocationMaterial;
  /**
   * Whether a signer outside of the path leads to the anchor, unrevoked; one that is being judged
   * is taken for good.
   */
  readonly #signers = new Map<PathCertificate, Map<PathCertificate, boolean>>();
  #judged = 0;

  constructor(material: RevocationMaterial) {
    this.#material = material;
  }

  /**
   * Of all but the trust anchor, which is trusted for what it is. Empty without CRLs and responses.
   */
  findingsOf(path: CertificationPath): Ranked<PathFinding>[] {
    const { crls, ocsp } = this.#material;
    if (crls.length === 0 && !ocsp) return [];
    const isAsked = ocsp !== undefined || crls.some(({ isFound }) => !isFound);
    return path.slice(0, -1).flatMap((certificate, at) => {
      const revocation = this.#answeredStatusOf(certificate, path);
      const judged = { certificate, revocation, isTarget: at === 0, isAsked };
      return rankedFindingsBy(REVOCATION_RULES, judged);
    });
  }

  /** What is revoked by either is revoked, and what is good by either is not unknown. */
  #answeredStatusOf(certificate: PathCertificate, path: CertificationPath): RevocationStatus {
    const byLists = this.#statusOf(certificate, path);
    const { ocsp, at } = this.#material;
    const above = path.indexOf(certificate) + 1;
    const answered = ocsp?.statusOf({
      certificate,
      issuer: path[above] as PathCertificate,
      issuerKey: workingKeys(path)[above] as Uint8Array,
      at,
      isTarget: above === 1,
      isRevoked: (one) => this.#statusOf(one, [one, ...path.slice(above)]).status === 'revoked',
    });
    if (!answered || byLists.status === 'revoked') return byLists;
    if (answered.status !== 'unknown' || byLists.status === 'good') {
      return answered.status === 'revoked' || byLists.status === 'unknown' ? answered : byLists;
    }
    return { ...answered, reasons: [...byLists.reasons, ...answered.reasons] };
  }

  #statusOf(certificate: PathCertificate, path: CertificationPath): RevocationStatus {
    const { crls, at, signatures } = this.#material;
    const above = path.indexOf(certificate) + 1;
    const issuerKey = workingKeys(path)[above];
    return revocationOf(certificate, {
      crls,
      at,
      isOfSameKey: (crl) =>
        issuerKey !== undefined && signatures.verdictOfList(crl, issuerKey) === 'valid',
      distrust: (crl) => this.#distrust(crl, path),
    });
  }

  #distrust(crl: PathCrl, path: CertificationPath): string | undefined {
    const { pool } = this.#material;
    const signers = pool.filter(({ subjectKey }) => subjectKey === crl.issuerKey);
    // Whoever stands in the path is judged already.
    signers.sort((a, b) => Number(path.includes(b)) - Number(path.includes(a)));
    let reason = 'no certificate of its issuer was given';
    for (const signer of signers) {
      const fault = this.#faultOf(signer, crl, path);
      if (fault === undefined) return undefined;
      reason = fault;
    }
    return reason;
  }

  #faultOf(signer: PathCertificate, crl: PathCrl, path: CertificationPath): string | undefined {
    const { keyUsage, subjectPublicKeyInfo } = signer.certificate;
    if (keyUsage && !keyUsage.includes('cRLSign')) return "its issuer's keyUsage lacks cRLSign";
    const { signatures } = this.#material;
    const inPath = path.indexOf(signer);
    const key = inPath < 0 ? subjectPublicKeyInfo : (workingKeys(path)[inPath] as Uint8Array);
    const verdict = signatures.verdictOfList(crl, key);
    if (verdict !== 'valid') return 'its signature does not verify with the key of its issuer';
    const anchor = path.at(-1) as PathCertificate;
    if (inPath >= 0 || this.#isGoodSigner(signer, anchor)) return undefined;
    return 'no path leads from its issuer to the same trust anchor';
  }

  #isGoodSigner(signer: PathCertificate, anchor: PathCertificate): boolean {
    const known = this.#signers.get(anchor) ?? new Map<PathCertificate, boolean>();
    this.#signers.set(anchor, known);
    const verdict = known.get(signer);
    if (verdict !== undefined) return verdict;
    this.#judged += 1;
    if (this.#judged > MOST_SIGNERS) return false;
    known.set(signer, true);
    const path = this.#material.pathTo(anchor, signer);
    const isRevoked = (one: PathCertificate) =>
      path !== undefined && this.#statusOf(one, path).status === 'revoked';
    const isGood = path !== undefined && !path.slice(0, -1).some(isRevoked);
    known.set(signer, isGood);
    return isGood;
  }
}
