// Everything that one file holds, in its order, guessed by content: PEM blocks with any text around
// them, DER, stores. For `inspect`.
import { TlsmithError } from '../../errors.js';
import { type DerElement, firstDer, TAG } from '../../pki/der/der.js';
import { encodeDer, encodeOid } from '../../pki/der/der-encoding.js';
import { ifNormalised } from '../../pki/der/ber.js';
import { malformedStructure, type Structure } from '../../pki/der/malformed-structure.js';
import { isJavaStore } from './any-store.js';
import { BER_NOTE, readBareBase64, readBroughtPem } from './brought-pem.js';
import { type DerKind, kindOfDer } from './bundle-der.js';
import { MAXIMUM_PARTS, notDescribed, tooMany, trailing } from './bundle-faults.js';
import type { BundlePart } from './bundle-part.js';
import { decodePkcs7 } from './bundle-pkcs7.js';
import type { PemBlock } from './pem.js';
import { decodeTrustedCertificate } from './trusted-certificate.js';
import { quote } from '../../quote.js';
import { recognise } from './recognise.js';
import { findPrivateKey } from '../keys/private-key.js';

export type { BundlePart } from './bundle-part.js';

/**
 * At least one part. Faults stand among the parts, so that a damaged block hides no good one.
 * Throws `input-*` for the whole file.
 */
export function decodeBundle(bytes: Uint8Array): BundlePart[] {
  if (isJavaStore(bytes)) return [{ kind: 'store', bytes }];
  const parts = bytes[0] === 0x30 ? partsOfDer(bytes) : partsOfPem(bytes);
  if (parts.length > MAXIMUM_PARTS) throw tooMany();
  return parts;
}

function partsOfPem(bytes: Uint8Array): BundlePart[] {
  const { found, notes } = readBroughtPem(bytes, MAXIMUM_PARTS);
  if (found.length > MAXIMUM_PARTS) throw tooMany();
  const bare = found.length === 0 ? readBareBase64(bytes) : undefined;
  if (bare) return withNotes(partsOfDer(bare.der), [bare.note]);
  const parts = found.flatMap((block) => {
    try {
      return block instanceof TlsmithError ? fault(block) : partsOfBlock(block);
    } catch (error) {
      return fault(error);
    }
  });
  if (parts.every(({ kind }) => kind === 'other')) throw notDescribed(bytes);
  return withNotes(parts, notes);
}

function withNotes(parts: BundlePart[], notes: readonly string[]): BundlePart[] {
  if (notes.length === 0) return parts;
  return parts.map((part) => ({ ...part, notes: [...notes, ...(part.notes ?? [])] }));
}

function partsOfBlock(block: PemBlock): BundlePart[] {
  const { label } = block;
  const other = kindUnderOtherLabel(block);
  if (other) {
    const note = `has a block ${quote(label)} that holds ${recognise(block.der)}`;
    return withNotes(partsOfElement(firstDer(block.der)), [note]);
  }
  if (label.endsWith('PRIVATE KEY')) {
    const header = block.headers.find((line) => /^DEK-Info:/i.test(line));
    const dekInfo = header && (/^DEK-Info:\s*([\w-]+)/i.exec(header)?.[1] ?? '');
    const key = findPrivateKey(Buffer.from(block.text, 'latin1'), 'brought');
    return [{ kind: 'private-key', key, dekInfo, notes: key.notes }];
  }
  if (label === 'PKCS12') return [{ kind: 'store', bytes: block.der }];
  const { der, isBer } = asDer(block.der);
  if (isBer) checkKnown(der, block.der);
  return withNotes(partsOfLabel(label, der), isBer ? [BER_NOTE] : []);
}

/**
 * What a CA sends as a certificate may be a whole PKCS#7 bundle, and a key's label is soon typed.
 */
function kindUnderOtherLabel({ label, headers, der }: PemBlock): DerKind | undefined {
  const kind = headers.length > 0 ? 'unknown' : kindOfDer(der);
  const isOther =
    (label === 'CERTIFICATE' && kind === 'pkcs7') ||
    (label.endsWith('PRIVATE KEY') && NO_KEYS.includes(kind));
  return isOther ? kind : undefined;
}

const NO_KEYS: readonly DerKind[] = ['certificate', 'certification-request', 'pkcs7', 'public-key'];

/** What is of no known kind is named as it stands, and that is BER. */
function checkKnown(der: Uint8Array, ber: Uint8Array): void {
  if (kindOfDer(der) === 'unknown') throw notDescribed(ber);
}

/** What follows the first element stays behind it. */
function asDer(bytes: Uint8Array): { der: Uint8Array; isBer: boolean } {
  const read = ifNormalised(bytes);
  if (read?.isBer !== true) return { der: bytes, isBer: false };
  return { der: Buffer.concat([read.der, bytes.subarray(read.length)]), isBer: true };
}

function partsOfLabel(label: string, der: Uint8Array): BundlePart[] {
  switch (label) {
    case 'CERTIFICATE':
    case 'X509 CERTIFICATE':
      return [{ kind: 'certificate', der }];
    case 'TRUSTED CERTIFICATE': {
      const { der: certificate, settings } = decodeTrustedCertificate(der);
      return [{ kind: 'certificate', der: certificate, trust: settings }];
    }
    case 'CERTIFICATE REQUEST':
    case 'NEW CERTIFICATE REQUEST':
      return [{ kind: 'certification-request', der }];
    case 'OCSP RESPONSE':
      return [{ kind: 'ocsp-response', der }];
    case 'X509 CRL':
      return partsOfKnown('crl', der);
    case 'PUBLIC KEY':
      return partsOfKnown('public-key', der);
    case 'PKCS7':
    case 'CMS':
    case 'PKCS #7 SIGNED DATA':
      return partsOfKnown('pkcs7', der);
    case 'RSA PUBLIC KEY':
      return partsOfElement(firstDer(der));
    default:
      return [{ kind: 'other', label }];
  }
}

/** Whatever it is; what is of no known kind is what its label says, and damaged. */
function partsOfKnown(structure: Structure, der: Uint8Array): BundlePart[] {
  try {
    return partsOfElement(firstDer(der));
  } catch (error) {
    const isUnknown = error instanceof TlsmithError && kindOfDer(der) === 'unknown';
    throw isUnknown ? malformedStructure(structure, der, error) : error;
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
    const element = ifNormalised(rest);
    if (!element) {
      parts.push(fault(parts.length > 0 ? trailing(rest.length) : notDescribed(bytes)));
      break;
    }
    const notes = element.isBer ? [BER_NOTE] : [];
    try {
      if (element.isBer) checkKnown(element.der, rest.subarray(0, element.length));
      parts.push(...withNotes(partsOfElement(firstDer(element.der)), notes));
    } catch (error) {
      parts.push(fault(error));
    }
    rest = rest.subarray(element.length);
  }
  return parts;
}

function partsOfElement({ whole }: DerElement): BundlePart[] {
  const kind = kindOfDer(whole);
  switch (kind) {
    case 'certificate':
    case 'certification-request':
    case 'crl':
    case 'ocsp-response':
      return [{ kind, der: whole }];
    case 'public-key':
      return [{ kind, der: asSubjectPublicKeyInfo(whole) }];
    case 'store':
      return [{ kind, bytes: whole }];
    case 'pkcs7':
      return decodePkcs7(whole);
    case 'private-key':
      return [{ kind, key: findPrivateKey(whole, 'brought'), dekInfo: undefined }];
    default:
      throw notDescribed(whole);
  }
}

/**
 * A bare RSAPublicKey (RFC 8017, A.1.1) begins with its modulus; it becomes what all others are.
 */
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
