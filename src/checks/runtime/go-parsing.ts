// What Go's x509.ParseCertificate refuses (crypto/x509/parser.go): a chain in which one certificate is refused is refused as a whole.
import { ifReadable } from '../../pki/certificate-encoding.js';
import type { Certificate, CertificateExtension } from '../../pki/certificate.js';
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../../pki/der.js';
import { describeExtension } from '../../pki/extension-values.js';
import { equalBytes } from '../../pki/hex.js';
import { EXTENSION } from '../../pki/object-identifiers.js';
import { publicKeyOf, repeatedExtension, signatureIdentifiersOf } from './certificate-traits.js';
import type { Refusal } from './presented-chain.js';

/** As Go 1.26 words it. Version 1 and 2 have no extensions for Go: they are not read. */
export function goParsingFault(certificate: Certificate): Refusal {
  const { version, extensions } = certificate;
  if (version > 3) return 'x509: invalid version';
  const [inner, outer] = signatureIdentifiersOf(certificate);
  if (!equalBytes(inner, outer)) {
    return "x509: inner and outer signature algorithm identifiers don't match";
  }
  return (
    serialFault(certificate.serialNumberOctets) ??
    keyFault(certificate) ??
    (version < 3
      ? undefined
      : repeatedExtension(certificate) !== undefined
        ? `x509: certificate contains duplicate extension with OID "${repeatedExtension(certificate)}"`
        : firstOf(extensions, extensionFault))
  );
}

function firstOf<T>(items: readonly T[], judge: (item: T) => Refusal): Refusal {
  for (const item of items) {
    const found = judge(item);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Negative numbers are refused from Go 1.23 on (go.dev/doc/go1.23, crypto/x509). */
function serialFault(octets: Uint8Array): Refusal {
  const [first = 0, second = 0] = octets;
  const isPadded =
    octets.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
  if (isPadded) return 'x509: malformed serial number';
  return first >= 0x80 ? 'x509: negative serial number' : undefined;
}

function keyFault(certificate: Certificate): Refusal {
  const key = publicKeyOf(certificate);
  if (!key) return 'x509: malformed spki';
  if (key.curve === 'explicit') return 'x509: invalid ECDSA parameters';
  const isUnknown = key.algorithm === 'EC' && !isGoCurve(key.curve);
  return isUnknown ? 'x509: unsupported elliptic curve' : undefined;
}

function isGoCurve(curve: string | undefined): boolean {
  return ['P-256', 'P-384', 'P-521', 'P-224'].includes(curve ?? '');
}

const WORDS: Readonly<Record<string, string>> = {
  [EXTENSION.keyUsage]: 'invalid key usage',
  [EXTENSION.extKeyUsage]: 'invalid extended key usages',
  [EXTENSION.subjectKeyIdentifier]: 'invalid subject key identifier',
  [EXTENSION.authorityKeyIdentifier]: 'invalid authority key identifier',
  [EXTENSION.certificatePolicies]: 'invalid certificate policies',
  [EXTENSION.cRLDistributionPoints]: 'invalid CRL distribution points',
  [EXTENSION.authorityInfoAccess]: 'invalid authority info access',
};

function extensionFault(extension: CertificateExtension): Refusal {
  const { oid } = extension;
  if (oid === EXTENSION.basicConstraints) return constraintsFault(extension.value);
  if (oid === EXTENSION.subjectAltName) return namesFault(extension.value);
  if (oid === EXTENSION.nameConstraints) return nameConstraintsFault(extension);
  const word = WORDS[oid];
  return word !== undefined && isSpoilt(extension) ? `x509: ${word}` : undefined;
}

/** Octets behind the value do not count. */
function isSpoilt(extension: CertificateExtension): boolean {
  const value = ifReadable(() => new DerReader(extension.value).next().whole);
  return !value || describeExtension({ ...extension, value }).isMalformed;
}

/** A BOOLEAN is 0 or 255, and a path length fits a number; a negative one was none before Go 1.26. */
function constraintsFault(value: Uint8Array): Refusal {
  const members = ifReadable(() => new DerReader(value).next(TAG.sequence));
  if (!members) return 'x509: invalid basic constraints';
  const reader = new DerReader(members.content);
  const ca = ifReadable(() => reader.optional(TAG.boolean));
  if (ca && (ca.content.length !== 1 || ![0, 0xff].includes(ca.content[0] as number))) {
    return 'x509: invalid basic constraints';
  }
  const length = ifReadable(() => reader.optional(TAG.integer))?.content;
  const isNegative = (length?.[0] ?? 0) >= 0x80;
  return length && (length.length > 8 || isNegative)
    ? 'x509: invalid basic constraints'
    : undefined;
}

function namesFault(value: Uint8Array): Refusal {
  const names = ifReadable(() => membersOf(new DerReader(value).next(TAG.sequence)));
  return names ? firstOf(names, nameFault) : 'x509: invalid subject alternative names';
}

const TEXTS: Readonly<Record<number, string>> = {
  0x81: 'rfc822Name',
  0x82: 'dNSName',
  0x86: 'uniformResourceIdentifier',
};

function nameFault({ tag, content }: DerElement): Refusal {
  const kind = TEXTS[tag];
  if (kind !== undefined && content.some((octet) => octet > 0x7f)) {
    return `x509: SAN ${kind} is malformed`;
  }
  if (tag === 0x87 && content.length !== 4 && content.length !== 16) {
    return `x509: cannot parse IP address of length ${content.length}`;
  }
  const uri = tag === 0x86 ? Buffer.from(content).toString('latin1') : '';
  return uri !== '' && !isUri(uri) ? `x509: cannot parse URI "${uri}"` : undefined;
}

/** net/url.Parse is more lenient than the URL standard: a host in brackets must end, nothing is a blank or control character. */
function isUri(uri: string): boolean {
  const [, host = ''] = /^[a-z][a-z\d+.-]*:\/\/([^/?#]*)/i.exec(uri) ?? [];
  const isClosed = !host.includes('[') || /\[[^\]]*\](:\d*)?$/.test(host);
  return isClosed && !/[\p{Cc} ]/u.test(uri) && !/%(?![\da-f]{2})/i.test(uri);
}

function nameConstraintsFault({ value }: CertificateExtension): Refusal {
  const members = ifReadable(() => membersOf(readDer(value, TAG.sequence)));
  if (!members) return 'x509: invalid NameConstraints extension';
  return members.length === 0 ? 'x509: empty name constraints extension' : undefined;
}
