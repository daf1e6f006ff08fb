// Planned files as one archive with their modes, zip or tar.gz by its name. For the commands of
// elasticsearch-certutil.
import type { Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import { writeOutputFile } from './output-file.js';
import { modeOf, modeText, type PlannedFile, type WrittenFile } from './plan.js';
import type { WritingPorts, WritingSteps } from './write-files.js';

export interface ArchiveRequest {
  out: string;
  files: readonly PlannedFile[];
  now: Date;
  dryRun: boolean;
  /** Paths that were read. */
  inputs: readonly string[];
  steps?: WritingSteps;
}

export interface WrittenArchive {
  files: WrittenFile[];
  /** What lies in it, as it is called there. */
  entries: WrittenFile[];
}

/** Never over a file that exists. */
export async function writeArchive(
  { files: planned, now, ...request }: ArchiveRequest,
  ports: WritingPorts,
): Promise<WrittenArchive> {
  const { archiveWriter } = await import('../../formats/archive.js');
  const writer = archiveWriter(formatOf(request.out, ports), now);
  for (const { path, bytes, kind } of planned) {
    await writer.add({ path, bytes, mode: modeOf(kind) });
  }
  const file = { bytes: await writer.finish(), kind: 'archive' } as const;
  const files = await writeOutputFile({ ...request, force: false }, file, ports);
  const entries = planned.map(({ path, kind }) => ({ path, kind, mode: modeText(modeOf(kind)) }));
  return { files, entries };
}

function formatOf(out: string, { reporter }: { reporter: Reporter }) {
  if (!/\.(tar\.gz|tgz)$/.test(out)) return 'zip';
  reporter.note(
    `${quote(out)} is a tar.gz, as its name says; elasticsearch-certutil writes a zip under any name`,
  );
  return 'tar.gz';
}
