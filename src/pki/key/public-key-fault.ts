// What makes a public key none (RFC 3279, 2.3.1; RFC 5480, 2; RFC 8410, 4; RFC 9881, 4): for those who certify
// keys, and those who judge certificates.
import { TlsmithError } from '../../errors.js';
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { oidOf } from '../der/der-values.js';
import { edwardsPointFault } from './edwards-curve.js';
import { CURVES, integerFrom, pointFault } from './elliptic-curve.js';
import { POST_QUANTUM } from './post-quantum.js';
import { MAXIMUM_RSA_BITS } from './public-key.js';

/**
 * Ends a sentence such as `the public key is invalid: …`; undefined for a key that is sound, and
 * for one of an algorithm that is not known here. How strong it is, is another question.
 */
export function publicKeyFault(subjectPublicKeyInfo: Uint8Array): string | undefined {
  try {
    return faultOf(subjectPublicKeyInfo);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    return 'it is malformed';
  }
}

function faultOf(subjectPublicKeyInfo: Uint8Array): string | undefined {
  const members = new DerReader(readDer(subjectPublicKeyInfo, TAG.sequence).content);
  const algorithm = new DerReader(members.next(TAG.sequence).content);
  const oid = oidOf(algorithm.next(TAG.oid));
  const parameters = algorithm.isDone ? undefined : algorithm.next();
  const bits = members.next(TAG.bitString).content;
  const isWhole = bits[0] === 0;
  const key = bits.subarray(1);
  switch (oid) {
    case '1.2.840.113549.1.1.1':
      return isWhole ? rsaFault(parameters, key) : UNEVEN;
    case '1.2.840.10045.2.1':
      return isWhole ? ecFault(parameters, key) : UNEVEN;
    case '1.3.101.112':
      if (parameters) return 'its algorithm has parameters, and Ed25519 has none';
      return isWhole ? edwardsPointFault(key) : UNEVEN;
    default:
      return postQuantumFault(oid, parameters, isWhole ? key : undefined);
  }
}

/** Of another algorithm nothing is known. */
function postQuantumFault(
  oid: string,
  parameters: DerElement | undefined,
  key: Uint8Array | undefined,
): string | undefined {
  const algorithm = POST_QUANTUM[oid];
  if (!algorithm) return undefined;
  const { name, keyLength } = algorithm;
  if (parameters) return `its algorithm has parameters, and ${name} has none`;
  if (!key) return UNEVEN;
  return key.length === keyLength
    ? undefined
    : `it has ${key.length} octets, and one of ${name} has ${keyLength}`;
}

const UNEVEN = 'its bits are not whole octets';

function ecFault(parameters: DerElement | undefined, point: Uint8Array): string | undefined {
  if (!parameters) return 'it names no curve';
  if (parameters.tag === TAG.null) return 'it takes its curve from elsewhere, which no key may do';
  const curve = parameters.tag === TAG.oid ? CURVES[oidOf(parameters)] : undefined;
  if (curve) return pointFault(point, curve);
  return point.length < 2 ? 'its point is the one at infinity' : undefined;
}

function rsaFault(parameters: DerElement | undefined, der: Uint8Array): string | undefined {
  if (parameters?.tag !== TAG.null) return 'its algorithm lacks the NULL that stands beside RSA';
  const [modulus, exponent, ...others] = membersOf(readDer(der, TAG.sequence));
  if (modulus?.tag !== TAG.integer || exponent?.tag !== TAG.integer || others.length > 0) {
    return 'it is malformed';
  }
  return rsaNumbersFault(modulus, exponent);
}

/** Of the two INTEGERs of an RSA key, public or private. */
export function rsaNumbersFault(modulus: DerElement, exponent: DerElement): string | undefined {
  if (isNotPositive(modulus)) return 'its modulus is not positive';
  if (isNotPositive(exponent)) return 'its exponent is not positive';
  // Beyond, only its size is said, by whoever describes it.
  if (modulus.content.length > MAXIMUM_RSA_BITS / 8 + 1) return undefined;
  if (isEven(modulus)) return 'its modulus is even';
  if (isEven(exponent)) return 'its exponent is even';
  const e = integerFrom(exponent.content);
  if (e === 1n) return 'its exponent is 1, with which everybody can sign';
  return e < integerFrom(modulus.content) ? undefined : 'its exponent is not below its modulus';
}

function isNotPositive({ content }: DerElement): boolean {
  return (content[0] ?? 0x80) >= 0x80 || content.every((octet) => octet === 0);
}

function isEven({ content }: DerElement): boolean {
  return ((content.at(-1) ?? 0) & 1) === 0;
}
