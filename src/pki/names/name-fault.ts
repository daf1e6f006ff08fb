// What in an encoded distinguished name is not as the standard wants it (RFC 5280, 4.1.2.4 and
// A.1): for those who judge names, their own and others'.
import { ALPHABETS, type AttributeStringType, standardFault, typeOf } from './attribute-type.js';
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../der/der.js';
import { oidOf, shownHex, textOf } from '../der/der-values.js';
import { quote } from '../../quote.js';

/**
 * Each a part of a sentence about the name, such as
 * `its C "USA" is wrong: a country is two letters`. Throws `input-malformed` for what is no name.
 */
export function nameFaults(der: Uint8Array): string[] {
  return membersOf(readDer(der, TAG.sequence)).flatMap((rdn) => {
    const attributes = membersOf(rdn);
    // A SET SIZE (1..MAX).
    return attributes.length === 0 ? ['one of its parts is empty'] : attributes.flatMap(faultsOf);
  });
}

function faultsOf({ content }: DerElement): string[] {
  const members = new DerReader(content);
  const type = oidOf(members.next(TAG.oid));
  const value = members.next();
  const text = textOf(value);
  const fault = encodingFault(type, value) ?? standardFault(type, text ?? '');
  if (fault === undefined) return [];
  const shown = text === undefined ? `#${shownHex(value.whole)}` : text;
  return [`its ${typeOf(type)?.keyword ?? type} ${quote(shown)} is wrong: ${fault}`];
}

interface StringType {
  name: string;
  isRight: (content: Buffer) => boolean;
}

const STRINGS: Readonly<Record<number, StringType>> = {
  0x0c: { name: 'UTF8String', isRight: isUtf8 },
  0x12: {
    name: 'NumericString',
    isRight: (content) => /^[\d ]*$/.test(content.toString('latin1')),
  },
  0x13: {
    name: 'PrintableString',
    isRight: (content) => ALPHABETS.printable.pattern.test(content.toString('latin1')),
  },
  0x14: { name: 'TeletexString', isRight: () => true },
  0x16: { name: 'IA5String', isRight: (content) => content.every((octet) => octet < 0x80) },
  0x1a: {
    name: 'VisibleString',
    isRight: (content) => content.every((octet) => octet >= 0x20 && octet < 0x7f),
  },
  0x1c: { name: 'UniversalString', isRight: ({ length }) => length % 4 === 0 },
  0x1e: { name: 'BMPString', isRight: ({ length }) => length % 2 === 0 },
};

/** DirectoryString is a choice of five, which any reader knows; all other types have one. */
const ALLOWED: Readonly<Record<AttributeStringType, readonly number[]>> = {
  utf8: [0x0c, 0x13, 0x14, 0x1c, 0x1e],
  printable: [0x13],
  ia5: [0x16],
};

function encodingFault(type: string, { tag, content }: DerElement): string | undefined {
  const found = STRINGS[tag];
  const known = typeOf(type);
  if (!found) return known && 'it is no text';
  if (!found.isRight(Buffer.from(content))) {
    return `it is ${withArticle(found.name)} and holds what such a string cannot`;
  }
  if (!known || ALLOWED[known.stringType].includes(tag)) return undefined;
  const wanted = ALLOWED[known.stringType].map((one) => STRINGS[one]?.name ?? '');
  return `it is ${withArticle(found.name)}, and ${known.keyword} is ${wanted.map((one) => withArticle(one)).join(', ')}`;
}

function withArticle(name: string): string {
  return name.startsWith('I') ? `an ${name}` : `a ${name}`;
}

function isUtf8(content: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(content);
    return true;
  } catch {
    return false; // The decoder has no other way to say so.
  }
}
