// Facts about a certificate that several runtimes ask for: keys, signatures, and extensions by
// presence and form.
import { TlsmithError } from '../../errors.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import type {
  BasicConstraints,
  Certificate,
  CertificateExtension,
} from '../../pki/certificate/certificate.js';
import {
  bitsOf,
  type DerElement,
  DerReader,
  firstDer,
  membersOf,
  readDer,
  TAG,
} from '../../pki/der/der.js';
import { booleanOf, namesOfBits, oidOf, smallInteger } from '../../pki/der/der-values.js';
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import { EXTENSION, NETSCAPE_CERT_TYPE_BITS } from '../../pki/der/object-identifiers.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { describePublicKey, type PublicKey } from '../../pki/key/public-key.js';
import {
  type SignatureAlgorithm,
  describeSignatureAlgorithm,
  signatureAlgorithmOf,
} from '../../pki/signature/signature-algorithm.js';

export const NETSCAPE_CERT_TYPE = '2.16.840.1.113730.1.1';
export const PROXY_CERT_INFO = '1.3.6.1.5.5.7.1.14';

export function extensionOf(
  { extensions }: Pick<Certificate, 'extensions'>,
  oid: string,
): CertificateExtension | undefined {
  return extensions.find((one) => one.oid === oid);
}

export function isRepeated({ extensions }: Certificate, oid: string): boolean {
  return extensions.filter((one) => one.oid === oid).length > 1;
}

/**
 * As lenient readers take basicConstraints: octets behind it do not count, a negative length is
 * none. Undefined where absent or malformed.
 */
export function constraintsOf(certificate: Certificate): BasicConstraints | undefined {
  if (certificate.basicConstraints) return certificate.basicConstraints;
  const found = extensionOf(certificate, EXTENSION.basicConstraints);
  return found && ifReadable(() => laxConstraints(found.value));
}

function laxConstraints(value: Uint8Array): BasicConstraints {
  const members = new DerReader(new DerReader(value).next(TAG.sequence).content);
  const ca = members.optional(TAG.boolean);
  const length = members.optional(TAG.integer);
  const pathLenConstraint = length && ifReadable(() => smallInteger(length));
  return {
    ca: ca !== undefined && booleanOf(ca),
    pathLenConstraint,
  };
}

/** The first identifier that more than one extension has. */
export function repeatedExtension({ extensions }: Certificate): string | undefined {
  const seen = new Set<string>();
  return extensions.find(({ oid }) => seen.has(oid) || !seen.add(oid))?.oid;
}

