// The one door to @peculiar/x509: builds and parses certificates. Only DER and our own values cross it.
import 'reflect-metadata';
import type { webcrypto } from 'node:crypto';
import type { Extension } from '@peculiar/x509';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  type GeneralName as LibraryGeneralName,
  KeyUsagesExtension,
  Name,
  PublicKey,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';
import * as asn1js from 'asn1js';
import { TlsmithError } from '../errors.js';
import type { HashName } from '../ports.js';
import type { Certificate } from './certificate.js';
import { formatDistinguishedName } from './distinguished-name.js';
import type { GeneralName } from './general-name.js';
import { decodeName } from './name-encoding.js';
import {
  EXT_KEY_USAGE,
  KEY_USAGE_BITS,
  type KeyUsage,
  nameOfExtKeyUsage,
} from './object-identifiers.js';
import { describePublicKey } from './public-key.js';
import { toHex } from './hex.js';

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

/** Assembles and signs. The library sees a bare key object and our signing function, so that any signer fits. */
export async function buildCertificate(
  content: CertificateContent,
  signer: CertificateSigner,
): Promise<Uint8Array> {
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: content.serialNumber,
      issuer: new Name(buffer(content.issuerDer)),
      subject: new Name(buffer(content.subjectDer)),
      notBefore: content.notBefore,
      notAfter: content.notAfter,
      publicKey: new PublicKey(buffer(content.subjectPublicKeyInfo)),
      signingKey: { algorithm: signatureAlgorithm(signer) } as webcrypto.CryptoKey,
      signingAlgorithm: signatureAlgorithm(signer) as webcrypto.EcdsaParams,
      extensions: extensionsOf(content),
    },
    signingOnly(signer),
  );
  return new Uint8Array(certificate.rawData);
}

function signingOnly(signer: CertificateSigner): webcrypto.Crypto {
  const subtle = {
    sign: async (_algorithm: unknown, _key: unknown, data: ArrayBuffer) =>
      buffer(await signer.sign(new Uint8Array(data))),
  };
  return { subtle } as unknown as webcrypto.Crypto;
}

function signatureAlgorithm(signer: CertificateSigner): { name: string; hash?: string } {
  const { algorithm } = describePublicKey(signer.subjectPublicKeyInfo);
  if (algorithm === 'Ed25519') return { name: 'Ed25519' };
  const name = algorithm === 'RSA' ? 'RSASSA-PKCS1-v1_5' : 'ECDSA';
  return { name, hash: signer.hash ?? 'SHA-256' };
}

/** RFC 5280, 4.2: basicConstraints and keyUsage are critical; subjectAltName only where the subject is empty (4.2.1.6). */
function extensionsOf(content: CertificateContent): Extension[] {
  const { ca, pathLenConstraint } = content.basicConstraints;
  const extensions: Extension[] = [
    new BasicConstraintsExtension(ca, pathLenConstraint, true),
    new KeyUsagesExtension(
      content.keyUsage.reduce((bits, usage) => bits | (1 << KEY_USAGE_BITS.indexOf(usage)), 0),
      true,
    ),
  ];
  if (content.extKeyUsage.length > 0) {
    const usages = content.extKeyUsage.map((usage) => EXT_KEY_USAGE[usage]);
    extensions.push(new ExtendedKeyUsageExtension(usages));
  }
  if (content.subjectAltNames.length > 0) {
    const isSubjectEmpty = decodeName(content.subjectDer).length === 0;
    const names = content.subjectAltNames.map(toLibraryName);
    extensions.push(new SubjectAlternativeNameExtension(names, isSubjectEmpty));
  }
  extensions.push(
    new SubjectKeyIdentifierExtension(content.subjectKeyIdentifier),
    new AuthorityKeyIdentifierExtension(content.authorityKeyIdentifier),
  );
  return extensions;
}

function toLibraryName(name: GeneralName): { type: 'dns' | 'ip' | 'email' | 'url'; value: string } {
  return { type: name.kind === 'uri' ? 'url' : name.kind, value: name.value };
}

/** Reads one DER certificate. Throws `input-malformed` for anything that is not one, whatever the bytes are. */
export function parseCertificate(der: Uint8Array): Certificate {
  try {
    return read(new X509Certificate(buffer(der)), der);
  } catch (error) {
    if (error instanceof TlsmithError) throw error;
    throw new TlsmithError('input-malformed', 'the certificate is malformed', {}, error);
  }
}

