// What the inspected files hold: a screen for each thing, or one line; failures on stderr behind
// it. And the same as a document.
import type { InspectedItem, Inspection } from '../../../app/inspect/items.js';
import { aligned } from '../../../terminal-text.js';
import type { Output } from '../../base-command.js';
import type { Call } from '../../call.js';
import { EXIT_CODES } from '../../exit-codes.js';
import { hintFor } from '../../hints.js';
import { blockOf } from './blocks.js';
import { dateStyle, type DateStyle } from './dates.js';
import { type Block, writeBlock } from './layout.js';
import { shownFile } from './rows.js';
import { shortRow } from './short.js';
import { stateOf } from './state.js';
import { paint } from '../paint.js';

/** One failure of one file, as it stands in the document. */
export interface InspectionError {
  file: string;
  code: string;
  message: string;
  hint?: string | undefined;
}

/** `ok` is false where anything failed; then `error` is the failure that decides the exit code. */
export interface InspectionDocument extends Pick<
  Inspection,
  'at' | 'items' | 'skipped' | 'loading'
> {
  ok: boolean;
  errors?: InspectionError[];
  error?: {
    code: string;
    message: string;
    hint?: string | undefined;
    details: object;
    exitCode: number;
  };
}

export interface Strictness {
  /** Whether a finding that is an error is a verdict. */
  strict: boolean;
}

/** Advice is for the call that asked, where it is known. */
export function inspectionDocument(
  inspection: Inspection,
  call?: Call,
  strictness: Strictness = { strict: false },
): InspectionDocument {
  const { at, items, skipped, failures, loading } = inspection;
  const judged = { at, items, skipped, loading };
  const exitCode = inspectionExitCode(inspection, strictness);
  const deciding = failures.find((failure) => exitCodeOf(failure) === exitCode);
  if (!deciding) return { ok: exitCode === 0, ...judged };
  const { error } = deciding;
  return {
    ok: false,
    error: { ...worded(error, call), details: error.details, exitCode },
    ...judged,
    errors: failures.map((failure) => ({ file: failure.file, ...worded(failure.error, call) })),
  };
}

/**
 * 3 where a file cannot be used; 4 where all that is wrong are passwords, 6 where they are servers;
 * 1 where a product does not load one, and where one breaks a rule, if that was asked.
 */
export function inspectionExitCode(
  { failures, loading = [], items }: Pick<Inspection, 'failures' | 'loading' | 'items'>,
  { strict }: Strictness = { strict: false },
): number {
  if (failures.length === 0) {
    const isLoaded = loading.every(({ loads }) => loads !== false);
    return isLoaded && !(strict && items.some(isFaulty)) ? 0 : 1;
  }
  return Math.min(...failures.map(exitCodeOf));
}

function isFaulty(item: InspectedItem): boolean {
  const inside = 'entries' in item ? item.entries.flatMap(({ certificates }) => certificates) : [];
  const findings = [item, ...inside].flatMap((one) => ('findings' in one ? one.findings : []));
  return findings.some(({ severity }) => severity === 'error');
}

function exitCodeOf({ error }: Inspection['failures'][number]): 3 | 4 | 6 {
  const code = EXIT_CODES[error.code];
  return code === 4 || code === 6 ? code : 3;
}

function worded(error: Inspection['failures'][number]['error'], call: Call | undefined) {
  const hint = hintFor(error, call);
  return { code: error.code, message: error.sentence, hint };
}

export function presentInspection(document: InspectionDocument, output: Output): void {
  const dates = dateStyle(document.at, output.stdout);
  const places = placesOf(document.items);
  document.items.forEach((item, index) => {
    if (index > 0) output.stdout.write('\n');
    const block = { ...(places[index] as Place), ...blockOf(item, dates) };
    writeBlock(block, stateOf(item, document.at), output.stdout);
  });
  presentLoading(document, output);
  presentTalk(document, output);
}

/** One line an item: aligned for a person, tabs in a pipe. */
export function presentInspectionShort(document: InspectionDocument, output: Output): void {
  const { stdout } = output;
  const dates: DateStyle = dateStyle(document.at, stdout);
  const rows = document.items.map((item) => shortRow(item, stateOf(item, document.at), dates));
  const shown = stdout.isTTY ? aligned(rows) : rows;
  shown.forEach((cells, index) => {
    const state = stateOf(document.items[index] as InspectedItem, document.at);
    const painted = cells.map((text, column) =>
      column === 1 && state.colour ? paint(text, state.colour, stdout) : text,
    );
    stdout.write(`${painted.join(stdout.isTTY ? '  ' : '\t').trimEnd()}\n`);
  });
  presentLoading(document, output);
  presentTalk(document, output);
}

/** A line for each file and product, and one for each reason. */
function presentLoading({ loading = [], items }: InspectionDocument, { stdout }: Output): void {
  if (loading.length > 0 && items.length > 0) stdout.write('\n');
  for (const { file, target, stack, loads, findings } of loading) {
    const [verb, colour] =
      loads === true
        ? (['loads', 'green'] as const)
        : loads === false
          ? (['does not load', 'red'] as const)
          : (['may load', 'yellow'] as const);
    const state = paint(verb, colour, stdout);
    stdout.write(`${target} (stack ${stack}) ${state} ${shownFile(file)}\n`);
    for (const { message } of findings) stdout.write(`  ${message}\n`);
  }
}

/** The file, and which one of several in it. */
export type Place = Pick<Block, 'file' | 'part'>;

/** Of each item, in their order. */
export function placesOf(items: readonly InspectedItem[]): Place[] {
  const totals = new Map<string, number>();
  const numbers = items.map(({ file }) => {
    const number = (totals.get(file) ?? 0) + 1;
    totals.set(file, number);
    return number;
  });
  return items.map((item, index) => {
    const file = shownFile(item.file);
    const total = totals.get(item.file) ?? 1;
    return total < 2 ? { file } : { file, part: `${numbers[index]} of ${total}` };
  });
}

/** What is told of beside the answer. */
export function presentTalk({ skipped, errors = [] }: InspectionDocument, output: Output): void {
  const { stderr } = output;
  if (!output.isQuiet) {
    for (const { file, label } of skipped) {
      stderr.write(`note: ${shownFile(file)}: a PEM block "${label}" is not described\n`);
    }
  }
  for (const { message } of errors) stderr.write(`${paint('error:', 'red', stderr)} ${message}\n`);
  for (const hint of new Set(errors.map(({ hint }) => hint))) {
    if (hint !== undefined) stderr.write(`hint: ${hint}\n`);
  }
}
