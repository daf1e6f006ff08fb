// An answer as a text of another form, such as a page: at the path that was named, or beside the
// answer where it goes to stdout. For whatever answers a question.
import { checkOutputFile, type OutputFileRequest, writeOutputFile } from './output-file.js';
import type { WrittenFile } from './plan.js';
import type { WritingPorts } from './write-files.js';

export interface ReportRequest extends Pick<OutputFileRequest, 'force' | 'dryRun' | 'inputs'> {
  /** `-` or none: stdout. */
  out?: string | undefined;
}

export interface Report<Answer> {
  answer: Answer;
  /** For stdout; none where it is in a file. */
  text?: string | undefined;
  files: WrittenFile[];
  dryRun?: true | undefined;
}

/** Whether the file may be written is known before the question is asked. */
export async function writeReport<Answer>(
  { out = '-', force, dryRun, inputs }: ReportRequest,
  ask: () => Promise<Answer>,
  textOf: (answer: Answer) => string,
  ports: WritingPorts,
): Promise<Report<Answer>> {
  if (out === '-') {
    const answer = await ask();
    return { answer, text: textOf(answer), files: [] };
  }
  await checkOutputFile({ out, force, inputs }, 'report', ports);
  const answer = await ask();
  const file = { bytes: new TextEncoder().encode(textOf(answer)), kind: 'report' as const };
  const files = await writeOutputFile({ out, force, dryRun, inputs }, file, ports);
  return { answer, files, ...(dryRun && { dryRun: true }) };
}
