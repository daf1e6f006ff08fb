// One certificate or CRL as `status` answers it, and what of it is needed until all are found.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { DAY } from '../../pki/certificate/duration.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { toHex } from '../../pki/der/hex.js';
import { isSelfIssued } from '../../pki/issuing/issuer.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import type { Crypto } from '../../ports.js';
import type { NamingSetting, StatusItem, StatusState } from './report.js';

/** The times by which states are judged. */
export interface StatusTerms {
  now: Date;
  until: Date;
}

export interface ItemPlace {
  path: string;
  alias?: string | undefined;
  /** Grows while further configs are found. */
  configs: readonly NamingSetting[];
}

export function certificateItem(
  { path, alias, configs }: ItemPlace,
  certificate: Certificate,
  terms: StatusTerms,
  crypto: Crypto,
): StatusItem {
  return {
    path,
    ...(alias !== undefined && { alias }),
    type: 'certificate',
    ca: isAuthority(certificate),
    subject: formatDistinguishedName(certificate.subject),
    issuer: formatDistinguishedName(certificate.issuer),
    subjectAltNames: certificate.subjectAltNames,
    serialNumber: certificate.serialNumber,
    sha256Fingerprint: fingerprintOf(certificate, crypto),
    notBefore: formatTime(certificate.notBefore),
    ...endFacts(certificate.notAfter, terms),
    issuedBy: null,
    configs,
  };
}

export function crlItem(
  { path, configs }: ItemPlace,
  { der, issuer, thisUpdate, nextUpdate }: CertificateRevocationList,
  terms: StatusTerms,
  crypto: Crypto,
): StatusItem {
  const name = formatDistinguishedName(issuer);
  return {
    ...{ path, type: 'crl', ca: false, subject: name, issuer: name, subjectAltNames: [] },
    sha256Fingerprint: fingerprintOf({ der }, crypto),
    notBefore: formatTime(thisUpdate),
    ...endFacts(nextUpdate, terms),
    issuedBy: null,
    configs,
  };
}

export function fingerprintOf({ der }: { der: Uint8Array }, crypto: Crypto): string {
  return toHex(crypto.digest('SHA-256', der));
}

/** Before basicConstraints there were roots too. */
function isAuthority(certificate: Certificate): boolean {
  const { version, basicConstraints } = certificate;
  return basicConstraints?.ca ?? (version < 3 && isSelfIssued(certificate));
}

function endFacts(
  notAfter: Date | undefined,
  { now, until }: StatusTerms,
): Pick<StatusItem, 'notAfter' | 'daysLeft' | 'state'> {
  if (!notAfter) return { notAfter: null, daysLeft: null, state: 'ok' };
  const daysLeft = Math.floor((notAfter.getTime() - now.getTime()) / DAY);
  return { notAfter: formatTime(notAfter), daysLeft, state: stateOf(notAfter, { now, until }) };
}

function stateOf(notAfter: Date, { now, until }: StatusTerms): StatusState {
  if (notAfter < now) return 'expired';
  return notAfter < until ? 'expiring' : 'ok';
}

/** The first to end comes first, what never ends last; what ends together by path. */
export function inOrder(a: StatusItem, b: StatusItem): number {
  return comparedTexts(a.notAfter ?? '~', b.notAfter ?? '~') || comparedTexts(a.path, b.path);
}

export function comparedTexts(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
