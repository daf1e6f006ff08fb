// A CRL as the judgement of revocation sees it: whose it is, what it covers, and what it says about
// one serial number.
import { ifReadable, decodeExtension } from '../certificate/certificate-encoding.js';
import type { CertificateRevocationList } from './certificate-revocation-list.js';
import { type IssuingDistributionPoint, issuingDistributionPointOf } from './crl-scope.js';
import { type DerElement, DerReader, firstDer, membersOf, readDer, TAG } from '../der/der.js';
import { timeOf } from '../der/der-values.js';
import { decodeReason } from '../certificate/extension-values.js';
import { nameOf } from '../names/general-name-encoding.js';
import { equalBytes, toHex } from '../der/hex.js';
import { nameKey } from '../names/name-comparison.js';

export interface PathCrl {
  crl: CertificateRevocationList;
  issuerKey: string;
  /** Undefined where the CRL covers all that its issuer issued. */
  scope: IssuingDistributionPoint | undefined;
  /** The scope as encoded, to be compared between a CRL and its delta. */
  scopeDer: string;
  number: bigint | undefined;
  /** Of a delta CRL: the number of the CRL that it adds to. */
  baseNumber: bigint | undefined;
  /** Nobody has given it: asked also when it is outdated. */
  isFound: boolean;
  /** Why nobody may rely on the CRL, whoever signed it. */
  fault: string | undefined;
}

export interface CrlEntry {
  revocationDate: Date;
  reason: string | undefined;
}

const CRL_NUMBER = '2.5.29.20';
const SCOPE = '2.5.29.28';
const DELTA_INDICATOR = '2.5.29.27';
/**
 * cRLNumber, deltaCRLIndicator, issuingDistributionPoint, authorityKeyIdentifier, issuerAltName,
 * freshestCRL, authorityInfoAccess.
 */
const KNOWN = [
  ...[CRL_NUMBER, DELTA_INDICATOR, SCOPE, '2.5.29.35', '2.5.29.18', '2.5.29.46'],
  '1.3.6.1.5.5.7.1.1',
];
/** reasonCode, holdInstructionCode, invalidityDate, certificateIssuer. */
const KNOWN_IN_ENTRIES = ['2.5.29.21', '2.5.29.23', '2.5.29.24', '2.5.29.29'];

export function pathCrl(
  crl: CertificateRevocationList,
  { isFound }: Pick<PathCrl, 'isFound'>,
): PathCrl {
  const issuerKey = nameKey(crl.issuer);
  const scope = ifReadable(() => issuingDistributionPointOf(crl, issuerKey));
  const scopeDer = crl.extensions.find(({ oid }) => oid === SCOPE)?.value;
  return {
    crl,
    issuerKey,
    scope,
    scopeDer: scopeDer ? toHex(scopeDer) : '',
    number: numberOf(crl.crlNumber),
    baseNumber: numberOf(crl.deltaCrlIndicator),
    isFound,
    fault: deltaFaultOf(crl) ?? faultOf(crl, scopeDer !== undefined && !scope),
  };
}

function faultOf(crl: CertificateRevocationList, isScopeMalformed: boolean): string | undefined {
  if (isScopeMalformed) return 'its issuingDistributionPoint is malformed';
  const unknown = ifReadable(() => unknownCriticalIn(crl) ?? '');
  return unknown === undefined ? 'an entry of it is malformed' : unknown || undefined;
}

/** RFC 5280, 5.2.4: what says that it is a delta is never complete, whatever it adds to. */
function deltaFaultOf(crl: CertificateRevocationList): string | undefined {
  const isDelta = crl.extensions.some(({ oid }) => oid === DELTA_INDICATOR);
  const isReadable = numberOf(crl.deltaCrlIndicator) !== undefined;
  return isDelta && !isReadable ? 'its deltaCRLIndicator is malformed' : undefined;
}

function numberOf(text: string | undefined): bigint | undefined {
  // RFC 5280, 5.2.3: at most 20 octets and not negative; anything else comes as hex and orders
  // nothing.
  return text !== undefined && /^\d+$/.test(text) ? BigInt(text) : undefined;
}

/**
 * RFC 5280, 5.2 and 5.3: with a critical extension that is not known, in any entry too, a CRL says
 * nothing.
 */
function unknownCriticalIn(crl: CertificateRevocationList): string | undefined {
  if (crl.extensions.some(({ critical, oid }) => critical && oid === CRL_NUMBER)) {
    return 'its cRLNumber is critical, and must not be';
  }
  const unknown = crl.extensions.find(({ critical, oid }) => critical && !KNOWN.includes(oid));
  if (unknown) return `its critical extension ${unknown.oid} is not known here`;
  for (const { date, extensions } of entriesOf(crl)) {
    timeOf(date);
    const inEntry = extensions?.find(
      ({ critical, oid }) => critical && !KNOWN_IN_ENTRIES.includes(oid),
    );
    if (inEntry) return `the critical extension ${inEntry.oid} of an entry is not known here`;
  }
  return undefined;
}

/**
 * What the CRL says of the certificate with this serial number (the INTEGER's octets) and this
 * issuer.
 */
export function entryFor(
  { crl, issuerKey }: PathCrl,
  serialNumber: Uint8Array,
  certificateIssuer: string,
): CrlEntry | undefined {
  let issuers: readonly string[] = [issuerKey];
  for (const { serial, date, extensions } of entriesOf(crl)) {
    // RFC 5280, 5.3.3: who is not named is the issuer of the entry before.
    issuers = (extensions && issuersIn(extensions)) ?? issuers;
    if (!equalBytes(serial, serialNumber) || !issuers.includes(certificateIssuer)) continue;
    const reason = extensions?.find(({ oid }) => oid === '2.5.29.21');
    return {
      revocationDate: timeOf(date),
      reason: reason && ifReadable(() => decodeReason(reason.value)),
    };
  }
  return undefined;
}

type Extensions = ReturnType<typeof decodeExtension>[];

interface RawEntry {
  serial: Uint8Array;
  date: DerElement;
  extensions: Extensions | undefined;
}

/** One after the other, so that a list of any length costs no memory. */
function* entriesOf({ tbsCertList }: CertificateRevocationList): Generator<RawEntry> {
  const fields = new DerReader(firstDer(tbsCertList).content);
  fields.optional(TAG.integer);
  fields.next(TAG.sequence);
  fields.next(TAG.sequence);
  fields.next();
  fields.optional(TAG.utcTime, TAG.generalizedTime);
  const list = fields.optional(TAG.sequence);
  for (const entries = new DerReader(list?.content ?? new Uint8Array()); !entries.isDone;) {
    const members = new DerReader(entries.next(TAG.sequence).content);
    const serial = members.next(TAG.integer).content;
    const date = members.next();
    const extensions = members.optional(TAG.sequence);
    yield { serial, date, extensions: extensions && membersOf(extensions).map(decodeExtension) };
  }
}

function issuersIn(extensions: Extensions): string[] | undefined {
  const found = extensions.find(({ oid }) => oid === '2.5.29.29');
  if (!found) return undefined;
  return ifReadable(() =>
    membersOf(readDer(found.value, TAG.sequence))
      .filter(({ tag }) => tag === 0xa4)
      .map(({ content }) => nameKey(nameOf(new DerReader(content).next(TAG.sequence)))),
  );
}
