// A failure for people: the sentence, then the hint, on stderr.
import type { ErrorFacts, TlsmithError } from '../../errors.js';
import { escapeUnseen } from '../../quote.js';
import type { Call } from '../call.js';
import { hintFor } from '../hints.js';
import { paint } from './paint.js';

/**
 * Here foreign text is escaped, whoever has put it into the sentence and whether or not he has
 * thought of it.
 */
export function presentFailure(error: TlsmithError, stderr: NodeJS.WriteStream, call?: Call): void {
  const lines = [
    `${paint('error:', 'red', stderr)} ${escapeUnseen(error.sentence)}`,
    ...faultLines(boundedDetails(error)),
  ];
  const hint = hintFor(error, call);
  if (hint !== undefined) lines.push(`hint: ${escapeUnseen(hint)}`);
  stderr.write(`${lines.join('\n')}\n`);
}

/** More faults than anybody reads at once. */
const MOST_FAULTS = 100;

/**
 * The facts with no more faults of a file than are shown; how many there are beside them is a fact
 * too.
 */
export function boundedDetails({ details }: TlsmithError): ErrorFacts {
  const { faults } = details;
  if (faults === undefined || faults.length <= MOST_FAULTS) return details;
  const shown = faults.slice(0, MOST_FAULTS);
  return { ...details, faults: shown, moreFaults: faults.length - MOST_FAULTS };
}

function faultLines({ faults, moreFaults }: ErrorFacts): string[] {
  if (faults === undefined) return [];
  const lines = faults.map(({ line, reason }) => `  line ${line}: ${escapeUnseen(reason)}`);
  return moreFaults === undefined ? lines : [...lines, `  and ${moreFaults} more`];
}
