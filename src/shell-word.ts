// File names and addresses as one word of a POSIX shell or of PowerShell, quoted only where needed:
// for the page of a kit and for the wizard.
import { TlsmithError } from './errors.js';
import { quote } from './quote.js';

export type Platform = 'linux' | 'windows';

/**
 * Throws `name-invalid` for control characters: a line of the page would end in the middle of a
 * name.
 */
export function shellWord(platform: Platform, text: string): string {
  if (/[\p{Cc}\p{Zl}\p{Zp}]/u.test(text)) {
    throw new TlsmithError('name-invalid', `${quote(text)} holds a control character`, {
      value: quote(text),
    });
  }
  return platform === 'windows' ? powerShellWord(text) : posixWord(text);
}

/** The same for a file in the current folder, whose name must not pass for an option. */
export function shellFile(platform: Platform, name: string): string {
  return shellWord(platform, name.startsWith('-') ? `./${name}` : name);
}

function posixWord(text: string): string {
  return /^[\w@%+=:,./-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

// PowerShell also takes the typographic quotes for single quotes. A drive's path is quoted always:
// it often holds blanks.
function powerShellWord(text: string): string {
  return /^[\w./:\\-]+$/.test(text) && !/^[A-Za-z]:/.test(text) && !text.startsWith('-')
    ? text
    : `'${text.replace(/['\u2018\u2019\u201A\u201B]/g, '$&$&')}'`;
}
