// CSV (RFC 4180, also with semicolons) to records: the first line names the fields, and a cell may
// hold several values.
import { parse } from 'csv-parse/sync';
import type { LineFault } from '../../errors.js';
import { escaped } from '../../quote.js';
import { grouped, type ListPiece, MOST_WEIGHT, weigh } from './list-pieces.js';
import type { ListRecord, RecordField, RecordList } from './record-list.js';

interface Row {
  record: string[];
  /** Its last line in the whole text. */
  line: number;
}

/** Piece by piece: the columns are those of the first row, wherever it stands. */
export function* decodeCsvRecords(text: string): Generator<RecordList> {
  const header = text.split(/\r?\n/, 1)[0] ?? '';
  const delimiter = header.includes(';') && !header.includes(',') ? ';' : ',';
  let columns: readonly string[] | undefined;
  for (const piece of grouped(text, rowStarts(text), text.length)) {
    const rows = rowsOf(piece, delimiter);
    if (!Array.isArray(rows)) {
      yield { records: [], faults: [rows] };
      // Where a quote is missing, all that follows is read wrongly.
      return;
    }
    const faults: LineFault[] = [];
    if (columns === undefined) {
      columns = rows.shift()?.record.map((name) => name.toLowerCase()) ?? [];
      faults.push(...faultsOfColumns(columns));
    }
    if (columns.length > MOST_COLUMNS) {
      yield { records: [], faults };
      return;
    }
    yield recordsOf(rows, columns, faults);
  }
}

/** Behind the ends of lines outside quotes. */
function* rowStarts(text: string): Generator<number> {
  yield 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === '"') isQuoted = !isQuoted;
    else if (text[at] === '\n' && !isQuoted && at + 1 < text.length) yield at + 1;
  }
}

function rowsOf({ text, line: first }: ListPiece, delimiter: string): Row[] | LineFault {
  if (weigh(text) > MOST_WEIGHT) {
    return { line: first, reason: `holds more than ${MOST_WEIGHT} cells in one row` };
  }
  try {
    const rows = parse(text, {
      delimiter,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows.map(({ record, info }) => ({ record, line: first + info.lines - 1 }));
  } catch (error) {
    const { code, lines, message } = error as { code: string; lines?: number; message: string };
    return { line: first + (lines ?? 1) - 1, reason: OWN_WORDS[code] ?? escaped(message) };
  }
}

/** The parser's own sentences count lines from the beginning of a piece. */
const OWN_WORDS: Readonly<Record<string, string>> = {
  CSV_QUOTE_NOT_CLOSED: 'Quote that opens a cell is never closed',
  CSV_INVALID_CLOSING_QUOTE: 'Quote that closes a cell has something behind it',
  INVALID_OPENING_QUOTE: 'Quote stands in a cell that does not begin with one',
};

/** More than there are fields: each row is looked through for each of them. */
const MOST_COLUMNS = 100;

function faultsOfColumns(columns: readonly string[]): LineFault[] {
  if (columns.length > MOST_COLUMNS) {
    return [{ line: 1, reason: `names more than ${MOST_COLUMNS} columns` }];
  }
  const twice = columns.find((name, index) => columns.indexOf(name) !== index);
  return twice === undefined
    ? []
    : [{ line: 1, reason: `names the column ${escaped(twice)} twice` }];
}

function recordsOf(
  rows: readonly Row[],
  columns: readonly string[],
  faults: LineFault[],
): RecordList {
  const records = rows.map(({ record, line }): ListRecord => {
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
  return { records, faults };
}
