// Certificates as OpenSSL keeps them: values of extensions without octets behind them, and with the
// lengths of DER.
import type { CertificateExtension } from '../../../pki/certificate/certificate.js';
import { ifNormalised } from '../../../pki/der/ber.js';
import { CACHED_EXTENSIONS } from './forms.js';
import { readingLeniently } from '../lenient-reading.js';

export const asOpensslReads = readingLeniently((one) => [mended(one)]);

/** A list may also stand in the primitive form of its tag. */
const PRIMITIVE_SEQUENCE = 0x10;

function mended(extension: CertificateExtension): CertificateExtension {
  const isList = CACHED_EXTENSIONS[extension.oid]?.is === 'sequenceOf';
  if (isList && extension.value[0] === PRIMITIVE_SEQUENCE) {
    return mended({ ...extension, value: Uint8Array.of(0x30, ...extension.value.subarray(1)) });
  }
  const found = ifNormalised(extension.value);
  const isWhole = !found || (!found.isBer && found.length === extension.value.length);
  return isWhole ? extension : { ...extension, value: found.der };
}
