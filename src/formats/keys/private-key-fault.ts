// What makes a private key none, or another than the public key beside it (RFC 5915, RFC 5958, RFC
// 8017, RFC 8032): for the one place that opens keys.
import { TlsmithError } from '../../errors.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { bitsOf, type DerElement, DerReader, membersOf, readDer, TAG } from '../../pki/der/der.js';
import { encodeDer, encodeOid } from '../../pki/der/der-encoding.js';
import { oidOf, smallInteger } from '../../pki/der/der-values.js';
import { CURVES, integerFrom, octetsOf } from '../../pki/key/elliptic-curve.js';
import { equalBytes } from '../../pki/der/hex.js';
import { MalformedStructure } from '../../pki/der/malformed-structure.js';
import { publicKeyFault } from '../../pki/key/public-key-fault.js';
import type { Crypto } from '../../ports.js';
import { rsaFault, rsaSignatureFault } from './rsa-private-key.js';

/** DER of PKCS#8, PKCS#1 or SEC1. */
export interface PlainKey {
  der: Uint8Array;
  container: 'pkcs1' | 'sec1' | 'pkcs8';
}

/** The members of a key in any container. */
interface KeyParts {
  oid: string;
  parameters: DerElement | undefined;
  /** RSAPrivateKey, ECPrivateKey, or the CurvePrivateKey of RFC 8410. */
  key: Uint8Array;
  /** Of OneAsymmetricKey: the bits of the public key. */
  publicBits: Uint8Array | undefined;
}

const RSA = '1.2.840.113549.1.1.1';
const EC = '1.2.840.10045.2.1';
const ED25519 = '1.3.101.112';

/**
 * Throws `input-malformed` with a sentence for each fault. What cannot be read here, or is of
 * another algorithm, is left to the crypto port.
 */
export async function checkPrivateKey(key: PlainKey, crypto: Crypto): Promise<void> {
  const parts = ifReadable(() => partsOf(key));
  const fault = parts && (await faultOf(parts, crypto));
  if (fault !== undefined) {
    const why = new MalformedStructure(key.container, key.der);
    throw new TlsmithError('input-malformed', `the private key is invalid: ${fault}`, {}, why);
  }
}

/**
 * PKCS#8 as every library reads it: of version 1, without the public key that OneAsymmetricKey (RFC
 * 5958, 2) puts behind it.
 */
export function asVersion1(key: PlainKey): PlainKey {
  const parts = ifReadable(() => partsOf(key));
  if (key.container !== 'pkcs8' || !parts?.publicBits) return key;
  const [, algorithm, octets] = membersOf(readDer(key.der)) as [DerElement, DerElement, DerElement];
  return { der: encodeDer(TAG.sequence, ZERO, algorithm.whole, octets.whole), container: 'pkcs8' };
}

function partsOf({ der, container }: PlainKey): KeyParts {
  const members = new DerReader(readDer(der, TAG.sequence).content);
  if (container === 'pkcs1') {
    return { oid: RSA, parameters: undefined, key: der, publicBits: undefined };
  }
  if (container === 'sec1') {
    return { oid: EC, parameters: ecKeyOf(der).parameters, key: der, publicBits: undefined };
  }
  smallInteger(members.next(TAG.integer));
  const algorithm = new DerReader(members.next(TAG.sequence).content);
  const oid = oidOf(algorithm.next(TAG.oid));
  const parameters = algorithm.isDone ? undefined : algorithm.next();
  const key = members.next(TAG.octetString).content;
  members.optional(0xa0);
  const tagged = members.optional(0x81);
  const publicBits = tagged && bitsOf({ ...tagged, tag: TAG.bitString });
  return { oid, parameters, key, publicBits };
}

async function faultOf(parts: KeyParts, crypto: Crypto): Promise<string | undefined> {
  switch (parts.oid) {
    case RSA:
      return rsaFault(parts.key) ?? (await rsaKeyFault(parts.key, crypto));
    case EC:
      return ecFault(parts, crypto);
    case ED25519:
      return ed25519Fault(parts, crypto);
    default:
      return undefined;
  }
}

/** Asked once the numbers are known to be there. */
function rsaKeyFault(key: Uint8Array, crypto: Crypto): Promise<string | undefined> {
  const [, modulus, exponent] = membersOf(readDer(key)) as [DerElement, DerElement, DerElement];
  const publicKey = encodeDer(TAG.sequence, modulus.whole, exponent.whole);
  const keys = {
    privateKeyInfo: privateKeyInfo(RSA, NULL, key),
    subjectPublicKeyInfo: subjectPublicKeyInfo(RSA, NULL, publicKey),
  };
  return rsaSignatureFault(keys, modulus.content.length, crypto);
}

