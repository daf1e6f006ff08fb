// Whether a file may hold certificates, CRLs or keys, by its first octets: for who looks at many,
// and reads whole only those.
import { isJavaStore } from './any-store.js';

/**
 * So much is looked at. Text may stand before a block: what `openssl x509 -text` says of a large
 * certificate is some 6 KiB.
 */
export const BEGINNING = 16 * 1024;

export function mayHoldCertificates(beginning: Uint8Array): boolean {
  if (isJavaStore(beginning) || beginsLikeDer(beginning)) return true;
  const text = Buffer.from(beginning.buffer, beginning.byteOffset, beginning.byteLength);
  return text.includes('-----BEGIN ') || BASE64.test(text.toString('latin1', 0, 128));
}

/** DER of a certificate or CRL, base64 around a PEM: each without lines that say so. */
const BASE64 = /^[\s"']*(?:MI[A-Za-z0-9+/]{62}|LS0tLS1CRUdJTi)/;

/** After the header another SEQUENCE, a number or an identifier; also with an indefinite length. */
function beginsLikeDer(beginning: Uint8Array): boolean {
  const [tag, length = 0] = beginning;
  if (tag !== 0x30 || length < 0x80 || length > 0x83) return false;
  return [0x30, 0x02, 0x06].includes(beginning[length - 0x80 + 2] ?? 0);
}
