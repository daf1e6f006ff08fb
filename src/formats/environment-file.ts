// NAME=value lines as systemd reads them from an EnvironmentFile; a file is changed by name, and
// every other octet of it is kept. Source: systemd.exec(5), and parse_env_file_internal in
// systemd's src/basic/env-file.c (258).
import { TlsmithError } from '../errors.js';

export interface Assignment {
  name: string;
  value: string;
  /** Where its text begins, and where what follows its line end begins. */
  start: number;
  end: number;
}

export interface EnvironmentFile {
  text: string;
  /** In their order; of two with one name the later counts. */
  assignments: readonly Assignment[];
  /**
   * Ends inside a quote or after a backslash: what were appended would belong to the last value.
   */
  isUnfinished: boolean;
}

const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LINE_END = /[\n\r]/;
const BLANK = /[ \t]/;
/** What a backslash makes plain inside double quotes; before anything else it stays. */
const ESCAPED = /["\\`$]/;

/** Throws `input-malformed` for text that systemd does not read at all. */
export function decodeEnvironmentFile(bytes: Uint8Array): EnvironmentFile {
  const text = decodeText(bytes);
  const assignments: Assignment[] = [];
  let isUnfinished = false;
  let at = 0;
  while (at < text.length) {
    const line = readLine(text, at);
    // systemd passes over what is no name of a variable, such as `export NAME`.
    if (line.name !== undefined && NAME.test(line.name)) {
      assignments.push({ name: line.name, value: line.value, start: at, end: line.end });
    }
    isUnfinished = line.isUnfinished;
    at = line.end;
  }
  return { text, assignments, isUnfinished };
}

/** The values by name. */
export function environmentOf({ assignments }: EnvironmentFile): Map<string, string> {
  return new Map(assignments.map(({ name, value }) => [name, value]));
}

/** One whole line. Plain where systemd takes the value as it stands, else in double quotes. */
export function encodeAssignment(name: string, value: string): string {
  // What a shell or docker would read otherwise is quoted too.
  const isPlain = /^[A-Za-z0-9_.,:/@%+=~^-]*$/.test(value);
  return `${name}=${isPlain ? value : `"${value.replace(/["\\`$]/g, '\\$&')}"`}\n`;
}

/** What is to be appended, after the end of the last line, so that these are in the file too. */
export function appendix({ text }: EnvironmentFile, added: ReadonlyMap<string, string>): string {
  const lines = [...added].map(([name, value]) => encodeAssignment(name, value)).join('');
  // Before version 254 a backslash at the end of a comment takes the next line into the comment.
  return /\\[\n\r]*$/.test(text) ? `\n${lines}` : lines;
}

/**
 * The text with other values for names that stand in it: where each stands last, which is the one
 * that counts.
 */
export function withValues(
  { text, assignments }: EnvironmentFile,
  values: ReadonlyMap<string, string>,
): string {
  let changed = text;
  // From the end, so that earlier places stay where they are.
  for (const [name, value] of [...values].sort(([a], [b]) => lastOf(b).start - lastOf(a).start)) {
    const { start, end } = lastOf(name);
    changed = changed.slice(0, start) + encodeAssignment(name, value) + changed.slice(end);
  }
  return changed;

  function lastOf(name: string): Assignment {
    return assignments.findLast((one) => one.name === name) as Assignment;
  }
}

function decodeText(bytes: Uint8Array): string {
  const malformed = (fault: string, cause?: unknown) =>
    new TlsmithError('input-malformed', `the list of variables ${fault}`, {}, cause);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
    if (text.includes('\0'))
      throw malformed('holds a NUL octet, after which systemd reads nothing');
    return text;
  } catch (error) {
    throw error instanceof TlsmithError ? error : malformed('is not UTF-8', error);
  }
}

interface Line {
  /** Undefined for a comment, an empty line, and one without `=`. */
  name: string | undefined;
  value: string;
  end: number;
  isUnfinished: boolean;
}

/** One line, or several where its value goes on: `start` is where it begins. */
function readLine(text: string, start: number): Line {
  let at = start;
  while (at < text.length && BLANK.test(text.charAt(at))) at += 1;
  const begin = at;
  const isComment = /[#;]/.test(text.charAt(at));
  while (at < text.length && !LINE_END.test(text.charAt(at))) {
    if (!isComment && text.charAt(at) === '=') {
      return { name: text.slice(begin, at).replace(/[ \t]+$/, ''), ...readValue(text, at + 1) };
    }
    at += 1;
  }
  return { name: undefined, value: '', end: Math.min(at + 1, text.length), isUnfinished: false };
}

/**
 * Quotes count where a value or a further part of it begins; a backslash outside of single quotes
 * joins lines.
 */
function readValue(text: string, start: number): Omit<Line, 'name'> {
  let value = '';
  /** How much of `value` stays when blanks at its end are cut. */
  let kept = 0;
  let isBetween = true;
  let at = start;
  while (at < text.length) {
    const next = text.charAt(at);
    at += 1;
    if (LINE_END.test(next)) return { value: value.slice(0, kept), end: at, isUnfinished: false };
    if (isBetween && (next === "'" || next === '"')) {
      const quoted = readQuoted(text, at, next);
      value += quoted.value;
      kept = value.length;
      at = quoted.end;
      if (!quoted.isClosed) return { value, end: at, isUnfinished: true };
    } else if (next === '\\') {
      if (at === text.length) return { value, end: at, isUnfinished: true };
      const escaped = text.charAt(at);
      at += 1;
      isBetween = false;
      if (!LINE_END.test(escaped)) value += escaped;
      kept = value.length;
    } else if (!isBetween || !BLANK.test(next)) {
      isBetween = false;
      value += next;
      if (!BLANK.test(next)) kept = value.length;
    }
  }
  return { value: value.slice(0, kept), end: at, isUnfinished: false };
}

/** `start` is after the opening quote. */
function readQuoted(
  text: string,
  start: number,
  quote: string,
): { value: string; end: number; isClosed: boolean } {
  let value = '';
  let at = start;
  while (at < text.length) {
    const next = text.charAt(at);
    at += 1;
    if (next === quote) return { value, end: at, isClosed: true };
    if (quote === "'" || next !== '\\') {
      value += next;
      continue;
    }
    const escaped = text.charAt(at);
    at += 1;
    if (ESCAPED.test(escaped)) value += escaped;
    else if (escaped !== '\n' && escaped !== '') value += `\\${escaped}`;
  }
  return { value, end: Math.min(at, text.length), isClosed: false };
}
