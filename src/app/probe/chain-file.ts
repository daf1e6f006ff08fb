// The chain that a server shows, kept as a file: as it was sent, readable or not.
import { encodeCertificates } from '../../formats/containers/pem.js';
import { checkOutputFile, writeOutputFile } from '../writing/output-file.js';
import type { WrittenFile } from '../writing/plan.js';
import type { WritingPorts } from '../writing/write-files.js';

const WANTED = { force: false, dryRun: false, inputs: [] };

/** Whether it could be written, before anybody is dialled. */
export async function checkChainFile(out: string | undefined, ports: WritingPorts): Promise<void> {
  if (out !== undefined) await checkOutputFile({ out, ...WANTED }, 'certificate', ports);
}

export async function saveChain(
  out: string | undefined,
  ders: readonly Uint8Array[],
  ports: WritingPorts,
): Promise<WrittenFile[] | undefined> {
  if (out === undefined) return undefined;
  if (ders.length === 0) {
    ports.reporter.warn('the server showed no certificate that could be read: none is saved');
    return [];
  }
  const text = encodeCertificates(ders.map((der) => ({ der })));
  const file = { bytes: new TextEncoder().encode(text), kind: 'certificate' } as const;
  return writeOutputFile({ out, ...WANTED }, file, ports);
}
