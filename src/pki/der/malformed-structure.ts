// The refusal of a structure that is damaged, with its octets: what is wrong with them is looked for
// where somebody is to be told.
import { TlsmithError } from '../../errors.js';

const NAMES = {
  certificate: 'the certificate',
  crl: 'the certificate revocation list',
  'certification-request': 'the certificate request',
  'public-key': 'the public key',
  pkcs8: 'the private key',
  pkcs1: 'the private key',
  sec1: 'the private key',
  'pkcs8-encrypted': 'the encrypted private key',
  pkcs7: 'the PKCS#7 message',
  pkcs12: 'the PKCS#12 store',
  'ocsp-response': 'the OCSP response',
} as const;

export type Structure = keyof typeof NAMES;

/** The cause of a refusal. */
export class MalformedStructure extends Error {
  /** `unknown`: DER of which nobody knows what it is meant to be. */
  readonly structure: Structure | 'unknown';
  readonly der: Uint8Array;

  constructor(structure: Structure | 'unknown', der: Uint8Array, cause?: unknown) {
    super(`malformed: ${structure}`, { cause });
    this.structure = structure;
    this.der = der;
  }
}

export function nameOfStructure(structure: Structure): string {
  return NAMES[structure].replace(/^the (?=[eO])/, 'an ').replace(/^the /, 'a ');
}

/** `input-malformed`: "the certificate is malformed". */
export function malformedStructure(
  structure: Structure,
  der: Uint8Array,
  cause?: unknown,
): TlsmithError {
  const why = new MalformedStructure(structure, der, cause);
  return new TlsmithError('input-malformed', `${NAMES[structure]} is malformed`, {}, why);
}

/** Runs `read`; what it finds malformed is malformed as a whole. */
export function readingStructure<T>(structure: Structure, der: Uint8Array, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code !== 'input-malformed') throw error;
    throw malformedStructure(structure, der, error);
  }
}

/** The innermost that is known of it; undefined for any other failure. */
export function malformedIn(error: unknown): MalformedStructure | undefined {
  let found: MalformedStructure | undefined;
  for (let one: unknown = error; one instanceof Error; one = one.cause) {
    if (!(one instanceof MalformedStructure)) continue;
    if (!found || one.structure !== 'unknown') found = one;
  }
  return found;
}
