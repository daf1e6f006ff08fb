// Why a file or a part of it is not described, in words.
import { TlsmithError } from '../../errors.js';
import { MalformedStructure } from '../../pki/der/malformed-structure.js';
import { recognise, UTF16_TEXT } from './recognise.js';

/** More parts in one file than any trust bundle in use: beyond, the file is refused. */
export const MAXIMUM_PARTS = 2_000;

export function tooMany(): TlsmithError {
  return new TlsmithError(
    'input-limit',
    (it) =>
      `${it} holds more than ${MAXIMUM_PARTS} certificates, keys and the like, which is the most that is read`,
    { limit: MAXIMUM_PARTS },
  );
}

export function trailing(count: number): TlsmithError {
  return new TlsmithError(
    'input-malformed',
    (it) => `${it} has ${count} octets at its end that belong to nothing`,
  );
}

/** Says what it is instead. */
export function notDescribed(bytes: Uint8Array): TlsmithError {
  const found = recognise(bytes);
  if (found === UTF16_TEXT) return wrongKind(bytes, found, '; save it as UTF-8 or ASCII');
  return wrongKind(bytes, found, ': no certificate, request, key, CRL or store');
}

function wrongKind(bytes: Uint8Array, found: string, advice: string): TlsmithError {
  const facts = { expected: 'a certificate, request, key, CRL or store', found };
  const why = new MalformedStructure('unknown', bytes);
  return new TlsmithError('input-wrong-kind', (it) => `${it} is ${found}${advice}`, facts, why);
}
