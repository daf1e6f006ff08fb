// Lists of things to make, as people keep them: YAML or JSON (`instances.yml`), or CSV. Records
// whose every field knows its line.
import { type LineFault, TlsmithError } from '../../errors.js';

export interface RecordField {
  /** None where the field is empty. */
  values: readonly string[];
  /** A cell of CSV: a field that takes several values splits it with `valuesOfCell`. */
  isCell: boolean;
  /** Counted from 1. */
  line: number;
  /** Of each value, where they may stand in lines of their own. */
  lines?: readonly number[];
}

export interface ListRecord {
  line: number;
  fields: ReadonlyMap<string, RecordField>;
}

export interface RecordList {
  records: readonly ListRecord[];
  faults: readonly LineFault[];
}

/**
 * Each format loads its parser when it is read. The records come piece by piece: who has seen
 * enough faults can stop. Throws `input-malformed` for what is no text.
 */
export async function* decodeRecords(bytes: Uint8Array, key: string): AsyncGenerator<RecordList> {
  const text = textOf(bytes);
  if (text.trim() === '') {
    yield { records: [], faults: [{ line: 1, reason: 'is empty' }] };
  } else if (looksLikeCsv(text)) {
    const { decodeCsvRecords } = await import('./record-csv.js');
    yield* decodeCsvRecords(text);
  } else {
    const { decodeYamlRecords } = await import('./record-yaml.js');
    yield* decodeYamlRecords(text, key);
  }
}

/** Throws `input-malformed`. */
export function textOf(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new TlsmithError('input-malformed', (it) => `${it} is not text in UTF-8`);
  }
}

/**
 * The first line of a CSV file names its columns, one of them `name`, which a line of YAML or JSON
 * never does alone.
 */
function looksLikeCsv(text: string): boolean {
  const first = text.split(/\r?\n/, 1)[0] ?? '';
  return /\bname\b/i.test(first) && /^"?[a-z-]+"?(\s*[,;]\s*"?[a-z-]+"?)*\s*$/i.test(first);
}

/** The values of a cell, for fields that take several. */
export function valuesOfCell(cell: string): string[] {
  return cell.split(/[\s;,]+/).filter((value) => value !== '');
}
