// Name attribute × string type × content, by pairs: every type with every content, and the attribute moved on by one with each step of either,
// so that every attribute meets every type and every content.
import { rdn } from '../../der.js';
import { OID, sequence, tlv } from '../../path-builder.js';
import { type CaseRow, usual } from '../case.js';

const ATTRIBUTES = [
  ['commonName', '2.5.4.3'],
  ['organizationName', '2.5.4.10'],
  ['countryName', '2.5.4.6'],
  ['emailAddress', '1.2.840.113549.1.9.1'],
  ['domainComponent', '0.9.2342.19200300.100.1.25'],
  ['serialNumber', '2.5.4.5'],
] as const;

const TYPES = [
  ['UTF8String', 0x0c, 1],
  ['PrintableString', 0x13, 1],
  ['IA5String', 0x16, 1],
  ['TeletexString', 0x14, 1],
  ['BMPString', 0x1e, 2],
  ['UniversalString', 0x1c, 4],
  ['NumericString', 0x12, 1],
] as const;

/** Octets for what one character is in one, two or four of them. */
const CONTENTS: readonly (readonly [what: string, octets: (width: number) => Uint8Array])[] = [
  ['host.example', (width) => wide('host.example', width)],
  ['an underscore', (width) => wide('my_host.example', width)],
  ['an at sign', (width) => wide('a@host.example', width)],
  ['an asterisk', (width) => wide('*.example', width)],
  ['Latin-1', (width) => wide('h\u00f6st.example', width)],
  ['broken UTF-8', () => Uint8Array.of(0x68, 0xc3, 0x28, 0x65)],
  ['an odd length', () => Uint8Array.of(0x68, 0x6f, 0x73, 0x74, 0x31)],
  ['nothing', () => new Uint8Array(0)],
];

function wide(text: string, width: number): Uint8Array {
  return Uint8Array.from(
    [...Buffer.from(text, 'latin1')].flatMap((octet) => [...new Uint8Array(width - 1), octet]),
  );
}

export function attributeGrid(): CaseRow[] {
  return [...byPairs(), ...hosts()];
}

/** A host in the common name is read as each type, without a subjectAltName. */
function hosts(): CaseRow[] {
  return TYPES.map(([type, tag, width]) =>
    usual(
      `names: a host in commonName as ${type}`,
      {
        leaf: {
          subject: sequence(rdn('2.5.4.3', tlv(tag, wide('host.example', width)))),
          changes: { [OID.san]: undefined },
        },
      },
      'host.example',
    ),
  );
}

function byPairs(): CaseRow[] {
  return TYPES.flatMap(([type, tag, width], i) =>
    CONTENTS.flatMap(([what, octets], j) => {
      const [attribute, oid] = ATTRIBUTES[
        (i + j) % ATTRIBUTES.length
      ] as (typeof ATTRIBUTES)[number];
      const subject = sequence(rdn(oid, tlv(tag, octets(width))));
      const name = `names: ${attribute} as ${type}, ${what}`;
      const bare = { leaf: { subject, changes: { [OID.san]: undefined } } };
      return [
        usual(`${name}, no subjectAltName`, bare, 'host.example'),
        { ...usual(name, { leaf: { subject } }), roles: ['client'] as const },
      ];
    }),
  );
}
