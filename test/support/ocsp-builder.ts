// OCSP responses by hand (RFC 6960), right but for what a test changes, made and signed apart from our own code.
import { createHash, sign } from 'node:crypto';
import {
  bitString,
  childrenOf,
  explicit,
  integer,
  nul,
  octetString,
  oid,
  readDer,
  sequence,
  tlv,
} from './der.js';
import { daysFromNow } from './fixed-clock.js';
import type { Made } from './path-builder.js';

export interface SingleContent {
  issuer: Made;
  /** Octets of the INTEGER. */
  serialNumber: Uint8Array;
  hash?: 'sha1' | 'sha256';
  status?: 'good' | 'revoked' | 'unknown';
  reason?: number;
  thisUpdate?: Date;
  /** Null: none. */
  nextUpdate?: Date | null;
}

export interface ResponseContent {
  signer: Made;
  singles: readonly SingleContent[];
  byKey?: boolean;
  /** Come with it. */
  certificates?: readonly Made[];
  /** Signs in place of the signer. */
  forger?: Made;
  extensions?: readonly Uint8Array[];
  /** Another than `successful`, with nothing behind it. */
  responseStatus?: number;
}

const HASH_OIDS = { sha1: '1.3.14.3.2.26', sha256: '2.16.840.1.101.3.4.2.1' };

const generalizedTime = (date: Date) => {
  const digits = date
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  return tlv(0x18, Buffer.from(digits));
};

/** The bits of the key, without the count of those unused. */
function keyBits({ key }: Made): Uint8Array {
  const [, bits] = childrenOf(readDer(key.subjectPublicKeyInfo));
  return (bits?.content ?? new Uint8Array()).subarray(1);
}

function single(one: SingleContent): Uint8Array {
  const { issuer, serialNumber, hash = 'sha1', status = 'good', reason, nextUpdate } = one;
  const hashed = (octets: Uint8Array) => octetString(createHash(hash).update(octets).digest());
  const revoked = [
    generalizedTime(daysFromNow(-2)),
    ...(reason === undefined ? [] : [explicit(0, tlv(0x0a, Uint8Array.of(reason)))]),
  ];
  const statuses = {
    good: () => tlv(0x80),
    revoked: () => tlv(0xa1, ...revoked),
    unknown: () => tlv(0x82),
  };
  return sequence(
    sequence(
      sequence(oid(HASH_OIDS[hash]), nul),
      hashed(issuer.name),
      hashed(keyBits(issuer)),
      integer(serialNumber),
    ),
    statuses[status](),
    generalizedTime(one.thisUpdate ?? daysFromNow(-1)),
    ...(nextUpdate === null ? [] : [explicit(0, generalizedTime(nextUpdate ?? daysFromNow(7)))]),
  );
}

/** OCSPResponse, DER. */
export function ocspResponse(content: ResponseContent): Uint8Array {
  const { signer, singles, byKey = false, certificates = [], extensions = [] } = content;
  if (content.responseStatus !== undefined) {
    return sequence(tlv(0x0a, Uint8Array.of(content.responseStatus)));
  }
  const keyHash = octetString(createHash('sha1').update(keyBits(signer)).digest());
  const data = sequence(
    byKey ? explicit(2, keyHash) : explicit(1, signer.name),
    generalizedTime(daysFromNow(-1)),
    sequence(...singles.map(single)),
    ...(extensions.length === 0 ? [] : [explicit(1, sequence(...extensions))]),
  );
  const { privateKey } = (content.forger ?? signer).key;
  const basic = sequence(
    data,
    sequence(oid('1.2.840.10045.4.3.2')),
    bitString(sign('sha256', data, privateKey)),
    ...(certificates.length === 0
      ? []
      : [explicit(0, sequence(...certificates.map(({ der }) => der)))]),
  );
  const bytes = sequence(oid('1.3.6.1.5.5.7.48.1.1'), octetString(basic));
  return sequence(tlv(0x0a, Uint8Array.of(0)), explicit(0, bytes));
}
