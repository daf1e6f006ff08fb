// GeneralNames (RFC 5280, 4.2.1.6) from our values to DER, for the subjectAltName.
import { TAG } from '../der/der.js';
import { encodeDer, encodeOid, encodeText } from '../der/der-encoding.js';
import type { GeneralName, GeneralNameKind } from './general-name.js';
import { USER_PRINCIPAL_NAME } from './general-name-encoding.js';
import { ipAddressToBytes } from './ip-address.js';

/**
 * Context tags: otherName [0], rfc822Name [1], dNSName [2], uniformResourceIdentifier [6],
 * iPAddress [7].
 */
const TAGS: Readonly<Record<GeneralNameKind, number>> = {
  other: 0xa0,
  upn: 0xa0,
  dirname: 0xa4,
  rid: 0x88,
  email: 0x81,
  dns: 0x82,
  uri: 0x86,
  ip: 0x87,
};

/**
 * A GeneralNames sequence. The names are canonical already, and so all ASCII but for otherNames.
 */
export function encodeGeneralNames(names: readonly GeneralName[]): Uint8Array {
  return encodeDer(
    TAG.sequence,
    ...names.map((name) => name.der ?? encodeDer(TAGS[name.kind], ...contents(name))),
  );
}

const UTF8_STRING = 0x0c;

function contents({ kind, value }: GeneralName): Uint8Array[] {
  if (kind === 'ip') return [ipAddressToBytes(value)];
  if (kind === 'rid') return [encodeOid(value)];
  // It has more than one encoding, and is only ever copied.
  if (kind === 'dirname') throw new RangeError('a directoryName is written from its DER only');
  if (kind !== 'other' && kind !== 'upn') return [encodeText(value)];
  const [type, ...text] = kind === 'upn' ? [USER_PRINCIPAL_NAME, value] : value.split('=');
  const explicit = encodeDer(0xa0, encodeDer(UTF8_STRING, encodeText(text.join('='))));
  return [encodeDer(TAG.oid, encodeOid(type as string)), explicit];
}
