// YAML and JSON to records. All scalars stay texts, as in 0123 and 1.10; anchors and aliases are refused, and so is no list.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { LineFault } from '../errors.js';
import { escaped, quote } from '../quote.js';
import type { ListRecord, RecordField, RecordList } from './record-list.js';

/** More faults than anybody reads at once. */
const MOST_FAULTS = 100;

/** The records are a list, or a list under `key`. */
export function decodeYamlRecords(text: string, key: string): RecordList {
  const document = contentsOf(text);
  if ('faults' in document) return { records: [], faults: document.faults };
  const { contents, lineOf } = document;
  const list = listIn(contents, key);
  if (!list) return faulty(1, `holds no list of ${key}`);
  if (list.items.length === 0) return faulty(lineOf(list), `the list of ${key} is empty`);
  const faults: LineFault[] = [];
  const records = list.items.flatMap((item): ListRecord[] => {
    const node = item as Node;
    if (isMap(node)) return [{ line: lineOf(node), fields: fieldsOf(node, lineOf, faults) }];
    faults.push({
      line: lineOf(node),
      reason: isAlias(node)
        ? 'is an alias, and aliases are not followed'
        : 'is no entry with fields such as name',
    });
    return [];
  });
  return { records, faults };
}

/** One record: the whole document is a map of values and lists. */
export function decodeYamlRecord(text: string): RecordList {
  const document = contentsOf(text);
  if ('faults' in document) return { records: [], faults: document.faults };
  const { contents, lineOf } = document;
  if (!isMap(contents)) return faulty(1, 'holds no fields with values');
  const faults: LineFault[] = [];
  const record = { line: lineOf(contents), fields: fieldsOf(contents, lineOf, faults) };
  return { records: [record], faults };
}

type LineOf = (node: { range?: [number, number, number] | null } | null | undefined) => number;

function contentsOf(
  text: string,
): { contents: Node | null; lineOf: LineOf } | { faults: readonly LineFault[] } {
  const excess = excessIn(text);
  if (excess !== undefined) return faulty(1, excess);
  const lines = new LineCounter();
  const document = parsed(text, lines);
  if (document === 'too-deep') return faulty(1, TOO_DEEP);
  if (document.errors.length > 0) {
    const faults = document.errors.slice(0, MOST_FAULTS).map(({ pos, message }) => ({
      line: lines.linePos(pos[0]).line,
      reason: escaped(message),
    }));
    return { faults };
  }
  return {
    contents: document.contents,
    lineOf: (node) => lines.linePos(node?.range?.[0] ?? 0).line,
  };
}

const TOO_DEEP = 'is nested too deeply';
const DEEPEST = 100;

/** The parser takes a kilobyte for each value, and two minutes for millions of brackets. A list of 100,000 hosts has less. */
const MOST_VALUES = 500_000;

/** What the parser must not even begin with, by the look of it: lines and commas for values, open brackets for depth. */
function excessIn(text: string): string | undefined {
  let depth = 0;
  let values = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || code === COMMA) values++;
    else if (code === OPEN_LIST || code === OPEN_MAP) depth++;
    else if (code === CLOSE_LIST || code === CLOSE_MAP) depth--;
    if (depth > DEEPEST) return TOO_DEEP;
    if (values > MOST_VALUES) {
      return `has more than ${MOST_VALUES} lines and values; a list in CSV may have more`;
    }
  }
  return undefined;
}

const [LINE_FEED, COMMA] = [10, 44];
const [OPEN_LIST, CLOSE_LIST, OPEN_MAP, CLOSE_MAP] = [91, 93, 123, 125];

function parsed(text: string, lineCounter: LineCounter) {
  try {
    // That keys are unique is looked at below: the parser compares each with each.
    return parseDocument(text, {
      ...{ schema: 'failsafe', lineCounter },
      ...{ prettyErrors: false, uniqueKeys: false },
    });
  } catch (error) {
    // Thousands of lists in each other, by their indent.
    if (error instanceof RangeError) return 'too-deep';
    throw error;
  }
}

function faulty(line: number, reason: string): RecordList {
  return { records: [], faults: [{ line, reason }] };
}

function listIn(contents: Node | null, key: string): YAMLSeq | undefined {
  if (isSeq(contents)) return contents;
  if (!isMap(contents) || contents.items.length !== 1) return undefined;
  const list = contents.get(key, true);
  return isSeq(list) ? list : undefined;
}

function fieldsOf(
  map: YAMLMap,
  lineOf: LineOf,
  faults: LineFault[],
): ReadonlyMap<string, RecordField> {
  const fields = new Map<string, RecordField>();
  for (const { key, value } of map.items as { key: Node; value: Node | null }[]) {
    const line = lineOf(key);
    if (!isScalar(key)) {
      faults.push({ line, reason: 'has a key that is no word' });
      continue;
    }
    const name = String(key.value);
    const values = valuesOf(value);
    if (fields.has(name)) faults.push({ line, reason: `${quote(name)} stands there twice` });
    else if (values) fields.set(name, { ...values, line });
    else faults.push({ line, reason: `${quote(name)} ${reasonAgainst(value)}` });
  }
  return fields;
}

function reasonAgainst(value: Node | null): string {
  const isAliased = isAlias(value) || (isSeq(value) && value.items.some((item) => isAlias(item)));
  return isAliased
    ? 'is an alias, and aliases are not followed'
    : 'is neither a value nor a list of values';
}

/** Undefined for what is nested, or an alias: nothing that a list of names needs, and a few lines of it can stand for millions. */
function valuesOf(value: Node | null): Pick<RecordField, 'values' | 'isCell'> | undefined {
  if (value === null) return { values: [], isCell: false };
  if (isScalar(value)) {
    const text = value.value === null ? '' : String(value.value);
    return { values: text === '' ? [] : [text], isCell: false };
  }
  if (!isSeq(value) || !value.items.every((item) => isScalar(item))) return undefined;
  return {
    values: value.items.map((item) => String((item as { value: unknown }).value)),
    isCell: false,
  };
}
