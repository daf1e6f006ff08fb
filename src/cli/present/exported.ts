// An exported file: its path on stdout, or its bytes where stdout was asked for.
import type { ExportSummary } from '../../app/export/file.js';
import type { Output } from '../base-command.js';
import { presentWritten } from './written.js';

export function presentExported(summary: ExportSummary, output: Output): void {
  if (summary.content) output.stdout.write(summary.content);
  else presentWritten(summary, output);
}
