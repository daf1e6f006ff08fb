// `--hook`: a command that runs, without a shell, once files were written.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';

export const hook = Flags.custom<string[]>({
  parse: async (text) => parseCommand(text),
  helpValue: 'CMD',
});

const BLANK = /\s/;
/** What only a shell would obey: whoever writes it expects one. */
const OF_A_SHELL = /[|&;<>()$`*?[\]{}~#!\n]/;

/**
 * A program with its words, as a shell would part them: blanks, quotes and backslashes count, and
 * nothing else does. Throws `flag-value-invalid`.
 */
export function parseCommand(text: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let quoted = '';
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at] as string;
    if (quoted !== '') {
      if (char === quoted) quoted = '';
      else if (char === '\\' && quoted === '"' && /["\\]/.test(text[at + 1] ?? '')) {
        word += text[(at += 1)] as string;
      } else word += char;
    } else if (char === '"' || char === "'") {
      quoted = char;
      word ??= '';
    } else if (char === '\\' && at + 1 < text.length) {
      word = (word ?? '') + (text[(at += 1)] as string);
    } else if (BLANK.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
    } else {
      if (OF_A_SHELL.test(char)) throw needsShell(char);
      word = (word ?? '') + char;
    }
  }
  if (quoted !== '') throw invalid(`has no closing ${quoted}`);
  if (word !== undefined) words.push(word);
  if (words.length > 0 && words[0] !== '') return words;
  throw invalid('names no program');
}

function needsShell(char: string): TlsmithError {
  return invalid(
    `has a ${quote(char)} outside quotes, and no shell runs it: put it into a script and name that`,
  );
}

function invalid(what: string): TlsmithError {
  return new TlsmithError('flag-value-invalid', `the command of --hook ${what}`, {
    flag: '--hook',
  });
}
