// Whether a certificate, request or CRL is signed by a key (RFC 5280, 4.1.1.3 and 5.1.1.3; RFC
// 2986, 3), for everybody who asks: the algorithm must be one that the key can make.
import { TlsmithError } from '../../errors.js';
import type { Crypto, SignedDigest, SignatureScheme } from '../../ports.js';
import { DerReader, firstDer, malformedDer, membersOf, readDer, TAG } from '../der/der.js';
import { encodeDer } from '../der/der-encoding.js';
import { oidOf, smallInteger } from '../der/der-values.js';
import { equalBytes } from '../der/hex.js';
import { POST_QUANTUM } from '../key/post-quantum.js';
import {
  describeSignatureAlgorithm,
  DSA_KEY,
  EC_KEY,
  RSA_KEY,
  RSASSA_PSS,
  type SignatureAlgorithm,
} from './signature-algorithm.js';

/**
 * What is signed, and how, as it stands in a certificate, request or CRL: all three have the same
 * form.
 */
interface Signed {
  /** The AlgorithmIdentifier beside the signature, DER. */
  algorithm: Uint8Array;
  data: Uint8Array;
  signature: Uint8Array;
}

/** `unsupported`: an algorithm or key that is not verified here. */
export type SignatureVerdict = 'valid' | 'invalid' | 'unsupported';

const DIGESTS: readonly SignedDigest[] = [
  ...(['MD5', 'SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'] as const),
  ...(['SHA-512/224', 'SHA-512/256'] as const),
  ...(['SHA3-224', 'SHA3-256', 'SHA3-384', 'SHA3-512'] as const),
];

function signedPartsOf(der: Uint8Array): Signed {
  const members = new DerReader(firstDer(der).content);
  const data = members.next(TAG.sequence).whole;
  const algorithm = members.next(TAG.sequence).whole;
  const [unused, ...octets] = members.next(TAG.bitString).content;
  // Signatures are whole octets: with bits left over it is none, and two encodings of one
  // certificate would verify.
  return { algorithm, data, signature: Uint8Array.from(unused === 0 ? octets : []) };
}

/** `signed` is a whole certificate, request or CRL, DER. */
export function verifySignature(
  signed: Uint8Array,
  subjectPublicKeyInfo: Uint8Array,
  crypto: Crypto,
): SignatureVerdict {
  try {
    const { algorithm, data, signature } = signedPartsOf(signed);
    const described = describeSignatureAlgorithm(readDer(algorithm, TAG.sequence));
    const scheme = schemeOf(described, algorithm);
    if (!scheme) return 'unsupported';
    if (!scheme.keys.includes(keyAlgorithmOf(subjectPublicKeyInfo).oid)) return 'invalid';
    const isValid = crypto.verify(withoutExcess(subjectPublicKeyInfo), scheme, data, signature);
    return isValid ? 'valid' : 'invalid';
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    return error.code === 'input-malformed' ? 'invalid' : 'unsupported';
  }
}

/**
 * What stands behind the members of a SubjectPublicKeyInfo and of its AlgorithmIdentifier is no part
 * of the key.
 */
function withoutExcess(subjectPublicKeyInfo: Uint8Array): Uint8Array {
  const [algorithm, bits, ...others] = membersOf(readDer(subjectPublicKeyInfo, TAG.sequence));
  if (!algorithm || !bits) throw malformedDer();
  const [oid, parameters, ...behind] = membersOf(algorithm);
  if (others.length + behind.length === 0) return subjectPublicKeyInfo;
  const members = [oid, parameters].flatMap((one) => (one ? [one.whole] : []));
  return encodeDer(TAG.sequence, encodeDer(TAG.sequence, ...members), bits.whole);
}

interface Scheme extends SignatureScheme {
  /** Identifiers of the key algorithms that make such signatures. */
  keys: readonly string[];
}

