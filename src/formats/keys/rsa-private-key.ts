// Whether the numbers of an RSA private key belong together (RFC 8017, 3.2 and A.1.2), in time that
// its size bounds.
import { TlsmithError } from '../../errors.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { type DerElement, DerReader, readDer, TAG } from '../../pki/der/der.js';
import { smallInteger } from '../../pki/der/der-values.js';
import { integerFrom } from '../../pki/key/elliptic-curve.js';
import { MAXIMUM_RSA_BITS } from '../../pki/key/public-key.js';
import { rsaNumbersFault } from '../../pki/key/public-key-fault.js';
import type { Crypto } from '../../ports.js';

interface RsaPrivateKey {
  version: number;
  modulus: DerElement;
  publicExponent: DerElement;
  /** d, p, q, d mod (p - 1), d mod (q - 1), q⁻¹ mod p. */
  secrets: DerElement[];
}

function read(der: Uint8Array): RsaPrivateKey {
  const members = new DerReader(readDer(der, TAG.sequence).content);
  const number = () => members.next(TAG.integer);
  return {
    version: smallInteger(number()),
    modulus: number(),
    publicExponent: number(),
    secrets: Array.from({ length: 6 }, number),
  };
}

/**
 * For `the private key is invalid: …`. Throws `input-limit`, and `key-unsupported` for one of more
 * than two primes.
 */
export function rsaFault(rsaPrivateKey: Uint8Array): string | undefined {
  const key = ifReadable(() => read(rsaPrivateKey));
  if (!key) return 'it is malformed';
  if (key.version === 1) {
    throw new TlsmithError('key-unsupported', 'the RSA key has more than two primes', {
      possible: ['two primes'],
    });
  }
  checkSize(key);
  return rsaNumbersFault(key.modulus, key.publicExponent) ?? secretsFault(key);
}

/** All of them are below the modulus, so that what is computed with them is bounded too. */
function checkSize({ modulus }: RsaPrivateKey): void {
  const bits = integerFrom(modulus.content).toString(2).length;
  if (modulus.content.length <= MAXIMUM_RSA_BITS / 8 || bits <= MAXIMUM_RSA_BITS) return;
  throw new TlsmithError(
    'input-limit',
    `the RSA key has ${bits} bits; at most ${MAXIMUM_RSA_BITS} are read`,
    { found: bits, limit: MAXIMUM_RSA_BITS },
  );
}

function secretsFault({ modulus, publicExponent, secrets }: RsaPrivateKey): string | undefined {
  const n = integerFrom(modulus.content);
  const e = integerFrom(publicExponent.content);
  const isInRange = ({ content }: DerElement) =>
    (content[0] ?? 0x80) < 0x80 && content.length <= modulus.content.length;
  if (!secrets.every(isInRange))
    return 'one of its numbers is negative, or longer than its modulus';
  const [d, p, q, dp, dq, inverse] = secrets.map(({ content }) => integerFrom(content)) as [
    ...[bigint, bigint, bigint, bigint, bigint, bigint],
  ];
  if (p < 2n || q < 2n || p === q || p * q !== n) {
    return 'its modulus is not the product of its two primes';
  }
  if ((e * d) % (p - 1n) !== 1n || (e * d) % (q - 1n) !== 1n) {
    return 'its private exponent does not undo its public one';
  }
  if (dp !== d % (p - 1n) || dq !== d % (q - 1n)) {
    return 'its exponents for the primes are not those of its private exponent';
  }
  return (inverse * q) % p === 1n ? undefined : 'its coefficient is not the inverse of its prime';
}

/** RSASSA-PKCS1-v1_5 with SHA-256 has no room in less; nobody takes such a key, whatever it is. */
const LEAST_SIGNING_BITS = 512;

/**
 * A signature that verifies shows what the numbers alone do not: with a factor that is no prime it
 * comes out right for almost no message, since that is Fermat's test. Milliseconds, where a proof
 * of primality takes seconds for the largest keys.
 */
export async function rsaSignatureFault(
  { privateKeyInfo, subjectPublicKeyInfo }: RsaKeys,
  modulusOctets: number,
  crypto: Crypto,
): Promise<string | undefined> {
  if (modulusOctets * 8 < LEAST_SIGNING_BITS) return undefined;
  const message = crypto.digest('SHA-256', subjectPublicKeyInfo);
  try {
    const signature = await crypto.sign(privateKeyInfo, 'SHA-256', message);
    const scheme = { hash: 'SHA-256' } as const;
    if (crypto.verify(subjectPublicKeyInfo, scheme, message, signature)) return undefined;
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
  }
  return 'what it signs does not verify, so its two factors are no primes';
}

interface RsaKeys {
  privateKeyInfo: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
}
