// Certification paths by hand, right but for what a test changes: CAs, end entities and CRLs, made and signed apart from our own code.
import { type KeyObject, sign } from 'node:crypto';
import { judgePath } from '../../src/app/judging/path.js';
import type { PathMaterial } from '../../src/checks/path/terms.js';
import type { VerificationTerms } from '../../src/checks/path/terms.js';
import type { Verification } from '../../src/app/judging/path.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { decodeCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { decodeCertificateRevocationList } from '../../src/pki/crl/certificate-revocation-list.js';
import type { OcspAnswers } from '../../src/pki/ocsp/ocsp-answers.js';
import {
  bitString,
  boolean,
  childrenOf,
  commonNames,
  explicit,
  ia5String,
  integer,
  nul,
  octetString,
  oid,
  rdn,
  sequence,
  set,
  time,
  tlv,
  utf8String,
} from './der.js';
import { daysFromNow, NOW } from './fixed-clock.js';
import {
  basicConstraints,
  ecKey,
  extension,
  foreignCertificate,
  type ForeignContent,
  type ForeignKey,
  keyUsage,
} from './foreign-certificate.js';

export const OID = {
  ski: '2.5.29.14',
  ku: '2.5.29.15',
  san: '2.5.29.17',
  ian: '2.5.29.18',
  bc: '2.5.29.19',
  nc: '2.5.29.30',
  cdp: '2.5.29.31',
  cp: '2.5.29.32',
  pm: '2.5.29.33',
  aki: '2.5.29.35',
  pc: '2.5.29.36',
  eku: '2.5.29.37',
  iap: '2.5.29.54',
} as const;
export const USE = {
  server: '1.3.6.1.5.5.7.3.1',
  client: '1.3.6.1.5.5.7.3.2',
  email: '1.3.6.1.5.5.7.3.4',
  any: '2.5.29.37.0',
} as const;

export const dnsName = (name: string) => tlv(0x82, Buffer.from(name, 'latin1'));
export const emailName = (name: string) => tlv(0x81, Buffer.from(name, 'latin1'));
export const uriName = (name: string) => tlv(0x86, Buffer.from(name, 'latin1'));
export const ipName = (...octets: readonly number[]) => tlv(0x87, Uint8Array.from(octets));
export const directory = (name: Uint8Array) => tlv(0xa4, name);
export const otherName = (type: string, text: string) =>
  tlv(0xa0, oid(type), explicit(0, utf8String(text)));
export const emailInSubject = (name: string, address: string) =>
  sequence(rdn('2.5.4.3', utf8String(name)), rdn('1.2.840.113549.1.9.1', ia5String(address)));

export const san = (...names: readonly Uint8Array[]) =>
  extension(OID.san, false, sequence(...names));
export const criticalSan = (...names: readonly Uint8Array[]) =>
  extension(OID.san, true, sequence(...names));
export const ski = (id: Uint8Array) => extension(OID.ski, false, octetString(id));
export const aki = (id: Uint8Array) => extension(OID.aki, false, sequence(tlv(0x80, id)));

export function nameConstraints(
  { permitted = [], excluded = [] }: { permitted?: Uint8Array[]; excluded?: Uint8Array[] },
  critical = true,
): Uint8Array {
  const list = (tag: number, names: Uint8Array[]) =>
    names.length === 0 ? [] : [tlv(tag, ...names.map((name) => sequence(name)))];
  return extension(OID.nc, critical, sequence(...list(0xa0, permitted), ...list(0xa1, excluded)));
}

export const policies = (...ids: readonly string[]) =>
  extension(OID.cp, false, sequence(...ids.map((id) => sequence(oid(id)))));
export const policyMappings = (...pairs: readonly [string, string][]) =>
  extension(OID.pm, true, sequence(...pairs.map(([a, b]) => sequence(oid(a), oid(b)))));
export const policyConstraints = (
  { explicitPolicy, mapping }: { explicitPolicy?: number; mapping?: number },
  critical = true,
) =>
  extension(
    OID.pc,
    critical,
    sequence(
      ...(explicitPolicy === undefined ? [] : [tlv(0x80, Uint8Array.of(explicitPolicy))]),
      ...(mapping === undefined ? [] : [tlv(0x81, Uint8Array.of(mapping))]),
    ),
  );
export const inhibitAnyPolicy = (count: number) => extension(OID.iap, true, integer(count));

/** Extensions by identifier: `undefined` leaves one out that is usual. */
export type Changes = Partial<Record<string, Uint8Array | undefined>>;

export interface MadeOptions extends Partial<ForeignContent> {
  changes?: Changes;
  /** Behind the others. */
  more?: readonly Uint8Array[];
}

export interface Made {
  der: Uint8Array;
  key: ForeignKey;
  name: Uint8Array;
}

const KEYS: ForeignKey[] = [];
let nextKey = 0;
/** Sixteen keys in turn: making one for each certificate would take most of the time. */
export function someKey(): ForeignKey {
  const at = nextKey++ % 16;
  return (KEYS[at] ??= ecKey());
}

