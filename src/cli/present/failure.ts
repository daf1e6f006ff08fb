// A failure for people: the sentence, then the hint, on stderr.
import type { LineFault, TlsmithError } from '../../errors.js';
import { hintFor } from '../hints.js';
import { paint } from './paint.js';

export function presentFailure(error: TlsmithError, stderr: NodeJS.WriteStream): void {
  stderr.write(`${paint('error:', 'red', stderr)} ${error.sentence}\n`);
  for (const { line, reason } of faultsOf(error)) stderr.write(`  line ${line}: ${reason}\n`);
  const hint = hintFor(error);
  if (hint !== undefined) stderr.write(`hint: ${hint}\n`);
}

/** Of a list, which has as many as it has: all of them are shown. */
function faultsOf({ details: { faults } }: TlsmithError): readonly LineFault[] {
  return Array.isArray(faults) ? (faults as readonly LineFault[]) : [];
}
