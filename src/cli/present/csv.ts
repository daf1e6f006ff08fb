// Rows as CSV (RFC 4180): for spreadsheets, and for whoever reads them by a program.

/** What a spreadsheet would take for a formula, and run. */
const FORMULA = /^[=+\-@\t\r]/;

/** One record with its line end. */
export function csvRecord(cells: readonly string[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`;
}

/**
 * A name in a certificate is a stranger's text: one that begins as a formula gets an apostrophe
 * before it, which a spreadsheet takes as "this is text".
 */
function csvCell(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
