// The JSON documents: one on stdout, on success and on failure.
import type { TlsmithError } from '../../errors.js';
import type { Call } from '../call.js';
import { escapeUnseen, escapeUnseenInJson } from '../../quote.js';
import { EXIT_CODES } from '../exit-codes.js';
import { hintFor } from '../hints.js';
import { boundedDetails } from './failure.js';

export function writeDocument(document: object, stdout: NodeJS.WritableStream): void {
  stdout.write(`${escapeUnseenInJson(JSON.stringify(document, undefined, 2))}\n`);
}

/** An allow-list: nothing of the call but what the error itself judged. */
export function failureDocument(
  error: TlsmithError,
  { call, exitCode = EXIT_CODES[error.code] }: { call?: Call | undefined; exitCode?: number } = {},
): object {
  const hint = hintFor(error, call);
  return {
    ok: false,
    error: {
      code: error.code,
      message: escapeUnseen(error.sentence),
      ...(hint !== undefined && { hint }),
      details: boundedDetails(error),
      exitCode,
    },
  };
}
