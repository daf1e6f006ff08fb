// Answers of the wizard, kept in a file of the person's: YAML that can be read and edited, without
// any password.
import { type LineFault, TlsmithError } from '../../errors.js';
import { type RecordField, textOf } from '../../formats/lists/record-list.js';
import type { Files } from '../../ports.js';
import { inFile } from '../reading/in-file.js';
import { writeOutputFile } from '../writing/output-file.js';
import { textFile, type WriteSummary } from '../writing/plan.js';
import type { WritingPorts } from '../writing/write-files.js';

/** Longer than any that people write. */
const LIMIT = 1024 * 1024;

export type AnswerFields = ReadonlyMap<string, RecordField>;

/** Every field with its line. Throws `input-*`. */
export async function readAnswers(path: string, files: Files): Promise<AnswerFields> {
  const bytes = await files.read(path, LIMIT);
  const { decodeYamlRecord } = await import('../../formats/lists/record-yaml.js');
  return inFile(path, () => {
    const { records, faults } = decodeYamlRecord(textOf(bytes));
    const [record] = records;
    if (faults.length === 0 && record !== undefined) return record.fields;
    throw answersFaulty(faults);
  });
}

/** `faults` are shown with their lines. */
function answersFaulty(faults: readonly LineFault[]): TlsmithError {
  return new TlsmithError('input-malformed', (it) => `${it} holds no answers that can be used`, {
    faults,
  });
}

export interface SaveAnswersRequest {
  path: string;
  answers: readonly (readonly [name: string, answer: string | readonly string[]])[];
  force: boolean;
}

export async function saveAnswers(
  { path, answers, force }: SaveAnswersRequest,
  ports: WritingPorts,
): Promise<WriteSummary> {
  const lines = answers.map(([name, answer]) =>
    typeof answer === 'string'
      ? `${name}: ${scalar(answer)}`
      : [`${name}:`, ...answer.map((one) => `  - ${scalar(one)}`)].join('\n'),
  );
  const text = [
    '# Answers for: tlsmith wizard --answers FILE. No password stands in it.',
    ...lines,
    '',
  ].join('\n');
  const { bytes } = textFile('', text, 'answers');
  const output = { out: path, force, dryRun: false, inputs: [] };
  return {
    files: await writeOutputFile(output, { bytes, kind: 'answers' }, ports),
    certificates: [],
  };
}

/**
 * A plain word where YAML reads it as one, else in double quotes, which YAML reads as JSON does.
 */
function scalar(text: string): string {
  return /^[A-Za-z][\w./-]*$/.test(text) ? text : JSON.stringify(text);
}
