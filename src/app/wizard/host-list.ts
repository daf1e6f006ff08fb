// A list of hosts that was typed, as `instances.yml`, so that `cert batch` makes it now and keeps
// it up to date later.
import { equalBytes } from '../../pki/der/hex.js';
import { writeOutputFile } from '../writing/output-file.js';
import { textFile, type WriteSummary } from '../writing/plan.js';
import type { WritingPorts } from '../writing/write-files.js';

export interface SaveHostListRequest {
  path: string;
  hosts: readonly { name: string; names: readonly string[] }[];
}

/** Never written over another file; nothing is done where it stands there already. */
export async function saveHostList(
  { path, hosts }: SaveHostListRequest,
  ports: WritingPorts,
): Promise<WriteSummary> {
  const text = [
    'instances:',
    ...hosts.flatMap(({ name, names }) => [
      `  - name: ${JSON.stringify(name)}`,
      `    san: [${names.map((one) => JSON.stringify(one)).join(', ')}]`,
    ]),
    '',
  ].join('\n');
  const { bytes } = textFile('', text, 'list');
  const present = await ports.files.readIfPresent(path);
  if (present && equalBytes(present, bytes)) return { files: [], certificates: [] };
  const output = { out: path, force: false, dryRun: false, inputs: [] };
  return {
    files: await writeOutputFile(output, { bytes, kind: 'list' }, ports),
    certificates: [],
  };
}
