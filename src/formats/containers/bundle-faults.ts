// Why a file or a part of it is not described, in words.
import { TlsmithError } from '../../errors.js';
import { recognise } from './recognise.js';

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
  if (isUtf16(bytes)) {
    return wrongKind('UTF-16 text', '; save it as UTF-8 or ASCII');
  }
  const found = recognise(bytes);
  return wrongKind(found, ': no certificate, request, key, CRL or store');
}

/** By its mark, or by the zeros beside letters of ASCII. */
function isUtf16(bytes: Uint8Array): boolean {
  const [first, second] = bytes;
  if ((first === 0xff && second === 0xfe) || (first === 0xfe && second === 0xff)) return true;
  const head = bytes.subarray(0, 16);
  const isZeroAt = (parity: number) =>
    head.every((octet, at) => (at % 2 === parity) === (octet === 0) && octet < 0x80);
  return head.length === 16 && (isZeroAt(0) || isZeroAt(1));
}

function wrongKind(found: string, advice: string): TlsmithError {
  return new TlsmithError('input-wrong-kind', (it) => `${it} is ${found}${advice}`, {
    expected: 'a certificate, request, key, CRL or store',
    found,
  });
}
