// What a batch would write, with every check of its output and without a key: for `--dry-run`.
import type { PendingHost } from './making.js';
import { type BatchOutput, type BatchWriting, checkArchiveTarget } from './output.js';
import { identityFileNames } from '../writing/identity-files.js';
import type { PlannedFile, WrittenFile } from '../writing/plan.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';

/** Throws what the writing would throw before it begins. */
export async function filesOfBatch(
  out: BatchOutput,
  pending: readonly PendingHost[],
  writing: BatchWriting,
  ports: WritingPorts,
): Promise<WrittenFile[]> {
  if (!('folder' in out)) return checkArchiveTarget(out.archive, writing, ports);
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

/** Without content: only where they would stand is looked at. */
function plannedFiles({ host }: PendingHost): PlannedFile[] {
  return identityFileNames(host).map(({ path, kind }) => ({
    ...{ path: `${host.stem}/${path}`, kind },
    bytes: new Uint8Array(),
  }));
}
