// Whether a certificate is revoked, by the CRLs at hand (RFC 5280, 6.3): complete and delta, direct
// and indirect, by reasons.
import {
  ALL_REASONS,
  type DistributionPoint,
  distributionPointsOf,
  implicitPoint,
} from './crl-scope.js';
import { formatDistinguishedName } from '../names/distinguished-name.js';
import { isCa, type PathCertificate } from '../path/path-certificate.js';
import { type CrlEntry, entryFor, type PathCrl } from './path-crl.js';
import { formatTime } from '../certificate/validity.js';

export type RevocationStatus =
  /** `isByOcsp`: by a response, and not by a CRL. `wasDue`: when a later CRL was, which is not at hand. */
  | { status: 'good'; wasDue?: Date | undefined }
  | { status: 'revoked'; entry: CrlEntry; wasDue?: Date | undefined; isByOcsp?: boolean }
  /** `reasons`: why CRLs that speak about it could not be used; empty where there are none. */
  | { status: 'unknown'; reasons: readonly string[]; isByOcsp?: boolean };

export interface RevocationTerms {
  crls: readonly PathCrl[];
  at: Date;
  /** Whether the very key that signed the certificate signed the CRL: two CAs may have one name. */
  isOfSameKey(crl: PathCrl, certificate: PathCertificate): boolean;
  /**
   * Why the CRL's signature or its signer is not to be relied on for this certificate; undefined
   * where it is.
   */
  distrust(crl: PathCrl, certificate: PathCertificate): string | undefined;
}

/** 6.3.3. */
export function revocationOf(
  certificate: PathCertificate,
  terms: RevocationTerms,
): RevocationStatus {
  const { issuerKey } = certificate;
  const points = [
    ...distributionPointsOf(certificate.certificate, issuerKey),
    implicitPoint(issuerKey),
  ];
  const reasons = new Set<string>();
  let open = ALL_REASONS;
  let wasDue: Date | undefined;
  const own = (crl: PathCrl) =>
    Number(crl.issuerKey === issuerKey && terms.isOfSameKey(crl, certificate));
  const lists = terms.crls.toSorted((a, b) => own(b) - own(a) || byAge(a, b));
  for (const point of points) {
    for (const crl of lists) {
      if (crl.baseNumber !== undefined || !speaksAbout(crl, point, certificate)) continue;
      const mask = point.reasons & (crl.scope?.reasons ?? ALL_REASONS);
      if ((mask & open) === 0) continue;
      const fault = faultOf(crl, certificate, terms);
      if (fault !== undefined) {
        reasons.add(fault);
        continue;
      }
      const entry = currentEntry(crl, certificate, terms);
      wasDue = isOutdated(crl, terms) ? crl.crl.nextUpdate : wasDue;
      if (entry) return { status: 'revoked', entry, wasDue };
      open &= ~mask;
      if (open === 0) return { status: 'good', wasDue };
    }
  }
  if (open !== ALL_REASONS) reasons.add('the CRLs speak about some reasons for revocation only');
  return { status: 'unknown', reasons: [...reasons] };
}

/**
 * The newest first; of two of one time the longer one, since the other may be an attempt to hide
 * what it says.
 */
function byAge(a: PathCrl, b: PathCrl): number {
  const age = b.crl.thisUpdate.getTime() - a.crl.thisUpdate.getTime();
  return age === 0 ? b.crl.revokedCount - a.crl.revokedCount : age;
}

/** 6.3.3 b. */
function speaksAbout(
  { issuerKey, scope }: PathCrl,
  point: DistributionPoint,
  certificate: PathCertificate,
): boolean {
  const isFromIssuer = point.crlIssuers
    ? point.crlIssuers.includes(issuerKey) && scope?.isIndirect === true
    : issuerKey === certificate.issuerKey;
  if (!isFromIssuer) return false;
  if (!scope) return true;
  if (scope.onlyAttributes) return false;
  if (isCa(certificate) ? scope.onlyUsers : scope.onlyCas) return false;
  if (!scope.names) return true;
  const wanted = point.names ?? point.crlIssuers?.map((key) => `dn:${key}`) ?? [];
  return scope.names.some((name) => wanted.includes(name));
}

function faultOf(
  crl: PathCrl,
  certificate: PathCertificate,
  terms: RevocationTerms,
): string | undefined {
  const { at, distrust } = terms;
  const { issuer, thisUpdate, nextUpdate } = crl.crl;
  const name = `the CRL of ${formatDistinguishedName(issuer)}`;
  if (crl.fault !== undefined) return `${name} cannot be used: ${crl.fault}`;
  if (at < thisUpdate) return `${name} is valid only from ${formatTime(thisUpdate)} on`;
  if (nextUpdate && isOutdated(crl, terms) && !crl.isFound) {
    return `${name} is outdated: the next one was due at ${formatTime(nextUpdate)}`;
  }
  const reason = distrust(crl, certificate);
  return reason && `${name} cannot be relied on: ${reason}`;
}

function isOutdated({ crl: { nextUpdate } }: PathCrl, { at }: RevocationTerms): boolean {
  return nextUpdate !== undefined && at > nextUpdate;
}

/** 6.3.3 c and i to k: what the newest delta says counts before what the complete CRL says. */
function currentEntry(
  crl: PathCrl,
  certificate: PathCertificate,
  terms: RevocationTerms,
): CrlEntry | undefined {
  const { serialNumberOctets } = certificate.certificate;
  const deltas = terms.crls
    .filter((delta) => addsTo(delta, crl) && faultOf(delta, certificate, terms) === undefined)
    .toSorted((a, b) => ((a.number ?? 0n) < (b.number ?? 0n) ? 1 : -1));
  for (const list of [...deltas.slice(0, 1), crl]) {
    const entry = entryFor(list, serialNumberOctets, certificate.issuerKey);
    if (entry) return entry.reason === 'removeFromCRL' ? undefined : entry;
  }
  return undefined;
}

function addsTo(delta: PathCrl, complete: PathCrl): boolean {
  const { baseNumber, number } = delta;
  if (baseNumber === undefined || number === undefined || complete.number === undefined) {
    return false;
  }
  return (
    delta.issuerKey === complete.issuerKey &&
    delta.scopeDer === complete.scopeDer &&
    delta.crl.authorityKeyIdentifier === complete.crl.authorityKeyIdentifier &&
    baseNumber <= complete.number &&
    complete.number < number
  );
}
