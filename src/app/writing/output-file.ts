// One file at the path that the person named, written like all others: whole, not through a link,
// not over another.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import { type FileKind, type PlannedFile, unmadeFile, type WrittenFile } from './plan.js';
import { writeFiles, type WritingPorts, type WritingSteps } from './write-files.js';

export interface OutputFileRequest {
  out: string;
  force: boolean;
  dryRun: boolean;
  /** Paths that were read. */
  inputs: readonly string[];
  /** Files for the same folder, with names only. */
  beside?: readonly PlannedFile[];
  steps?: WritingSteps;
}

/** Whether it could be written now; answers what would be. */
export function checkOutputFile(
  request: Pick<OutputFileRequest, 'out' | 'force' | 'inputs'>,
  kind: FileKind,
  ports: WritingPorts,
): Promise<WrittenFile[]> {
  return writeOutputFile({ ...request, dryRun: true }, unmadeFile('', kind), ports);
}

/** All appear, or none. */
export async function writeOutputFile(
  { out, force, dryRun, inputs, beside = [], steps = {} }: OutputFileRequest,
  { bytes, kind }: Pick<PlannedFile, 'bytes' | 'kind'>,
  ports: WritingPorts,
): Promise<WrittenFile[]> {
  if (out.endsWith('/')) {
    throw new TlsmithError(
      'output-not-permitted',
      `${quote(out)} names a folder, and a file is to be written`,
      { path: out },
    );
  }
  const at = out.lastIndexOf('/');
  const folder = at === -1 ? '.' : out.slice(0, at) || '/';
  const files = [{ path: out.slice(at + 1), bytes, kind }, ...beside];
  const written = await writeFiles({ folder, files, force, dryRun, inputs }, ports, steps);
  return written.map((file) => (file.kind === kind ? { ...file, path: out } : file));
}
