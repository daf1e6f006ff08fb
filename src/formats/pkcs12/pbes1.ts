// PBES1 (RFC 8018, 6.1) for reading only: the schemes with DES and RC2, which OpenSSL 3 no longer
// opens by itself.
import type { Crypto, DigestName } from '../../ports.js';
import { count, members, octets, parse } from './asn1.js';
import { checkCount, MAXIMUM_PBE_ITERATIONS } from './limits.js';
import type { Algorithm, Scheme } from './scheme.js';
import { decryptRc2Cbc } from './rc2.js';

/** All that is ever encrypted begins with it. */
const SEQUENCE = 0x30;

const PKCS5 = '1.2.840.113549.1.5';

const SCHEMES: Readonly<Record<string, { hash: DigestName; cipher: 'DES' | 'RC2' }>> = {
  [`${PKCS5}.3`]: { hash: 'MD5', cipher: 'DES' },
  [`${PKCS5}.6`]: { hash: 'MD5', cipher: 'RC2' },
  [`${PKCS5}.10`]: { hash: 'SHA-1', cipher: 'DES' },
  [`${PKCS5}.11`]: { hash: 'SHA-1', cipher: 'RC2' },
};

/** Undefined for an algorithm that is none of the four. Throws `input-malformed`, `input-limit`. */
export function pbes1Scheme({ oid, parameters }: Algorithm, crypto: Crypto): Scheme | undefined {
  const scheme = SCHEMES[oid];
  if (!scheme) return undefined;
  const { hash, cipher } = scheme;
  const [saltValue, iterationCount] = members(parse(parameters));
  const salt = octets(saltValue);
  const iterations = count(iterationCount);
  checkCount(iterations, MAXIMUM_PBE_ITERATIONS, 'iterations');
  return {
    name: `PBES1 ${hash.replace('-', '')} ${cipher}-CBC`,
    iterations,
    cost: iterations,
    // PBKDF1 (5.1): the first eight octets are the key, the next eight the vector.
    decrypt: async (data, password) => {
      const start = Buffer.concat([password.octets, salt]);
      const derived = crypto.digestRepeatedly(hash, start, iterations);
      const decryptWith = (iv: Uint8Array) =>
        cipher === 'RC2'
          ? decryptRc2Cbc(derived.subarray(0, 8), 64, iv, data)
          : crypto.decryptTripleDesCbc(singleDesKey(derived.subarray(0, 8)), iv, data);
      const plain = await decryptWith(derived.subarray(8, 16));
      // NSS takes the vector from the end of the hash: with SHA-1 this garbles the first block, and
      // only that.
      return plain && plain[0] !== SEQUENCE ? decryptWith(derived.subarray(-8)) : plain;
    },
  };
}

/** 3DES encrypts, decrypts, encrypts: with one key three times it is DES. */
export function singleDesKey(key: Uint8Array): Uint8Array {
  return Buffer.concat([key, key, key]);
}
