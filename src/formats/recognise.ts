// Says in words what some bytes are, guessed by content: for sentences about a file of the wrong kind.
import { membersOf, readDer, TAG } from '../pki/der.js';
import { decodePem } from './pem.js';

const LABELS: Readonly<Record<string, string>> = {
  CERTIFICATE: 'a certificate',
  'X509 CERTIFICATE': 'a certificate',
  'CERTIFICATE REQUEST': 'a certificate request',
  'NEW CERTIFICATE REQUEST': 'a certificate request',
  'PRIVATE KEY': 'a private key',
  'ENCRYPTED PRIVATE KEY': 'an encrypted private key',
  'RSA PRIVATE KEY': 'a private key',
  'EC PRIVATE KEY': 'a private key',
  'OPENSSH PRIVATE KEY': 'an OpenSSH private key',
  'PUBLIC KEY': 'a public key',
  'X509 CRL': 'a certificate revocation list',
  PKCS7: 'a PKCS#7 bundle',
};

/** A noun phrase: `an empty file`, `a private key`, `a PKCS#12 store`, `a PEM block "…"`, `text without PEM`, `binary data`. */
export function recognise(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  const label = firstLabel(bytes);
  if (label !== undefined) return LABELS[label] ?? `a PEM block "${label}"`;
  if (bytes[0] === 0xfe && bytes[1] === 0xed) return 'a Java key store (JKS)';
  if (bytes[0] === 0xce && bytes[1] === 0xce) return 'a Java key store (JCEKS)';
  if (bytes[0] === 0x30) return recogniseDer(bytes);
  return bytes.subarray(0, 4096).some((byte) => byte === 0) ? 'binary data' : 'text without PEM';
}

function firstLabel(bytes: Uint8Array): string | undefined {
  try {
    return decodePem(bytes)[0]?.label;
  } catch {
    return undefined; // A damaged block is no reason to fail here: the caller is already wording a failure.
  }
}

function recogniseDer(bytes: Uint8Array): string {
  // A PFX begins with its version, 3 (RFC 7292, 4), inside a definite or, of NSS and old Java, an indefinite length.
  const lengthOctets = (bytes[1] ?? 0) > 0x80 ? (bytes[1] as number) & 0x7f : 0;
  const start = Buffer.from(bytes.subarray(2 + lengthOctets, 5 + lengthOctets));
  if (start.equals(Buffer.from([TAG.integer, 1, 3]))) return 'a PKCS#12 store';
  const [first, second, third] = memberTags(bytes);
  if (first === TAG.integer) return 'a private key';
  if (first === TAG.oid) return 'a PKCS#7 bundle';
  if (second === TAG.octetString) return 'an encrypted private key';
  return third === TAG.bitString ? 'a certificate, a request or a CRL' : 'binary data';
}

/** The tags of the members of a DER SEQUENCE; none for anything else. */
export function memberTags(bytes: Uint8Array): number[] {
  try {
    return membersOf(readDer(bytes, TAG.sequence)).map(({ tag }) => tag);
  } catch {
    return []; // Whoever asks is still guessing what the bytes are.
  }
}