/** Undefined for a key that cannot be read, or is too large to be. */
export function publicKeyOf({ subjectPublicKeyInfo }: Certificate): PublicKey | undefined {
  try {
    return describePublicKey(subjectPublicKeyInfo);
  } catch (error) {
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}

export function signatureOf({ der }: Certificate): SignatureAlgorithm | undefined {
  return ifReadable(() => signatureAlgorithmOf(der));
}

/** Bits of the prime and of the subgroup of a DSA key; undefined where it has no parameters. */
export function dsaSizesOf({
  subjectPublicKeyInfo,
}: Certificate): { p: number; q: number } | undefined {
  return ifReadable(() => {
    const algorithm = new DerReader(readDer(subjectPublicKeyInfo, TAG.sequence).content).next();
    const members = new DerReader(algorithm.content);
    members.next(TAG.oid);
    const numbers = new DerReader(members.next(TAG.sequence).content);
    return { p: bitsIn(numbers.next(TAG.integer)), q: bitsIn(numbers.next(TAG.integer)) };
  });
}

function bitsIn({ content }: DerElement): number {
  const start = content.findIndex((octet) => octet !== 0);
  if (start < 0) return 0;
  return (content.length - start) * 8 - Math.clz32(content[start] as number) + 24;
}

/** By the identifier that is signed itself. */
export function innerSignatureOf(certificate: Certificate): SignatureAlgorithm | undefined {
  return ifReadable(() => {
    const [inner] = signatureIdentifiersOf(certificate);
    return describeSignatureAlgorithm(readDer(inner, TAG.sequence));
  });
}

/** The curves that every TLS library has; others serve no handshake by default. */
export function hasUsualCurve(key: PublicKey | undefined): boolean {
  return key?.algorithm !== 'EC' || ['P-256', 'P-384', 'P-521'].includes(key.curve ?? '');
}

export function isSame(a: PathCertificate, b: PathCertificate): boolean {
  return equalBytes(a.certificate.der, b.certificate.der);
}

/** The texts of one attribute type, the root's first. */
export function valuesOf(name: DistinguishedName, type: string): string[] {
  return name.flat().flatMap((one) => (one.type === type && 'value' in one ? [one.value] : []));
}

/** The values of one attribute type as they are encoded, the root's first. */
export function encodedValuesOf(name: Uint8Array, type: string): DerElement[] {
  const attributes = ifReadable(() => membersOf(firstDer(name)).flatMap(membersOf).map(membersOf));
  return (attributes ?? []).flatMap(([oid, value]) =>
    oid && value && oidOf(oid) === type ? [value] : [],
  );
}

/** The names of the bits of Netscape's certificate type; undefined where it has none. */
export function netscapeTypesOf(certificate: Certificate): readonly string[] | undefined {
  const found = extensionOf(certificate, NETSCAPE_CERT_TYPE);
  return (
    found && ifReadable(() => namesOfBits(bitsOf(readDer(found.value)), NETSCAPE_CERT_TYPE_BITS))
  );
}

/** The serial number that an authorityKeyIdentifier names: octets of the INTEGER. */
export function authoritySerialOf(certificate: Certificate): Uint8Array | undefined {
  const found = extensionOf(certificate, '2.5.29.35');
  return found && ifReadable(() => authorityFields(found.value).serial);
}

/** DER of the directory name that an authorityKeyIdentifier gives its issuer's issuer. */
export function authorityIssuerOf(certificate: Certificate): Uint8Array | undefined {
  const found = extensionOf(certificate, '2.5.29.35');
  return found && ifReadable(() => authorityFields(found.value).issuer);
}

function authorityFields(value: Uint8Array): {
  issuer?: Uint8Array | undefined;
  serial?: Uint8Array | undefined;
} {
  const members = new DerReader(readDer(value, TAG.sequence).content);
  members.optional(0x80);
  const issuers = members.optional(0xa1);
  const serial = members.optional(0x82);
  const names = issuers ? new DerReader(issuers.content).rest() : [];
  const directory = names.find(({ tag }) => tag === 0xa4);
  return {
    issuer: directory?.content,
    serial: serial?.content,
  };
}

/** The raw values of the validity, as they stand. */
export function timesOf({ tbsCertificate }: Certificate): string[] {
  const members = new DerReader(readDer(tbsCertificate, TAG.sequence).content);
  members.optional(0xa0);
  for (const tag of [TAG.integer, TAG.sequence, TAG.sequence]) members.next(tag);
  return new DerReader(members.next(TAG.sequence).content)
    .rest()
    .map(({ content }) => Buffer.from(content).toString('latin1'));
}

/** The AlgorithmIdentifiers inside and outside what is signed, DER. */
export function signatureIdentifiersOf({
  der,
  tbsCertificate,
}: Certificate): [Uint8Array, Uint8Array] {
  const inner = new DerReader(readDer(tbsCertificate, TAG.sequence).content);
  inner.optional(0xa0);
  inner.next(TAG.integer);
  const outer = new DerReader(readDer(der, TAG.sequence).content);
  outer.next(TAG.sequence);
  return [inner.next(TAG.sequence).whole, outer.next(TAG.sequence).whole];
}

export function isUtf8(octets: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(octets);
    return true;
  } catch {
    return false;
  }
}
