// Where the entries of a list in YAML or JSON begin, by the look of its lines or brackets: for
// reading it piece by piece.
import { grouped, type ListPiece } from './list-pieces.js';

/**
 * Each piece is a list of its own. Undefined for a text that is not surely one list of entries:
 * then the parser must see all of it.
 */
export function yamlPieces(text: string, key: string): Iterable<ListPiece> | undefined {
  return blockPieces(text, key) ?? flowPieces(text, key);
}

/**
 * `- name: a` at one indent, all else deeper. What is less deep ends the list, and then it is no
 * plain one.
 */
function blockPieces(text: string, key: string): Iterable<ListPiece> | undefined {
  const list = blockList(text, key);
  return list && grouped(text, startsIn(text, list), text.length);
}

interface BlockList {
  start: number;
  indent: string;
}

function blockList(text: string, key: string): BlockList | undefined {
  let list: BlockList | undefined;
  let isBelowKey = false;
  for (const { at, line } of linesOf(text)) {
    if (isNothing(line)) continue;
    const [, indent] = /^( *)-(?: |\r?$)/.exec(line) ?? [];
    if (list === undefined && indent === undefined) {
      if (isBelowKey || !isKeyLine(line, key)) return undefined;
      isBelowKey = true;
    } else if (list === undefined) list = { start: at, indent: indent as string };
    else if (!line.startsWith(list.indent)) return undefined;
    else if (line[list.indent.length] !== ' ' && indent !== list.indent) return undefined;
  }
  return list;
}

function* startsIn(text: string, { start, indent }: BlockList): Generator<number> {
  const dash = `${indent}-`;
  for (const { at, line } of linesOf(text, start)) if (line.startsWith(dash)) yield at;
}

function isNothing(line: string): boolean {
  return /^\s*(#|$)/.test(line);
}

function isKeyLine(line: string, key: string): boolean {
  return line.startsWith(`${key}:`) && isNothing(line.slice(key.length + 1));
}

function* linesOf(text: string, from = 0): Generator<{ at: number; line: string }> {
  for (let at = from; at < text.length;) {
    const end = text.indexOf('\n', at);
    const next = end === -1 ? text.length : end;
    yield { at, line: text.slice(at, next) };
    at = next + 1;
  }
}

/** `[{…}, {…}]`, or that as the one value of a map. */
function flowPieces(text: string, key: string): Iterable<ListPiece> | undefined {
  const opening = new RegExp(`^\\s*(\\{\\s*"?${key}"?\\s*:\\s*)?\\[`).exec(text);
  if (!opening) return undefined;
  const [{ length: from }, map] = opening;
  const list = flowList(text, from);
  if (!list || text.slice(from, list.end).trim() === '') return undefined;
  const isWhole = (map === undefined ? /^\s*$/ : /^\s*\}\s*$/).test(text.slice(list.end + 1));
  return isWhole ? bracketed(grouped(text, list.starts, list.end)) : undefined;
}

/**
 * Where entries begin and the list is closed. Single quotes and comments have rules of their own:
 * with them it is no plain list.
 */
function flowList(text: string, from: number): { starts: number[]; end: number } | undefined {
  const starts = [from];
  let depth = 0;
  for (let at = from; at < text.length; at++) {
    switch (text[at]) {
      case '[':
      case '{':
        depth++;
        break;
      case '}':
        if (depth-- === 0) return undefined;
        break;
      case ']':
        if (depth-- === 0) return { starts, end: at };
        break;
      case ',':
        if (depth === 0) starts.push(at + 1);
        break;
      case '"':
        at = endOfWord(text, at);
        break;
      case "'":
      case '#':
        return undefined;
    }
  }
  return undefined;
}

/**
 * Of the word in double quotes that begins at `start`; the end of the text where it is not closed.
 */
function endOfWord(text: string, start: number): number {
  for (let at = start + 1; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '"') return at;
  }
  return text.length;
}

function* bracketed(pieces: Iterable<ListPiece>): Generator<ListPiece> {
  for (const { text, line } of pieces) yield { text: `[${text}]`, line };
}
