// A judged value as an error sentence shows it: escaped, cut and in quotes. For every file of this room that refuses one.

const SHOWN = 100;

/** Control, bidirectional and zero-width characters, line separators, half surrogates: what would disturb or deceive a terminal. */
const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** `value` in double quotes, unsafe characters as `\u{…}`, at most 100 characters of it. */
export function quoteValue(value: string): string {
  const characters = [...value.slice(0, 4 * SHOWN)];
  const isCut = characters.length > SHOWN;
  const shown = characters.slice(0, SHOWN).join('');
  return `"${escapeUnsafe(shown)}${isCut ? '…' : ''}"`;
}

/** The same escaping without quotes or cut, for text that is shown in full. */
export function escapeUnsafe(text: string): string {
  return text.replace(
    UNSAFE,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
