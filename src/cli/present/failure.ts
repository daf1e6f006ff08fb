// A failure for people: the sentence, then the hint, on stderr.
import type { TlsmithError } from '../../errors.js';
import { hintFor } from '../hints.js';
import { paint } from './paint.js';

export function presentFailure(error: TlsmithError, stderr: NodeJS.WriteStream): void {
  stderr.write(`${paint('error:', 'red', stderr)} ${error.sentence}\n`);
  const hint = hintFor(error);
  if (hint !== undefined) stderr.write(`hint: ${hint}\n`);
}