/** RFC 5915, 3. */
function ecKeyOf(der: Uint8Array): {
  scalar: Uint8Array;
  parameters: DerElement | undefined;
  point: Uint8Array | undefined;
} {
  const members = new DerReader(readDer(der, TAG.sequence).content);
  members.next(TAG.integer);
  const scalar = members.next(TAG.octetString).content;
  const tagged = members.optional(0xa0);
  const point = members.optional(0xa1);
  return {
    scalar,
    parameters: tagged && new DerReader(tagged.content).next(),
    point: point && bitsOf(new DerReader(point.content).next(TAG.bitString)),
  };
}

function ecFault(parts: KeyParts, crypto: Crypto): string | undefined {
  const inner = ifReadable(() => ecKeyOf(parts.key));
  if (!inner) return 'it is malformed';
  const parameters = parts.parameters ?? inner.parameters;
  if (!parameters) return 'it names no curve';
  if (inner.parameters && !equalBytes(inner.parameters.whole, parameters.whole)) {
    return 'it names two curves';
  }
  const outOfRange = scalarFault(inner.scalar, parameters);
  if (outOfRange !== undefined) return outOfRange;
  const bare = encodeDer(TAG.sequence, ONE, encodeDer(TAG.octetString, inner.scalar));
  const own = () => crypto.publicKeyOf(privateKeyInfo(EC, parameters.whole, bare));
  return publicPartFault(
    { oid: EC, parameters: parameters.whole, own },
    [inner.point, parts.publicBits],
    crypto,
  );
}

/**
 * From 1 to n - 1 (SEC 1, 3.2.1). Zeros in front change no number: some writers leave one there.
 */
function scalarFault(octets: Uint8Array, parameters: DerElement): string | undefined {
  const scalar = integerFrom(octets);
  if (scalar === 0n) return 'its scalar is zero';
  const group = ifReadable(() => groupOf(parameters));
  if (!group) return undefined;
  if (octetsOf(scalar) > octetsOf(group.n)) {
    return `its scalar is longer than the order of ${group.name}`;
  }
  return scalar < group.n ? undefined : `its scalar is not below the order of ${group.name}`;
}

/**
 * Of a named curve, or of one that is spelt out (RFC 3279, 2.3.5); undefined for one that is not
 * known here.
 */
function groupOf(parameters: DerElement): { name: string; n: bigint } | undefined {
  if (parameters.tag === TAG.oid) return CURVES[oidOf(parameters)];
  if (parameters.tag !== TAG.sequence) return undefined;
  const [, , , , order] = membersOf(parameters);
  return order && { name: 'its curve', n: integerFrom(order.content) };
}

function ed25519Fault(parts: KeyParts, crypto: Crypto): string | undefined {
  const seed = ifReadable(() => readDer(parts.key, TAG.octetString).content);
  if (!seed) return 'it is malformed';
  if (seed.length !== 32) return `its seed has ${seed.length} octets, and one of Ed25519 has 32`;
  const own = () => crypto.publicKeyOf(privateKeyInfo(ED25519, undefined, parts.key));
  return publicPartFault({ oid: ED25519, parameters: undefined, own }, [parts.publicBits], crypto);
}

interface KeyAlgorithm {
  oid: string;
  /** DER. */
  parameters: Uint8Array | undefined;
  /** The public key that belongs to the private one. */
  own: () => Uint8Array;
}

/** The public keys that stand beside a private one are keys, and its own. */
function publicPartFault(
  { oid, parameters, own }: KeyAlgorithm,
  beside: readonly (Uint8Array | undefined)[],
  crypto: Crypto,
): string | undefined {
  const given = beside
    .filter((bits) => bits !== undefined)
    .map((bits) => subjectPublicKeyInfo(oid, parameters, bits));
  for (const publicKey of given) {
    const fault = publicKeyFault(publicKey);
    if (fault !== undefined) return `the public key beside it is none: ${fault}`;
    const computed = own();
    // A compressed point is the same key in other octets.
    if (!equalBytes(publicKey, computed) && !crypto.isSamePublicKey(publicKey, computed)) {
      return 'the public key beside it is that of another private key';
    }
  }
  return undefined;
}

const ZERO = encodeDer(TAG.integer, Uint8Array.of(0));
const ONE = encodeDer(TAG.integer, Uint8Array.of(1));
const NULL = encodeDer(TAG.null);

function privateKeyInfo(oid: string, parameters: Uint8Array | undefined, key: Uint8Array) {
  const algorithm = algorithmIdentifier(oid, parameters);
  return encodeDer(TAG.sequence, ZERO, algorithm, encodeDer(TAG.octetString, key));
}

function subjectPublicKeyInfo(oid: string, parameters: Uint8Array | undefined, bits: Uint8Array) {
  const bitString = encodeDer(TAG.bitString, Uint8Array.of(0), bits);
  return encodeDer(TAG.sequence, algorithmIdentifier(oid, parameters), bitString);
}

function algorithmIdentifier(oid: string, parameters: Uint8Array = new Uint8Array()) {
  return encodeDer(TAG.sequence, encodeDer(TAG.oid, encodeOid(oid)), parameters);
}
