// Password-based encryption of PKCS#12 itself (RFC 7292, appendix C): six schemes read, the one
// with 3DES also written.
import * as asn1js from 'asn1js';
import type { Crypto, Random } from '../../ports.js';
import { count, members, octets, parse } from './asn1.js';
import { bmpPassword, derivationCost, deriveOctets, PURPOSE } from './kdf.js';
import { checkCount, MAXIMUM_PBE_ITERATIONS } from './limits.js';
import type { Algorithm, Encrypted, Scheme } from './scheme.js';
import { decryptRc2Cbc } from './rc2.js';
import { decryptRc4 } from './rc4.js';

const PKCS12_PBE = '1.2.840.113549.1.12.1';
const TRIPLE_DES = `${PKCS12_PBE}.3`;
const IV_LENGTH = 8;

interface Cipher {
  name: string;
  keyLength: number;
  ivLength: number;
  decrypt(
    key: Uint8Array,
    iv: Uint8Array,
    data: Uint8Array,
    crypto: Crypto,
  ): Uint8Array | undefined | Promise<Uint8Array | undefined>;
}

const rc4 = (bits: number): Cipher => ({
  name: `RC4-${bits}`,
  keyLength: bits / 8,
  ivLength: 0,
  decrypt: (key, _iv, data) => decryptRc4(key, data),
});
const rc2 = (bits: number): Cipher => ({
  name: `RC2-${bits}-CBC`,
  keyLength: bits / 8,
  ivLength: IV_LENGTH,
  decrypt: (key, iv, data) => decryptRc2Cbc(key, bits, iv, data),
});

const CIPHERS: Readonly<Record<string, Cipher>> = {
  [`${PKCS12_PBE}.1`]: rc4(128),
  [`${PKCS12_PBE}.2`]: rc4(40),
  [TRIPLE_DES]: {
    name: '3DES-CBC',
    keyLength: 24,
    ivLength: IV_LENGTH,
    decrypt: (key, iv, data, crypto) => crypto.decryptTripleDesCbc(key, iv, data),
  },
  [`${PKCS12_PBE}.4`]: {
    name: '3DES-CBC with two keys',
    keyLength: 16,
    ivLength: IV_LENGTH,
    decrypt: (key, iv, data, crypto) =>
      crypto.decryptTripleDesCbc(Buffer.concat([key, key.subarray(0, 8)]), iv, data),
  },
  [`${PKCS12_PBE}.5`]: rc2(128),
  [`${PKCS12_PBE}.6`]: rc2(40),
};

/** Undefined for an algorithm that is none of the six. Throws `input-malformed`, `input-limit`. */
export function pkcs12Scheme({ oid, parameters }: Algorithm, crypto: Crypto): Scheme | undefined {
  const cipher = CIPHERS[oid];
  if (!cipher) return undefined;
  const [saltValue, iterationCount] = members(parse(parameters));
  const salt = octets(saltValue);
  const iterations = count(iterationCount);
  checkCount(iterations, MAXIMUM_PBE_ITERATIONS, 'iterations');
  const cost = [cipher.keyLength, cipher.ivLength]
    .map((length) => derivationCost('SHA-1', iterations, length))
    .reduce((sum, one) => sum + one, 0);
  return {
    name: `PBE SHA1 ${cipher.name}`,
    iterations,
    cost,
    decrypt: async (data, { bmp }) => {
      const derivation = { hash: 'SHA-1', password: bmp, salt, iterations } as const;
      const key = deriveOctets(derivation, PURPOSE.key, cipher.keyLength, crypto);
      const iv = deriveOctets(derivation, PURPOSE.iv, cipher.ivLength, crypto);
      return cipher.decrypt(key, iv, data, crypto);
    },
  };
}

/** pbeWithSHAAnd3-KeyTripleDES-CBC, which everything since Windows XP and JDK 5 reads. */
export async function encryptPkcs12TripleDes(
  data: Uint8Array,
  password: string,
  iterations: number,
  { crypto, random }: { crypto: Crypto; random: Random },
): Promise<Encrypted> {
  const salt = random.bytes(16);
  const derivation = { hash: 'SHA-1', password: bmpPassword(password), salt, iterations } as const;
  const key = deriveOctets(derivation, PURPOSE.key, 24, crypto);
  const iv = deriveOctets(derivation, PURPOSE.iv, IV_LENGTH, crypto);
  const parameters = new asn1js.Sequence({
    value: [new asn1js.OctetString({ valueHex: salt }), new asn1js.Integer({ value: iterations })],
  });
  return {
    algorithm: { oid: TRIPLE_DES, parameters: new Uint8Array(parameters.toBER()) },
    data: await crypto.encryptTripleDesCbc(key, iv, data),
  };
}
