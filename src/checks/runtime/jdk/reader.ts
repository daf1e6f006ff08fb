// DER as the JDK reads it (sun.security.util.DerValue and DerInputStream): lengths of any form, and
// its own words for what is wrong.
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { type DerElement, DerReader, TAG } from '../../../pki/der/der.js';

/** Never leaves this folder: `jdkFault` makes a sentence of it. */
class Unparsed extends Error {
  readonly said: string;

  constructor(said: string) {
    super(said);
    this.said = said;
  }
}

/** The sentence of an IOException; undefined where all is read. */
export function jdkFault(read: () => void): string | undefined {
  try {
    read();
    return undefined;
  } catch (error) {
    if (error instanceof Unparsed) return error.said;
    throw error;
  }
}

/** Throws where it does not hold. */
export function demand(holds: boolean, said: string): void {
  if (!holds) throw new Unparsed(said);
}

export class JdkReader {
  readonly #reader: DerReader;

  constructor(content: Uint8Array) {
    this.#reader = new DerReader(content);
  }

  get isDone(): boolean {
    return this.#reader.isDone;
  }

  /** getDerValue */
  next(): DerElement {
    const element = ifReadable(() => this.#reader.next());
    if (!element) throw new Unparsed('Too short');
    return element;
  }
}

/** The one value that the octets are: `new DerValue(byte[])`. */
export function soleValue(octets: Uint8Array): DerElement {
  const reader = new JdkReader(octets);
  const value = reader.next();
  demand(reader.isDone, 'extra data at the end');
  return value;
}

/** The members of a SEQUENCE, SET or retagged value. */
export function membersIn({ content }: DerElement): DerElement[] {
  const members: DerElement[] = [];
  for (const reader = new JdkReader(content); !reader.isDone;) members.push(reader.next());
  return members;
}

export function demandIdentifier({ tag, content }: DerElement): void {
  demand(tag === TAG.oid, `DerValue.getOID, not an OID ${tag}`);
  const last = content.at(-1);
  demand(
    last !== undefined && last < 0x80,
    'ObjectIdentifier() -- Invalid DER encoding, not ended',
  );
  const isPadded = content.some(
    (octet, i) => octet === 0x80 && (i === 0 || (content[i - 1] as number) < 0x80),
  );
  demand(!isPadded, 'ObjectIdentifier() -- Invalid DER encoding, useless extra octet detected');
}

/** getInteger: what fits 32 bits. */
export function demandInteger({ content }: DerElement): void {
  demand(content.length > 0, 'Invalid encoding: zero length Int value');
  demand(content.length <= 4, 'Integer exceeds maximum valid value');
}

/** getUnalignedBitString */
export function demandBits({ tag, content }: DerElement): void {
  demand(tag === TAG.bitString, `DerValue.getBitString, not a bit string ${tag}`);
  demand(content.length > 0, 'Invalid encoding: zero length bit string');
  demand((content[0] as number) <= 7, 'Invalid number of padding bits');
}

/** AlgorithmId.parse */
export function demandAlgorithm(value: DerElement): void {
  demand(value.tag === TAG.sequence, 'algid parse error, not a sequence');
  const members = new JdkReader(value.content);
  demandIdentifier(members.next());
  if (members.isDone) return;
  const parameters = members.next();
  const isNull = parameters.tag === TAG.null;
  demand(!isNull || parameters.content.length === 0, 'invalid NULL');
  demand(members.isDone, 'Invalid AlgorithmIdentifier: extra data');
  if (parameters.tag === TAG.oid) demandIdentifier(parameters);
}

/** X500Name: RDNs of AttributeTypeAndValue, whatever the tag of the whole. */
export function demandName(value: DerElement): void {
  for (const rdn of membersIn(value)) {
    demand(rdn.tag === TAG.set, 'X500 RDN');
    for (const attribute of membersIn(rdn)) {
      demand(attribute.tag === TAG.sequence, 'AVA not a sequence');
      const members = new JdkReader(attribute.content);
      demandIdentifier(members.next());
      members.next();
      const left = attribute.content.length - lengthOf(attribute, 2);
      demand(members.isDone, `AVA, extra bytes = ${left}`);
    }
  }
}

/** Octets of the first members. */
function lengthOf(value: DerElement, count: number): number {
  return membersIn(value)
    .slice(0, count)
    .reduce((sum, { whole }) => sum + whole.length, 0);
}
