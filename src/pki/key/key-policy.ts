// Which keys are certified, and which may sign certificates: sound ones, strong enough, of a kind
// that TLS libraries load.
import { TlsmithError } from '../../errors.js';
import { CURVES, type EllipticCurve } from './elliptic-curve.js';
import { describePublicKey, keyTypeOf, nameOfPublicKey, type PublicKey } from './public-key.js';
import { publicKeyFault } from './public-key-fault.js';

/**
 * For a key that gets a certificate. Throws `input-malformed` for one that is none, `key-weak`,
 * `key-unsupported`.
 */
export function checkKey(subjectPublicKeyInfo: Uint8Array): void {
  const key = soundKey(subjectPublicKeyInfo);
  if (key.algorithm !== 'EC' || keyTypeOf(key)) return;
  const found = nameOfPublicKey(key);
  throw new TlsmithError(
    'key-unsupported',
    `the key is ${found}, a curve that Go and Java's TLS refuse; P-256, P-384 and P-521 are loaded everywhere`,
    { found, possible: ['EC P-256', 'EC P-384', 'EC P-521'] },
  );
}

/**
 * For a CA's key: on another curve it signs what some verifiers take, and who loads the CA says
 * that. Throws as `checkKey` does.
 */
export function checkSigningKey(subjectPublicKeyInfo: Uint8Array): void {
  const key = soundKey(subjectPublicKeyInfo);
  if (key.algorithm !== 'EC' || curveNamed(key.curve)) return;
  const found = nameOfPublicKey(key);
  throw new TlsmithError('key-unsupported', `keys on the curve ${key.curve} are not supported`, {
    found,
  });
}

/** Throws `input-malformed` for a public key that is none. */
export function checkPublicKey(subjectPublicKeyInfo: Uint8Array): void {
  const fault = publicKeyFault(subjectPublicKeyInfo);
  if (fault === undefined) return;
  throw new TlsmithError('input-malformed', `the public key is invalid: ${fault}`);
}

function soundKey(subjectPublicKeyInfo: Uint8Array): PublicKey {
  checkPublicKey(subjectPublicKeyInfo);
  const key = describePublicKey(subjectPublicKeyInfo);
  checkStrength(key);
  const found = nameOfPublicKey(key);
  // RFC 5480, 2.1.1: the curve is named, never spelled out.
  if (key.curve === 'explicit') {
    throw new TlsmithError(
      'key-unsupported',
      'the EC key spells out its curve instead of naming it, and TLS libraries refuse such keys',
      { found },
    );
  }
  if (key.algorithm === 'other') {
    throw new TlsmithError('key-unsupported', `keys of the algorithm ${found} are not supported`, {
      found,
    });
  }
  return key;
}

/**
 * 112 bits of strength (NIST SP 800-57, 5.6.1): OpenSSL's default level and Java's
 * disabled-algorithms list.
 */
const LEAST_RSA_BITS = 2048;
const LEAST_ORDER_BITS = 224;

function checkStrength(key: PublicKey): void {
  const found = nameOfPublicKey(key);
  const curve = curveNamed(key.curve);
  const isWeakRsa = key.algorithm === 'RSA' && (key.size as number) < LEAST_RSA_BITS;
  const isWeakCurve = curve !== undefined && curve.n.toString(2).length < LEAST_ORDER_BITS;
  if (!isWeakRsa && !isWeakCurve) return;
  const least = isWeakRsa
    ? `RSA below ${LEAST_RSA_BITS} bits`
    : `curves below ${LEAST_ORDER_BITS} bits`;
  throw new TlsmithError('key-weak', `the key is ${found}; today's TLS libraries refuse ${least}`, {
    found,
  });
}

function curveNamed(name: string | undefined): EllipticCurve | undefined {
  return Object.values(CURVES).find((curve) => curve.name === name);
}
