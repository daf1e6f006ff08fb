// How strong OpenSSL takes keys and digests to be, in bits (EVP_PKEY_get_security_bits,
// X509_get_signature_info): its security level refuses what has less.
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { PublicKey } from '../../../pki/key/public-key.js';
import { DSA_KEY, RSA_KEY, RSASSA_PSS } from '../../../pki/signature/signature-algorithm.js';
import { dsaSizesOf, publicKeyOf, signatureOf } from '../certificate-traits.js';
import { orderBits } from '../curve-orders.js';

/** Of a key that is of no kind with a strength: no level refuses it. */
const STRONG = 256;

export function keyStrength(certificate: Certificate): number {
  const key = publicKeyOf(certificate);
  if (!key) return STRONG;
  if (key.oid === RSA_KEY || key.oid === RSASSA_PSS) return rsaStrength(key.size ?? 0);
  if (key.oid === DSA_KEY) return dsaStrength(certificate);
  return key.algorithm === 'EC' ? curveStrength(key) : STRONG;
}

/** Sizes whose strength stands in a table (SP 800-57); others are reckoned. */
const TABLED: Readonly<Record<number, number>> = {
  2048: 112,
  3072: 128,
  4096: 152,
  6144: 176,
  7680: 192,
  8192: 200,
  15360: 256,
};

/**
 * ossl_ifc_ffc_compute_security_bits: the work of a number field sieve, to the nearest multiple of
 * eight, so that 1984 bits count as much as 2048.
 */
function rsaStrength(size: number): number {
  const tabled = TABLED[size];
  if (tabled !== undefined) return tabled;
  if (size < 8) return 0;
  const x = size * Math.LN2;
  const bits = (1.923 * Math.cbrt(x * Math.log(x) ** 2) - 4.69) / Math.LN2;
  const cap = size <= 7680 ? 192 : size <= 15360 ? 256 : 1200;
  return Math.min(Math.floor((bits + 4) / 8) * 8, cap);
}

/** BN_security_bits: by the prime, and by half of the subgroup's. */
function dsaStrength(certificate: Certificate): number {
  const sizes = dsaSizesOf(certificate);
  if (!sizes) return STRONG;
  const { p, q } = sizes;
  const byPrime = (
    [
      [15360, 256],
      [7680, 192],
      [3072, 128],
      [2048, 112],
      [1024, 80],
    ] as const
  ).find(([size]) => p >= size);
  return q < 160 ? 0 : Math.min(byPrime?.[1] ?? 0, Math.floor(q / 2));
}

/** EC_KEY_order_bits, in steps. */
const STEPS = [
  [512, 256],
  [384, 192],
  [256, 128],
  [224, 112],
  [160, 80],
] as const;

function curveStrength(key: PublicKey): number {
  const order = orderBits(key);
  if (order === undefined) return STRONG;
  return STEPS.find(([bits]) => order >= bits)?.[1] ?? Math.floor(order / 2);
}

/** Half of its length, but for what is broken. */
const DIGEST_BITS: Readonly<Record<string, number>> = {
  MD2: 0,
  MD4: 0,
  MD5: 39,
  'SHA-1': 63,
  'SHA-224': 112,
  'SHA-256': 128,
  'SHA-384': 192,
  'SHA-512': 256,
  'SHA-512/224': 112,
  'SHA-512/256': 128,
  'SHA3-224': 112,
  'SHA3-256': 128,
  'SHA3-384': 192,
  'SHA3-512': 256,
};

export function signatureStrength(certificate: Certificate): number {
  const hash = signatureOf(certificate)?.hash;
  return hash === undefined ? STRONG : (DIGEST_BITS[hash] ?? STRONG);
}
