// BER as OpenSSL decodes it by templates (crypto/asn1/tasn_dec.c): long and indefinite lengths and
// strings in pieces are fine, and what is wrong is said in the words of its error queue.

import type { OpensslLibrary } from './library.js';
import { textFault } from './text.js';

export interface Field {
  form: Form;
  implicit?: number;
  explicit?: number;
  optional?: true;
}

type Plain =
  'integer' | 'number' | 'boolean' | 'oid' | 'bitString' | 'octetString' | 'null' | 'ia5String';

export type Form =
  | { is: 'sequence'; fields: readonly Field[] }
  | { is: 'sequenceOf' | 'setOf'; item: Form }
  /** Of fields with tags. */
  | { is: 'choice'; options: readonly Field[] }
  /** One of several universal tags; `isCompared` where its text is kept for comparing too. */
  | { is: 'mstring'; tags: readonly number[]; isCompared?: true }
  | { is: 'any' }
  | { is: Plain };

/** What OpenSSL says of the value at the start of the octets; undefined where it decodes it. */
export function opensslDecodingFault(
  octets: Uint8Array,
  form: Form,
  library: OpensslLibrary,
): string | undefined {
  const cursor = { bytes: octets, at: 0, end: octets.length, library };
  try {
    readField(cursor, { form });
    return undefined;
  } catch (error) {
    if (error instanceof Undecoded) return error.said;
    throw error;
  }
}

/** Never leaves this file. */
class Undecoded extends Error {
  readonly said: string;

  constructor(said: string) {
    super(said);
    this.said = said;
  }
}

interface Cursor {
  readonly bytes: Uint8Array;
  at: number;
  readonly end: number;
  readonly library: OpensslLibrary;
}

interface Header {
  tag: number;
  isConstructed: boolean;
  start: number;
  /** Of the content; where the length is indefinite, of all that is left. */
  end: number;
  isIndefinite: boolean;
}

const MOST_DEPTH = 30;

/** ASN1_get_object */
function headerAt({ bytes, at, end, library }: Cursor): Header {
  const first = bytes[at];
  const length = bytes[at + 1];
  if (first === undefined || length === undefined || at + 2 > end || (first & 0x1f) === 0x1f) {
    throw new Undecoded('header too long');
  }
  const isConstructed = (first & 0x20) !== 0;
  const tag = first & 0xdf;
  if (length === 0x80) {
    if (!isConstructed) throw new Undecoded('header too long');
    return { tag, isConstructed, start: at + 2, end, isIndefinite: true };
  }
  const count = length > 0x80 ? length & 0x7f : 0;
  const start = at + 2 + count;
  let size = count === 0 ? length : 0;
  for (const octet of bytes.subarray(at + 2, start)) size = size * 256 + octet;
  // Before 3.5 an octet had to stand behind a length of several (asn1_get_length).
  const isCutOff = start > end || (count > 0 && start === end && !library.isSince35());
  if (isCutOff) throw new Undecoded('header too long');
  if (start + size > end) throw new Undecoded('too long');
  return { tag, isConstructed, start, end: start + size, isIndefinite: false };
}

const isEndOfContent = ({ bytes, at, end }: Cursor) =>
  at + 2 <= end && bytes[at] === 0 && bytes[at + 1] === 0;

const UNIVERSAL: Readonly<Record<Plain, number>> = {
  boolean: 0x01,
  integer: 0x02,
  number: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  ia5String: 0x16,
};

/** None where any will do. */
function tagsOf({ form, implicit, explicit }: Field): readonly number[] {
  const context = explicit ?? implicit;
  if (context !== undefined) return [0x80 | context];
  switch (form.is) {
    case 'any':
      return [];
    case 'choice':
      return form.options.flatMap((option) => tagsOf(option));
    case 'mstring':
      return form.tags;
    case 'sequence':
    case 'sequenceOf':
      return [0x10];
    case 'setOf':
      return [0x11];
    default:
      return [UNIVERSAL[form.is]];
  }
}

function isNext(cursor: Cursor, field: Field): boolean {
  const tags = tagsOf(field);
  return tags.length === 0 || tags.includes(headerAt(cursor).tag);
}

