// The answer of `status` as one file: whether it may be written is known before anything is read.
import { checkOutputFile, writeOutputFile } from '../writing/output-file.js';
import type { WrittenFile } from '../writing/plan.js';
import type { WritingPorts } from '../writing/write-files.js';
import type { StatusFindings } from './report.js';

export interface StatusFile {
  out: string;
  force: boolean;
  /** What it says, by whoever asks for it. */
  layOut(findings: StatusFindings): string;
}

/** Throws `output-*`. */
export async function checkStatusFile(
  { out, force }: StatusFile,
  ports: WritingPorts,
): Promise<void> {
  await checkOutputFile({ out, force, inputs: [] }, 'report', ports);
}

/** Whole, in the place of the one of an earlier run. Throws `output-*`, `disk-full`. */
export async function writeStatusFile(
  { out, force, layOut }: StatusFile,
  findings: StatusFindings,
  ports: WritingPorts,
): Promise<WrittenFile[]> {
  const file = { bytes: new TextEncoder().encode(layOut(findings)), kind: 'report' as const };
  return writeOutputFile({ out, force, inputs: [], dryRun: false }, file, ports);
}
