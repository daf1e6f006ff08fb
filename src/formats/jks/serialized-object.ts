// Steps over one serialised Java object (Java Object Serialization Specification, 6.4): a secret
// key of a JCEKS store has no length in front of it.
import { type JavaData, malformedStore } from './java-data.js';

interface JavaClass {
  name: string;
  flags: number;
  /** The type codes of its fields. */
  fields: string[];
  parent: JavaClass | undefined;
}

const MAGIC = 0xaced;
const VERSION = 5;
const [NULL, REFERENCE, CLASS, OBJECT, STRING, ARRAY] = [0x70, 0x71, 0x72, 0x73, 0x74, 0x75];
const [BLOCK, BLOCK_END, LONG_BLOCK] = [0x77, 0x78, 0x7a];
const FIRST_HANDLE = 0x7e0000;
const [HAS_WRITE_METHOD, IS_SERIALIZABLE] = [1, 2];

const SIZES: Readonly<Record<string, number>> = {
  B: 1,
  Z: 1,
  C: 2,
  S: 2,
  I: 4,
  F: 4,
  D: 8,
  J: 8,
};

/** Deeper than a sealed key is nested, and than its class has ancestors. */
const DEEPEST = 16;

/** Throws `input-malformed`. */
export function skipSerializedObject(data: JavaData): void {
  if (data.unsigned(2) !== MAGIC || data.unsigned(2) !== VERSION) {
    throw malformedStore(`at octet ${data.position - 4} there is no serialised object`);
  }
  new Skipper(data).content(0);
}

class Skipper {
  readonly #data: JavaData;
  /** What later parts may refer to; only classes are asked for. */
  readonly #handles: (JavaClass | undefined)[] = [];

  constructor(data: JavaData) {
    this.#data = data;
  }

  content(depth: number, kind = this.#data.unsigned(1)): void {
    if (depth > DEEPEST) throw malformedStore('a secret key is nested too deeply');
    switch (kind) {
      case NULL:
        return;
      case REFERENCE:
        this.#data.octets(4);
        return;
      case OBJECT:
        return this.#object(depth);
      case STRING:
        this.#handles.push(undefined);
        this.#data.octets(this.#data.unsigned(2));
        return;
      case ARRAY:
        return this.#array(depth);
      case BLOCK:
      case LONG_BLOCK:
        this.#data.octets(this.#data.unsigned(kind === BLOCK ? 1 : 4));
        return;
      default:
        throw this.#unknown();
    }
  }

  #object(depth: number): void {
    const ancestors: JavaClass[] = [];
    for (let one = this.#class(depth); one; one = one.parent) {
      if (ancestors.length > DEEPEST) throw this.#unknown();
      ancestors.unshift(one);
    }
    this.#handles.push(undefined);
    for (const { flags, fields } of ancestors) {
      if ((flags & IS_SERIALIZABLE) === 0) throw this.#unknown();
      for (const type of fields) this.#value(type, depth);
      if ((flags & HAS_WRITE_METHOD) !== 0) this.#annotations(depth);
    }
  }

  #array(depth: number): void {
    const type = this.#class(depth)?.name[1];
    this.#handles.push(undefined);
    const count = this.#data.unsigned(4);
    const size = SIZES[type ?? ''];
    if (size !== undefined) this.#data.octets(count * size);
    else for (let index = 0; index < count; index++) this.#value(type ?? '', depth);
  }

  #value(type: string, depth: number): void {
    const size = SIZES[type];
    if (size !== undefined) this.#data.octets(size);
    else if (type === 'L' || type === '[') this.content(depth + 1);
    else throw this.#unknown();
  }

  #class(depth: number): JavaClass | undefined {
    if (depth > DEEPEST) throw malformedStore('a secret key is nested too deeply');
    const kind = this.#data.unsigned(1);
    if (kind === NULL) return undefined;
    if (kind === REFERENCE) return this.#handles[this.#data.unsigned(4) - FIRST_HANDLE];
    if (kind !== CLASS) throw this.#unknown();
    const described: JavaClass = {
      name: this.#data.text(),
      flags: 0,
      fields: [],
      parent: undefined,
    };
    this.#data.octets(8);
    this.#handles.push(described);
    described.flags = this.#data.unsigned(1);
    for (let count = this.#data.unsigned(2); count > 0; count--) {
      const type = String.fromCharCode(this.#data.unsigned(1));
      this.#data.text();
      if (type === 'L' || type === '[') this.content(depth + 1);
      described.fields.push(type);
    }
    this.#annotations(depth);
    described.parent = this.#class(depth + 1);
    return described;
  }

  #annotations(depth: number): void {
    for (let kind = this.#data.unsigned(1); kind !== BLOCK_END; kind = this.#data.unsigned(1)) {
      this.content(depth + 1, kind);
    }
  }

  #unknown() {
    return malformedStore(
      `at octet ${this.#data.position - 1} a secret key is not as Java writes it`,
    );
  }
}
