// Everything that one file holds, in its order, guessed by content: PEM blocks with any text around them, DER, stores. For `inspect`.
import { TlsmithError } from '../../errors.js';
import { type DerElement, firstDer, TAG } from '../../pki/der/der.js';
import { encodeDer, encodeOid } from '../../pki/der/der-encoding.js';
import { isJavaStore } from './any-store.js';
import { kindOfDer } from './bundle-der.js';
import { MAXIMUM_PARTS, notDescribed, tooMany, trailing } from './bundle-faults.js';
import { decodePkcs7 } from './bundle-pkcs7.js';
import { decodePem, type PemBlock } from './pem.js';
import { findPrivateKey, type StoredPrivateKey } from '../keys/private-key.js';

export type BundlePart =
  | { kind: 'certificate' | 'certification-request' | 'crl'; der: Uint8Array }
  /** SubjectPublicKeyInfo. */
  | { kind: 'public-key'; der: Uint8Array }
  /** `dekInfo`: the cipher of an old encrypted PEM key. */
  | { kind: 'private-key'; key: StoredPrivateKey; dekInfo: string | undefined }
  | { kind: 'store'; bytes: Uint8Array }
  /** A PEM block of another kind: nothing is wrong with it, and nothing is known about it. */
  | { kind: 'other'; label: string }
  | { kind: 'fault'; error: TlsmithError };

/** At least one part. Faults stand among the parts, so that a damaged block hides no good one. Throws `input-*` for the whole file. */
export function decodeBundle(bytes: Uint8Array): BundlePart[] {
  if (isJavaStore(bytes)) return [{ kind: 'store', bytes }];
  const parts = bytes[0] === 0x30 ? partsOfDer(bytes) : partsOfPem(bytes);
  if (parts.length > MAXIMUM_PARTS) throw tooMany();
  return parts;
}

function partsOfPem(bytes: Uint8Array): BundlePart[] {
  const segments = segmentsOf(bytes);
  if (segments.length > MAXIMUM_PARTS) throw tooMany();
  const parts = segments.flatMap((segment) => {
    try {
      return decodePem(segment).flatMap((block) => partsOfBlock(block, segment));
    } catch (error) {
      return fault(error);
    }
  });
  if (parts.every(({ kind }) => kind === 'other')) throw notDescribed(bytes);
  return parts;
}

/** One for each BEGIN line, up to the next one: a block that is cut off spoils no other. At most one more than are read. */
function segmentsOf(bytes: Uint8Array): Uint8Array[] {
  const text = Buffer.from(bytes).toString('latin1');
  const begin = /^(?:\u00ef\u00bb\u00bf)?-----BEGIN /gm;
  const segments: Uint8Array[] = [];
  let start = begin.exec(text)?.index;
  while (start !== undefined && segments.length <= MAXIMUM_PARTS) {
    const next = begin.exec(text)?.index;
    segments.push(Buffer.from(text.slice(start, next), 'latin1'));
    start = next;
  }
  return segments;
}

function partsOfBlock(block: PemBlock, segment: Uint8Array): BundlePart[] {
  const { label, der } = block;
  if (label.endsWith('PRIVATE KEY') && label !== 'OPENSSH PRIVATE KEY') {
    const header = block.headers.find((line) => /^DEK-Info:/i.test(line));
    const dekInfo = header && (/^DEK-Info:\s*([\w-]+)/i.exec(header)?.[1] ?? '');
    return [{ kind: 'private-key', key: findPrivateKey(segment), dekInfo }];
  }
  switch (label) {
    case 'CERTIFICATE':
    case 'X509 CERTIFICATE':
      return [{ kind: 'certificate', der }];
    case 'TRUSTED CERTIFICATE': // OpenSSL's own: a certificate, then settings of its trust.
      return [{ kind: 'certificate', der: firstDer(der).whole }];
    case 'CERTIFICATE REQUEST':
    case 'NEW CERTIFICATE REQUEST':
      return [{ kind: 'certification-request', der }];
    case 'X509 CRL':
    case 'PUBLIC KEY':
    case 'RSA PUBLIC KEY':
    case 'PKCS7':
    case 'CMS':
    case 'PKCS #7 SIGNED DATA':
      return partsOfElement(firstDer(der));
    case 'PKCS12':
      return [{ kind: 'store', bytes: der }];
    default:
      return [{ kind: 'other', label }];
  }
}

/** One element, or several one behind the other, as keytool reads them too. */
function partsOfDer(bytes: Uint8Array): BundlePart[] {
  if (kindOfDer(bytes) === 'store') return [{ kind: 'store', bytes }];
  const parts: BundlePart[] = [];
  for (let rest = bytes; rest.length > 0;) {
    if (parts.length > 0 && rest.every((octet) => octet === 0 || octet === 10 || octet === 13))
      break;
    if (parts.length > MAXIMUM_PARTS) break;
    const element = elementOf(rest);
    if (!element) {
      parts.push(fault(parts.length > 0 ? trailing(rest.length) : notDescribed(bytes)));
      break;
    }
    try {
      parts.push(...partsOfElement(element));
    } catch (error) {
      parts.push(fault(error));
    }
    rest = rest.subarray(element.whole.length);
  }
  return parts;
}

function elementOf(bytes: Uint8Array): DerElement | undefined {
  try {
    return firstDer(bytes);
  } catch {
    return undefined; // Whatever stands there is no DER: the caller words it.
  }
}

function partsOfElement({ whole }: DerElement): BundlePart[] {
  const kind = kindOfDer(whole);
  switch (kind) {
    case 'certificate':
    case 'certification-request':
    case 'crl':
      return [{ kind, der: whole }];
    case 'public-key':
      return [{ kind, der: asSubjectPublicKeyInfo(whole) }];
    case 'store':
      return [{ kind, bytes: whole }];
    case 'pkcs7':
      return decodePkcs7(whole);
    case 'private-key':
      return [{ kind, key: findPrivateKey(whole), dekInfo: undefined }];
    default:
      throw notDescribed(whole);
  }
}

/** A bare RSAPublicKey (RFC 8017, A.1.1) begins with its modulus; it becomes what all others are. */
function asSubjectPublicKeyInfo(der: Uint8Array): Uint8Array {
  if (firstDer(der).content[0] !== TAG.integer) return der;
  const oid = encodeDer(TAG.oid, encodeOid('1.2.840.113549.1.1.1'));
  const algorithm = encodeDer(TAG.sequence, oid, encodeDer(TAG.null));
  return encodeDer(TAG.sequence, algorithm, encodeDer(TAG.bitString, Uint8Array.of(0), der));
}

function fault(error: unknown): BundlePart {
  if (error instanceof TlsmithError) return { kind: 'fault', error };
  throw error;
}
