// Texts that a program takes apart before it uses them: curl ends the file of `--cert` at a colon.
// For snippets and the lines of a kit's page.

/** As curl's manual has it for `--cert`. */
export const CURL_CERTIFICATE = ':';

/**
 * With a backslash before each of `characters` and before each backslash; the colon of a drive's
 * letter is no end.
 */
export function withEscapes(text: string, characters: string): string {
  const drive = /^[A-Za-z]:(?=[\\/])/.exec(text)?.[0] ?? '';
  const rest = text.slice(drive.length);
  return drive + [...rest].map((one) => (isTaken(one, characters) ? `\\${one}` : one)).join('');
}

/** What the program makes of it: a backslash before anything else is only a backslash. */
export function withoutEscapes(text: string, characters: string): string {
  return text.replace(/\\([^])/g, (pair, one: string) => (isTaken(one, characters) ? one : pair));
}

function isTaken(character: string, characters: string): boolean {
  return character === '\\' || characters.includes(character);
}
