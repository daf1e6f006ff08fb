// The refusal of a config at one of its lines, for the readers of languages that go line by line or
// word by word.
import { TlsmithError } from '../../errors.js';

/**
 * `language` as it stands in the sentence: `nginx's configuration language`. `line` is counted from
 * 1.
 */
export function malformedLine(line: number, language: string, expected: string): TlsmithError {
  return new TlsmithError(
    'input-malformed',
    `line ${line} is not ${language}: expected ${expected}`,
    { line },
  );
}
