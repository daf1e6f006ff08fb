// The entries of Java's own store formats as they stand in the file, keys still encrypted: JKS, and
// JCEKS, which adds secret keys.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import { checkEntries } from '../pkcs12/limits.js';
import { JavaData, malformedStore } from './java-data.js';
import { skipSerializedObject } from './serialized-object.js';

export type JavaStoreKind = 'JKS' | 'JCEKS';

export type JavaEntry = { alias: string } & (
  | { kind: 'key'; encryptedPrivateKeyInfo: Uint8Array; chain: EncodedCertificate[] }
  | { kind: 'certificate'; certificate: EncodedCertificate }
  | { kind: 'secret' }
);

/** `type` is nearly always `X.509`. */
export interface EncodedCertificate {
  type: string;
  encoded: Uint8Array;
}

export interface JavaStore {
  kind: JavaStoreKind;
  entries: JavaEntry[];
  /** What the digest covers. */
  covered: Uint8Array;
  digest: Uint8Array;
}

const MAGICS: Readonly<Record<number, JavaStoreKind>> = { 0xfeedfeed: 'JKS', 0xcececece: 'JCEKS' };
const DIGEST_LENGTH = 20;

/** By the first four octets; undefined for everything else. */
function javaStoreKindOf(bytes: Uint8Array): JavaStoreKind | undefined {
  return bytes.length < 4 ? undefined : MAGICS[Buffer.from(bytes.subarray(0, 4)).readUInt32BE()];
}

/**
 * Octets behind the digest are left alone, as Java leaves them. Throws `input-wrong-kind`,
 * `input-malformed`, `input-limit`.
 */
export function decodeEntries(bytes: Uint8Array): JavaStore {
  const kind = javaStoreKindOf(bytes);
  if (!kind) throw new TlsmithError('input-wrong-kind', (it) => `${it} is not a Java key store`);
  const data = new JavaData(bytes);
  data.octets(4);
  const version = data.unsigned(4);
  if (version !== 1 && version !== 2) {
    throw malformedStore(`it is of version ${version}, and there are only 1 and 2`);
  }
  const count = data.unsigned(4);
  checkEntries(count);
  const reading: Reading = { data, kind, version, certificates: 0 };
  const entries = Array.from({ length: count }, () => entryOf(reading));
  const covered = bytes.subarray(0, data.position);
  return { kind, entries, covered, digest: data.octets(DIGEST_LENGTH) };
}

interface Reading {
  data: JavaData;
  kind: JavaStoreKind;
  version: number;
  /** So far. */
  certificates: number;
}

function entryOf(reading: Reading): JavaEntry {
  const { data, kind } = reading;
  const tag = data.unsigned(4);
  const alias = data.text();
  data.octets(8); // When it was made.
  if (tag === 1) {
    const encryptedPrivateKeyInfo = data.counted();
    const length = data.unsigned(4);
    checkEntries(length);
    const chain = Array.from({ length }, () => certificateOf(reading));
    return { kind: 'key', alias, encryptedPrivateKeyInfo, chain };
  }
  if (tag === 2) return { kind: 'certificate', alias, certificate: certificateOf(reading) };
  if (tag === 3 && kind === 'JCEKS') {
    skipSerializedObject(data);
    return { kind: 'secret', alias };
  }
  throw malformedStore(`the entry ${quote(alias)} is of kind ${tag}, which ${kind} does not know`);
}

/** Version 1 knew X.509 only. */
function certificateOf(reading: Reading): EncodedCertificate {
  checkEntries(++reading.certificates);
  const type = reading.version === 1 ? 'X.509' : reading.data.text();
  return { type, encoded: reading.data.counted() };
}
