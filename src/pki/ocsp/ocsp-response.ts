// Reads an OCSP response (RFC 6960, 4.2.1): who answers, when, and what of which certificates.
import { decodeExtensions, ifReadable } from '../certificate/certificate-encoding.js';
import type { CertificateExtension } from '../certificate/certificate.js';
import { bitsOf, type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { integerHex, oidOf, smallInteger, timeOf } from '../der/der-values.js';
import { toHex } from '../der/hex.js';
import { readingStructure } from '../der/malformed-structure.js';
import { CRL_REASONS } from '../der/object-identifiers.js';
import type { DistinguishedName } from '../names/distinguished-name.js';
import { nameOf } from '../names/general-name-encoding.js';
import {
  describeSignatureAlgorithm,
  type SignatureAlgorithm,
} from '../signature/signature-algorithm.js';

export interface OcspResponse {
  der: Uint8Array;
  /** As RFC 6960, 4.2.1 calls it; any but `successful` has no answer behind it. */
  responseStatus: string;
  answer: OcspAnswer | undefined;
}

/** BasicOCSPResponse, the one type that is in use. */
export interface OcspAnswer {
  /** Has the form of a certificate: what is signed, the algorithm, the signature. */
  der: Uint8Array;
  /** One of the two. */
  responderName: DistinguishedName | undefined;
  /** SHA-1 of its key, lower-case hex. */
  responderKeyHash: string | undefined;
  producedAt: Date;
  responses: readonly SingleResponse[];
  extensions: readonly CertificateExtension[];
  signatureAlgorithm: SignatureAlgorithm;
  /** That may show who answers; DER. */
  certificates: readonly Uint8Array[];
}

export interface SingleResponse {
  /** Dotted. */
  hashAlgorithm: string;
  /** Lower-case hex, as all three. */
  issuerNameHash: string;
  issuerKeyHash: string;
  serialNumber: string;
  certStatus: 'good' | 'revoked' | 'unknown';
  revocationTime: Date | undefined;
  reason: string | undefined;
  thisUpdate: Date;
  nextUpdate: Date | undefined;
  extensions: readonly CertificateExtension[];
}

const STATUSES: Readonly<Record<number, string>> = {
  0: 'successful',
  1: 'malformedRequest',
  2: 'internalError',
  3: 'tryLater',
  5: 'sigRequired',
  6: 'unauthorized',
};

/** Throws `input-malformed`. The signature is not verified here. */
export function decodeOcspResponse(der: Uint8Array): OcspResponse {
  return readingStructure('ocsp-response', der, () => read(der));
}

function read(der: Uint8Array): OcspResponse {
  const members = new DerReader(readDer(der, TAG.sequence).content);
  const status = smallInteger(members.next(TAG.enumerated));
  const bytes = members.optional(0xa0);
  members.end();
  const responseStatus = STATUSES[status] ?? `status ${status}`;
  if (!bytes) return { der, responseStatus, answer: undefined };
  const typed = new DerReader(new DerReader(bytes.content).next(TAG.sequence).content);
  const isBasic = oidOf(typed.next(TAG.oid)) === '1.3.6.1.5.5.7.48.1.1';
  const response = typed.next(TAG.octetString).content;
  return { der, responseStatus, answer: isBasic ? readAnswer(response) : undefined };
}

function readAnswer(der: Uint8Array): OcspAnswer {
  const members = new DerReader(readDer(der, TAG.sequence).content);
  const data = new DerReader(members.next(TAG.sequence).content);
  const signatureAlgorithm = describeSignatureAlgorithm(members.next(TAG.sequence));
  bitsOf(members.next(TAG.bitString)); // One that is cut off before it is no answer.
  const certificates = members.optional(0xa0);
  data.optional(0xa0);
  const responder = data.next();
  return {
    der,
    ...responderOf(responder),
    producedAt: generalizedTime(data.next()),
    responses: membersOf(data.next(TAG.sequence)).map(readSingle),
    extensions: decodeExtensions(data.optional(0xa1)),
    signatureAlgorithm,
    certificates: certificates
      ? membersOf(new DerReader(certificates.content).next(TAG.sequence)).map(({ whole }) => whole)
      : [],
  };
}

function responderOf({
  tag,
  content,
}: DerElement): Pick<OcspAnswer, 'responderName' | 'responderKeyHash'> {
  const inner = new DerReader(content);
  if (tag === 0xa1) {
    return { responderName: nameOf(inner.next(TAG.sequence)), responderKeyHash: undefined };
  }
  const hash = inner.next(TAG.octetString).content;
  return { responderName: undefined, responderKeyHash: toHex(hash) };
}

function readSingle({ content }: DerElement): SingleResponse {
  const members = new DerReader(content);
  const id = new DerReader(members.next(TAG.sequence).content);
  const hashAlgorithm = oidOf(new DerReader(id.next(TAG.sequence).content).next(TAG.oid));
  const issuerNameHash = toHex(id.next(TAG.octetString).content);
  const issuerKeyHash = toHex(id.next(TAG.octetString).content);
  const serialNumber = integerHex(id.next(TAG.integer));
  const status = readStatus(members.next());
  const thisUpdate = generalizedTime(members.next());
  const next = members.optional(0xa0);
  return {
    hashAlgorithm,
    issuerNameHash,
    issuerKeyHash,
    serialNumber,
    ...status,
    thisUpdate,
    nextUpdate: next && generalizedTime(new DerReader(next.content).next()),
    extensions: decodeExtensions(members.optional(0xa1)),
  };
}

/** Good [0] and unknown [2] are NULLs under their tags. */
function readStatus(
  element: DerElement,
): Pick<SingleResponse, 'certStatus' | 'revocationTime' | 'reason'> {
  const certStatus = CERT_STATUSES[element.tag] ?? 'unknown';
  if (certStatus !== 'revoked') return { certStatus, revocationTime: undefined, reason: undefined };
  const members = new DerReader(element.content);
  const revocationTime = generalizedTime(members.next());
  const code = members.optional(0xa0);
  const number =
    code && ifReadable(() => smallInteger(new DerReader(code.content).next(TAG.enumerated)));
  const reason = number === undefined ? undefined : (CRL_REASONS[number] ?? `reason ${number}`);
  return { certStatus, revocationTime, reason };
}

const CERT_STATUSES: Readonly<Record<number, SingleResponse['certStatus']>> = {
  0x80: 'good',
  0xa1: 'revoked',
  0x82: 'unknown',
};

/** RFC 6960, 4.2.2.1: a UTCTime has no place here. */
function generalizedTime(element: DerElement): Date {
  return timeOf(element.tag === TAG.generalizedTime ? element : { ...element, tag: 0 });
}
