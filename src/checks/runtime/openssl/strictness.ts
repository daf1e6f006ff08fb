// X509_V_FLAG_X509_STRICT of OpenSSL 3 (check_extensions in x509_vfy.c): what Python >= 3.13 asks
// of every certificate by default.
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { extensionOf } from '../certificate-traits.js';
import { hasTwoAlgorithms, pathLengthOf, saysCa } from './certificate.js';

/** In the order in which OpenSSL asks; the first is what is said. */
export function strictFault(
  one: PathCertificate,
  isEnd: boolean,
): readonly [error: number, text: string] | undefined {
  const { certificate } = one;
  return (
    constraintFault(one) ??
    usageFault(one) ??
    subjectFault(one) ??
    signatureFault(certificate) ??
    identifierFault(one, isEnd)
  );
}

function constraintFault(one: PathCertificate) {
  const { certificate } = one;
  if (pathLengthOf(one) !== undefined) {
    if (!saysCa(one)) return [80, 'Path length invalid for non-CA cert'] as const;
    // Without keyUsage it has no bit either.
    if (!certificate.keyUsage?.includes('keyCertSign')) {
      return [81, 'Path length given without key usage keyCertSign'] as const;
    }
  }
  const constraints = extensionOf(certificate, EXTENSION.basicConstraints);
  return saysCa(one) && constraints?.critical === false
    ? ([89, 'Basic Constraints of CA cert not marked critical'] as const)
    : undefined;
}

function usageFault(one: PathCertificate) {
  const { keyUsage } = one.certificate;
  if (saysCa(one)) {
    return keyUsage ? undefined : ([92, 'CA cert does not include key usage extension'] as const);
  }
  return keyUsage?.includes('keyCertSign')
    ? ([82, 'Key usage keyCertSign invalid for non-CA cert'] as const)
    : undefined;
}

function subjectFault(one: PathCertificate) {
  const { certificate } = one;
  if (certificate.issuer.flat().length === 0) return [83, 'Issuer name empty'] as const;
  const alternative = extensionOf(certificate, EXTENSION.subjectAltName);
  if (certificate.subject.length === 0) {
    const needsName = saysCa(one) || certificate.keyUsage?.includes('cRLSign') || !alternative;
    if (needsName) return [84, 'Subject name empty'] as const;
    if (!alternative.critical) {
      return [88, 'Subject empty and Subject Alt Name extension not critical'] as const;
    }
  }
  return alternative && hasNoName(alternative.value)
    ? ([87, 'Empty Subject Alternative Name extension'] as const)
    : undefined;
}

/** An empty SEQUENCE. */
function hasNoName(value: Uint8Array): boolean {
  return value[0] === 0x30 && value[1] === 0;
}

function signatureFault(certificate: Certificate) {
  return hasTwoAlgorithms(certificate)
    ? ([78, 'Cert info signature and signature algorithm mismatch'] as const)
    : undefined;
}

function identifierFault(one: PathCertificate, isEnd: boolean) {
  const { certificate } = one;
  const own = extensionOf(certificate, EXTENSION.subjectKeyIdentifier);
  const authority = extensionOf(certificate, EXTENSION.authorityKeyIdentifier);
  if (authority?.critical) return [90, 'Authority Key Identifier marked critical'] as const;
  if (own?.critical) return [91, 'Subject Key Identifier marked critical'] as const;
  if (certificate.version < 3) {
    return certificate.extensions.length > 0
      ? ([93, 'Using cert extension requires at least X509v3'] as const)
      : undefined;
  }
  if (!isEnd && certificate.authorityKeyIdentifier === undefined) {
    return [85, 'Missing Authority Key Identifier'] as const;
  }
  return saysCa(one) && !own ? ([86, 'Missing Subject Key Identifier'] as const) : undefined;
}
