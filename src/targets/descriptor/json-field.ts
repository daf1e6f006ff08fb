// One value of a JSON document together with where it stands, so that every refusal names the field. For descriptor.ts.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import { lineOfFault, lineOfPath } from './json-position.js';

export class JsonField {
  readonly file: string;
  /** Such as `settings[3].name`; '' is the document itself. */
  readonly path: string;
  readonly #value: unknown;
  readonly #document: string;
  /** Where the keys are looked up that this object lacks. */
  readonly #base: JsonField | undefined;

  private constructor(
    document: string,
    file: string,
    path: string,
    value: unknown,
    base?: JsonField,
  ) {
    this.#document = document;
    this.file = file;
    this.path = path;
    this.#value = value;
    this.#base = base;
  }

  /** The document. Throws `template-invalid` if `text` is not JSON, as does every other refusal here. */
  static parse(text: string, file: string): JsonField {
    try {
      return new JsonField(text, file, '', JSON.parse(text) as unknown);
    } catch (fault) {
      const message = fault instanceof Error ? fault.message : String(fault);
      throw invalid(file, lineOfFault(text, message), '', `it is not JSON (${message})`, fault);
    }
  }

  fail(reason: string, cause?: unknown): never {
    throw invalid(this.file, lineOfPath(this.#document, this.path), this.path, reason, cause);
  }

  get isPresent(): boolean {
    return this.#value !== undefined;
  }

  get raw(): unknown {
    return this.#value;
  }

  /** An object with no other keys than these: a misspelt key must not be passed over in silence. */
  object(keys: readonly string[]): this {
    const value = this.#value;
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      this.fail('it is no object');
    const unknown = Object.keys(value).find((key) => !keys.includes(key));
    if (unknown !== undefined) this.get(unknown).fail('the key is unknown here');
    return this;
  }

  /** This object, with the fields of `base` where it has none of its own. Both have been checked by `object`. */
  over(base: JsonField): JsonField {
    return new JsonField(this.#document, this.file, this.path, this.#value, base);
  }

  /** The field of that name; ask `isPresent` whether it exists. Call `object` first. */
  get(key: string): JsonField {
    const value = this.#value as Record<string, unknown>;
    const isOwn = Object.hasOwn(value, key);
    if (!isOwn && this.#base !== undefined) return this.#base.get(key);
    const path = this.path === '' ? key : `${this.path}.${key}`;
    return new JsonField(this.#document, this.file, path, isOwn ? value[key] : undefined);
  }

  list(): JsonField[] {
    const value = this.#value;
    if (!Array.isArray(value)) this.fail(value === undefined ? 'it is missing' : 'it is no list');
    return value.map(
      (item: unknown, i) => new JsonField(this.#document, this.file, `${this.path}[${i}]`, item),
    );
  }

  filledList(): JsonField[] {
    const items = this.list();
    return items.length === 0 ? this.fail('the list is empty') : items;
  }

  /** Text of at least one character and one line only, matching `pattern`, which `form` describes. */
  text(pattern?: RegExp, form = 'of the right form'): string {
    const value = this.#value;
    if (value === undefined) this.fail('it is missing');
    if (typeof value !== 'string' || value === '') this.fail('it is no text');
    if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(value)) this.fail('it holds a control character');
    if (pattern !== undefined && !pattern.test(value)) this.fail(`${quote(value)} is not ${form}`);
    return value;
  }

  oneOf<T extends string>(words: readonly T[]): T {
    const text = this.text();
    const word = words.find((known) => known === text);
    return word ?? this.fail(`${quote(text)} is none of ${words.join(', ')}`);
  }

  flag(): boolean {
    return typeof this.#value === 'boolean'
      ? this.#value
      : this.fail('it is neither true nor false');
  }

  integer(lowest: number, highest: number): number {
    const value = this.#value;
    if (
      typeof value === 'number' &&
      Number.isInteger(value) &&
      value >= lowest &&
      value <= highest
    ) {
      return value;
    }
    return this.fail(`it is no whole number from ${lowest} to ${highest}`);
  }
}

function invalid(
  file: string,
  line: number,
  field: string,
  reason: string,
  cause: unknown,
): TlsmithError {
  const place = field === '' ? '' : `, field ${field}`;
  const details = { file, line, field, reason };
  return new TlsmithError(
    'template-invalid',
    `${file}, line ${line}${place}: ${reason}`,
    details,
    cause,
  );
}
