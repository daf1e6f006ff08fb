// The MAC of a store: PKCS#12's own (RFC 7292, 5.1 and appendix B) written and checked, PBMAC1 (RFC
// 9579) checked.
import * as asn1js from 'asn1js';
import { equalBytes } from '../../pki/der/hex.js';
import type { Crypto, DigestName } from '../../ports.js';
import { members, parse } from './asn1.js';
import { malformed } from './fault.js';
import { hmacHash, keyDerivation, shortName, unsupported } from './derivation.js';
import {
  bmpPassword,
  derivationCost,
  deriveOctets,
  outputLength,
  type PasswordForm,
  PURPOSE,
} from './kdf.js';
import { checkCount, MAXIMUM_PBE_ITERATIONS } from './limits.js';
import type { Mac } from './structure.js';

const PBMAC1 = '1.2.840.113549.1.5.14';

const HASHES: Readonly<Record<string, DigestName>> = {
  '1.2.840.113549.2.5': 'MD5',
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '2.16.840.1.101.3.4.2.5': 'SHA-512/224',
  '2.16.840.1.101.3.4.2.6': 'SHA-512/256',
};

/** RFC 9579, 6: shorter keys are not accepted. */
const MINIMUM_PBMAC1_KEY = 20;

export interface MacScheme {
  /** `HMAC-SHA256`, or the same with PBMAC1 and its derivation before and behind it. */
  name: string;
  iterations: number;
  cost: number;
  isRight(password: PasswordForm, data: Uint8Array): Promise<boolean>;
}

/** Throws `input-malformed`, `input-limit`, `key-unsupported`. */
export function macScheme(mac: Mac, crypto: Crypto): MacScheme {
  if (mac.algorithm.oid === PBMAC1) return pbmac1(mac, crypto);
  const hash = HASHES[mac.algorithm.oid];
  if (!hash) throw unsupported('protected by', mac.algorithm.oid);
  const { salt, iterations } = mac;
  checkCount(iterations, MAXIMUM_PBE_ITERATIONS, 'iterations');
  return {
    name: `HMAC-${shortName(hash)}`,
    iterations,
    cost: derivationCost(hash, iterations, outputLength(hash)),
    isRight: async ({ bmp: password }, data) => {
      const derivation = { hash, password, salt, iterations };
      const key = deriveOctets(derivation, PURPOSE.mac, outputLength(hash), crypto);
      return equalBytes(crypto.hmac(hash, key, data), mac.digest);
    },
  };
}

/**
 * RFC 9579, 4 and 5: salt and iterations of MacData mean nothing; the length of the key has to be
 * said.
 */
function pbmac1(mac: Mac, crypto: Crypto): MacScheme {
  const [derivationValue, hmacValue] = members(parse(mac.algorithm.parameters));
  const derivation = keyDerivation(derivationValue, crypto);
  const hash = hmacHash(hmacValue);
  const { keyLength, iterations, cost } = derivation;
  if (keyLength === undefined || keyLength < MINIMUM_PBMAC1_KEY) throw malformed();
  return {
    name: `PBMAC1 HMAC-${shortName(hash)}, ${derivation.name}`,
    iterations,
    cost,
    isRight: async ({ octets }, data) => {
      const key = await derivation.derive(octets, keyLength);
      return equalBytes(crypto.hmac(hash, key, data), mac.digest);
    },
  };
}

export interface MacKey {
  hash: 'SHA-1' | 'SHA-256';
  key: Uint8Array;
  salt: Uint8Array;
  iterations: number;
}

/** Apart from `makeMac`, so that it can run while other threads derive the keys of the parts. */
export function deriveMacKey(password: string, by: Omit<MacKey, 'key'>, crypto: Crypto): MacKey {
  const derivation = { ...by, password: bmpPassword(password) };
  const key = deriveOctets(derivation, PURPOSE.mac, outputLength(by.hash), crypto);
  return { ...by, key };
}

export function makeMac(macKey: MacKey, data: Uint8Array, crypto: Crypto): Mac {
  const { hash, key, salt, iterations } = macKey;
  const oid = Object.keys(HASHES).find((id) => HASHES[id] === hash) as string;
  const parameters = new Uint8Array(new asn1js.Null().toBER());
  const digest = crypto.hmac(hash, key, data);
  return { algorithm: { oid, parameters }, digest, salt, iterations };
}
