// Name attribute × string type × content, by pairs: every type with every content, and the attribute moved on by one with each step of either,
// so that every attribute meets every type and every content.
import { rdn } from '../../der.js';
import { dnsName, emailName, nameConstraints, OID, sequence, tlv } from '../../path-builder.js';
import { type CaseRow, type Parts, usual } from '../case.js';

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
  return TYPES.flatMap((type, i) => [
    ...CONTENTS.flatMap((content, j) => {
      const attribute = ATTRIBUTES[(i + j) % ATTRIBUTES.length] as (typeof ATTRIBUTES)[number];
      return byPair(attribute, type, content);
    }),
    ...asHost(type),
    ...asMailbox(type),
  ]);
}

const NO_NAMES = { [OID.san]: undefined };
const CONSTRAINTS = [
  ['under a domain', nameConstraints({ permitted: [dnsName('other.example')] })],
  ["under a mailbox's host", nameConstraints({ permitted: [emailName('host.example')] })],
] as const;

/** As a client's; a common name as the host of a server too, a mailbox under constraints. */
function byPair(
  [attribute, oid]: (typeof ATTRIBUTES)[number],
  [type, tag, width]: (typeof TYPES)[number],
  [what, octets]: (typeof CONTENTS)[number],
): CaseRow[] {
  const subject = sequence(rdn(oid, tlv(tag, octets(width))));
  const name = `names: ${attribute} as ${type}, ${what}`;
  const plain = asClient(name, { leaf: { subject } });
  if (attribute === 'emailAddress') return [plain, ...constrained(name, subject)];
  if (attribute !== 'commonName') return [plain];
  const bare = { leaf: { subject, changes: NO_NAMES } };
  return [plain, usual(`${name}, no subjectAltName`, bare, 'host.example')];
}

function asHost([type, tag, width]: (typeof TYPES)[number]): CaseRow[] {
  const subject = sequence(rdn('2.5.4.3', tlv(tag, wide('host.example', width))));
  const name = `names: a host in commonName as ${type}`;
  const bare = { leaf: { subject, changes: NO_NAMES } };
  return [usual(name, bare, 'host.example'), ...constrained(name, subject)];
}

function asMailbox([type, tag, width]: (typeof TYPES)[number]): CaseRow[] {
  const subject = sequence(rdn('1.2.840.113549.1.9.1', tlv(tag, wide('a@host.example', width))));
  return constrained(`names: a mailbox in emailAddress as ${type}`, subject);
}

/** Without a subjectAltName, where the subject counts everywhere. */
const constrained = (name: string, subject: Uint8Array): CaseRow[] =>
  CONSTRAINTS.map(([said, extension]) =>
    asClient(`${name}, ${said}`, {
      intermediate: { changes: { [OID.nc]: extension } },
      leaf: { subject, changes: NO_NAMES },
    }),
  );

const asClient = (name: string, parts: Parts): CaseRow => ({
  ...usual(name, parts),
  roles: ['client'],
});
