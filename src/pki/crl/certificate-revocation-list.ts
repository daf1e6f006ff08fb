// Reads a CRL (RFC 5280, 5): issuer, dates, extensions and the revoked certificates, of which a
// long list is walked, not kept.
import {
  decodeExtension,
  decodeExtensions,
  extensionFields,
  ifReadable,
} from '../certificate/certificate-encoding.js';
import type { CertificateExtension } from '../certificate/certificate.js';
import { bitsOf, type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { integerHex, integerText, smallInteger, timeOf } from '../der/der-values.js';
import { readingStructure } from '../der/malformed-structure.js';
import { isIndirect } from '../certificate/distribution-points.js';
import type { DistinguishedName } from '../names/distinguished-name.js';
import { decodeReason } from '../certificate/extension-values.js';
import { decodeGeneralNames, nameOf } from '../names/general-name-encoding.js';
import {
  describeSignatureAlgorithm,
  type SignatureAlgorithm,
} from '../signature/signature-algorithm.js';

export interface RevokedCertificate {
  /** Lower-case hex. */
  serialNumber: string;
  revocationDate: Date;
  /** The name of the CRLReason; undefined where none is given. */
  reason: string | undefined;
  invalidityDate: Date | undefined;
  /**
   * Text as it stands; undefined is the CRL's own issuer. In an indirect CRL an entry without the
   * extension has the issuer of the entry before it (RFC 5280, 5.3.3), and that is what stands
   * here.
   */
  certificateIssuer: readonly string[] | undefined;
  extensions: readonly CertificateExtension[];
}

export interface CertificateRevocationList {
  der: Uint8Array;
  /** 2 for a CRL that can have extensions. */
  version: number;
  issuer: DistinguishedName;
  issuerDer: Uint8Array;
  thisUpdate: Date;
  /** RFC 5280, 5.1.2.5 demands one. */
  nextUpdate: Date | undefined;
  /** Decimal. */
  crlNumber: string | undefined;
  /** Decimal number of the CRL that this one only adds to. */
  deltaCrlIndicator: string | undefined;
  authorityKeyIdentifier: string | undefined;
  extensions: readonly CertificateExtension[];
  /** The first 10,000. */
  revoked: readonly RevokedCertificate[];
  revokedCount: number;
  /** The part that is signed, as encoded. */
  tbsCertList: Uint8Array;
  signatureAlgorithm: SignatureAlgorithm;
  signature: Uint8Array;
}

/** More entries than this are counted, not kept. */
const KEPT_ENTRIES = 10_000;

const CRL_NUMBER = '2.5.29.20';
const REASON_CODE = '2.5.29.21';
const INVALIDITY_DATE = '2.5.29.24';
const DELTA_CRL_INDICATOR = '2.5.29.27';
const ISSUING_DISTRIBUTION_POINT = '2.5.29.28';
const CERTIFICATE_ISSUER = '2.5.29.29';

/** Throws `input-malformed`. The signature is not verified here. */
export function decodeCertificateRevocationList(der: Uint8Array): CertificateRevocationList {
  return readingStructure('crl', der, () => read(der));
}

function read(der: Uint8Array): CertificateRevocationList {
  const members = new DerReader(readDer(der, TAG.sequence).content);
  const tbs = members.next(TAG.sequence);
  const fields = new DerReader(tbs.content);
  const version = fields.optional(TAG.integer);
  fields.next(TAG.sequence);
  const issuer = fields.next(TAG.sequence);
  const thisUpdate = timeOf(fields.next());
  const nextUpdate = fields.optional(TAG.utcTime, TAG.generalizedTime);
  const entries = fields.optional(TAG.sequence);
  const extensions = decodeExtensions(fields.optional(0xa0));
  const value = <T>(oid: string, decode: (bytes: Uint8Array) => T) =>
    valueIn(extensions, oid, decode);
  const number = (bytes: Uint8Array) => integerText(readDer(bytes, TAG.integer));
  return {
    der,
    version: version ? smallInteger(version) + 1 : 1,
    issuer: nameOf(issuer),
    issuerDer: issuer.whole,
    thisUpdate,
    nextUpdate: nextUpdate && timeOf(nextUpdate),
    crlNumber: value(CRL_NUMBER, number),
    deltaCrlIndicator: value(DELTA_CRL_INDICATOR, number),
    authorityKeyIdentifier: extensionFields(extensions).authorityKeyIdentifier,
    extensions,
    ...readEntries(entries, value(ISSUING_DISTRIBUTION_POINT, isIndirect) ?? false),
    tbsCertList: tbs.whole,
    signatureAlgorithm: describeSignatureAlgorithm(members.next(TAG.sequence)),
    signature: bitsOf(members.next(TAG.bitString)),
  };
}

function readEntries(
  list: DerElement | undefined,
  isIndirectCrl: boolean,
): Pick<CertificateRevocationList, 'revoked' | 'revokedCount'> {
  const revoked: RevokedCertificate[] = [];
  let revokedCount = 0;
  let issuer: readonly string[] | undefined;
  for (const entries = new DerReader(list?.content ?? new Uint8Array()); !entries.isDone;) {
    const element = entries.next(TAG.sequence);
    revokedCount += 1;
    if (revoked.length === KEPT_ENTRIES) continue;
    const entry = readEntry(element);
    issuer = entry.certificateIssuer ?? issuer;
    revoked.push({ ...entry, certificateIssuer: isIndirectCrl ? issuer : entry.certificateIssuer });
  }
  return { revoked, revokedCount };
}

function readEntry({ content }: DerElement): RevokedCertificate {
  const members = new DerReader(content);
  const serialNumber = integerHex(members.next(TAG.integer));
  const revocationDate = timeOf(members.next());
  const list = members.optional(TAG.sequence);
  const extensions = list ? membersOf(list).map(decodeExtension) : [];
  return {
    serialNumber,
    revocationDate,
    reason: valueIn(extensions, REASON_CODE, decodeReason),
    invalidityDate: valueIn(extensions, INVALIDITY_DATE, (bytes) => timeOf(readDer(bytes))),
    certificateIssuer: valueIn(extensions, CERTIFICATE_ISSUER, decodeGeneralNames),
    extensions,
  };
}

function valueIn<T>(
  extensions: readonly CertificateExtension[],
  oid: string,
  decode: (bytes: Uint8Array) => T,
): T | undefined {
  const found = extensions.find((extension) => extension.oid === oid);
  return found && ifReadable(() => decode(found.value));
}