function read(certificate: X509Certificate, der: Uint8Array): Certificate {
  const subjectDer = new Uint8Array(certificate.subjectName.toArrayBuffer());
  const issuerDer = new Uint8Array(certificate.issuerName.toArrayBuffer());
  const basic = certificate.getExtension(BasicConstraintsExtension);
  const usage = certificate.getExtension(KeyUsagesExtension);
  const extended = certificate.getExtension(ExtendedKeyUsageExtension);
  const names = certificate.getExtension(SubjectAlternativeNameExtension);
  return {
    der,
    ...signedParts(der),
    serialNumber: certificate.serialNumber.toLowerCase(),
    subject: decodeName(subjectDer),
    issuer: decodeName(issuerDer),
    subjectDer,
    issuerDer,
    notBefore: certificate.notBefore,
    notAfter: certificate.notAfter,
    subjectPublicKeyInfo: new Uint8Array(certificate.publicKey.rawData),
    basicConstraints: basic
      ? {
          ca: basic.ca,
          ...(basic.pathLength !== undefined && { pathLenConstraint: basic.pathLength }),
        }
      : undefined,
    keyUsage: usage
      ? KEY_USAGE_BITS.filter((_, bit) => (usage.usages & (1 << bit)) !== 0)
      : undefined,
    extKeyUsage: extended?.usages.map((oid) => nameOfExtKeyUsage(oid as string)),
    subjectAltNames: names?.names.items.map(nameText) ?? [],
    subjectKeyIdentifier: certificate
      .getExtension(SubjectKeyIdentifierExtension)
      ?.keyId.toLowerCase(),
    authorityKeyIdentifier: certificate
      .getExtension(AuthorityKeyIdentifierExtension)
      ?.keyId?.toLowerCase(),
    extensions: certificate.extensions.map((extension) => ({
      oid: extension.type,
      critical: extension.critical,
      value: new Uint8Array(extension.value),
    })),
  };
}

const NAME_PREFIXES: Readonly<Record<string, string>> = {
  dns: 'dns',
  ip: 'ip',
  email: 'email',
  url: 'uri',
  id: 'rid',
};

function nameText(name: LibraryGeneralName): string {
  if (name.type === 'dn') {
    const inner = new Uint8Array(name.rawData);
    const { result } = asn1js.fromBER(inner);
    const [directoryName] = (result as asn1js.Constructed).valueBlock.value;
    const der = directoryName?.toBER();
    return der ? `dirname:${formatDistinguishedName(decodeName(new Uint8Array(der)))}` : 'dirname:';
  }
  const prefix = NAME_PREFIXES[name.type];
  return prefix ? `${prefix}:${name.value}` : `other:${toHex(new Uint8Array(name.rawData))}`;
}

/** Version, TBSCertificate as encoded (so that signatures are checked over the very bytes), signature and its algorithm. */
function signedParts(
  der: Uint8Array,
): Pick<Certificate, 'version' | 'tbsCertificate' | 'signature' | 'signatureAlgorithm'> {
  const { result } = asn1js.fromBER(der);
  const [tbs, algorithm, signature] = (result as asn1js.Sequence).valueBlock.value;
  const [oid] = (algorithm as asn1js.Sequence).valueBlock.value;
  const [first] = (tbs as asn1js.Sequence).valueBlock.value;
  const isTagged = first?.idBlock.tagClass === 3 && first.idBlock.tagNumber === 0;
  const [number] = isTagged ? (first as asn1js.Constructed).valueBlock.value : [];
  return {
    version: number ? (number as asn1js.Integer).valueBlock.valueDec + 1 : 1,
    tbsCertificate: new Uint8Array((tbs as asn1js.Sequence).valueBeforeDecodeView),
    signature: (signature as asn1js.BitString).valueBlock.valueHexView,
    signatureAlgorithm: (oid as asn1js.ObjectIdentifier).valueBlock.toString(),
  };
}

function buffer(bytes: Uint8Array): ArrayBuffer {
  return new Uint8Array(bytes).buffer as ArrayBuffer;
}
