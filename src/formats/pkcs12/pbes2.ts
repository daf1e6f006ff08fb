// PBES2 (RFC 8018, 6.2) for reading: any of its derivations with the ciphers that OpenSSL, Java,
// NSS and GnuTLS write.
import type * as asn1js from 'asn1js';
import type { CbcCipher, Crypto } from '../../ports.js';
import { count, identifier, members, octets, parse } from './asn1.js';
import { malformed } from './fault.js';
import { keyDerivation, unsupported } from './derivation.js';
import { singleDesKey } from './pbes1.js';
import type { Algorithm, Scheme } from './scheme.js';
import { decryptRc2Cbc } from './rc2.js';

const PBES2 = '1.2.840.113549.1.5.13';
const RC2_CBC = '1.2.840.113549.3.2';

interface Cipher {
  name: string;
  /** Undefined where the derivation's parameters say it. */
  keyLength: number | undefined;
  decrypt(
    key: Uint8Array,
    data: Uint8Array,
  ): Uint8Array | undefined | Promise<Uint8Array | undefined>;
}

const AES = '2.16.840.1.101.3.4.1';
const CAMELLIA = '1.2.392.200011.61.1.1.1';
const ARIA = '1.2.410.200046.1.1';

/** Cipher and octets of the key. */
const BLOCK_CIPHERS: Readonly<Record<string, readonly [CbcCipher, number]>> = {
  [`${AES}.2`]: ['aes', 16],
  [`${AES}.22`]: ['aes', 24],
  [`${AES}.42`]: ['aes', 32],
  [`${CAMELLIA}.2`]: ['camellia', 16],
  [`${CAMELLIA}.3`]: ['camellia', 24],
  [`${CAMELLIA}.4`]: ['camellia', 32],
  [`${ARIA}.2`]: ['aria', 16],
  [`${ARIA}.7`]: ['aria', 24],
  [`${ARIA}.12`]: ['aria', 32],
};

const DES_CIPHERS: Readonly<Record<string, readonly [name: string, keyLength: number]>> = {
  '1.2.840.113549.3.7': ['3DES-CBC', 24],
  '1.3.14.3.2.7': ['DES-CBC', 8],
};

/**
 * Undefined for another algorithm than PBES2. Throws `input-malformed`, `input-limit`,
 * `key-unsupported`.
 */
export function pbes2Scheme({ oid, parameters }: Algorithm, crypto: Crypto): Scheme | undefined {
  if (oid !== PBES2) return undefined;
  const [derivationValue, cipherValue] = members(parse(parameters));
  const derivation = keyDerivation(derivationValue, crypto);
  const cipher = cipherOf(cipherValue, crypto);
  const keyLength = cipher.keyLength ?? derivation.keyLength;
  const isKeyLengthSaid = derivation.keyLength !== undefined;
  if (keyLength === undefined || (isKeyLengthSaid && derivation.keyLength !== keyLength)) {
    throw malformed();
  }
  return {
    name: `PBES2 ${cipher.name}, ${derivation.name}`,
    iterations: derivation.iterations,
    cost: 2 * derivation.cost,
    decrypt: async (data, { octets: password }) =>
      cipher.decrypt(await derivation.derive(password, keyLength), data),
  };
}

function cipherOf(value: asn1js.AsnType | undefined, crypto: Crypto): Cipher {
  const [algorithm, parameters] = members(value);
  const oid = identifier(algorithm);
  const block = BLOCK_CIPHERS[oid];
  if (block) {
    const [cipher, keyLength] = block;
    const iv = vector(parameters, 16);
    return {
      name: `${cipher.toUpperCase()}-${keyLength * 8}-CBC`,
      keyLength,
      decrypt: (key, data) => crypto.decryptCbc(cipher, key, iv, data),
    };
  }
  const des = DES_CIPHERS[oid];
  if (des) {
    const [name, keyLength] = des;
    const iv = vector(parameters, 8);
    return {
      name,
      keyLength,
      decrypt: (key, data) =>
        crypto.decryptTripleDesCbc(keyLength === 8 ? singleDesKey(key) : key, iv, data),
    };
  }
  if (oid === RC2_CBC) return rc2(members(parameters));
  throw unsupported('encrypted with', oid);
}

/**
 * RFC 8018, B.2.3: the version stands for the effective bits of the key; without it they are 32.
 */
function rc2(parameters: asn1js.AsnType[]): Cipher {
  const version = parameters.length > 1 ? count(parameters[0]) : undefined;
  const bits = effectiveBits(version);
  const iv = vector(parameters.at(-1), 8);
  return {
    name: `RC2-${bits}-CBC`,
    keyLength: undefined,
    decrypt: (key, data) => decryptRc2Cbc(key, bits, iv, data),
  };
}

function effectiveBits(version: number | undefined): number {
  if (version === undefined) return 32;
  const known = ({ 160: 40, 120: 64, 58: 128 } as Record<number, number>)[version];
  if (known !== undefined) return known;
  if (version < 256 || version > 1024) throw malformed();
  return version;
}

function vector(value: asn1js.AsnType | undefined, length: number): Uint8Array {
  const iv = octets(value);
  if (iv.length !== length) throw malformed();
  return iv;
}
