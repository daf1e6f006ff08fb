// Certificates as the JDK keeps them: what it cannot read of extensions that are not critical is
// absent, and what it reads need not be DER.
import type { CertificateExtension } from '../../../pki/certificate/certificate.js';
import { ifNormalised } from '../../../pki/der/ber.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { jdkValueFault } from './extension-values.js';
import { readingLeniently } from '../lenient-reading.js';

export const asJdkReads = readingLeniently(mended);

/** Their octets are asked for once more. */
const ASKED_AGAIN: readonly string[] = [EXTENSION.extKeyUsage, EXTENSION.subjectKeyIdentifier];

function mended(extension: CertificateExtension): CertificateExtension[] {
  const { oid, critical, value } = extension;
  const found = ifNormalised(value);
  const whole = found?.isBer && found.length === value.length ? found.der : value;
  const isAbsent =
    !critical && !ASKED_AGAIN.includes(oid) && jdkValueFault(oid, whole) !== undefined;
  if (isAbsent) return [];
  return whole === value ? [extension] : [{ ...extension, value: whole }];
}
