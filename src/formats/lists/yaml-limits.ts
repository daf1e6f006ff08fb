// What bounds the reading of YAML, and its faults in our words: for lists and answers, and for the
// configs of products.
import { escaped } from '../../quote.js';
import { MOST_WEIGHT, weigh } from './list-pieces.js';

export const TOO_DEEP = 'is nested too deeply';
const DEEPEST = 100;

/**
 * What the parser must not even begin with, by the look of it: its stack ends, or it takes minutes.
 * `at` is the place in the text.
 */
export function yamlExcess(text: string): { at: number; reason: string } | undefined {
  const deep = deepPlace(text);
  if (deep !== undefined) return { at: deep, reason: TOO_DEEP };
  if (weigh(text) <= MOST_WEIGHT) return undefined;
  return { at: 0, reason: `holds more than ${MOST_WEIGHT} lines, values and marks in one piece` };
}

/**
 * Lists in each other by the look of their brackets, of what stands before the first value of a
 * line, or of their indents.
 */
function deepPlace(text: string): number | undefined {
  return deepBracket(text) ?? NESTED_MARKS.exec(text)?.index ?? deepIndent(text);
}

/**
 * Behind these, or at the start of a line, a value begins: elsewhere brackets and quotes are text.
 */
const BEFORE_VALUES = '\n[{,:-?';

function deepBracket(text: string): number | undefined {
  let depth = 0;
  let before = '\n';
  for (let at = 0; at < text.length; at++) {
    const letter = text[at] as string;
    if (letter === ' ' || letter === '\t' || letter === '\r') continue;
    const isStart = BEFORE_VALUES.includes(before);
    before = letter;
    if (letter === '"' || letter === "'") {
      if (isStart) at = endOfQuoted(text, at, letter);
    } else if (letter === '[' || letter === '{') {
      if (isStart || depth > 0) depth++;
    } else if ((letter === ']' || letter === '}') && depth > 0) depth--;
    if (depth > DEEPEST) return at;
  }
  return undefined;
}

/**
 * The closing quote; the opening one where the text has none, so that what follows is looked at.
 */
function endOfQuoted(text: string, start: number, quote: string): number {
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++;
    else if (text[at] === quote) return at;
  }
  return start;
}

/** The first line with more lines above it that are each indented less than the one below. */
function deepIndent(text: string): number | undefined {
  const indents: number[] = [];
  for (const { index, 0: blanks } of text.matchAll(/^ *(?=\S)/gm)) {
    while ((indents.at(-1) ?? -1) >= blanks.length) indents.pop();
    indents.push(blanks.length);
    if (indents.length > DEEPEST) return index;
  }
  return undefined;
}

const NESTED_MARKS = new RegExp(`(?:[-?:][ \\t]+){${DEEPEST}}`);

/** Where the parser speaks to those who program with it, or of itself. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  MULTIPLE_DOCS: 'a second document begins here, and one is read',
  RESOURCE_EXHAUSTION: TOO_DEEP,
  TAG_RESOLVE_FAILED: 'has a tag (!…), and only plain texts, lists and fields are read',
  IMPOSSIBLE: 'is no YAML that can be read',
};

/** `code` and `message` are the parser's. */
export function yamlFault(code: string, message: string): string {
  return OWN_WORDS[code] ?? escaped(message);
}
