// Signature algorithms by identifier: their usual names and the hash that each uses. For those who
// show or judge signatures.
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { oidOf } from '../der/der-values.js';
import { POST_QUANTUM } from '../key/post-quantum.js';

export interface SignatureAlgorithm {
  oid: string;
  /** As RFCs 3279, 4055, 5758, 8410, 9881 and 9909 name it; dotted if unknown. */
  name: string;
  /** Undefined where the algorithm brings its own (EdDSA, ML-DSA) or is unknown. */
  hash?: string | undefined;
  /** Whether anything stands behind the identifier, NULL too. */
  hasParameters: boolean;
}

const HASHES: Readonly<Record<string, string>> = {
  '1.3.14.3.2.26': 'SHA-1',
  '2.16.840.1.101.3.4.2.1': 'SHA-256',
  '2.16.840.1.101.3.4.2.2': 'SHA-384',
  '2.16.840.1.101.3.4.2.3': 'SHA-512',
  '2.16.840.1.101.3.4.2.4': 'SHA-224',
  '1.2.840.113549.2.5': 'MD5',
};

const ALGORITHMS: Readonly<Record<string, readonly [name: string, hash?: string]>> = {
  '1.2.840.113549.1.1.2': ['md2WithRSAEncryption', 'MD2'],
  '1.2.840.113549.1.1.3': ['md4WithRSAEncryption', 'MD4'],
  '1.2.840.113549.1.1.4': ['md5WithRSAEncryption', 'MD5'],
  '1.2.840.113549.1.1.5': ['sha1WithRSAEncryption', 'SHA-1'],
  '1.3.14.3.2.29': ['sha1WithRSA', 'SHA-1'],
  '1.2.840.113549.1.1.11': ['sha256WithRSAEncryption', 'SHA-256'],
  '1.2.840.113549.1.1.12': ['sha384WithRSAEncryption', 'SHA-384'],
  '1.2.840.113549.1.1.13': ['sha512WithRSAEncryption', 'SHA-512'],
  '1.2.840.113549.1.1.14': ['sha224WithRSAEncryption', 'SHA-224'],
  '1.2.840.10040.4.3': ['dsa-with-sha1', 'SHA-1'],
  '2.16.840.1.101.3.4.3.2': ['dsa-with-sha256', 'SHA-256'],
  '1.2.840.10045.4.1': ['ecdsa-with-SHA1', 'SHA-1'],
  '1.2.840.10045.4.3.1': ['ecdsa-with-SHA224', 'SHA-224'],
  '1.2.840.10045.4.3.2': ['ecdsa-with-SHA256', 'SHA-256'],
  '1.2.840.10045.4.3.3': ['ecdsa-with-SHA384', 'SHA-384'],
  '1.2.840.10045.4.3.4': ['ecdsa-with-SHA512', 'SHA-512'],
  '1.3.101.112': ['Ed25519'],
  '1.3.101.113': ['Ed448'],
};

const RSASSA_PSS = '1.2.840.113549.1.1.10';

/** Of an AlgorithmIdentifier. Throws `input-malformed`. */
export function describeSignatureAlgorithm({ content }: DerElement): SignatureAlgorithm {
  const members = new DerReader(content);
  const oid = oidOf(members.next(TAG.oid));
  const hasParameters = !members.isDone;
  if (oid === RSASSA_PSS) {
    const hash = pssHash(members.optional(TAG.sequence));
    return { oid, name: `rsassaPss with ${hash}`, hash, hasParameters };
  }
  const [name, hash] = ALGORITHMS[oid] ?? [POST_QUANTUM[oid]?.name ?? oid];
  return { oid, name, hash, hasParameters };
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
