// What Go's x509.ParseCertificate refuses (crypto/x509/parser.go): a chain in which one certificate
// is refused is refused as a whole.
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { type DerElement, TAG } from '../../../pki/der/der.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { publicKeyOf, repeatedExtension, signatureIdentifiersOf } from '../certificate-traits.js';
import { goExtensionFault } from './extensions.js';
import { GoReader, isShortestInteger } from './reader.js';
import { firstRefusal, type Refusal, type Versioned } from '../presented-chain.js';

/**
 * As Go 1.26 words it, in the order in which it reads. Version 1 and 2 have no extensions for Go:
 * they are not read.
 */
export function goParsingFault(certificate: Certificate, version: Versioned): Refusal {
  if (certificate.version > 3) return 'x509: invalid version';
  return (
    serialFault(certificate.serialNumberOctets, version) ??
    algorithmFault(certificate) ??
    nameFault(certificate.issuerDer, version) ??
    nameFault(certificate.subjectDer, version) ??
    keyFault(certificate) ??
    (certificate.version === 3 ? extensionsFault(certificate, version) : undefined)
  );
}

/** Negative numbers are refused from Go 1.23 on (go.dev/doc/go1.23, crypto/x509). */
function serialFault(octets: Uint8Array, { isSince }: Versioned): Refusal {
  if (!isShortestInteger(octets)) return 'x509: malformed serial number';
  return (octets[0] as number) >= 0x80 && isSince(1, 23)
    ? 'x509: negative serial number'
    : undefined;
}

function algorithmFault(certificate: Certificate): Refusal {
  const [inner, outer] = signatureIdentifiersOf(certificate);
  return equalBytes(inner, outer)
    ? undefined
    : "x509: inner and outer signature algorithm identifiers don't match";
}

function nameFault(name: Uint8Array, version: Versioned): Refusal {
  const said = 'x509: invalid RDNSequence';
  const values = ifReadable(() => attributeValues(name));
  return values
    ? firstRefusal(values, (value) => {
        const fault = textFault(value, version);
        return fault && `${said}: invalid attribute value: ${fault}`;
      })
    : said;
}

function attributeValues(name: Uint8Array): DerElement[] {
  const values: DerElement[] = [];
  for (const names = new GoReader(name).sequence(); !names.isDone;) {
    for (const set = new GoReader(names.next(TAG.set).content); !set.isDone;) {
      const attribute = set.sequence();
      attribute.smallOid();
      values.push(attribute.next());
    }
  }
  return values;
}

/** parseASN1String: kinds of text and what each may hold; `*` and `&` in a PrintableString too. */
function textFault({ tag, content, whole }: DerElement, { isSince }: Versioned): Refusal {
  const text = Buffer.from(content).toString('latin1');
  switch (tag) {
    case 0x0c:
      return isUtf8(content) ? undefined : 'invalid UTF-8 string';
    case 0x12:
      return /^[\d ]*$/.test(text) ? undefined : 'invalid NumericString';
    case 0x13:
      return /^[\w '()+,\-./:=?*&]*$/.test(text) && !text.includes('_')
        ? undefined
        : 'invalid PrintableString';
    case 0x14:
      return undefined;
    case 0x16:
      return /^[\x00-\x7f]*$/.test(text) ? undefined : 'invalid IA5String';
    case 0x1e:
      return isBasicPlane(content) ? undefined : 'invalid BMPString';
    default:
      return isSince(1, 27) ? otherFault(tag, whole) : `unsupported string type: ${tag}`;
  }
}

/** readASN1Any of Go 1.27: what is no text may be anything, if it is well formed. */
function otherFault(tag: number, whole: Uint8Array): Refusal {
  const known = OTHER_VALUES[tag];
  if (!known) return undefined;
  return ifReadable(() => known.read(new GoReader(whole)) ?? true)
    ? undefined
    : `invalid ASN.1 ${known.name}`;
}

const OTHER_VALUES: Readonly<Record<number, { name: string; read(reader: GoReader): unknown }>> = {
  [TAG.boolean]: { name: 'BOOLEAN', read: (reader) => reader.boolean() },
  [TAG.integer]: { name: 'integer', read: (reader) => reader.int64() },
  [TAG.bitString]: { name: 'BIT STRING', read: (reader) => reader.bitString() },
  [TAG.oid]: { name: 'OBJECT IDENTIFIER', read: (reader) => reader.smallOid() },
};

function isUtf8(octets: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets);
    return true;
  } catch {
    return false;
  }
}

/** Two octets a character, none of them a surrogate or reserved. */
function isBasicPlane(octets: Uint8Array): boolean {
  if (octets.length % 2 !== 0) return false;
  const text = Buffer.from(octets).swap16().toString('utf16le');
  return !/[\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]/.test(text);
}

function keyFault(certificate: Certificate): Refusal {
  const key = publicKeyOf(certificate);
  const parts = ifReadable(() => keyParts(certificate.subjectPublicKeyInfo));
  if (!key || !parts) return 'x509: malformed spki';
  const { parameters, octets } = parts;
  if (key.algorithm === 'RSA' && parameters?.tag !== TAG.null) {
    return 'x509: RSA key missing NULL parameters';
  }
  if (key.algorithm === 'EC') {
    if (key.curve === 'explicit') return 'x509: invalid ECDSA parameters';
    if (!isGoCurve(key.curve)) return 'x509: unsupported elliptic curve';
    return octets[0] === 4 ? undefined : 'ecdsa: invalid uncompressed public key';
  }
  if (key.algorithm !== 'Ed25519') return undefined;
  if (parameters) return 'x509: Ed25519 key encoded with illegal parameters';
  return octets.length === 32 ? undefined : 'x509: wrong Ed25519 public key size';
}

function keyParts(subjectPublicKeyInfo: Uint8Array) {
  const members = new GoReader(subjectPublicKeyInfo).sequence();
  const algorithm = members.sequence();
  algorithm.smallOid();
  const parameters = algorithm.isDone ? undefined : algorithm.next();
  return { parameters, octets: members.bitString() };
}

function isGoCurve(curve: string | undefined): boolean {
  return ['P-256', 'P-384', 'P-521', 'P-224'].includes(curve ?? '');
}

function extensionsFault(certificate: Certificate, version: Versioned): Refusal {
  const repeated = repeatedExtension(certificate);
  return repeated === undefined
    ? firstRefusal(certificate.extensions, (one) => goExtensionFault(one, version))
    : `x509: certificate contains duplicate extension with OID "${repeated}"`;
}
