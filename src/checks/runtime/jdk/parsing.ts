// What the JDK's CertificateFactory refuses (sun.security.x509): one such certificate spoils what
// was presented, or the whole trust store.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { extensionOf, publicKeyOf, repeatedExtension, signatureOf } from '../certificate-traits.js';
import { RSASSA_PSS } from '../../../pki/signature/signature-algorithm.js';
import { jdkValueFault } from './extension-values.js';
import { jdkStructureFault } from './structure.js';
import type { Refusal, Versioned } from '../presented-chain.js';

export function jdkParsingFault(certificate: Certificate, version: Versioned): Refusal {
  const unread = algorithmFault(certificate);
  if (unread !== undefined) {
    return `java.security.cert.CertificateException: Unable to initialize, ${unread}`;
  }
  const malformed = jdkStructureFault(certificate);
  if (malformed !== undefined) return malformed;
  const said =
    issuerFault(certificate) ??
    versionFault(certificate) ??
    nameFault(certificate) ??
    keyFault(certificate) ??
    extensionFault(certificate, version);
  return said && `java.security.cert.CertificateParsingException: ${said}`;
}

function versionFault({ version, extensions }: Certificate): Refusal {
  if (extensions.length === 0 || version === 3) return undefined;
  return version === 1
    ? 'no more data allowed for version 1 certificate'
    : 'Extensions not allowed in v2 certificate';
}

function issuerFault({ issuer }: Certificate): Refusal {
  return issuer.flat().length === 0 ? 'Empty issuer DN not allowed in X509Certificates' : undefined;
}

function nameFault(certificate: Certificate): Refusal {
  if (certificate.subject.flat().length > 0) return undefined;
  const names = extensionOf(certificate, EXTENSION.subjectAltName);
  if (!names) {
    return 'X.509 Certificate is incomplete: subject field is empty, and SubjectAlternativeName extension is absent';
  }
  return names.critical
    ? undefined
    : 'X.509 Certificate is incomplete: SubjectAlternativeName extension MUST be marked critical when subject field is empty';
}

function keyFault(certificate: Certificate): Refusal {
  const { curve } = publicKeyOf(certificate) ?? {};
  if (curve === 'explicit') return 'java.io.IOException: Only named ECParameters supported';
  return curve !== undefined && UNKNOWN_CURVES.test(curve)
    ? `java.io.IOException: Unknown named curve: ${curve}`
    : undefined;
}

/** Those of OpenSSL that CurveDB has not: the twisted ones of Brainpool, WTLS, SM2. */
const UNKNOWN_CURVES =
  /^(?:1\.3\.36\.3\.3\.2\.8\.1\.1\.\d*[02468]|2\.23\.43\.1\.4\.\d+|1\.2\.156\..*)$/;

/** PSSParameters.engineInit */
function algorithmFault(certificate: Certificate): Refusal {
  const algorithm = signatureOf(certificate);
  return algorithm?.oid === RSASSA_PSS && algorithm.hash === 'MD5'
    ? 'java.io.IOException: Unrecognized message digest algorithm MD5'
    : undefined;
}

function extensionFault(certificate: Certificate, { isSince }: Versioned): Refusal {
  if (repeatedExtension(certificate) !== undefined) {
    return 'java.io.IOException: Duplicate extensions not allowed';
  }
  for (const { critical, oid, value } of certificate.extensions) {
    const said = critical ? jdkValueFault(oid, value) : undefined;
    if (said !== undefined) return `java.io.IOException: ${said}`;
  }
  const uses = extensionOf(certificate, EXTENSION.extKeyUsage);
  const malformed = uses && jdkValueFault(EXTENSION.extKeyUsage, uses.value);
  // Asked after all else, critical or not; by JDK 17 not at all.
  return malformed !== undefined && isSince(25) ? malformed : undefined;
}
