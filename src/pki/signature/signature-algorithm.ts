// Signature algorithms by identifier: their usual names and the hash that each uses. For those who
// show or judge signatures.
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { oidOf } from '../der/der-values.js';
import { POST_QUANTUM } from '../key/post-quantum.js';

export interface SignatureAlgorithm {
  oid: string;
  /** As RFCs 3279, 4055, 5758, 8410, 8692, 9881 and 9909 name it; dotted if unknown. */
  name: string;
  /** Undefined where the algorithm brings its own (EdDSA, ML-DSA) or is unknown. */
  hash?: string | undefined;
  /** Identifiers of the keys that make such signatures; none where it is unknown. */
  keys: readonly string[];
  /** Whether anything stands behind the identifier, NULL too. */
  hasParameters: boolean;
}

export const RSA_KEY = '1.2.840.113549.1.1.1';
export const RSASSA_PSS = '1.2.840.113549.1.1.10';
export const EC_KEY = '1.2.840.10045.2.1';
export const DSA_KEY = '1.2.840.10040.4.1';

const NIST = '2.16.840.1.101.3.4';

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  [`${NIST}.2.1`]: 'SHA-256',
  [`${NIST}.2.2`]: 'SHA-384',
  [`${NIST}.2.3`]: 'SHA-512',
  [`${NIST}.2.4`]: 'SHA-224',
  [`${NIST}.2.5`]: 'SHA-512/224',
  [`${NIST}.2.6`]: 'SHA-512/256',
  [`${NIST}.2.7`]: 'SHA3-224',
  [`${NIST}.2.8`]: 'SHA3-256',
  [`${NIST}.2.9`]: 'SHA3-384',
  [`${NIST}.2.10`]: 'SHA3-512',
  '1.2.840.113549.2.5': 'MD5',
};

type Row = readonly [name: string, hash: string];

const BY_RSA: Readonly<Record<string, Row>> = {
  '1.2.840.113549.1.1.2': ['md2WithRSAEncryption', 'MD2'],
  '1.2.840.113549.1.1.3': ['md4WithRSAEncryption', 'MD4'],
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'MD5'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'SHA-1'],
  '1.3.14.3.2.29': ['sha1WithRSA', 'SHA-1'],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'SHA-256'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'SHA-384'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'SHA-512'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'SHA-224'],
  '1.2.840.113549.1.1.15': ['sha512-224WithRSAEncryption', 'SHA-512/224'],
  '1.2.840.113549.1.1.16': ['sha512-256WithRSAEncryption', 'SHA-512/256'],
  [`${NIST}.3.13`]: ['rsassa-pkcs1-v1_5-with-sha3-224', 'SHA3-224'],
  [`${NIST}.3.14`]: ['rsassa-pkcs1-v1_5-with-sha3-256', 'SHA3-256'],
  [`${NIST}.3.15`]: ['rsassa-pkcs1-v1_5-with-sha3-384', 'SHA3-384'],
  [`${NIST}.3.16`]: ['rsassa-pkcs1-v1_5-with-sha3-512', 'SHA3-512'],
};

const BY_EC: Readonly<Record<string, Row>> = {
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'SHA-1'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'SHA-224'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'SHA-256'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'SHA-384'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'SHA-512'],
  [`${NIST}.3.9`]: ['ecdsa-with-sha3-224', 'SHA3-224'],
  [`${NIST}.3.10`]: ['ecdsa-with-sha3-256', 'SHA3-256'],
  [`${NIST}.3.11`]: ['ecdsa-with-sha3-384', 'SHA3-384'],
  [`${NIST}.3.12`]: ['ecdsa-with-sha3-512', 'SHA3-512'],
};

const BY_DSA: Readonly<Record<string, Row>> = {
  '1.2.840.10040.4.3': ['dsa-with-sha1', 'SHA-1'],
  [`${NIST}.3.1`]: ['dsa-with-sha224', 'SHA-224'],
  [`${NIST}.3.2`]: ['dsa-with-sha256', 'SHA-256'],
  [`${NIST}.3.3`]: ['dsa-with-sha384', 'SHA-384'],
  [`${NIST}.3.4`]: ['dsa-with-sha512', 'SHA-512'],
  [`${NIST}.3.5`]: ['dsa-with-sha3-224', 'SHA3-224'],
  [`${NIST}.3.6`]: ['dsa-with-sha3-256', 'SHA3-256'],
  [`${NIST}.3.7`]: ['dsa-with-sha3-384', 'SHA3-384'],
  [`${NIST}.3.8`]: ['dsa-with-sha3-512', 'SHA3-512'],
};

/** Keys and signatures have one identifier. */
const BY_THEMSELVES: Readonly<Record<string, string>> = {
  '1.3.101.112': 'Ed25519',
  '1.3.101.113': 'Ed448',
};

const TABLES = [
  [BY_RSA, RSA_KEY],
  [BY_EC, EC_KEY],
  [BY_DSA, DSA_KEY],
] as const;

/** Of an AlgorithmIdentifier. Throws `input-malformed`. */
export function describeSignatureAlgorithm({ content }: DerElement): SignatureAlgorithm {
  const members = new DerReader(content);
  const oid = oidOf(members.next(TAG.oid));
  const hasParameters = !members.isDone;
  if (oid === RSASSA_PSS) {
    const hash = pssHash(members.optional(TAG.sequence));
    const keys = [RSA_KEY, RSASSA_PSS];
    return { oid, name: `rsassaPss with ${hash}`, hash, keys, hasParameters };
  }
  for (const [table, key] of TABLES) {
    const row = table[oid];
    if (row) return { oid, name: row[0], hash: row[1], keys: [key], hasParameters };
  }
  const name = BY_THEMSELVES[oid] ?? POST_QUANTUM[oid]?.name;
  return { oid, name: name ?? oid, keys: name === undefined ? [] : [oid], hasParameters };
}

/** Of anything that is signed: certificate, request or CRL, DER. */
export function signatureAlgorithmOf(signed: Uint8Array): SignatureAlgorithm {
  const members = new DerReader(readDer(signed, TAG.sequence).content);
  members.next(TAG.sequence);
  return describeSignatureAlgorithm(members.next(TAG.sequence));
}

/**
 * Whether two documents of one digest are made in seconds: a signature over it can be moved to
 * another document (RFC 6151, 2.1).
 */
export function isForgeable({ hash }: SignatureAlgorithm): boolean {
  return hash === 'MD2' || hash === 'MD4' || hash === 'MD5';
}

/** RFC 4055, 3.1: the hash stands under [0]; SHA-1 where it is left out. */
function pssHash(parameters: DerElement | undefined): string {
  const tagged = parameters && membersOf(parameters).find(({ tag }) => tag === 0xa0);
  if (!tagged) return 'SHA-1';
  const oid = oidOf(
    new DerReader(new DerReader(tagged.content).next(TAG.sequence).content).next(TAG.oid),
  );
  return HASHES[oid] ?? oid;
}
