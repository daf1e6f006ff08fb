// What is wrong with a structure that its reader has refused: the first fault as a sentence, and
// all that could be read.
import { ifNormalised } from '../../pki/der/ber.js';
import { TAG } from '../../pki/der/der.js';
import type { Structure } from '../../pki/der/malformed-structure.js';
import {
  EC_KEY,
  ENCRYPTED_PRIVATE_KEY,
  OCSP_RESPONSE,
  PFX,
  PKCS7,
  PRIVATE_KEY,
  PUBLIC_KEY,
  RSA_KEY,
} from './containers.js';
import { any, type Field } from './field.js';
import { type Fault, type ReadValue, Walk } from './walk.js';
import { CERTIFICATE, CRL, REQUEST } from './x509.js';

export interface Diagnosis {
  /** Undefined where nobody knows what it is meant to be. */
  structure: Structure | undefined;
  /** The first is told. */
  faults: readonly Fault[];
  values: readonly ReadValue[];
  /** What is wrong, to be set behind the sentence of the reader and a colon. */
  text: string;
}

const GRAMMARS: Readonly<Record<Structure, Field>> = {
  certificate: CERTIFICATE,
  crl: CRL,
  'certification-request': REQUEST,
  'public-key': PUBLIC_KEY,
  pkcs8: PRIVATE_KEY,
  pkcs1: RSA_KEY,
  sec1: EC_KEY,
  'pkcs8-encrypted': ENCRYPTED_PRIVATE_KEY,
  pkcs7: PKCS7,
  pkcs12: PFX,
  'ocsp-response': OCSP_RESPONSE,
};

/** Undefined where the grammar finds nothing: the reader has another reason. */
export function diagnose(structure: Structure, bytes: Uint8Array): Diagnosis | undefined {
  const read = ifNormalised(bytes);
  const { faults, values } = new Walk(read?.isBer === true ? read.der : bytes, GRAMMARS[structure]);
  const [first] = faults;
  return first && { structure, faults, values, text: sentenceOf(first) };
}

function sentenceOf({ field, offset, found, expected, citation }: Fault): string {
  const subject = field === '' ? 'its outermost element' : `its ${field}`;
  return `${subject}, at offset ${offset}, ${found}, where ${citation}, wants ${expected}`;
}

/** Elements in elements, whatever they are: only their lengths are judged. */
const ANYTHING: Field = {
  ...any('', { wants: 'an element', citation: 'X.690' }),
  get each() {
    return ANYTHING;
  },
};

/** What is longer is no certificate, and each guess reads it as a whole. */
const LARGEST_GUESSED = 1024 * 1024;

/** Fewer values than these may have been read by chance. */
const LEAST_VALUES = 1;

/**
 * Of DER that is of no known kind: the structure of which most can be read, if it is one that is
 * damaged.
 */
export function nearestDiagnosis(bytes: Uint8Array): Diagnosis | undefined {
  const cutOff = new Walk(bytes, ANYTHING).faults;
  const guesses = bytes.length > LARGEST_GUESSED ? [] : (Object.keys(GRAMMARS) as Structure[]);
  const all = guesses.flatMap((one) => diagnose(one, bytes) ?? []);
  const [nearest] = all.toSorted(
    (a, b) => b.values.length - a.values.length || a.faults.length - b.faults.length,
  );
  if (nearest && nearest.values.length >= LEAST_VALUES) return nearest;
  const [first] = cutOff;
  const isLong = bytes[0] === TAG.sequence && (bytes[1] ?? 0) > 0x80;
  return first && isLong
    ? { structure: undefined, faults: cutOff, values: [], text: sentenceOf(first) }
    : undefined;
}
