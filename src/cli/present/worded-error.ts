// What went wrong with one of many, in an answer that tells of all of them.
import type { TlsmithError } from '../../errors.js';
import type { Output } from '../base-command.js';
import type { Call } from '../call.js';
import { EXIT_CODES } from '../exit-codes.js';
import { hintFor } from '../hints.js';
import { paint } from './paint.js';

export interface WordedError {
  code: string;
  message: string;
  hint?: string | undefined;
  exitCode: number;
}

/** Advice is for the call that asked. */
export function worded(error: TlsmithError, call: Call): WordedError {
  const { code, sentence: message } = error;
  return { code, message, hint: hintFor(error, call), exitCode: EXIT_CODES[code] };
}

interface FailedOne {
  path: string;
  error?: WordedError | undefined;
}

/** More than this are counted, not listed. */
const MOST_LISTED = 20;

export function presentFailures(all: readonly FailedOne[], { stderr }: Output): void {
  const failed = all.filter(({ error }) => error);
  for (const { path, error } of failed.slice(0, MOST_LISTED)) {
    const { message = '', hint } = error ?? {};
    const about = message.includes(path) ? message : `${path}: ${message}`;
    stderr.write(`${paint('error:', 'red', stderr)} ${about}\n`);
    if (hint !== undefined) stderr.write(`hint: ${hint}\n`);
  }
  const rest = failed.length - MOST_LISTED;
  if (rest > 0) stderr.write(`and ${rest} more failures\n`);
}