function schemeOf({ oid, hash, keys }: SignatureAlgorithm, whole: Uint8Array): Scheme | undefined {
  if (oid === '1.3.101.112' || oid === '1.3.101.113') return { keys, hash: undefined };
  if (POST_QUANTUM[oid]?.signs) return { keys, hash: undefined };
  const digest = DIGESTS.find((name) => name === hash);
  if (!digest) return undefined;
  return oid === RSASSA_PSS ? pssScheme(whole, digest) : { keys, hash: digest };
}

/**
 * RFC 4055, 3.1: parameters under [0] to [3]. The mask is made with the same hash, or the signature
 * is not judged.
 */
function pssScheme(algorithm: Uint8Array, hash: SignedDigest): Scheme | undefined {
  const [, parameters] = membersOf(readDer(algorithm));
  const fields = parameters ? membersOf(parameters) : [];
  const field = (tag: number) => fields.find((one) => one.tag === tag)?.content;
  const hashed = field(0xa0);
  const mask = field(0xa1);
  const salt = field(0xa2);
  const [, maskHash] = mask ? membersOf(readDer(mask, TAG.sequence)) : [];
  const isSame =
    hashed && maskHash
      ? equalBytes(firstOid(hashed), firstOid(maskHash.whole))
      : hashed === maskHash;
  if (!isSame) return undefined;
  const saltLength = salt ? smallInteger(readDer(salt, TAG.integer)) : 20;
  return { keys: [RSA_KEY, RSASSA_PSS], hash, saltLength };
}

function firstOid(algorithm: Uint8Array): Uint8Array {
  return new DerReader(readDer(algorithm, TAG.sequence).content).next(TAG.oid).content;
}

interface KeyAlgorithm {
  oid: string;
  /** DER; undefined where left out or NULL. */
  parameters: Uint8Array | undefined;
}

function keyAlgorithmOf(subjectPublicKeyInfo: Uint8Array): KeyAlgorithm {
  const members = new DerReader(readDer(subjectPublicKeyInfo, TAG.sequence).content);
  const [oid, parameters] = membersOf(members.next(TAG.sequence));
  const isGiven = parameters !== undefined && parameters.tag !== TAG.null;
  return { oid: oid ? oidOf(oid) : '', parameters: isGiven ? parameters.whole : undefined };
}

/**
 * RFC 3279, 2.3.2: a DSA key may leave its parameters out, and has those of the key that certifies
 * it.
 */
export function lacksParameters(subjectPublicKeyInfo: Uint8Array): boolean {
  try {
    const { oid, parameters } = keyAlgorithmOf(subjectPublicKeyInfo);
    return oid === DSA_KEY && parameters === undefined;
  } catch {
    return false; // A key that cannot be read is a finding of another rule.
  }
}

/**
 * The key with the parameters of the one above it (RFC 5280, 6.1.4 d to f), where it has none of
 * its own.
 */
export function withParametersOf(own: Uint8Array, above: Uint8Array): Uint8Array {
  if (!lacksParameters(own)) return own;
  const { oid, parameters } = keyAlgorithmOf(above);
  if (oid !== DSA_KEY || !parameters) return own;
  const members = new DerReader(readDer(own, TAG.sequence).content);
  const identifier = new DerReader(members.next(TAG.sequence).content).next(TAG.oid).whole;
  const algorithm = encodeDer(TAG.sequence, identifier, parameters);
  return encodeDer(TAG.sequence, algorithm, members.next(TAG.bitString).whole);
}

/**
 * How much work one verification with this key is, in units of one with P-256: what bounds the work
 * on hostile input.
 */
export function verificationCost(subjectPublicKeyInfo: Uint8Array): number {
  const { length } = subjectPublicKeyInfo;
  try {
    const { oid } = keyAlgorithmOf(subjectPublicKeyInfo);
    if (POST_QUANTUM[oid]?.name.startsWith('SLH')) return 40;
    if (oid === EC_KEY) return length <= P256_LENGTH ? 1 : 12;
    return oid === RSA_KEY ? Math.max(1, (length / 325) ** 2) : 5;
  } catch {
    return 1; // A key that cannot be read costs nothing.
  }
}

/** Octets of a key on P-256. Other curves take ten times as long and more. */
const P256_LENGTH = 91;
