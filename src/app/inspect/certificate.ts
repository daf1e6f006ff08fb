// The facts of one certificate, one request or one CRL, for `inspect`; text of the file is escaped
// here, once.
import { checkInspectedCertificate } from '../../checks/certificate/inspected.js';
import { checkInspectedCrl } from '../../checks/crl/linted.js';
import { checkCertificationRequest } from '../../checks/request/linted.js';
import { decodeCertificate } from '../../pki/certificate/certificate-encoding.js';
import {
  decodeCertificateRevocationList,
  type RevokedCertificate,
} from '../../pki/crl/certificate-revocation-list.js';
import {
  type CertificationRequest,
  decodeCertificationRequest,
} from '../../pki/request/certification-request.js';
import type { CertificateExtension } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { describeExtension } from '../../pki/certificate/extension-values.js';
import { readingStructure } from '../../pki/der/malformed-structure.js';
import { toHex } from '../../pki/der/hex.js';
import { verifySignature } from '../../pki/signature/signature.js';
import { signatureAlgorithmOf } from '../../pki/signature/signature-algorithm.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Clock, Crypto } from '../../ports.js';
import { shownText } from './text.js';
import type {
  CertificateFacts,
  CrlFacts,
  InspectedExtension,
  InspectedRevocation,
  RequestFacts,
} from './items.js';
import { publicKeyFacts } from './key.js';

type Ports = { crypto: Crypto; clock: Clock };

/** Throws `input-malformed`, `input-limit`. */
export function certificateFacts(der: Uint8Array, { crypto, clock }: Ports): CertificateFacts {
  const certificate = decodeCertificate(der);
  const { subjectPublicKeyInfo } = certificate;
  return {
    subject: formatDistinguishedName(certificate.subject),
    issuer: formatDistinguishedName(certificate.issuer),
    serialNumber: certificate.serialNumber,
    notBefore: formatTime(certificate.notBefore),
    notAfter: formatTime(certificate.notAfter),
    subjectAltNames: certificate.subjectAltNames.map(shownText),
    extKeyUsage: [...(certificate.extKeyUsage ?? [])],
    sha256Fingerprint: fingerprint(der, crypto),
    version: certificate.version,
    signatureAlgorithm: signatureAlgorithmOf(der).name,
    publicKey: readingStructure('certificate', der, () =>
      publicKeyFacts(subjectPublicKeyInfo, crypto),
    ),
    basicConstraints: certificate.basicConstraints ?? null,
    keyUsage: [...(certificate.keyUsage ?? [])],
    subjectKeyIdentifier: certificate.subjectKeyIdentifier ?? null,
    authorityKeyIdentifier: certificate.authorityKeyIdentifier ?? null,
    extensions: extensionFacts(certificate.extensions),
    findings: checkInspectedCertificate(certificate, clock.now()),
  };
}

/** Throws `input-malformed`, `input-limit`. */
export function requestFacts(der: Uint8Array, { crypto }: Pick<Ports, 'crypto'>): RequestFacts {
  const request = decodeCertificationRequest(der);
  const isSignatureValid = isSignedByItsKey(request, crypto);
  return {
    subject: formatDistinguishedName(request.subject),
    subjectAltNames: request.subjectAltNames.map(shownText),
    extKeyUsage: [...(request.extKeyUsage ?? [])],
    sha256Fingerprint: fingerprint(der, crypto),
    version: request.version,
    signatureAlgorithm: request.signatureAlgorithm.name,
    isSignatureValid,
    publicKey: readingStructure('certification-request', der, () =>
      publicKeyFacts(request.subjectPublicKeyInfo, crypto),
    ),
    basicConstraints: request.basicConstraints ?? null,
    keyUsage: [...(request.keyUsage ?? [])],
    extensions: extensionFacts(request.extensions),
    attributes: request.attributes.map((attribute) => ({
      ...attribute,
      value: attribute.value.map(shownText),
    })),
    findings: checkCertificationRequest(request, { isSignatureValid }),
  };
}

/** Throws `input-malformed`. */
export function crlFacts(der: Uint8Array, { crypto, clock }: Ports): CrlFacts {
  const crl = decodeCertificateRevocationList(der);
  return {
    issuer: formatDistinguishedName(crl.issuer),
    thisUpdate: formatTime(crl.thisUpdate),
    nextUpdate: crl.nextUpdate ? formatTime(crl.nextUpdate) : null,
    crlNumber: crl.crlNumber ?? null,
    deltaCrlIndicator: crl.deltaCrlIndicator ?? null,
    version: crl.version,
    signatureAlgorithm: crl.signatureAlgorithm.name,
    authorityKeyIdentifier: crl.authorityKeyIdentifier ?? null,
    sha256Fingerprint: fingerprint(der, crypto),
    extensions: extensionFacts(crl.extensions),
    revokedCount: crl.revokedCount,
    revoked: crl.revoked.map(revocationFacts),
    findings: checkInspectedCrl(crl, clock.now()),
  };
}

const ENTRY_FIELDS = ['reasonCode', 'invalidityDate', 'certificateIssuer'];

function revocationFacts(entry: RevokedCertificate): InspectedRevocation {
  const { reason, invalidityDate, certificateIssuer } = entry;
  const others = extensionFacts(entry.extensions).filter(
    ({ name }) => name === undefined || !ENTRY_FIELDS.includes(name),
  );
  return {
    serialNumber: entry.serialNumber,
    revocationDate: formatTime(entry.revocationDate),
    reason,
    invalidityDate: invalidityDate && formatTime(invalidityDate),
    certificateIssuer: certificateIssuer?.map(shownText),
    extensions: others.length > 0 ? others : undefined,
  };
}

export function extensionFacts(extensions: readonly CertificateExtension[]): InspectedExtension[] {
  return extensions.map((extension) => {
    const { oid, name, critical, value } = describeExtension(extension);
    return { oid, name, critical, value: value.map(shownText) };
  });
}

/** Null where the algorithm or the key is one that is not verified here. */
function isSignedByItsKey(
  { der, subjectPublicKeyInfo }: CertificationRequest,
  crypto: Crypto,
): boolean | null {
  const verdict = verifySignature(der, subjectPublicKeyInfo, crypto);
  return verdict === 'unsupported' ? null : verdict === 'valid';
}

function fingerprint(der: Uint8Array, crypto: Crypto): string {
  return toHex(crypto.digest('SHA-256', der));
}
