// A failure for people: the sentence, then the hint, on stderr.
import type { LineFault, TlsmithError } from '../../errors.js';
import { escapeUnseen } from '../../quote.js';
import { hintFor } from '../hints.js';
import { paint } from './paint.js';

/** Here foreign text is escaped, whoever has put it into the sentence and whether or not he has thought of it. */
export function presentFailure(error: TlsmithError, stderr: NodeJS.WriteStream): void {
  const lines = [
    `${paint('error:', 'red', stderr)} ${escapeUnseen(error.sentence)}`,
    ...faultsOf(error).map(({ line, reason }) => `  line ${line}: ${escapeUnseen(reason)}`),
  ];
  const hint = hintFor(error);
  if (hint !== undefined) lines.push(`hint: ${escapeUnseen(hint)}`);
  stderr.write(`${lines.join('\n')}\n`);
}

/** Of a list, which has as many as it has: all of them are shown. */
function faultsOf({ details: { faults } }: TlsmithError): readonly LineFault[] {
  return Array.isArray(faults) ? (faults as readonly LineFault[]) : [];
}
