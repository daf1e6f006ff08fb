// The JSON documents: one on stdout, on success and on failure.
import type { TlsmithError } from '../../errors.js';
import type { Call } from '../call.js';
import { escapeUnseen, escapeUnseenInJson } from '../../quote.js';
import { EXIT_CODES } from '../exit-codes.js';
import { hintFor } from '../hints.js';
import { boundedDetails } from './failure.js';
import { writePiece } from './pieces.js';

export function writeDocument(document: object, stdout: NodeJS.WritableStream): void {
  stdout.write(`${escapeUnseenInJson(JSON.stringify(document, undefined, 2))}\n`);
}

/**
 * The same of a document with one list that nobody holds as a whole: it comes in groups, and a
 * line an item. `tail` follows it.
 */
export async function writeLongDocument(
  head: object,
  name: string,
  groups: AsyncIterable<readonly object[]>,
  tail: object,
  stdout: NodeJS.WritableStream,
): Promise<void> {
  const fields = (part: object) => JSON.stringify(part, undefined, 2).replace(/^\{\n?|\n?\}$/g, '');
  const text = (json: string) => escapeUnseenInJson(json);
  let isFirst = true;
  const start = `{\n${fields(head)},\n  ${JSON.stringify(name)}: [`;
  if (!(await writePiece(text(start), stdout))) return;
  for await (const group of groups) {
    if (group.length === 0) continue;
    const items = group.map((item) => `    ${JSON.stringify(item)}`).join(',\n');
    if (!(await writePiece(text(`${isFirst ? '' : ','}\n${items}`), stdout))) return;
    isFirst = false;
  }
  const rest = Object.keys(tail).length > 0 ? `,\n${fields(tail)}` : '';
  await writePiece(text(`${isFirst ? '' : '\n  '}]${rest}\n}\n`), stdout);
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
