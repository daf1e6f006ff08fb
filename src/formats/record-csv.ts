// CSV (RFC 4180, also with semicolons) to records: the first line names the fields, and a cell may hold several values.
import { parse } from 'csv-parse/sync';
import type { LineFault } from '../errors.js';
import { escaped } from '../quote.js';
import type { ListRecord, RecordField, RecordList } from './record-list.js';

interface Row {
  record: string[];
  info: { lines: number };
}

export function decodeCsvRecords(text: string): RecordList {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = header.includes(';') && !header.includes(',') ? ';' : ',';
  let rows: Row[];
  try {
    rows = parse(text, {
      ...{ delimiter, info: true, relax_column_count: true, skip_empty_lines: true, trim: true },
    }) as unknown as Row[];
  } catch (error) {
    const { lines, message } = error as { lines?: number; message: string };
    return { records: [], faults: [{ line: lines ?? 1, reason: escaped(message) }] };
  }
  const [names, ...body] = rows;
  const columns = names?.record.map((name) => name.toLowerCase()) ?? [];
  const faults: LineFault[] = [];
  const records = body.map(({ record, info: { lines: line } }): ListRecord => {
    if (record.length > columns.length) {
      const reason = `has ${record.length} cells, and the first line names ${columns.length}`;
      faults.push({ line, reason });
    }
    const fields = columns.flatMap((name, index): [string, RecordField][] => {
      const cell = record[index] ?? '';
      return cell === '' ? [] : [[name, { values: [cell], isCell: true, line }]];
    });
    return { line, fields: new Map(fields) };
  });
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  if (twice !== undefined) {
    faults.unshift({ line: 1, reason: `names the column ${escaped(twice)} twice` });
  }
  return { records, faults };
}
