// YAML and JSON to records. All scalars stay texts, as in 0123 and 1.10; anchors and aliases are
// refused, and so is no list.
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { LineFault } from '../../errors.js';
import { quote } from '../../quote.js';
import { linesIn, type ListPiece } from './list-pieces.js';
import type { ListRecord, RecordField, RecordList } from './record-list.js';
import { TOO_DEEP, yamlExcess, yamlFault } from './yaml-limits.js';
import { yamlPieces } from './yaml-pieces.js';

/** More faults of one piece than anybody reads at once. */
const MOST_FAULTS = 100;

/**
 * The records are a list, or a list under `key`; they come piece by piece, so that a reader can
 * stop.
 */
export function* decodeYamlRecords(text: string, key: string): Generator<RecordList> {
  const pieces = yamlPieces(text, key);
  if (pieces === undefined) {
    yield recordsOf({ text, line: 1 }, (contents) => listIn(contents, key), key);
    return;
  }
  for (const piece of pieces) {
    yield recordsOf(piece, (contents) => (isSeq(contents) ? contents : undefined), key);
  }
}

function recordsOf(
  piece: ListPiece,
  listOf: (contents: Node | null) => YAMLSeq | undefined,
  key: string,
): RecordList {
  const document = contentsOf(piece);
  if ('faults' in document) return { records: [], faults: document.faults };
  const { contents, lineOf } = document;
  const list = listOf(contents);
  if (!list) return faulty(piece.line, `holds no list of ${key}`);
  if (list.items.length === 0) return faulty(lineOf(list), `the list of ${key} is empty`);
  const faults: LineFault[] = [];
  const records = list.items.flatMap((item): ListRecord[] => {
    const node = item as Node;
    if (isMap(node)) return [{ line: lineOf(node), fields: fieldsOf(node, lineOf, faults) }];
    faults.push({
      line: lineOf(node),
      reason: isAlias(node) ? ALIAS : 'is no entry with fields such as name',
    });
    return [];
  });
  return { records, faults };
}

/** One record: the whole document is a map of values and lists. */
export function decodeYamlRecord(text: string): RecordList {
  const document = contentsOf({ text, line: 1 });
  if ('faults' in document) return { records: [], faults: document.faults };
  const { contents, lineOf } = document;
  if (!isMap(contents)) return faulty(1, 'holds no fields with values');
  const faults: LineFault[] = [];
  const record = { line: lineOf(contents), fields: fieldsOf(contents, lineOf, faults) };
  return { records: [record], faults };
}

type LineOf = (node: { range?: [number, number, number] | null } | null | undefined) => number;

function contentsOf({
  text,
  line: first,
}: ListPiece): { contents: Node | null; lineOf: LineOf } | { faults: readonly LineFault[] } {
  const excess = yamlExcess(text);
  if (excess !== undefined) {
    return faulty(first + linesIn(text, 0, excess.at), excess.reason);
  }
  const lines = new LineCounter();
  const lineAt = (offset: number) => first + Math.max(lines.linePos(offset).line, 1) - 1;
  const document = parsed(text, lines);
  if (document === 'too-deep') return faulty(first, TOO_DEEP);
  const refused = [...document.errors, ...document.warnings];
  if (refused.length > 0) {
    const faults = refused.slice(0, MOST_FAULTS).map(({ code, pos, message }) => ({
      line: lineAt(pos[0]),
      reason: code === 'BAD_ALIAS' ? ALIAS : yamlFault(code, message),
    }));
    return { faults };
  }
  return { contents: document.contents, lineOf: (node) => lineAt(node?.range?.[0] ?? 0) };
}

const ALIAS = 'is an alias, and aliases are not followed';

function parsed(text: string, lineCounter: LineCounter) {
  try {
    // That keys are unique is looked at below: the parser compares each with each.
    return parseDocument(text, {
      schema: 'failsafe',
      lineCounter,
      prettyErrors: false,
      uniqueKeys: false,
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
    const values = valuesOf(value, lineOf);
    if (fields.has(name)) faults.push({ line, reason: `${quote(name)} stands there twice` });
    else if (values) fields.set(name, { ...values, line });
    else faults.push({ line, reason: `${quote(name)} ${reasonAgainst(value)}` });
  }
  return fields;
}

function reasonAgainst(value: Node | null): string {
  const isAliased = isAlias(value) || (isSeq(value) && value.items.some((item) => isAlias(item)));
  return isAliased ? ALIAS : 'is neither a value nor a list of values';
}

/**
 * Undefined for what is nested, or an alias: nothing that a list of names needs, and a few lines of
 * it can stand for millions.
 */
function valuesOf(
  value: Node | null,
  lineOf: LineOf,
): Pick<RecordField, 'values' | 'isCell' | 'lines'> | undefined {
  if (value === null) return { values: [], isCell: false };
  if (isText(value)) {
    const text = value.value ?? '';
    return { values: text === '' ? [] : [text], isCell: false };
  }
  if (!isSeq(value) || !value.items.every(isText)) return undefined;
  return {
    values: value.items.map((item) => item.value ?? ''),
    lines: value.items.map((item) => lineOf(item)),
    isCell: false,
  };
}

/**
 * Without a tag every scalar is text here; with one such as `!!binary` the parser makes something
 * else of it.
 */
function isText(node: unknown): node is Scalar<string | null> {
  return isScalar(node) && (typeof node.value === 'string' || node.value === null);
}
