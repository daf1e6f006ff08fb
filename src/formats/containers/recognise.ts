// Says in words what some bytes are, guessed by content: for sentences about a file of the wrong
// kind.
import { beginsLikeBer, ifNormalised } from '../../pki/der/ber.js';
import { membersOf, readDer, TAG } from '../../pki/der/der.js';
import { readBareBase64 } from './brought-pem.js';
import { type DerKind, kindOfDer } from './bundle-der.js';
import { decodePem } from './pem.js';

const LABELS: Readonly<Record<string, string>> = {
  CERTIFICATE: 'a certificate',
  'X509 CERTIFICATE': 'a certificate',
  'TRUSTED CERTIFICATE': 'a trusted certificate of OpenSSL',
  'CERTIFICATE REQUEST': 'a certificate request',
  'NEW CERTIFICATE REQUEST': 'a certificate request',
  'PRIVATE KEY': 'a private key',
  'ENCRYPTED PRIVATE KEY': 'an encrypted private key',
  'RSA PRIVATE KEY': 'a private key',
  'EC PRIVATE KEY': 'a private key',
  'DSA PRIVATE KEY': 'a DSA private key in its traditional form',
  'OPENSSH PRIVATE KEY': 'an OpenSSH private key',
  'PUBLIC KEY': 'a public key',
  'X509 CRL': 'a certificate revocation list',
  'OCSP RESPONSE': 'an OCSP response',
  PKCS7: 'a PKCS#7 bundle',
};

export const UTF16_TEXT = 'UTF-16 text';

/**
 * A noun phrase: `an empty file`, `a private key`, `a PKCS#12 store`, `a PEM block "…"`,
 * `text without PEM`, `binary data`.
 */
export function recognise(bytes: Uint8Array): string {
  if (bytes.length === 0) return 'an empty file';
  const label = firstLabel(bytes);
  if (label !== undefined) return LABELS[label] ?? `a PEM block "${label}"`;
  if (bytes[0] === 0xfe && bytes[1] === 0xed) return 'a Java key store (JKS)';
  if (bytes[0] === 0xce && bytes[1] === 0xce) return 'a Java key store (JCEKS)';
  if (beginsLikeBer(bytes)) return recogniseBer(bytes);
  if (bytes[0] === 0x30) return recogniseDer(bytes);
  if (isUtf16(bytes)) return UTF16_TEXT;
  if (bytes.subarray(0, 4096).some((byte) => byte === 0)) return 'binary data';
  const bare = readBareBase64(bytes);
  if (bare) return `${recognise(bare.der)} in base64`;
  return nearlyPem(bytes) ?? 'text without PEM';
}

/** By its mark, or by the zeros beside letters of ASCII. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const head = bytes.subarray(0, 16);
  const isZeroAt = (parity: number) =>
    head.every((octet, at) => (at % 2 === parity) === (octet === 0) && octet < 0x80);
  return head.length === 16 && (isZeroAt(0) || isZeroAt(1));
}

/**
 * Lines that no reader of PEM takes, and that were meant as such: dashes too few or of another
 * kind, an END alone.
 */
function nearlyPem(bytes: Uint8Array): string | undefined {
  const lines = Buffer.from(bytes.subarray(0, 65_536))
    .toString('latin1')
    .split(/\r\n|\n|\r/);
  const at = lines.findIndex((line) =>
    /^\W*(BEGIN|END) (?:[A-Z0-9]+ ){0,3}(CERTIFICATE|REQUEST|KEY|CRL|PKCS7|PKCS12)\W*$/.test(
      line.slice(0, 120),
    ),
  );
  if (at === -1) return undefined;
  return (lines[at] as string).includes('-----END ')
    ? `text with the END line of a PEM block and no BEGIN before it (line ${at + 1})`
    : `text whose line ${at + 1} is nearly a line of PEM, which has five hyphens on either side`;
}

function firstLabel(bytes: Uint8Array): string | undefined {
  try {
    return decodePem(bytes)[0]?.label;
  } catch {
    return undefined; // A damaged block is no reason to fail here: the caller is already wording a failure.
  }
}

const KINDS: Readonly<Record<DerKind, string>> = {
  certificate: 'a certificate',
  'certification-request': 'a certificate request',
  crl: 'a certificate revocation list',
  'ocsp-response': 'an OCSP response',
  'public-key': 'a public key',
  'private-key': 'a private key',
  pkcs7: 'a PKCS#7 bundle',
  store: 'a PKCS#12 store',
  unknown: 'DER of an unknown kind',
};

function recogniseDer(bytes: Uint8Array): string {
  const kind = kindOfDer(bytes);
  if (kind === 'private-key') return keyName(memberTags(bytes));
  return kind === 'unknown' && memberTags(bytes).length === 0 ? 'binary data' : KINDS[kind];
}

function recogniseBer(bytes: Uint8Array): string {
  const read = ifNormalised(bytes);
  if (kindOfDer(bytes) === 'store') return KINDS.store;
  if (!read) return 'BER (indefinite lengths) that is damaged or cut off';
  const found = recogniseDer(read.der);
  return found === KINDS.unknown || found === 'binary data'
    ? 'BER of an unknown kind'
    : `${found} in BER`;
}

function keyName(tags: readonly number[]): string {
  const container = keyContainerOf(tags);
  if (container === undefined) return 'the beginning of a private key';
  return container === 'pkcs8-encrypted' ? 'an encrypted private key' : 'a private key';
}

/**
 * PKCS#8, its encrypted form, PKCS#1 and SEC1 are told apart by the tags of their first members.
 */
export function keyContainerOf(
  tags: readonly number[],
): 'pkcs8' | 'pkcs8-encrypted' | 'pkcs1' | 'sec1' | undefined {
  const [first, second, third] = tags;
  if (first === TAG.sequence && second === TAG.octetString && tags.length === 2) {
    return 'pkcs8-encrypted';
  }
  if (first !== TAG.integer) return undefined;
  if (second === TAG.octetString) return 'sec1';
  if (second === TAG.integer) return third === TAG.integer ? 'pkcs1' : undefined;
  return second === TAG.sequence && third === TAG.octetString ? 'pkcs8' : undefined;
}

/** The tags of the members of a DER SEQUENCE; none for anything else. */
export function memberTags(bytes: Uint8Array): number[] {
  try {
    return membersOf(readDer(bytes, TAG.sequence)).map(({ tag }) => tag);
  } catch {
    return []; // Whoever asks is still guessing what the bytes are.
  }
}