function readField(cursor: Cursor, field: Field, depth = 0): void {
  if (depth > MOST_DEPTH) throw new Undecoded('nested too deep');
  const { form, explicit } = field;
  if (explicit !== undefined) {
    const header = headerAt(cursor);
    if (header.tag !== (0x80 | explicit)) throw new Undecoded('wrong tag');
    if (!header.isConstructed) throw new Undecoded('explicit tag not constructed');
    inside(cursor, header, 'explicit length mismatch', (content) =>
      readField(content, { form }, depth + 1),
    );
    return;
  }
  const header = headerAt(cursor);
  if (form.is === 'choice') {
    const option = form.options.find((one) => isNext(cursor, one));
    if (!option) throw new Undecoded('no matching choice type');
    readField(cursor, option, depth + 1);
    return;
  }
  if (!isNext(cursor, field)) {
    throw new Undecoded(form.is === 'mstring' ? 'mstring wrong tag' : 'wrong tag');
  }
  if (form.is === 'sequence') {
    if (!header.isConstructed) throw new Undecoded('sequence not constructed');
    inside(cursor, header, 'sequence length mismatch', (content) =>
      readFields(content, form.fields, depth + 1),
    );
  } else if (form.is === 'sequenceOf' || form.is === 'setOf') {
    // Whether it is constructed is not asked.
    inside(cursor, header, 'sequence length mismatch', (content) => {
      while (content.at < content.end && !(header.isIndefinite && isEndOfContent(content))) {
        readField(content, { form: form.item }, depth + 1);
      }
    });
  } else if (form.is === 'any') readAny(cursor, header, depth + 1);
  else if (form.is === 'number' && !header.isConstructed) cursor.at = header.end;
  else readPlain(cursor, header, form.is === 'mstring' ? header.tag : UNIVERSAL[form.is]);
  if (form.is === 'mstring' && form.isCompared && !header.isConstructed) {
    const said = textFault(header.tag, cursor.bytes.subarray(header.start, header.end));
    if (said !== undefined) throw new Undecoded(said);
  }
}

/** Reads the content of a constructed element, and stands behind it. */
function inside(
  cursor: Cursor,
  { start, end, isIndefinite }: Header,
  mismatch: string,
  read: (content: Cursor) => void,
): void {
  const content = { ...cursor, at: start, end };
  read(content);
  if (isIndefinite) {
    if (!isEndOfContent(content)) throw new Undecoded('missing eoc');
    cursor.at = content.at + 2;
  } else {
    if (content.at !== end) throw new Undecoded(mismatch);
    cursor.at = end;
  }
}

/** The last one is read where anything is left, also if it may be left out. */
function readFields(content: Cursor, fields: readonly Field[], depth: number): void {
  for (const [i, field] of fields.entries()) {
    if (content.at >= content.end || isEndOfContent(content)) {
      if (fields.slice(i).some(({ optional }) => !optional)) throw new Undecoded('field missing');
      return;
    }
    const isLast = i === fields.length - 1;
    if (field.optional && !isLast && !isNext(content, field)) continue;
    readField(content, field, depth);
  }
}

function skip(cursor: Cursor, depth: number): void {
  const header = headerAt(cursor);
  if (!header.isIndefinite) {
    cursor.at = header.end;
    return;
  }
  if (depth > MOST_DEPTH) throw new Undecoded('nested too deep');
  const content = { ...cursor, at: header.start, end: header.end };
  while (!isEndOfContent(content)) {
    if (content.at >= content.end) throw new Undecoded('missing eoc');
    skip(content, depth + 1);
  }
  cursor.at = content.at + 2;
}

/** Of the universal types that are no structures the content is read too. */
function readAny(cursor: Cursor, header: Header, depth: number): void {
  const isUniversal = header.tag < 0x40 && header.tag !== 0x10 && header.tag !== 0x11;
  if (isUniversal) readPlain(cursor, header, header.tag);
  else skip(cursor, depth);
}

/** asn1_d2i_ex_primitive: strings may come in pieces, other types may not. */
function readPlain(cursor: Cursor, header: Header, tag: number): void {
  if (tag === 0x10) {
    skip(cursor, 0);
    return;
  }
  if (!header.isConstructed) {
    const said = contentFault(tag, cursor.bytes.subarray(header.start, header.end));
    if (said !== undefined) throw new Undecoded(said);
    cursor.at = header.end;
    return;
  }
  if ([0x01, 0x02, 0x05, 0x06, 0x0a].includes(tag)) throw new Undecoded('type not primitive');
  inside(cursor, header, 'sequence length mismatch', (content) => {
    while (content.at < content.end && !(header.isIndefinite && isEndOfContent(content))) {
      skip(content, 0);
    }
  });
}

function contentFault(tag: number, content: Uint8Array): string | undefined {
  const [first = 0, second = 0] = content;
  const { length } = content;
  switch (tag) {
    case 0x01:
      return length === 1 ? undefined : 'boolean is wrong length';
    case 0x02:
    case 0x0a:
      if (length === 0) return 'illegal zero content';
      return length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80))
        ? 'illegal padding'
        : undefined;
    case 0x03:
      if (length === 0) return 'string too short';
      return first > 7 ? 'invalid bit string bits left' : undefined;
    case 0x05:
      return length === 0 ? undefined : 'null is wrong length';
    case 0x06:
      return isIdentifier(content) ? undefined : 'invalid object encoding';
    case 0x1c:
      return length % 4 === 0 ? undefined : 'universalstring is wrong length';
    case 0x1e:
      return length % 2 === 0 ? undefined : 'bmpstring is wrong length';
    default:
      return undefined;
  }
}

/** c2i_ASN1_OBJECT: no number begins with a superfluous octet, the last one ends. */
function isIdentifier(content: Uint8Array): boolean {
  const last = content.at(-1);
  if (last === undefined || last >= 0x80) return false;
  return content.every(
    (octet, i) => octet !== 0x80 || (i > 0 && (content[i - 1] as number) >= 0x80),
  );
}
