// What the exports have in common: whom they are for, and one file at a path or on stdout.
import { basename } from 'node:path/posix';
import type { Random, Reporter, Templates } from '../../ports.js';
import type { KeyPassword, NewPasswordSource } from '../reading/key/passwords.js';
import type { StorePorts } from '../reading/key/store.js';
import { writeOutputFile } from '../writing/output-file.js';
import type { PlannedFile, WriteSummary } from '../writing/plan.js';
import { SECRETS_FILE, type SecretPurpose } from '../../targets/secret.js';
import { secretOf, secretsFile } from '../writing/secrets.js';

export interface ExportRequest {
  /** Of what is written. */
  password?: NewPasswordSource | undefined;
  /** Target names of the products that will read it. */
  consumers: readonly string[];
  stack?: string | undefined;
  /** `-` is stdout: then the bytes are in the answer. */
  out: string;
  force: boolean;
  dryRun: boolean;
}

export type ExportPorts = StorePorts & { random: Random; reporter: Reporter; templates: Templates };

export interface ExportSummary extends WriteSummary {
  content?: Uint8Array | undefined;
}

/** A generated password goes into `secrets.env` beside the file. */
export async function writeExport(
  { out, force, dryRun }: ExportRequest,
  { bytes, kind }: Pick<PlannedFile, 'bytes' | 'kind'>,
  password: KeyPassword | undefined,
  purpose: SecretPurpose,
  inputs: readonly string[],
  ports: ExportPorts,
): Promise<Omit<ExportSummary, 'certificates'>> {
  if (out === '-') return { files: [], content: bytes };
  const stem = basename(out).replace(/\.[^.]+$/, '');
  const secrets = password?.isGenerated
    ? [secretsFile(SECRETS_FILE, [secretOf(stem, purpose, password, basename(out))])]
    : [];
  const file = { bytes, kind };
  const request = { out, force, dryRun, inputs, beside: secrets };
  const files = await writeOutputFile(request, file, ports);
  return { files, ...(dryRun && { dryRun: true }) };
}
