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
  const lines = new LineCounter();
  const document = parsed(text, lines);
  if (document === 'too-deep') return faulty(1, 'is nested too deeply');
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

function parsed(text: string, lineCounter: LineCounter) {
  try {
    return parseDocument(text, { schema: 'failsafe', lineCounter, prettyErrors: false });
  } catch (error) {
    // Thousands of brackets in each other.
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
    if (values) fields.set(name, { ...values, line });
    else faults.push({ line, reason: `${quote(name)} is neither a value nor a list of values` });
  }
  return fields;
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
