// GeneralNames (RFC 5280, 4.2.1.6) from DER to text with the prefix of their kind: every kind, so
// that none is hidden.
import { TlsmithError } from '../../errors.js';
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { ia5Text, oidOf, shownHex, textOrHex } from '../der/der-values.js';
import { type DistinguishedName, formatDistinguishedName } from './distinguished-name.js';
import { ipAddressFromBytes } from './ip-address.js';
import { decodeName } from './name-encoding.js';

/** Microsoft's otherName for the account of a user, a UTF8String. */
export const USER_PRINCIPAL_NAME = '1.3.6.1.4.1.311.20.2.3';
const UTF8_STRING = 0x0c;

/**
 * The names of a GeneralNames sequence, as they stand: the caller escapes what it shows. Throws
 * `input-malformed`.
 */
export function decodeGeneralNames(der: Uint8Array): string[] {
  return membersOf(readDer(der, TAG.sequence)).map(generalNameText);
}

/**
 * `dns:a.example`, `ip:10.0.0.5`, `ip:10.0.0.0/8`, `dirname:CN=a`, `rid:1.2.3`, `upn:u@a.example`,
 * `other:1.2.3=text`, `x400:#hex`, `edi:assigner/party`.
 */
export function generalNameText(name: DerElement): string {
  switch (name.tag) {
    case 0xa0:
      return otherName(name);
    case 0x81:
      return `email:${ia5Text(name)}`;
    case 0x82:
      return `dns:${ia5Text(name)}`;
    case 0xa3:
      return `x400:#${shownHex(name.content)}`;
    case 0xa4:
      return `dirname:${directoryName(new DerReader(name.content).next(TAG.sequence))}`;
    case 0xa5:
      return `edi:${ediPartyName(name)}`;
    case 0x86:
      return `uri:${ia5Text(name)}`;
    case 0x87:
      return `ip:${addressText(name.content)}`;
    case 0x88:
      return `rid:${oidOf(name)}`;
    default:
      return `unknown:#${shownHex(name.whole)}`;
  }
}

/** More octets than any honest name has. */
const LONGEST_NAME = 65_536;

/**
 * The Name that an element is. Throws `input-malformed`, and `input-limit` where it is longer than
 * 64 KiB.
 */
export function nameOf({ whole }: DerElement): DistinguishedName {
  if (whole.length <= LONGEST_NAME) return decodeName(whole);
  throw new TlsmithError(
    'input-limit',
    (it) =>
      `${it} holds a distinguished name of ${whole.length} octets; at most ${LONGEST_NAME} are read`,
    { found: whole.length, limit: LONGEST_NAME },
  );
}

/** RFC 4514 text of a Name. */
function directoryName(name: DerElement): string {
  return formatDistinguishedName(nameOf(name));
}

/** OtherName: an identifier, and a value of its type under [0]. */
function otherName({ content }: DerElement): string {
  const members = new DerReader(content);
  const type = oidOf(members.next(TAG.oid));
  const value = new DerReader(members.next(0xa0).content).next();
  if (type === USER_PRINCIPAL_NAME && value.tag === UTF8_STRING) return `upn:${textOrHex(value)}`;
  return `other:${type}=${textOrHex(value)}`;
}

/** EDIPartyName: nameAssigner [0] is optional; both are DirectoryStrings. */
function ediPartyName({ content }: DerElement): string {
  return membersOf({ tag: TAG.sequence, content, whole: content })
    .map((part) => textOrHex(new DerReader(part.content).next()))
    .join('/');
}

/**
 * 4 or 16 octets are an address; twice as many an address and a mask (4.2.1.10); anything else is
 * no address.
 */
function addressText(octets: Uint8Array): string {
  if (octets.length === 4 || octets.length === 16) return ipAddressFromBytes(octets);
  if (octets.length !== 8 && octets.length !== 32) return `#${shownHex(octets)}`;
  const half = octets.length / 2;
  const mask = octets.subarray(half);
  const address = ipAddressFromBytes(octets.subarray(0, half));
  return `${address}/${prefixLength(mask) ?? ipAddressFromBytes(mask)}`;
}

/** The number of leading ones, or undefined where a one follows a zero. */
function prefixLength(mask: Uint8Array): number | undefined {
  const bits = [...mask].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(bits) ? bits.lastIndexOf('1') + 1 : undefined;
}
