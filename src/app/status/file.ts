// `status` into one file: whether it may be written is known before anything is read. What it says
// is laid out by whoever asks.
import type { Random } from '../../ports.js';
import { checkOutputFile, writeOutputFile } from '../writing/output-file.js';
import type { WrittenFile } from '../writing/plan.js';
import type { StatusFindings } from './report.js';
import { status, type StatusPorts, type StatusRequest } from './status.js';

export interface StatusFileRequest extends StatusRequest {
  out: string;
  force: boolean;
  layOut(findings: StatusFindings): string;
}

/** Throws `output-*`, and what `status` does. */
export async function writeStatus(
  { out, force, layOut, ...request }: StatusFileRequest,
  ports: StatusPorts & { random: Random },
): Promise<StatusFindings & { written: readonly WrittenFile[] }> {
  const output = { out, force, inputs: [] };
  await checkOutputFile(output, 'report', ports);
  const findings = await status(request, ports);
  const file = { bytes: new TextEncoder().encode(layOut(findings)), kind: 'report' as const };
  return { ...findings, written: await writeOutputFile({ ...output, dryRun: false }, file, ports) };
}
