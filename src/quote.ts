// How a value that came from argv, a file or a peer is shown inside a sentence, for everyone who
// prints one.

/** The most characters of a foreign value that a sentence repeats. */
const SHOWN_CHARACTERS = 100;

/**
 * What a terminal would obey or hide: control, bidirectional and zero-width characters, line
 * separators, half surrogate pairs.
 */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
const EACH_UNSEEN = new RegExp(UNSEEN, 'gu');
/** A document has more lines than anything else in it that is unseen. */
const EACH_UNSEEN_IN_JSON = new RegExp(`(?!\n)${UNSEEN.source}`, 'gu');

/**
 * True for one character (one code point) that a terminal would obey or hide instead of showing it.
 */
export function isUnseen(character: string): boolean {
  return UNSEEN.test(character);
}

/**
 * The text with unseen characters as `\u{...}`, cut at 100 characters of output with an ellipsis;
 * never inside an escape.
 * For details of errors; sentences take `quote`.
 */
export function escaped(text: string): string {
  let shown = '';
  let count = 0;
  for (const character of text) {
    const piece = isUnseen(character) ? escapeOf(character) : character;
    count += piece === character ? 1 : piece.length;
    if (count > SHOWN_CHARACTERS) return `${shown}…`;
    shown += piece;
  }
  return shown;
}

/**
 * The whole text with unseen characters as `\u{...}`, for text that is shown in full. What is
 * escaped already stays as it is.
 */
export function escapeUnseen(text: string): string {
  return text.replace(EACH_UNSEEN, escapeOf);
}

/** The same for a text of several lines, whose ends and tabs stay. */
export function escapeUnseenInLines(text: string): string {
  return text.replace(EACH_UNSEEN, (character) =>
    character === '\n' || character === '\t' ? character : escapeOf(character),
  );
}

/**
 * A JSON text with what JSON itself leaves unseen in it (DEL, C1, bidirectional, zero-width) as
 * `\uXXXX`: the values stay the same.
 */
export function escapeUnseenInJson(json: string): string {
  return json.replace(EACH_UNSEEN_IN_JSON, (character) => character.replace(/[^]/g, unitEscapeOf));
}

function unitEscapeOf(unit: string): string {
  return `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** The escaped and cut text in double quotes, as every sentence names the value that it judged. */
export function quote(text: string): string {
  return `"${escaped(text)}"`;
}

/** A path as sentences name it; `-` is stdin. */
export function quotePath(path: string): string {
  return path === '-' ? 'stdin' : quote(path);
}

function escapeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
