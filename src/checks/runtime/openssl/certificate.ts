// A certificate as OpenSSL 3 keeps it (ossl_x509v3_cache_extensions in crypto/x509/v3_purp.c):
// flags, and who may have issued it.
import { decodeKeyIdentifier, ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { DerReader, firstDer, membersOf, readDer, TAG } from '../../../pki/der/der.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { RSASSA_PSS } from '../../../pki/signature/signature-algorithm.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import {
  authorityIssuerOf,
  authoritySerialOf,
  constraintsOf,
  extensionOf,
  isRepeated,
  NETSCAPE_CERT_TYPE,
  netscapeTypesOf,
  PROXY_CERT_INFO,
  publicKeyOf,
  signatureIdentifiersOf,
  innerSignatureOf,
} from '../certificate-traits.js';
import { remembered } from '../remembered.js';
import { opensslDecodingFault } from './asn1.js';
import { CACHED_EXTENSIONS } from './forms.js';
import { hasReadableKey } from './key.js';
import { NEW_ALGORITHMS, NEW_SIGNATURES, type OpensslLibrary } from './library.js';

/** X509_supported_extension. */
const SUPPORTED: readonly string[] = [
  NETSCAPE_CERT_TYPE,
  EXTENSION.keyUsage,
  EXTENSION.subjectAltName,
  EXTENSION.basicConstraints,
  EXTENSION.certificatePolicies,
  EXTENSION.cRLDistributionPoints,
  EXTENSION.extKeyUsage,
  '1.3.6.1.5.5.7.1.7',
  '1.3.6.1.5.5.7.1.8',
  '1.3.6.1.5.5.7.48.1.5',
  EXTENSION.policyConstraints,
  PROXY_CERT_INFO,
  EXTENSION.nameConstraints,
  EXTENSION.policyMappings,
  EXTENSION.inhibitAnyPolicy,
];

/** EXFLAG_INVALID. Octets behind a value do not count. */
function isInvalid({ certificate }: PathCertificate, { isSince35 }: OpensslLibrary): boolean {
  return isInvalidCertificate(certificate, isSince35);
}

const isInvalidCertificate = remembered((certificate: Certificate, isSince35): boolean => {
  return certificate.extensions.some(({ oid, value }) => {
    const form = CACHED_EXTENSIONS[oid];
    if (!form && oid !== PROXY_CERT_INFO) return false;
    if (isRepeated(certificate, oid)) return true;
    if (!form) return isBadProxy(certificate.extensions);
    if (opensslDecodingFault(value, form, { isSince35 }) !== undefined) return true;
    if (oid === EXTENSION.basicConstraints) return hasNegativeLength(value);
    if (oid === EXTENSION.cRLDistributionPoints) return hasEmptyPoint(value);
    // EMPTY_KEY_USAGE
    return oid === EXTENSION.keyUsage && !value.subarray(3).some((octet) => octet !== 0);
  });
});

/** A path length that is negative spoils it; one that is too large for a number counts as none. */
function hasNegativeLength(value: Uint8Array): boolean {
  const length = ifReadable(() => {
    const members = new DerReader(firstDer(value).content);
    members.optional(TAG.boolean);
    return members.optional(TAG.integer)?.content[0];
  });
  return (length ?? 0) >= 0x80;
}

/** Each has to say where the list is, or whose (setup_dp). */
function hasEmptyPoint(value: Uint8Array): boolean {
  const points = ifReadable(() => membersOf(firstDer(value)).map(membersOf)) ?? [];
  return points.some((members) => !members.some(({ tag }) => tag === 0xa0 || tag === 0xa2));
}

/** RFC 3820: no CA, and no names of its own. */
function isBadProxy(extensions: PathCertificate['certificate']['extensions']): boolean {
  const forbidden: readonly string[] = [EXTENSION.subjectAltName, EXTENSION.issuerAltName];
  return extensions.some(({ oid }) => forbidden.includes(oid));
}

export function hasUnsupportedCritical({ certificate }: PathCertificate): boolean {
  return certificate.extensions.some(({ critical, oid }) => critical && !SUPPORTED.includes(oid));
}

export function pathLengthOf({ certificate }: PathCertificate): number | undefined {
  return constraintsOf(certificate)?.pathLenConstraint;
}

/** EXFLAG_CA */
export function saysCa({ certificate }: PathCertificate): boolean {
  return constraintsOf(certificate)?.ca === true;
}

/** ku_reject: an absent keyUsage allows everything. */
export function lacksKeyUsage(
  { certificate }: PathCertificate,
  ...bits: readonly string[]
): boolean {
  return (
    certificate.keyUsage !== undefined && !certificate.keyUsage.some((one) => bits.includes(one))
  );
}

/**
 * X509_check_ca: 0 is no CA; 1 by basicConstraints; 3 an old root; 4 by keyUsage; 5 by Netscape's
 * type.
 */
export function caKindOf(one: PathCertificate, library: OpensslLibrary): 0 | 1 | 3 | 4 | 5 {
  const { certificate } = one;
  if (lacksKeyUsage(one, 'keyCertSign')) return 0;
  if (extensionOf(certificate, EXTENSION.basicConstraints)) return saysCa(one) ? 1 : 0;
  if (certificate.version === 1 && isSelfSigned(one, library)) return 3;
  if (certificate.keyUsage) return 4;
  return netscapeTypesOf(certificate)?.some((type) => /CA$/.test(type)) ? 5 : 0;
}

/** EXFLAG_SS: by names, key identifiers and the kind of key; the signature is not looked at. */
export function isSelfSigned(one: PathCertificate, library: OpensslLibrary): boolean {
  return one.isSelfIssued && fitsIdentifier(one, one) && fitsAlgorithm(one, one, library);
}

/** ossl_x509_likely_issued. */
export function isLikelyIssued(
  subject: PathCertificate,
  issuer: PathCertificate,
  library: OpensslLibrary,
): boolean {
  return (
    issuer.subjectKey === subject.issuerKey &&
    !isInvalid(issuer, library) &&
    !isInvalid(subject, library) &&
    fitsIdentifier(subject, issuer) &&
    fitsAlgorithm(subject, issuer, library)
  );
}

/** X509_check_akid. */
function fitsIdentifier({ certificate }: PathCertificate, issuer: PathCertificate): boolean {
  const wanted = certificate.authorityKeyIdentifier;
  const identifier = extensionOf(issuer.certificate, EXTENSION.subjectKeyIdentifier);
  const found = identifier && ifReadable(() => decodeKeyIdentifier(identifier.value));
  if (wanted !== undefined && found !== undefined && wanted !== found) return false;
  const serial = authoritySerialOf(certificate);
  if (serial && !equalBytes(serial, issuer.certificate.serialNumberOctets)) return false;
  const name = authorityIssuerOf(certificate);
  return !name || equalBytes(name, issuer.certificate.issuerDer);
}

/** SHA-512/224 and /256 with RSA, DSA with SHA-384, SHA-512 and SHA-3: not in obj_xref.txt. */
const UNKNOWN_SIGNATURES =
  /^(?:1\.2\.840\.113549\.1\.1\.1[56]|2\.16\.840\.1\.101\.3\.4\.3\.[345678])$/;
/** Keys on it are a kind of their own. */
const SM2 = '1.2.156.10197.1.301';

function fitsAlgorithm(
  { certificate }: PathCertificate,
  issuer: PathCertificate,
  library: OpensslLibrary,
): boolean {
  const algorithm = innerSignatureOf(certificate);
  const key = publicKeyOf(issuer.certificate);
  if (!algorithm || !key || UNKNOWN_SIGNATURES.test(algorithm.oid)) return false;
  const isNew = NEW_SIGNATURES.test(algorithm.oid) || NEW_ALGORITHMS.test(algorithm.oid);
  if (isNew && !library.isSince35()) return false;
  if (!hasReadableKey(issuer.certificate, library)) return false;
  if (key.oid === RSASSA_PSS) return algorithm.oid === RSASSA_PSS;
  return algorithm.keys.includes(key.oid) && key.curve !== SM2;
}

/** X509_ALGOR_cmp, in X509_verify. */
export function hasTwoAlgorithms(certificate: Certificate): boolean {
  const contents = signatureIdentifiersOf(certificate).map((one) =>
    membersOf(readDer(one)).map(({ tag, content }) => [tag, ...content].join()),
  );
  return contents[0]?.join(';') !== contents[1]?.join(';');
}
