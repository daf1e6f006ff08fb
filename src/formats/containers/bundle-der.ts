// Tells by its first members what one DER structure is, without decoding the rest.
import { TlsmithError } from '../../errors.js';
import { DerReader, firstDer, TAG } from '../../pki/der/der.js';
import { oidOf, smallInteger } from '../../pki/der/der-values.js';

export type DerKind =
  | 'certificate'
  | 'certification-request'
  | 'crl'
  | 'ocsp-response'
  | 'public-key'
  | 'private-key'
  | 'pkcs7'
  | 'store'
  | 'unknown';

const PKCS7_SIGNED_DATA = '1.2.840.113549.1.7.2';

/** Never throws for what the bytes are. */
export function kindOfDer(bytes: Uint8Array): DerKind {
  // Also a store that is cut off is a store: its reader says what is wrong with it.
  if (beginsLikeStore(bytes)) return 'store';
  try {
    return kindOf(bytes);
  } catch (error) {
    if (error instanceof TlsmithError && error.code === 'input-malformed') return 'unknown';
    throw error;
  }
}

/**
 * A PFX begins with its version, 3 (RFC 7292, 4), inside a definite or, of NSS and old Java, an
 * indefinite length.
 */
function beginsLikeStore(bytes: Uint8Array): boolean {
  const lengthOctets = (bytes[1] ?? 0) > 0x80 ? (bytes[1] as number) & 0x7f : 0;
  const start = Buffer.from(bytes.subarray(2 + lengthOctets, 5 + lengthOctets));
  return bytes[0] === TAG.sequence && start.equals(Buffer.from([TAG.integer, 1, 3]));
}

function kindOf(bytes: Uint8Array): DerKind {
  const members = new DerReader(firstDer(bytes).content);
  const first = members.next();
  if (first.tag === TAG.oid) return oidOf(first) === PKCS7_SIGNED_DATA ? 'pkcs7' : 'unknown';
  if (first.tag === TAG.integer) {
    if (members.isDone) return 'unknown';
    const second = members.next();
    if (second.tag === TAG.sequence && isPfx(first.content, second.content)) return 'store';
    const isPublic = second.tag === TAG.integer && members.isDone;
    return isPublic ? 'public-key' : 'private-key';
  }
  if (first.tag === TAG.enumerated) {
    return members.isDone || members.nextTag === 0xa0 ? 'ocsp-response' : 'unknown';
  }
  if (first.tag !== TAG.sequence || members.isDone) return 'unknown';
  const { tag } = members.next();
  if (tag === TAG.octetString) return 'private-key';
  if (tag === TAG.bitString) return 'public-key';
  return tag === TAG.sequence ? kindOfSigned(first.content) : 'unknown';
}

/**
 * PFX: version 3, then a ContentInfo, which begins with an identifier of PKCS#7. PKCS#8 has version
 * 0 or 1.
 */
function isPfx(version: Uint8Array, contentInfo: Uint8Array): boolean {
  const isVersion3 = smallInteger({ tag: TAG.integer, content: version, whole: version }) === 3;
  return isVersion3 && contentInfo[0] === TAG.oid;
}

/** By the members of what is signed: TBSCertificate, CertificationRequestInfo or TBSCertList. */
function kindOfSigned(content: Uint8Array): DerKind {
  const members = new DerReader(content);
  if (members.optional(0xa0)) return 'certificate';
  const hasNumber = members.optional(TAG.integer) !== undefined;
  members.next(TAG.sequence);
  members.next(TAG.sequence);
  const third = members.isDone ? undefined : members.next().tag;
  if (third === TAG.utcTime || third === TAG.generalizedTime) return 'crl';
  if (!hasNumber) return 'unknown';
  if (third === TAG.sequence) return 'certificate';
  return third === undefined || third === 0xa0 ? 'certification-request' : 'unknown';
}
