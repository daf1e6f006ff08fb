// The one door to @peculiar/x509: assembles certificates with the extensions that it makes. Only
// DER and our own values cross it.
import 'reflect-metadata';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsagesExtension,
  SubjectKeyIdentifierExtension,
} from '@peculiar/x509';
import type { HashName } from '../../ports.js';
import { membersOf, readDer, TAG } from '../der/der.js';
import { encodeDer, encodeUnsigned } from '../der/der-encoding.js';
import type { GeneralName } from '../names/general-name.js';
import { encodeGeneralNames } from '../names/general-name-writing.js';
import { fromHex } from '../der/hex.js';
import {
  EXT_KEY_USAGE,
  EXTENSION,
  KEY_USAGE_BITS,
  type KeyUsage,
} from '../der/object-identifiers.js';
import { describePublicKey } from '../key/public-key.js';
import { algorithmIdentifier, signatureBits } from '../signature/signature-encoding.js';
import { encodeTime } from '../der/time-encoding.js';

/** Everything that goes into a certificate, in the order of RFC 5280, 4.1. */
export interface CertificateContent {
  /** Hex, positive. */
  serialNumber: string;
  issuerDer: Uint8Array;
  subjectDer: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  subjectPublicKeyInfo: Uint8Array;
  basicConstraints: { ca: boolean; pathLenConstraint?: number | undefined };
  keyUsage: readonly KeyUsage[];
  extKeyUsage: readonly (keyof typeof EXT_KEY_USAGE)[];
  /** DER of the extension's value. */
  nameConstraints?: Uint8Array | undefined;
  subjectAltNames: readonly GeneralName[];
  subjectKeyIdentifier: string;
  authorityKeyIdentifier: string;
}

export interface CertificateSigner {
  /** The public key of the signer, which decides the signature algorithm. */
  subjectPublicKeyInfo: Uint8Array;
  hash: HashName | undefined;
  /** Answers the signature in WebCrypto's form (ECDSA: r||s). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/**
 * The library makes the extensions; the rest is put together by hand. Its own generator writes a
 * foreign issuer's name anew, though that has to stay byte for byte, and reads back what it has
 * made piece by piece: more time a certificate than key and signature take.
 */
export async function buildCertificate(
  content: CertificateContent,
  { subjectPublicKeyInfo, hash, sign }: CertificateSigner,
): Promise<Uint8Array> {
  const key = describePublicKey(subjectPublicKeyInfo);
  const algorithm = algorithmIdentifier(key, hash);
  const tbs = encodeTbsCertificate(content, algorithm);
  return encodeDer(TAG.sequence, tbs, algorithm, signatureBits(await sign(tbs), key.algorithm));
}

/**
 * RFC 5280, 4.1: version 3 under [0], serialNumber, signature, issuer, validity, subject,
 * subjectPublicKeyInfo, extensions under [3].
 */
function encodeTbsCertificate(content: CertificateContent, algorithm: Uint8Array): Uint8Array {
  const extensions = extensionsOf(content).map(({ rawData }) => new Uint8Array(rawData));
  return encodeDer(
    TAG.sequence,
    encodeDer(0xa0, encodeDer(TAG.integer, new Uint8Array([2]))),
    encodeDer(TAG.integer, encodeUnsigned(fromHex(content.serialNumber))),
    algorithm,
    content.issuerDer,
    encodeDer(TAG.sequence, encodeTime(content.notBefore), encodeTime(content.notAfter)),
    content.subjectDer,
    content.subjectPublicKeyInfo,
    encodeDer(0xa3, encodeDer(TAG.sequence, ...extensions)),
  );
}

/** RFC 5280, 4.2: basicConstraints and nameConstraints (in CAs only) are critical. */
function extensionsOf(content: CertificateContent): Extension[] {
  const { ca, pathLenConstraint } = content.basicConstraints;
  const { nameConstraints } = content;
  return [
    new BasicConstraintsExtension(ca, pathLenConstraint, true),
    ...(nameConstraints
      ? [new Extension(EXTENSION.nameConstraints, true, buffer(nameConstraints))]
      : []),
    ...usageAndNames(content),
    new SubjectKeyIdentifierExtension(content.subjectKeyIdentifier),
    new AuthorityKeyIdentifierExtension(content.authorityKeyIdentifier),
  ];
}

/** What certificates and requests have in common. */
export type UsageAndNames = Pick<
  CertificateContent,
  'subjectDer' | 'keyUsage' | 'extKeyUsage' | 'subjectAltNames'
>;

/**
 * keyUsage is critical, subjectAltName only where the subject is empty (RFC 5280, 4.2.1.3 and
 * 4.2.1.6).
 */
function usageAndNames(content: UsageAndNames): Extension[] {
  const bits = content.keyUsage.reduce(
    (sum, usage) => sum | (1 << KEY_USAGE_BITS.indexOf(usage)),
    0,
  );
  const extensions: Extension[] =
    content.keyUsage.length > 0 ? [new KeyUsagesExtension(bits, true)] : [];
  if (content.extKeyUsage.length > 0) {
    const usages = content.extKeyUsage.map((usage) => EXT_KEY_USAGE[usage]);
    extensions.push(new ExtendedKeyUsageExtension(usages));
  }
  if (content.subjectAltNames.length > 0) {
    const isSubjectEmpty = membersOf(readDer(content.subjectDer)).length === 0;
    const names = buffer(encodeGeneralNames(content.subjectAltNames));
    extensions.push(new Extension(EXTENSION.subjectAltName, isSubjectEmpty, names));
  }
  return extensions;
}

/** The Extensions that a request asks for, DER; undefined where it asks for none. */
export function encodeRequestedExtensions(content: UsageAndNames): Uint8Array | undefined {
  const extensions = usageAndNames(content).map(({ rawData }) => new Uint8Array(rawData));
  return extensions.length === 0 ? undefined : encodeDer(TAG.sequence, ...extensions);
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer as ArrayBuffer;
}
