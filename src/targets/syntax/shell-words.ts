// The words of every simple command of a shell script, without their quotes. For shell.ts.
import { ShellCursor } from './shell-cursor.js';
import { passArithmetic, passBashExpansion, passExpansion } from './shell-expansion.js';

export interface ShellWord {
  /** What the command is given; expansions as they stand. */
  readonly text: string;
  readonly source: string;
  readonly hasExpansion: boolean;
  readonly line: number;
}

/** Redirections and their files are left out. Throws `input-malformed` with the line. */
export function readCommands(text: string): ShellWord[][] {
  const cursor = new ShellCursor(text);
  const commands: ShellWord[][] = [];
  let words: ShellWord[] = [];
  while (cursor.passBlanks().next !== '') {
    if (passRedirection(cursor)) continue;
    if (passSeparator(cursor)) {
      if (words.length > 0) commands.push(words);
      words = [];
    } else {
      words.push(takeWord(cursor));
    }
  }
  return words.length > 0 ? [...commands, words] : commands;
}

function passSeparator(cursor: ShellCursor): boolean {
  return cursor.takeLineEnd() || passArithmetic(cursor) || cursor.take(/[;&|()]/y) !== undefined;
}

function passRedirection(cursor: ShellCursor): boolean {
  if (cursor.takeHereDocument()) return true;
  const operator = cursor.take(/\d*(?:<<<|<>|>>|>\||[<>]&|[<>](?!\())|&>>?/y);
  if (operator === undefined) return false;
  if (/^[\n;&|()<>]?$/.test(cursor.passBlanks().next)) cursor.fail(`a file behind ${operator}`);
  takeWord(cursor);
  return true;
}

function takeWord(cursor: ShellCursor): ShellWord {
  const { at, line } = cursor;
  // a tilde stands for a home folder
  let hasExpansion = cursor.next === '~';
  let text = '';
  for (;;) {
    const from = cursor.at;
    const literal = takeLiteralPiece(cursor);
    if (literal !== undefined) text += literal;
    else if (cursor.takeLiteral('"')) {
      const quoted = takeDoubleQuoted(cursor, line);
      text += quoted.text;
      hasExpansion ||= quoted.hasExpansion;
    } else if (passExpansion(cursor, false) || passBashExpansion(cursor)) {
      text += cursor.since(from);
      hasExpansion = true;
    } else if (cursor.takeLiteral('$')) {
      text += '$';
      // `$"…"` is translated by Bash
      hasExpansion ||= cursor.next === '"';
    } else return { text, source: cursor.since(at), hasExpansion, line };
  }
}

/** Bare characters, `\x`, or a string in single quotes. */
function takeLiteralPiece(cursor: ShellCursor): string | undefined {
  const bare = cursor.take(/[^ \t\n\\'"$`;&|()<>]+/y) ?? cursor.takeSingleQuoted();
  if (bare !== undefined) return bare;
  const escaped = cursor.take(/\\[^]?/y);
  if (escaped === undefined || escaped === '\\') return escaped;
  return escaped === '\\\n' ? '' : escaped.slice(1);
}

function takeDoubleQuoted(
  cursor: ShellCursor,
  line: number,
): Pick<ShellWord, 'text' | 'hasExpansion'> {
  let hasExpansion = false;
  let text = '';
  while (!cursor.takeLiteral('"')) {
    const from = cursor.at;
    if (cursor.next === '') cursor.fail('a closing "', line);
    if (passExpansion(cursor, true)) {
      text += cursor.since(from);
      hasExpansion = true;
    } else {
      const piece = cursor.take(/[^\\"$`]+|\\[\\"$`\n]?|\$/y) ?? '';
      text += piece === '\\\n' ? '' : piece.replace(/^\\(?=.)/, '');
    }
  }
  return { text, hasExpansion };
}
