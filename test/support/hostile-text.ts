// Texts that a terminal would obey or hide, for everything that is shown.
import fc from 'fast-check';
import { anyString } from './any-string.js';

/** One of each kind: C0, DEL, C1, bidirectional, zero-width, line and paragraph separators, byte order mark, variation selector, tag. */
const UNSEEN_CHARACTERS = [
  ...['\u0000', '\u0007', '\u001b', '\r', '\n', '\t', '\u007f', '\u009b', '\u0085'],
  ...['\u202e', '\u2066', '\u061c', '\u200b', '\u200d', '\u2028', '\u2029', '\ufeff', '\ufe0f'],
  ...['\u{e0041}', '\ud800'],
];

/** A name of a file that turns a terminal red and hides what follows. */
export const HOSTILE_NAME = 'x\u001b[31m\u202e\u200b\u2028y';

export const hostileText = fc
  .array(fc.oneof(fc.constantFrom(...UNSEEN_CHARACTERS, '\u001b[31m'), anyString()), {
    minLength: 1,
    maxLength: 12,
  })
  .map((pieces) => pieces.join(''));

/** What may never reach a stream as it came; an end of line is the program's own. */
export const RAW = /(?!\n)[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;
