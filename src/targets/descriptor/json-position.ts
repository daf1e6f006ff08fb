// Where a value stands in a JSON text, as a line: for the refusals of json-field.ts, which come
// after JSON.parse has lost all places.

/**
 * Counted from 1. `path` is written as `settings[3].name`; of one that is not there, the line of
 * the nearest part that is.
 */
export function lineOfPath(text: string, path: string): number {
  const wanted = path.match(/[^.[\]]+/g) ?? [];
  const cursor = new JsonCursor(text);
  let found = cursor.start();
  for (const step of wanted) {
    const next = cursor.member(found, step);
    if (next === undefined) break;
    found = next;
  }
  return lineAt(text, found);
}

/**
 * The line at which a text stops being JSON, as the parser of this runtime says it; its end where
 * it does not.
 */
export function lineOfFault(text: string, message: string): number {
  const position = /at position (\d+)/.exec(message)?.[1];
  return lineAt(text, position === undefined ? text.length : Number(position));
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split('\n').length;
}

/** Moves over a text that is known to be JSON. */
class JsonCursor {
  readonly #text: string;

  constructor(text: string) {
    this.#text = text;
  }

  start(): number {
    return this.#skipBlanks(0);
  }

  /** Where the member of that name or index begins: the key of an object, the item of a list. */
  member(container: number, step: string): number | undefined {
    const isObject = this.#text[container] === '{';
    let found: number | undefined;
    let at = this.#skipBlanks(container + 1);
    for (let index = 0; !/[\]}]/.test(this.#text[at] ?? ']'); index += 1) {
      const item = at;
      let isWanted = String(index) === step;
      if (isObject) {
        const end = this.#skipString(at);
        isWanted = JSON.parse(this.#text.slice(at, end)) === step;
        at = this.#skipBlanks(this.#skipBlanks(end) + 1);
      }
      // Of a key that stands twice the last one counts.
      if (isWanted) found = isObject ? at : item;
      at = this.#skipBlanks(this.#skipValue(at));
      if (this.#text[at] === ',') at = this.#skipBlanks(at + 1);
    }
    return found;
  }

  #skipBlanks(from: number): number {
    let at = from;
    while (/\s/.test(this.#text[at] ?? '')) at += 1;
    return at;
  }

  #skipString(from: number): number {
    let at = from + 1;
    while (this.#text[at] !== '"') at += this.#text[at] === '\\' ? 2 : 1;
    return at + 1;
  }

  #skipValue(from: number): number {
    let depth = 0;
    let at = from;
    do {
      const next = this.#text[at] ?? '';
      if (next === '"') at = this.#skipString(at);
      else {
        if (/[[{]/.test(next)) depth += 1;
        if (/[\]}]/.test(next)) depth -= 1;
        at += 1;
      }
    } while (at < this.#text.length && (depth > 0 || !/[\s,\]}]/.test(this.#text[at] ?? '')));
    return at;
  }
}
