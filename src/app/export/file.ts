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

/** What is to be written, and what it was made of. */
export interface Exported {
  file: Pick<PlannedFile, 'bytes' | 'kind'>;
  /** Files that it may not be written over. */
  inputs: readonly string[];
  /** What opens it, and for what that is in a config; none for what anybody may read. */
  secret?: { password: KeyPassword; purpose: SecretPurpose } | undefined;
}

/** A generated password goes into `secrets.env` beside the file. */
export async function writeExport(
  { out, force, dryRun }: ExportRequest,
  { file: { bytes, kind }, inputs, secret }: Exported,
  ports: ExportPorts,
): Promise<Omit<ExportSummary, 'certificates'>> {
  if (out === '-') return { files: [], content: bytes };
  const stem = basename(out).replace(/\.[^.]+$/, '');
  const secrets = secret?.password.isGenerated
    ? [secretsFile(SECRETS_FILE, [secretOf(stem, secret.purpose, secret.password, basename(out))])]
    : [];
  const file = { bytes, kind };
  const request = { out, force, dryRun, inputs, beside: secrets };
  const files = await writeOutputFile(request, file, ports);
  return { files, ...(dryRun && { dryRun: true }) };
}
