// Says in words what some bytes are, guessed by content: for sentences about a file of the wrong kind.
import * as asn1js from 'asn1js';
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
  const { result, offset } = asn1js.fromBER(bytes);
  if (offset === -1 || !(result instanceof asn1js.Sequence)) return 'binary data';
  const [first, second, third] = result.valueBlock.value;
  if (first instanceof asn1js.Integer && first.valueBlock.valueDec === 3) return 'a PKCS#12 store';
  if (first instanceof asn1js.Integer) return 'a private key';
  if (first instanceof asn1js.ObjectIdentifier) return 'a PKCS#7 bundle';
  if (second instanceof asn1js.OctetString) return 'an encrypted private key';
  return third instanceof asn1js.BitString ? 'a certificate, a request or a CRL' : 'binary data';
}
