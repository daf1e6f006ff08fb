// Every extension as a name and lines of text: what certificates, requests, CRLs and CRL entries
// carry, unknown ones in hex.
import type { CertificateExtension } from './certificate.js';
import {
  decodeBasicConstraints,
  decodeExtKeyUsage,
  decodeKeyIdentifier,
  decodeKeyUsage,
  ifReadable,
} from './certificate-encoding.js';
import { bitsOf, DerReader, malformedDer, membersOf, readDer, TAG } from '../der/der.js';
import {
  integerHex,
  integerText,
  namesOfBits,
  oidOf,
  shownHex,
  textOrHex,
  timeOf,
} from '../der/der-values.js';
import {
  decodeDistributionPoints,
  decodeInfoAccess,
  decodeIssuingDistributionPoint,
} from './distribution-points.js';
import { decodeGeneralNames, generalNameText } from '../names/general-name-encoding.js';
import { toHex } from '../der/hex.js';
import { CRL_REASONS, NETSCAPE_CERT_TYPE_BITS } from '../der/object-identifiers.js';
import {
  decodeNameConstraints,
  decodePolicies,
  decodePolicyConstraints,
  decodePolicyMappings,
} from './policy-values.js';
import { formatTime } from './validity.js';

export interface DescribedExtension {
  oid: string;
  /** As RFC 5280 calls it; undefined for one that we don't know. */
  name?: string;
  critical: boolean;
  /**
   * Lines as they stand in the file: the caller escapes them. Hex for an extension that is unknown
   * or malformed.
   */
  value: string[];
  /** A known extension whose value is not of its type. */
  isMalformed: boolean;
}

type Decoder = (value: Uint8Array) => string[];

const text: Decoder = (value) => [textOrHex(readDer(value))];
const number: Decoder = (value) => [integerText(readDer(value, TAG.integer))];
const unread: Decoder = (value) => [shownHex(value)];

/** RFC 5280, 4.2 and 5.2, and what else private PKIs meet. */
const EXTENSIONS: Readonly<Record<string, readonly [name: string, decode: Decoder]>> = {
  '2.5.29.9': ['subjectDirectoryAttributes', unread],
  '2.5.29.14': ['subjectKeyIdentifier', (value) => [decodeKeyIdentifier(value)]],
  '2.5.29.15': ['keyUsage', decodeKeyUsage],
  '2.5.29.16': ['privateKeyUsagePeriod', usagePeriod],
  '2.5.29.17': ['subjectAltName', decodeGeneralNames],
  '2.5.29.18': ['issuerAltName', decodeGeneralNames],
  '2.5.29.19': ['basicConstraints', basicConstraints],
  '2.5.29.20': ['cRLNumber', number],
  '2.5.29.21': ['reasonCode', (value) => [decodeReason(value)]],
  '2.5.29.23': ['holdInstructionCode', (value) => [oidOf(readDer(value, TAG.oid))]],
  '2.5.29.24': ['invalidityDate', (value) => [formatTime(timeOf(readDer(value)))]],
  '2.5.29.27': ['deltaCRLIndicator', number],
  '2.5.29.28': ['issuingDistributionPoint', decodeIssuingDistributionPoint],
  '2.5.29.29': ['certificateIssuer', decodeGeneralNames],
  '2.5.29.30': ['nameConstraints', decodeNameConstraints],
  '2.5.29.31': ['cRLDistributionPoints', decodeDistributionPoints],
  '2.5.29.32': ['certificatePolicies', decodePolicies],
  '2.5.29.33': ['policyMappings', decodePolicyMappings],
  '2.5.29.35': ['authorityKeyIdentifier', authorityKeyIdentifier],
  '2.5.29.36': ['policyConstraints', decodePolicyConstraints],
  '2.5.29.37': ['extKeyUsage', decodeExtKeyUsage],
  '2.5.29.46': ['freshestCRL', decodeDistributionPoints],
  '2.5.29.54': ['inhibitAnyPolicy', number],
  '1.3.6.1.5.5.7.1.1': ['authorityInfoAccess', decodeInfoAccess],
  '1.3.6.1.5.5.7.1.11': ['subjectInfoAccess', decodeInfoAccess],
  '1.3.6.1.5.5.7.1.24': ['tlsFeature', tlsFeatures],
  '1.3.6.1.5.5.7.48.1.5': ['ocspNoCheck', () => []],
  '1.3.6.1.4.1.311.20.2': ['certificateTemplateName', text],
  '1.3.6.1.4.1.311.21.7': ['certificateTemplate', unread],
  '1.3.6.1.4.1.11129.2.4.2': ['signedCertificateTimestamps', unread],
  '2.16.840.1.113730.1.1': [
    'netscapeCertType',
    (value) => namesOfBits(bitsOf(readDer(value)), NETSCAPE_CERT_TYPE_BITS),
  ],
  '2.16.840.1.113730.1.13': ['netscapeComment', text],
};

/** Never throws for what the value is: whatever cannot be decoded is shown in hex. */
export function describeExtension(extension: CertificateExtension): DescribedExtension {
  const { oid, critical, value } = extension;
  const [name, decode] = EXTENSIONS[oid] ?? [];
  if (name === undefined || decode === undefined) {
    return { oid, critical, value: unread(value), isMalformed: false };
  }
  const lines = ifReadable(() => decode(value));
  return { oid, name, critical, value: lines ?? unread(value), isMalformed: lines === undefined };
}

/** Whether the extension is in the table: what some verifier may be expected to know. */
export function isKnownExtension(oid: string): boolean {
  return EXTENSIONS[oid] !== undefined;
}

/** RFC 5280, 5.3.1. Throws `input-malformed`. */
export function decodeReason(value: Uint8Array): string {
  const [code] = readDer(value, TAG.enumerated).content;
  if (code === undefined) throw malformedDer();
  return CRL_REASONS[code] ?? `reason ${code}`;
}

function basicConstraints(value: Uint8Array): string[] {
  const { ca, pathLenConstraint } = decodeBasicConstraints(value);
  const length = pathLenConstraint === undefined ? [] : [`pathLenConstraint: ${pathLenConstraint}`];
  return [`cA: ${ca}`, ...length];
}

function authorityKeyIdentifier(value: Uint8Array): string[] {
  const members = new DerReader(readDer(value, TAG.sequence).content);
  const identifier = members.optional(0x80);
  const issuer = members.optional(0xa1);
  const serial = members.optional(0x82);
  members.end();
  return [
    ...(identifier ? [toHex(identifier.content)] : []),
    ...(issuer
      ? membersOf(issuer).map((name) => `authorityCertIssuer: ${generalNameText(name)}`)
      : []),
    ...(serial ? [`authorityCertSerialNumber: ${integerHex(serial)}`] : []),
  ];
}

function usagePeriod(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map(({ tag, content }) => {
    const time = formatTime(timeOf({ tag: TAG.generalizedTime, content, whole: content }));
    return `${tag === 0x80 ? 'notBefore' : 'notAfter'}: ${time}`;
  });
}

const TLS_FEATURES: Readonly<Record<string, string>> = {
  5: 'status_request',
  17: 'status_request_v2',
};

/** RFC 7633: numbers of TLS extensions. */
function tlsFeatures(value: Uint8Array): string[] {
  return membersOf(readDer(value, TAG.sequence)).map((feature) => {
    const id = integerText(feature);
    return TLS_FEATURES[id] ?? id;
  });
}
