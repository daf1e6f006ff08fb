// Holds DER against the grammar of a structure: every fault with its field and place, and every
// value that can be read all the same.
import { TlsmithError } from '../../errors.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { type DerElement, firstDer, TAG } from '../../pki/der/der.js';
import { oidOf, shownHex } from '../../pki/der/der-values.js';
import { quote } from '../../quote.js';
import { type Field, typeName } from './field.js';

export interface Fault {
  /** The path to it, as the standard calls its parts; empty for the outermost element. */
  field: string;
  /** Octets before it in the DER. */
  offset: number;
  /** What it is or does, in words that follow its name. */
  found: string;
  /** What the standard wants in its place, in words. */
  expected: string;
  citation: string;
}

export interface ReadValue {
  field: string;
  offset: number;
  /** Text as it stands: the caller escapes it. */
  value: string;
}

/** More than these say nothing new. */
const MOST_FAULTS = 20;
const MOST_VALUES = 60;
/** Deeper than any structure of these grammars is nested. */
const DEEPEST = 24;

/** Of a list: behind them only lengths are looked at, as the reader of CRLs does. */
const MOST_MEMBERS = 10_000;

/** A member of a long list, which would leave no room for what stands behind the list. */
const FAR_DOWN = /\[\d\d+\]/;

const LENGTHS = 'X.690, 8.1.3 and 10.1';

interface Place {
  path: string;
  citation: string;
  depth: number;
}

interface Located extends DerElement {
  offset: number;
  /** Where its content begins and ends. */
  start: number;
  end: number;
}

export class Walk {
  readonly faults: Fault[] = [];
  readonly values: ReadValue[] = [];
  readonly #bytes: Uint8Array;

  constructor(bytes: Uint8Array, structure: Field) {
    this.#bytes = bytes;
    const place = { path: '', citation: structure.citation ?? 'X.690', depth: 0 };
    const element = this.#elementAt(0, bytes.length, place);
    if (element) this.#judge(element, structure, place, undefined);
  }

