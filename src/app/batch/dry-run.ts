// What a batch would write, with every check of its output and without a key: for `--dry-run`.
import type { PendingHost } from './making.js';
import type { BatchOutput, BatchWriting } from './output.js';
import { unmadeFiles } from '../writing/identity-files.js';
import { checkOutputFile } from '../writing/output-file.js';
import type { PlannedFile, WrittenFile } from '../writing/plan.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';

/** Throws what the writing would throw before it begins. */
export async function filesOfBatch(
  out: BatchOutput,
  pending: readonly PendingHost[],
  writing: BatchWriting,
  ports: WritingPorts,
): Promise<WrittenFile[]> {
  if (!('folder' in out)) {
    return checkOutputFile({ out: out.archive, ...writing }, 'archive', ports);
  }
  const { folder } = out;
  const written: WrittenFile[] = [];
  for (const force of [false, true]) {
    const files = pending.filter(({ overwrites }) => overwrites === force).flatMap(plannedFiles);
    if (files.length === 0) continue;
    const plan = { folder, files, force, dryRun: true, inputs: writing.inputs };
    written.push(...(await writeFiles(plan, ports)));
  }
  return written;
}

function plannedFiles({ host }: PendingHost): PlannedFile[] {
  return unmadeFiles(host).map((file) => ({ ...file, path: `${host.stem}/${file.path}` }));
}
