// The grammar of a structure as data: what stands in which order, what it is called, and where the
// standard says so. Only what is damaged is held against it.
import type { DerElement } from '../../pki/der/der.js';
import { timeOf } from '../../pki/der/der-values.js';
import { TAG } from '../../pki/der/der.js';

export interface Field {
  /** As the standard calls it; empty for what has no name of its own. */
  name: string;
  /** The identifier octets that it may have; none: any. */
  tags: readonly number[];
  /** What the standard wants, in words. */
  wants: string;
  /** Where it says so; undefined: where it says so of what holds it. */
  citation?: string;
  isOptional?: boolean;
  /** Whose content is never shown. */
  isSecret?: boolean;
  /** Of a SEQUENCE: its members in their order. */
  members?: readonly Field[];
  /** Of a list: each of its members. */
  each?: Field;
  /** What stands as DER inside of a string, by the identifier that stands before it. */
  inside?: (type: string | undefined) => Field | undefined;
  /** Octets of the string before that DER: one in a BIT STRING. */
  skipped?: number;
  /** The value as people read it. Throws `input-malformed`. */
  read?: (element: DerElement) => string | undefined;
}

type More = Partial<Omit<Field, 'name' | 'tags'>>;

const TYPE_NAMES: Readonly<Record<number, string>> = {
  0x01: 'a BOOLEAN',
  0x02: 'an INTEGER',
  0x03: 'a BIT STRING',
  0x04: 'an OCTET STRING',
  0x05: 'a NULL',
  0x06: 'an OBJECT IDENTIFIER',
  0x0a: 'an ENUMERATED',
  0x0c: 'a UTF8String',
  0x13: 'a PrintableString',
  0x14: 'a TeletexString',
  0x16: 'an IA5String',
  0x17: 'a UTCTime',
  0x18: 'a GeneralizedTime',
  0x1e: 'a BMPString',
  0x30: 'a SEQUENCE',
  0x31: 'a SET',
};

export function typeName(tag: number): string {
  if (tag >= 0x80 && tag < 0xc0) return `an element tagged [${tag & 0x1f}]`;
  return (
    TYPE_NAMES[tag] ?? `an element with the identifier octet ${tag.toString(16).padStart(2, '0')}`
  );
}

export function leaf(name: string, tag: number, more: More = {}): Field {
  return { name, tags: [tag], wants: typeName(tag), ...more };
}

export function sequenceOf(name: string, each: Field, more: More = {}): Field {
  return leaf(name, TAG.sequence, { each, ...more });
}

export function setOf(name: string, each: Field, more: More = {}): Field {
  return leaf(name, TAG.set, { each, ...more });
}

export function sequence(name: string, members: readonly Field[], more: More = {}): Field {
  return leaf(name, TAG.sequence, { members, ...more });
}

/** An EXPLICIT tag around one element, which has the name. */
export function explicit(name: string, number: number, inner: Field, more: More = {}): Field {
  return leaf(name, 0xa0 | number, { members: [inner], ...more });
}

export function any(name: string, more: More = {}): Field {
  return { name, tags: [], wants: 'an element', ...more };
}

export function optional(field: Field): Field {
  return { ...field, isOptional: true };
}

/** Without its UTCTime it is `GeneralizedTime` alone, as in OCSP. */
export function time(name: string, citation: string, tags: readonly number[] = TIMES): Field {
  const wants = tags.includes(TAG.utcTime)
    ? 'a UTCTime YYMMDDHHMMSSZ or a GeneralizedTime YYYYMMDDHHMMSSZ, in GMT and of a day that exists'
    : 'a GeneralizedTime YYYYMMDDHHMMSSZ, in GMT and of a day that exists';
  const read = (element: DerElement) => timeOf(element).toISOString().replace('.000Z', 'Z');
  return { name, tags, wants, citation, read };
}

const TIMES = [TAG.utcTime, TAG.generalizedTime];
