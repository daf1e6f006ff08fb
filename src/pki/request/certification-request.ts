// Reads a PKCS#10 certification request (RFC 2986): what it asks for, and what its signature is
// over.
import {
  decodeExtensions,
  type ExtensionFields,
  extensionFields,
} from '../certificate/certificate-encoding.js';
import type { CertificateExtension } from '../certificate/certificate.js';
import { bitsOf, type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { oidOf, shownHex, smallInteger, textOf } from '../der/der-values.js';
import { readingStructure } from '../der/malformed-structure.js';
import type { DistinguishedName } from '../names/distinguished-name.js';
import { nameOf } from '../names/general-name-encoding.js';
import {
  describeSignatureAlgorithm,
  type SignatureAlgorithm,
} from '../signature/signature-algorithm.js';

export interface RequestAttribute {
  oid: string;
  /** As PKCS#9 calls it; undefined for one that we don't know. */
  name?: string;
  /** Text as it stands, or hex. Empty for a challenge password: it is a secret. */
  value: string[];
}

export interface CertificationRequest extends ExtensionFields {
  der: Uint8Array;
  /** 1, as PKCS#10 has no other. */
  version: number;
  subject: DistinguishedName;
  subjectDer: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  /** The extensions that are asked for. */
  extensions: readonly CertificateExtension[];
  /** The attributes that ask for them; there should be one, with one value. */
  extensionRequests: readonly { oid: string; values: number }[];
  /** All attributes but the one that holds the extensions. */
  attributes: readonly RequestAttribute[];
  signatureAlgorithm: SignatureAlgorithm;
}

/**
 * extensionRequest of PKCS#9 (RFC 2985, 5.4.2), and the older one of Microsoft with the same
 * content.
 */
const EXTENSION_REQUESTS = ['1.2.840.113549.1.9.14', '1.3.6.1.4.1.311.2.1.14'];
const CHALLENGE_PASSWORD = '1.2.840.113549.1.9.7';
const ATTRIBUTE_NAMES: Readonly<Record<string, string>> = {
  '1.2.840.113549.1.9.2': 'unstructuredName',
  [CHALLENGE_PASSWORD]: 'challengePassword',
  '1.2.840.113549.1.9.8': 'unstructuredAddress',
};

/** Throws `input-malformed`. The signature is not verified here. */
export function decodeCertificationRequest(der: Uint8Array): CertificationRequest {
  return readingStructure('certification-request', der, () => read(der));
}

function read(der: Uint8Array): CertificationRequest {
  const members = new DerReader(readDer(der, TAG.sequence).content);
  const info = members.next(TAG.sequence);
  const fields = new DerReader(info.content);
  const version = smallInteger(fields.next(TAG.integer)) + 1;
  const subject = fields.next(TAG.sequence);
  const subjectPublicKeyInfo = fields.next(TAG.sequence).whole;
  const tagged = fields.optional(0xa0);
  const attributes = tagged ? membersOf(tagged).map(decodeAttribute) : [];
  const isRequest = ({ oid }: RawAttribute) => EXTENSION_REQUESTS.includes(oid);
  const requests = attributes.filter(isRequest);
  const extensions = requests
    .flatMap(({ values }) => values)
    .flatMap(({ whole }) => decodeExtensions({ tag: 0xa0, content: whole, whole }));
  const signatureAlgorithm = describeSignatureAlgorithm(members.next(TAG.sequence));
  bitsOf(members.next(TAG.bitString)); // One that is cut off before it is no request.
  return {
    der,
    version,
    subject: nameOf(subject),
    subjectDer: subject.whole,
    subjectPublicKeyInfo,
    ...extensionFields(extensions),
    extensions,
    extensionRequests: requests.map(({ oid, values }) => ({ oid, values: values.length })),
    attributes: attributes.filter((attribute) => !isRequest(attribute)).map(describeAttribute),
    signatureAlgorithm,
  };
}

interface RawAttribute {
  oid: string;
  values: DerElement[];
}

function decodeAttribute({ content }: DerElement): RawAttribute {
  const members = new DerReader(content);
  return { oid: oidOf(members.next(TAG.oid)), values: membersOf(members.next(TAG.set)) };
}

function describeAttribute({ oid, values }: RawAttribute): RequestAttribute {
  const name = ATTRIBUTE_NAMES[oid];
  const value =
    oid === CHALLENGE_PASSWORD ? [] : values.map((one) => textOf(one) ?? shownHex(one.whole));
  return { oid, ...(name !== undefined && { name }), value };
}
