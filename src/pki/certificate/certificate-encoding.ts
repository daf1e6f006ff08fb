// Reads a certificate from DER (RFC 5280, 4.1) as leniently as it can be described: an odd
// extension spoils only its own field.
import { TlsmithError } from '../../errors.js';
import type { BasicConstraints, Certificate, CertificateExtension } from './certificate.js';
import {
  bitsOf,
  type DerElement,
  DerReader,
  firstDer,
  malformedDer,
  membersOf,
  readDer,
  TAG,
} from '../der/der.js';
import {
  booleanOf,
  integerHex,
  namesOfBits,
  oidOf,
  smallInteger,
  timeOf,
} from '../der/der-values.js';
import { readingStructure } from '../der/malformed-structure.js';
import { decodeGeneralNames, nameOf } from '../names/general-name-encoding.js';
import { toHex } from '../der/hex.js';
import {
  EXTENSION,
  KEY_USAGE_BITS,
  type KeyUsage,
  nameOfExtKeyUsage,
} from '../der/object-identifiers.js';
import { describeSignatureAlgorithm } from '../signature/signature-algorithm.js';

/**
 * For descriptions: `parseCertificate` refuses what this still reads. Throws `input-malformed` for
 * what is no certificate at all.
 */
export function decodeCertificate(der: Uint8Array): Certificate {
  return readingStructure('certificate', der, () => read(der));
}

/**
 * For those who rely on it: also an extension that has a field of its own must be well formed.
 * Throws `input-malformed`.
 */
export function parseCertificate(der: Uint8Array): Certificate {
  const certificate = decodeCertificate(der);
  const fields = readingStructure('certificate', der, () => strictFields(certificate.extensions));
  return { ...certificate, ...fields };
}

/** Octets behind the certificate, such as the line end of an editor, are no part of it. */
function read(file: Uint8Array): Certificate {
  const { whole: der, content } = firstDer(file);
  if (der[0] !== TAG.sequence) throw malformedDer();
  const members = new DerReader(content);
  const tbs = members.next(TAG.sequence);
  const signatureAlgorithm = describeSignatureAlgorithm(members.next(TAG.sequence)).oid;
  const signature = bitsOf(members.next(TAG.bitString));
  const fields = new DerReader(tbs.content);
  const version = fields.optional(0xa0);
  const serial = fields.next(TAG.integer);
  fields.next(TAG.sequence);
  const issuer = fields.next(TAG.sequence);
  const [notBefore, notAfter] = membersOf(fields.next(TAG.sequence)).slice(0, 2).map(timeOf);
  const subject = fields.next(TAG.sequence);
  const subjectPublicKeyInfo = fields.next(TAG.sequence).whole;
  fields.optional(0x81, 0xa1);
  fields.optional(0x82, 0xa2);
  const extensions = decodeExtensions(fields.optional(0xa3));
  if (!notBefore || !notAfter) throw new TlsmithError('input-malformed', 'the dates are missing');
  return {
    der,
    version: version ? smallInteger(new DerReader(version.content).next(TAG.integer)) + 1 : 1,
    serialNumber: integerHex(serial),
    serialNumberOctets: serial.content,
    subject: nameOf(subject),
    issuer: nameOf(issuer),
    subjectDer: subject.whole,
    issuerDer: issuer.whole,
    notBefore,
    notAfter,
    subjectPublicKeyInfo,
    tbsCertificate: tbs.whole,
    signature,
    signatureAlgorithm,
    ...extensionFields(extensions),
    extensions,
  };
}

/** The Extensions inside their explicit tag; none is an empty list. Throws `input-malformed`. */
export function decodeExtensions(tagged: DerElement | undefined): CertificateExtension[] {
  if (!tagged) return [];
  return membersOf(new DerReader(tagged.content).next(TAG.sequence)).map(decodeExtension);
}

export function decodeExtension({ content }: DerElement): CertificateExtension {
  const members = new DerReader(content);
  const oid = oidOf(members.next(TAG.oid));
  const critical = members.optional(TAG.boolean);
  const value = members.next(TAG.octetString).content;
  return { oid, critical: critical !== undefined && booleanOf(critical), value };
}

export type ExtensionFields = Pick<
  Certificate,
  | 'basicConstraints'
  | 'keyUsage'
  | 'extKeyUsage'
  | 'subjectAltNames'
  | 'subjectKeyIdentifier'
  | 'authorityKeyIdentifier'
>;

/**
 * The extensions that have a field of their own; a malformed one leaves its field as if it were
 * absent.
 */
export function extensionFields(extensions: readonly CertificateExtension[]): ExtensionFields {
  return fieldsBy(extensions, ifReadable);
}

function strictFields(extensions: readonly CertificateExtension[]): ExtensionFields {
  return fieldsBy(extensions, (decode) => decode());
}

function fieldsBy(
  extensions: readonly CertificateExtension[],
  attempt: <T>(decode: () => T) => T | undefined,
): ExtensionFields {
  const field = <T>(oid: string, decode: (value: Uint8Array) => T): T | undefined => {
    const value = extensions.find((extension) => extension.oid === oid)?.value;
    return value && attempt(() => decode(value));
  };
  return {
    basicConstraints: field(EXTENSION.basicConstraints, decodeBasicConstraints),
    keyUsage: field(EXTENSION.keyUsage, decodeKeyUsage),
    extKeyUsage: field(EXTENSION.extKeyUsage, decodeExtKeyUsage),
    subjectAltNames: field(EXTENSION.subjectAltName, decodeGeneralNames) ?? [],
    subjectKeyIdentifier: field(EXTENSION.subjectKeyIdentifier, decodeKeyIdentifier),
    authorityKeyIdentifier: field(EXTENSION.authorityKeyIdentifier, decodeAuthorityKey),
  };
}

/** Undefined for what is malformed; any other failure goes on. */
export function ifReadable<T>(decode: () => T): T | undefined {
  try {
    return decode();
  } catch (error) {
    if (error instanceof TlsmithError && error.code === 'input-malformed') return undefined;
    throw error;
  }
}

/** RFC 5280, 4.2.1.9: cA is false where it is left out. */
export function decodeBasicConstraints(value: Uint8Array): BasicConstraints {
  const members = new DerReader(readDer(value, TAG.sequence).content);
  const ca = members.optional(TAG.boolean);
  const length = members.optional(TAG.integer);
  members.end();
  return {
    ca: ca !== undefined && booleanOf(ca),
    pathLenConstraint: length && smallInteger(length),
  };
}

export function decodeKeyUsage(value: Uint8Array): KeyUsage[] {
  return namesOfBits(bitsOf(readDer(value)), KEY_USAGE_BITS) as KeyUsage[];
}

export function decodeExtKeyUsage(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map((usage) => nameOfExtKeyUsage(oidOf(usage)));
}

export function decodeKeyIdentifier(value: Uint8Array): string {
  return toHex(readDer(value, TAG.octetString).content);
}

function decodeAuthorityKey(value: Uint8Array): string | undefined {
  const identifier = new DerReader(readDer(value, TAG.sequence).content).optional(0x80);
  return identifier && toHex(identifier.content);
}
