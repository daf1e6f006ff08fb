// The one door to @peculiar/x509: assembles certificates. Only DER and our own values cross it.
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  Extension,
  KeyUsagesExtension,
  Name,
  PublicKey,
  SubjectKeyIdentifierExtension,
  X509CertificateGenerator,
} from '@peculiar/x509';
import type { HashName } from '../ports.js';
import { DerReader, membersOf, readDer, TAG } from './der.js';
import { encodeDer } from './der-encoding.js';
import type { GeneralName } from './general-name.js';
import { encodeGeneralNames } from './general-name-writing.js';
import { EXT_KEY_USAGE, EXTENSION, KEY_USAGE_BITS, type KeyUsage } from './object-identifiers.js';
import { describePublicKey } from './public-key.js';
import { signatureBits } from './signature-encoding.js';

/** Everything that goes into a certificate, in the order of RFC 5280, 4.1. */
export interface CertificateContent {
  /** Hex, positive. */
  serialNumber: string;
  issuerDer: Uint8Array;
  subjectDer: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  subjectPublicKeyInfo: Uint8Array;
  basicConstraints: { ca: boolean; pathLenConstraint?: number };
  keyUsage: readonly KeyUsage[];
  extKeyUsage: readonly (keyof typeof EXT_KEY_USAGE)[];
  /** DER of the extension's value. */
  nameConstraints?: Uint8Array;
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
 * The library assembles; names and signature are put in by hand. It would write a foreign issuer's name anew, though it has to
 * stay byte for byte, and it knows the size of no signature but that of P-256.
 */
export async function buildCertificate(
  content: CertificateContent,
  signer: CertificateSigner,
): Promise<Uint8Array> {
  const draft = await X509CertificateGenerator.create(
    {
      serialNumber: content.serialNumber,
      issuer: new Name([]),
      subject: new Name([]),
      notBefore: content.notBefore,
      notAfter: content.notAfter,
      publicKey: new PublicKey(buffer(content.subjectPublicKeyInfo)),
      signingKey: { algorithm: signatureAlgorithm(signer) } as webcrypto.CryptoKey,
      signingAlgorithm: signatureAlgorithm(signer) as webcrypto.EcdsaParams,
      extensions: extensionsOf(content),
    },
    PLACEHOLDER,
  );
  const members = new DerReader(readDer(new Uint8Array(draft.rawData), TAG.sequence).content);
  const tbs = withNames(members.next(TAG.sequence).whole, content);
  const algorithm = members.next(TAG.sequence).whole;
  const { algorithm: family } = describePublicKey(signer.subjectPublicKeyInfo);
  const signature = signatureBits(await signer.sign(tbs), family);
  return encodeDer(TAG.sequence, tbs, algorithm, signature);
}

/** Stands where the library wants a signature. */
const PLACEHOLDER = {
  subtle: { sign: async () => new ArrayBuffer(64) },
} as unknown as webcrypto.Crypto;

/** TBSCertificate: version, serialNumber, signature, issuer, validity, subject, … (RFC 5280, 4.1). */
function withNames(tbs: Uint8Array, { issuerDer, subjectDer }: CertificateContent): Uint8Array {
  const parts = membersOf(readDer(tbs, TAG.sequence)).map(({ whole }) => whole);
  return encodeDer(TAG.sequence, ...parts.with(3, issuerDer).with(5, subjectDer));
}

function signatureAlgorithm(signer: CertificateSigner): { name: string; hash?: string } {
  const { algorithm } = describePublicKey(signer.subjectPublicKeyInfo);
  if (algorithm === 'Ed25519') return { name: 'Ed25519' };
  const name = algorithm === 'RSA' ? 'RSASSA-PKCS1-v1_5' : 'ECDSA';
  return { name, hash: signer.hash ?? 'SHA-256' };
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

/** keyUsage is critical, subjectAltName only where the subject is empty (RFC 5280, 4.2.1.3 and 4.2.1.6). */
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