/** Twenty octets that belong to the key: SHA-1 of its bits. */
export function identifierOf(key: ForeignKey): Uint8Array {
  const [, bits] = childrenOf(key.subjectPublicKeyInfo);
  return nodeCrypto.digest('SHA-1', (bits?.content as Uint8Array).subarray(1));
}

function made(
  usual: Changes,
  name: Uint8Array,
  issuer: Made | undefined,
  options: MadeOptions,
): Made {
  const key = options.key ?? someKey();
  const signer = issuer?.key ?? key;
  const all = {
    [OID.ski]: ski(identifierOf(key)),
    [OID.aki]: aki(identifierOf(signer)),
    ...usual,
    ...options.changes,
  };
  const { changes: _changes, more = [], ...content } = options;
  const extensions = [...Object.values(all).filter((one) => one !== undefined), ...more];
  const subject = content.subject ?? name;
  const der = foreignCertificate({
    ...{ key, signer, subject, extensions },
    issuer: issuer?.name ?? subject,
    ...content,
  });
  return { der, key, name: subject };
}

/** A CA, root without an issuer. */
export function ca(name: string, issuer?: Made, options: MadeOptions = {}): Made {
  const usual = { [OID.bc]: basicConstraints({ ca: true }), [OID.ku]: keyUsage(5, 6) };
  return made(usual, commonNames(name), issuer, options);
}

/** A server's certificate for `host.example`. */
export function endEntity(issuer: Made, options: MadeOptions = {}): Made {
  const usual = { [OID.ku]: keyUsage(0), [OID.san]: san(dnsName('host.example')) };
  return made(usual, commonNames('host'), issuer, options);
}

export interface Given extends Partial<Omit<VerificationTerms, 'at'>> {
  at?: Date;
  anchors: readonly Made[];
  between?: readonly Made[];
  crls?: readonly Uint8Array[];
  ocsp?: OcspAnswers;
}

export function verify(
  target: Made,
  { anchors, between = [], crls = [], ocsp, ...terms }: Given,
): Verification {
  const decode = ({ der }: Made) => decodeCertificate(der);
  const material: PathMaterial = {
    target: decode(target),
    anchors: anchors.map(decode),
    untrusted: between.map(decode),
    crls: crls.map(decodeCertificateRevocationList),
    ocsp,
  };
  return judgePath(material, { at: NOW, purpose: 'any', ...terms }, nodeCrypto);
}

/** Codes of the errors, in their order, each once. */
export function errorsOf({ findings }: Verification): string[] {
  const errors = findings.filter(({ severity }) => severity === 'error');
  return [...new Set(errors.map(({ code }) => code))];
}

export interface CrlEntryContent {
  /** Octets of the INTEGER. */
  serialNumber: Uint8Array;
  reason?: number;
  certificateIssuer?: Uint8Array;
  more?: readonly Uint8Array[];
}

export interface CrlContent {
  signer: Made;
  /** The signer's if not said. */
  issuer?: Uint8Array;
  number?: number;
  base?: number;
  /** The content of the issuingDistributionPoint. */
  scope?: readonly Uint8Array[];
  revoked?: readonly CrlEntryContent[];
  thisUpdate?: Date;
  nextUpdate?: Date;
  more?: readonly Uint8Array[];
  /** Signs in place of the signer. */
  forger?: KeyObject;
}

export function crl(content: CrlContent): Uint8Array {
  const { signer, number = 1, base, scope, revoked = [], more = [] } = content;
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'));
  const extensions = [
    aki(identifierOf(signer.key)),
    extension('2.5.29.20', false, integer(number)),
    ...(base === undefined ? [] : [extension('2.5.29.27', true, integer(base))]),
    ...(scope ? [extension('2.5.29.28', true, sequence(...scope))] : []),
    ...more,
  ];
  const tbs = sequence(
    integer(1),
    algorithm,
    content.issuer ?? signer.name,
    time(content.thisUpdate ?? daysFromNow(-1)),
    time(content.nextUpdate ?? daysFromNow(7)),
    ...(revoked.length > 0 ? [sequence(...revoked.map(crlEntry))] : []),
    explicit(0, sequence(...extensions)),
  );
  const key = content.forger ?? signer.key.privateKey;
  return sequence(tbs, algorithm, bitString(sign('sha256', tbs, key)));
}

function crlEntry({ serialNumber, reason, certificateIssuer, more = [] }: CrlEntryContent) {
  const extensions = [
    ...(reason === undefined
      ? []
      : [extension('2.5.29.21', false, tlv(0x0a, Uint8Array.of(reason)))]),
    ...(certificateIssuer
      ? [extension('2.5.29.29', true, sequence(directory(certificateIssuer)))]
      : []),
    ...more,
  ];
  return sequence(
    integer(serialNumber),
    time(daysFromNow(-2)),
    ...(extensions.length > 0 ? [sequence(...extensions)] : []),
  );
}

export {
  bitString,
  boolean,
  commonNames,
  explicit,
  integer,
  nul,
  octetString,
  oid,
  sequence,
  set,
  tlv,
  utf8String,
};
