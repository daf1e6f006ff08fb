// Judges the files of a folder of templates that somebody else has written, completely, so that
// nothing downstream meets a half-right one.
import { TlsmithError } from '../../errors.js';
import { type WrittenEnd, writtenEnds } from './descriptor.js';
import { lineOfFault, lineOfPath } from './json-position.js';
import { faultsTogether } from './rules.js';
import type { Fault } from './schema.js';
import { END, ENDS, REFUSALS, formFault } from './schema.js';

/**
 * Throws `template-invalid` with `details` file, line, field (`settings[3].name`) and reason for
 * the first fault of a descriptor. Keys that nobody reads are faults like wrong values.
 */
export function judgeDescriptors(text: string, file: string): void {
  refuse(descriptorFault(parsed(text, file)), text, file);
}

/** The same for a list of refusals. */
export function judgeRefusals(text: string, file: string): void {
  refuse(formFault(REFUSALS, parsed(text, file)), text, file);
}

function descriptorFault(document: unknown): Fault | undefined {
  if (!isObject(document) || !('ends' in document)) return endFault(document);
  const listFault = formFault(ENDS, document['ends']);
  if (listFault) return { ...listFault, path: ['ends', ...listFault.path] };
  const own = document['ends'] as readonly Record<string, unknown>[];
  const names: unknown[] = [];
  for (const [i, end] of writtenEnds(document).entries()) {
    const name = (end as Record<string, unknown>)['end'];
    const fault = names.includes(name)
      ? { path: ['end'], reason: 'two ends have this name' }
      : endFault(end);
    names.push(name);
    // What an end does not say itself stands in the whole.
    const isOwn = fault?.path[0] === undefined || Object.hasOwn(own[i] ?? {}, fault.path[0]);
    if (fault) return isOwn ? { ...fault, path: ['ends', i, ...fault.path] } : fault;
  }
  return undefined;
}

function endFault(end: unknown): Fault | undefined {
  return formFault(END, end) ?? [...faultsTogether(end as WrittenEnd)][0];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function parsed(text: string, file: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = (error as SyntaxError).message;
    const place = { file, line: lineOfFault(text, message), field: '' };
    throw invalid({ ...place, reason: `it is not JSON (${message})` }, error);
  }
}

function refuse(fault: Fault | undefined, text: string, file: string): void {
  if (fault === undefined) return;
  const { path, reason } = fault;
  const field = path
    .map((step) => (typeof step === 'number' ? `[${step}]` : `.${step}`))
    .join('')
    .replace(/^\./, '');
  throw invalid({ file, line: lineOfPath(text, field), field, reason });
}

interface Details {
  readonly file: string;
  readonly line: number;
  readonly field: string;
  readonly reason: string;
}

function invalid(details: Details, cause?: unknown): TlsmithError {
  const { file, line, field, reason } = details;
  const place = field === '' ? '' : `, field ${field}`;
  const sentence = `${file}, line ${line}${place}: ${reason}`;
  return new TlsmithError('template-invalid', sentence, { ...details }, cause);
}