  #fault(place: Place, offset: number, found: string, expected: string): void {
    if (this.faults.length === MOST_FAULTS) return;
    this.faults.push({ field: place.path, offset, found, expected, citation: place.citation });
  }

  /** Undefined where nobody can say where it ends. */
  #elementAt(offset: number, limit: number, place: Place): Located | undefined {
    const bytes = this.#bytes;
    const ofLengths = { ...place, citation: LENGTHS };
    const cut = (found: string, expected: string) => {
      this.#fault(ofLengths, offset, found, expected);
      return undefined;
    };
    const tag = bytes[offset] ?? 0;
    const first = bytes[offset + 1] ?? 0;
    if (offset + 2 > limit) return cut('is cut off', 'an identifier and a length');
    if ((tag & 0x1f) === 0x1f) return cut('has a tag number above 30', 'a tag of one octet');
    const count = first >= 0x80 ? first & 0x7f : 0;
    if (first === 0x80) return cut('has an indefinite length', 'a definite one');
    if (count > 4) return cut(`has a length of ${count} octets`, 'one of at most four');
    let length = count === 0 ? first : 0;
    for (let at = 0; at < count; at++) length = length * 256 + (bytes[offset + 2 + at] ?? 0);
    const start = offset + 2 + count;
    const end = start + length;
    if (end > limit) {
      const left = Math.max(0, limit - start);
      return cut(
        `says that its content has ${length} octets, of which ${left} are there`,
        'a length that what holds it has room for',
      );
    }
    const whole = bytes.subarray(offset, end);
    return { tag, content: bytes.subarray(start, end), whole, offset, start, end };
  }

  #judge(element: Located, field: Field, outer: Place, type: string | undefined): void {
    const place = { ...outer, citation: field.citation ?? outer.citation };
    if (place.depth > DEEPEST) return;
    if (field.tags.length > 0 && !field.tags.includes(element.tag)) {
      this.#fault(place, element.offset, `is ${typeName(element.tag)}`, field.wants);
      // Only its identifier may be damaged: what it holds is looked at all the same.
      if (!field.members?.[0]?.tags.includes(element.content[0] ?? -1)) return;
    }
    const before = this.faults.length;
    const deeper = { ...place, depth: place.depth + 1 };
    if (field.members) this.#judgeMembers(element, field.members, deeper);
    if (field.each && (element.tag & 0x20) !== 0) this.#judgeEach(element, field.each, deeper);
    const inner = field.inside?.(type);
    if (inner) this.#judgeInside(element, inner, deeper, field.skipped ?? 0);
    if (this.faults.length === before) this.#read(element, field, place);
  }

  #judgeMembers(parent: Located, fields: readonly Field[], place: Place): void {
    let at = parent.start;
    let type: string | undefined;
    for (const [index, field] of fields.entries()) {
      const inField = below(place, field.name);
      const isThere = at < parent.end;
      const fits = field.tags.length === 0 || field.tags.includes(this.#bytes[at] ?? -1);
      if (field.isOptional === true && (!isThere || !fits)) continue;
      if (!isThere) {
        const cited = { ...inField, citation: field.citation ?? place.citation };
        this.#fault(cited, at, 'is missing', field.wants);
        return;
      }
      const element = this.#elementAt(at, parent.end, inField);
      if (!element) return;
      this.#judge(element, field, inField, type);
      // What stands where this field should be may be the one behind it.
      const isNext = fields.slice(index + 1).some(({ tags }) => tags.includes(element.tag));
      if (fits || !isNext) at = element.end;
      if (element.tag === TAG.oid) type = ifOid(element);
      else if (field.members?.[0]?.name === 'algorithm') type = ifOid(firstIn(element));
    }
    if (at >= parent.end || fields.length === 0) return;
    const tag = this.#bytes[at] ?? 0;
    const known = fields.at(-1)?.name ?? '';
    const found = `has ${typeName(tag)} behind all that it may have`;
    this.#fault(place, at, found, `nothing behind its ${known || 'last member'}`);
  }

  #judgeEach(parent: Located, field: Field, place: Place): void {
    for (let at = parent.start, index = 0; at < parent.end; index++) {
      const inField = index < MOST_MEMBERS ? memberOf(place, field.name, index) : place;
      const element = this.#elementAt(at, parent.end, inField);
      if (!element || this.faults.length === MOST_FAULTS) return;
      if (index < MOST_MEMBERS) this.#judge(element, field, inField, undefined);
      at = element.end;
    }
  }

  #judgeInside(parent: Located, field: Field, place: Place, skipped: number): void {
    const inField = below(place, field.name);
    const element = this.#elementAt(parent.start + skipped, parent.end, inField);
    if (!element) return;
    this.#judge(element, field, inField, undefined);
    if (element.end < parent.end) {
      const found = `has ${parent.end - element.end} octets behind its ${field.name}`;
      this.#fault(place, element.end, found, 'none there');
    }
  }

  #read(element: Located, field: Field, place: Place): void {
    if (!field.read) return;
    try {
      const value = field.read(element);
      if (value === undefined || field.isSecret === true) return;
      if (this.values.length < MOST_VALUES && !FAR_DOWN.test(place.path)) {
        this.values.push({ field: place.path, offset: element.offset, value });
      }
    } catch (error) {
      if (!(error instanceof TlsmithError)) throw error;
      const found = `is ${typeName(element.tag)}${field.isSecret ? '' : ` ${contentOf(element)}`}`;
      this.#fault(place, element.offset, found, field.wants);
    }
  }
}

function memberOf(place: Place, name: string, index: number): Place {
  return name === ''
    ? { ...place, path: `${place.path}[${index}]` }
    : below(place, `${name}[${index}]`);
}

function below(place: Place, name: string): Place {
  if (name === '') return place;
  return { ...place, path: place.path === '' ? name : `${place.path}.${name}` };
}

function firstIn({ content }: DerElement): DerElement | undefined {
  return ifReadable(() => firstDer(content));
}

function ifOid(element: DerElement | undefined): string | undefined {
  // That it is malformed is a fault of its own.
  return element && ifReadable(() => oidOf(element));
}

/** As text where all of it is printable ASCII, else in hex. */
function contentOf({ content }: DerElement): string {
  if (content.length === 0) return 'without content';
  const text = Buffer.from(content).toString('latin1');
  return /^[\x20-\x7e]+$/.test(text) ? quote(text) : `of the octets ${shownHex(content)}`;
}
