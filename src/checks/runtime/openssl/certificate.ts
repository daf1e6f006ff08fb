// A certificate as OpenSSL 3 keeps it (ossl_x509v3_cache_extensions in crypto/x509/v3_purp.c):
// flags, and who may have issued it.
import { decodeKeyIdentifier, ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { firstDer } from '../../../pki/der/der.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { describeExtension } from '../../../pki/certificate/extension-values.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { RSASSA_PSS } from '../../../pki/signature/signature-algorithm.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { generalNamesOf } from '../../../pki/names/subject-names.js';
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
  signatureOf,
} from '../certificate-traits.js';

/**
 * Those that are decoded when a certificate is first used; a malformed or repeated one spoils the
 * whole certificate.
 */
const CACHED = [
  EXTENSION.basicConstraints,
  EXTENSION.keyUsage,
  EXTENSION.extKeyUsage,
  EXTENSION.subjectKeyIdentifier,
  EXTENSION.authorityKeyIdentifier,
  EXTENSION.subjectAltName,
  EXTENSION.nameConstraints,
  EXTENSION.cRLDistributionPoints,
  NETSCAPE_CERT_TYPE,
  PROXY_CERT_INFO,
];

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

/** EXFLAG_INVALID. */
function isInvalid({ certificate }: PathCertificate): boolean {
  return certificate.extensions.some((one) => {
    if (!CACHED.includes(one.oid)) return false;
    if (isRepeated(certificate, one.oid)) return true;
    // Octets behind the value do not count.
    const value = ifReadable(() => firstDer(one.value).whole) ?? one.value;
    if (one.oid === EXTENSION.basicConstraints) return hasBadConstraints(value);
    if (one.oid === EXTENSION.subjectAltName) return hasUnknownName(value);
    // EMPTY_KEY_USAGE
    if (one.oid === EXTENSION.keyUsage && certificate.keyUsage?.length === 0) return true;
    if (one.oid === PROXY_CERT_INFO) return isBadProxy(certificate.extensions);
    return describeExtension({ ...one, value }).isMalformed;
  });
}

/** A path length that is negative spoils it; one that is too large for a number counts as none. */
function hasBadConstraints(value: Uint8Array): boolean {
  const [sequence, length, ...rest] = value;
  if (sequence !== 0x30 || (length ?? 0) !== rest.length) return true;
  const at = rest[0] === 0x01 ? 2 + (rest[1] ?? 0) : 0;
  return rest[at] === 0x02 && (rest[at + 2] ?? 0) >= 0x80;
}

/** Tags beyond [8] are no GeneralName. */
function hasUnknownName(value: Uint8Array): boolean {
  const names = ifReadable(() => generalNamesOf(value));
  return !names || names.some((name) => name.kind === 'other' && (name.tag & 0x1f) > 8);
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
    !isInvalid(issuer) &&
    !isInvalid(subject) &&
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

/** What this code hangs on where versions of the library differ. */
export interface OpensslLibrary {
  /** OpenSSL 3.5 knows signatures that 3.0 does not. */
  isSince35(): boolean;
}

/** SHA-512/224 and /256 with RSA, DSA with SHA-384, SHA-512 and SHA-3: not in obj_xref.txt. */
const UNKNOWN_SIGNATURES =
  /^(?:1\.2\.840\.113549\.1\.1\.1[56]|2\.16\.840\.1\.101\.3\.4\.3\.[345678])$/;
/** ECDSA with SHA-3, ML-DSA. */
const NEW_SIGNATURES = /^2\.16\.840\.1\.101\.3\.4\.3\.(?:9|1[012789])$/;
/** Keys on it are a kind of their own. */
const SM2 = '1.2.156.10197.1.301';

function fitsAlgorithm(
  { certificate }: PathCertificate,
  issuer: PathCertificate,
  library: OpensslLibrary,
): boolean {
  const algorithm = signatureOf(certificate);
  const key = publicKeyOf(issuer.certificate);
  if (!algorithm || !key || UNKNOWN_SIGNATURES.test(algorithm.oid)) return false;
  if (NEW_SIGNATURES.test(algorithm.oid) && !library.isSince35()) return false;
  if (key.oid === RSASSA_PSS) return algorithm.oid === RSASSA_PSS;
  return algorithm.keys.includes(key.oid) && key.curve !== SM2;
}
