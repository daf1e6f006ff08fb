// Every form of a GeneralName, with what name constraints can say of it.
import {
  commonNames,
  directory,
  dnsName,
  emailName,
  ipName,
  nul,
  oid,
  otherName,
  sequence,
  tlv,
  uriName,
  utf8String,
} from '../../path-builder.js';

export const HOST = 'host.example';

/** What the CA is constrained to, or from. */
export const BASES = ['its own base', 'another base', 'an empty base', 'a malformed base'] as const;

export interface NameForm {
  name: string;
  /** The end entity's name of this form. */
  general: Uint8Array;
  /** In the order of BASES. */
  bases: readonly [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  /** As a common name; undefined where the form has no such text. */
  text?: string;
  /** What is dialled. */
  host: string;
}

const rid = (dotted: string) => tlv(0x88, oid(dotted).subarray(2));
const party = (name: string) => tlv(0xa5, tlv(0xa1, utf8String(name)));
/** An O/R address with a country. */
const x400 = (country: string) =>
  tlv(0xa3, sequence(tlv(0x61, tlv(0x13, Buffer.from(country, 'latin1')))));
const ipv6 = (...head: number[]) => [...head, ...Array<number>(16 - head.length).fill(0)];
const ADDRESS_6 = [...ipv6(0x20, 1, 0xd, 0xb8).slice(0, 15), 1];

export const NAME_FORMS: readonly NameForm[] = [
  {
    ...{ name: 'dNSName', general: dnsName(HOST), text: HOST, host: HOST },
    bases: [dnsName('example'), dnsName('other.example'), dnsName(''), dnsName('a..b')],
  },
  {
    ...{ name: 'iPAddress v4', general: ipName(10, 1, 2, 3), text: '10.1.2.3', host: '10.1.2.3' },
    bases: [
      ipName(10, 0, 0, 0, 255, 0, 0, 0),
      ipName(192, 168, 0, 0, 255, 255, 0, 0),
      ipName(0, 0, 0, 0, 0, 0, 0, 0),
      ipName(10, 0, 0, 0, 255),
    ],
  },
  {
    ...{ name: 'iPAddress v6', general: ipName(...ADDRESS_6) },
    ...{ text: '2001:db8::1', host: '2001:db8::1' },
    bases: [
      ipName(...ipv6(0x20, 1, 0xd, 0xb8), ...ipv6(255, 255, 255, 255)),
      ipName(...ipv6(0xfd), ...ipv6(255)),
      ipName(...ipv6(), ...ipv6()),
      ipName(...ipv6(0x20), ...ipv6(0, 255)),
    ],
  },
  {
    ...{ name: 'rfc822Name', general: emailName(`a@${HOST}`), text: `a@${HOST}`, host: HOST },
    bases: [emailName(HOST), emailName('other.example'), emailName(''), emailName('a@b@c')],
  },
  {
    ...{ name: 'URI', general: uriName(`https://${HOST}/x`) },
    ...{ text: `https://${HOST}/x`, host: HOST },
    bases: [uriName(HOST), uriName('other.example'), uriName(''), uriName('a..b')],
  },
  {
    ...{ name: 'directoryName', general: directory(commonNames(HOST)), text: HOST, host: HOST },
    bases: [
      directory(commonNames(HOST)),
      directory(commonNames('other')),
      directory(sequence()),
      directory(nul),
    ],
  },
  {
    ...{ name: 'registeredID', general: rid('1.2.3.4'), host: HOST },
    bases: [rid('1.2.3.4'), rid('1.2.3.5'), tlv(0x88), tlv(0x88, Uint8Array.of(0x80, 1))],
  },
  {
    ...{ name: 'otherName', general: otherName('1.2.3.4', 'x'), host: HOST },
    bases: [
      otherName('1.2.3.4', 'x'),
      otherName('1.2.3.5', 'x'),
      tlv(0xa0),
      tlv(0xa0, utf8String('x')),
    ],
  },
  {
    ...{ name: 'x400Address', general: x400('DE'), host: HOST },
    bases: [x400('DE'), x400('FR'), tlv(0xa3, sequence()), tlv(0xa3, nul)],
  },
  {
    ...{ name: 'ediPartyName', general: party('x'), host: HOST },
    bases: [party('x'), party('y'), tlv(0xa5), tlv(0xa5, nul)],
  },
];
