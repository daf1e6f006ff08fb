// Whether OpenSSL decodes a public key (X509_get0_pubkey): without one a certificate is too weak for
// any security level, and issues nothing.
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { oidOf } from '../../../pki/der/der-values.js';
import {
  type DerElement,
  DerReader,
  firstDer,
  membersOf,
  readDer,
  TAG,
} from '../../../pki/der/der.js';
import { CURVES, pointFault } from '../../../pki/key/elliptic-curve.js';
import {
  DSA_KEY,
  EC_KEY,
  RSA_KEY,
  RSASSA_PSS,
} from '../../../pki/signature/signature-algorithm.js';
import { remembered } from '../remembered.js';
import { orderBits } from '../curve-orders.js';
import { opensslDecodingFault } from './asn1.js';
import { type OpensslLibrary, NEW_ALGORITHMS } from './library.js';
import { RSA_PUBLIC_KEY } from './forms.js';

/** DSA and the curves of Edwards and Montgomery. */
const OTHERS = [DSA_KEY, '1.3.101.110', '1.3.101.111', '1.3.101.112', '1.3.101.113'];

export function hasReadableKey(certificate: Certificate, { isSince35 }: OpensslLibrary): boolean {
  return isKeyReadable(certificate, isSince35);
}

const isKeyReadable = remembered(
  ({ subjectPublicKeyInfo }: Certificate, isSince35): boolean =>
    ifReadable(() => isKey(subjectPublicKeyInfo, { isSince35 })) === true,
);

function isKey(subjectPublicKeyInfo: Uint8Array, library: OpensslLibrary): boolean {
  const members = new DerReader(readDer(subjectPublicKeyInfo, TAG.sequence).content);
  const algorithm = new DerReader(members.next(TAG.sequence).content);
  const oid = oidOf(algorithm.next(TAG.oid));
  const parameters = algorithm.isDone ? undefined : algorithm.next();
  const octets = octetsOf(members.next(TAG.bitString));
  if (oid === RSA_KEY || oid === RSASSA_PSS) {
    if (opensslDecodingFault(octets, RSA_PUBLIC_KEY, library) !== undefined) return false;
    const [modulus] = membersOf(firstDer(octets));
    return modulus?.content.some((octet) => octet !== 0) === true;
  }
  if (oid === EC_KEY) return isPoint(parameters, octets);
  return OTHERS.includes(oid) || (NEW_ALGORITHMS.test(oid) && library.isSince35());
}

/** Bits that do not count are zero. */
function octetsOf({ content }: DerElement): Uint8Array {
  const [unused = 0, ...octets] = content;
  const last = octets.length - 1;
  return Uint8Array.from(octets, (octet, i) =>
    i === last ? octet & (0xff << unused) & 0xff : octet,
  );
}

/** Curves of whose arithmetic nothing is known here are believed. */
function isPoint(parameters: DerElement | undefined, octets: Uint8Array): boolean {
  if (parameters?.tag === TAG.sequence) return true;
  if (parameters?.tag !== TAG.oid) return false;
  const oid = oidOf(parameters);
  const curve = CURVES[oid];
  if (!curve) return orderBits({ algorithm: 'EC', curve: oid, oid: EC_KEY }) !== undefined;
  const [form = 0] = octets;
  // The hybrid form is one more way to write a whole point.
  const whole = form === 6 || form === 7 ? Uint8Array.of(4, ...octets.subarray(1)) : octets;
  const isOfItsSign = form !== whole[0] ? ((octets.at(-1) ?? 0) & 1) === (form & 1) : true;
  return isOfItsSign && pointFault(whole, curve) === undefined;
}
