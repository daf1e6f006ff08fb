// Long lists in pieces of whole entries, for the parsers of lists: each piece is weighed before it
// is parsed, so that time and memory are bounded by counts, and reading can end early. An entry,
// and a text that cannot be cut, is one piece.

export interface ListPiece {
  text: string;
  /** Of its first line in the whole text, counted from 1. */
  line: number;
}

/** Pieces are as light as this where entries are. Parsing one takes some milliseconds. */
const USUAL_WEIGHT = 2_000;

/**
 * Nobody writes an entry as heavy as this; a parser takes up to 25 microseconds and 5 kilobytes for
 * each unit.
 */
export const MOST_WEIGHT = 50_000;

/** Puts entries together that begin at `starts` (ascending) and end at `end`. */
export function* grouped(
  text: string,
  starts: Iterable<number>,
  end: number,
): Generator<ListPiece> {
  let line = 1;
  let counted = 0;
  const pieceOf = (from: number, to: number): ListPiece => {
    line += linesIn(text, counted, from);
    counted = from;
    return { text: text.slice(from, to), line };
  };
  let begun: number | undefined;
  let last = 0;
  let weight = 0;
  for (const start of starts) {
    if (begun !== undefined) {
      weight += weigh(text, last, start);
      if (weight >= USUAL_WEIGHT) {
        yield pieceOf(begun, start);
        [begun, weight] = [start, 0];
      }
    }
    begun ??= start;
    last = start;
  }
  if (begun !== undefined) yield pieceOf(begun, end);
}

/**
 * What a parser works on: line ends, what separates or encloses values, and what stands before a
 * value to mark it.
 */
export function weigh(text: string, from = 0, to = text.length): number {
  let weight = 0;
  for (let at = from; at < to; at++) {
    switch (text[at]) {
      case '\n':
      case ',':
      case ';':
      case '[':
      case ']':
      case '{':
      case '}':
        weight += 1;
        break;
      case '"':
      case "'":
        weight += 0.5;
        break;
      case '-':
      case '?':
      case ':':
      case '&':
      case '*':
      case '!':
        // Elsewhere they are letters of a name.
        if (isBlank(text[at - 1]) || isBlank(text[at + 1])) weight += 1;
    }
  }
  return weight;
}

export function linesIn(text: string, from: number, to: number): number {
  let lines = 0;
  for (let at = text.indexOf('\n', from); at !== -1 && at < to; at = text.indexOf('\n', at + 1)) {
    lines++;
  }
  return lines;
}

function isBlank(character: string | undefined): boolean {
  return character === ' ' || character === '\n' || character === '\t' || character === undefined;
}
