// `ca create`: a root CA, or an intermediate below a CA folder.
import type { Clock } from '../../ports.js';
import { type IssuerPorts, type LoadedIssuer, loadIssuer } from '../reading/key/issuer.js';
import { loadNewPassword, type PasswordSource } from '../reading/key/passwords.js';
import { caFiles, makeCa, type NewCaRequest, PLAIN_CA_KEY } from '../making/authority.js';
import { pathIn } from '../../path-in.js';
import { summarizeCertificate, type WriteSummary } from '../writing/plan.js';
import { ledgerSteps } from '../writing/ledger.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';

export interface CreateCaRequest extends NewCaRequest {
  out: string;
  /** Makes an intermediate. */
  issuer?: { folder: string; password?: PasswordSource | undefined } | undefined;
  /** Encrypts the new CA's key. */
  password?: PasswordSource | undefined;
  force: boolean;
  dryRun: boolean;
}

export type CreateCaPorts = IssuerPorts & WritingPorts & { clock: Clock };

export async function createCa(
  request: CreateCaRequest,
  ports: CreateCaPorts,
): Promise<WriteSummary> {
  const now = ports.clock.now();
  const loaded = request.issuer && (await loadIssuerFolder(request.issuer, ports));
  const password = request.password && (await loadNewPassword(request.password, ports));
  const ca = await makeCa(request, loaded, now, ports);
  const key = password === undefined ? undefined : { text: password, isGenerated: false };
  const files = await caFiles(ca, key, [], ports);
  const issuances = [{ certificate: ca.certificate, profile: 'ca' as const }];
  const written = await writeFiles(
    {
      folder: request.out,
      files,
      force: request.force,
      dryRun: request.dryRun,
      inputs: loaded?.inputs ?? [],
    },
    ports,
    loaded && ledgerSteps(loaded.ledger, issuances, now, ports),
  );
  if (!key && !request.dryRun) ports.reporter.note(PLAIN_CA_KEY);
  return {
    files: written,
    certificates: [
      summarizeCertificate(ca.certificate, pathIn(request.out, 'ca.crt'), ports.crypto),
    ],
    ...(request.dryRun && { dryRun: true }),
  };
}

function loadIssuerFolder(
  issuer: NonNullable<CreateCaRequest['issuer']>,
  ports: IssuerPorts,
): Promise<LoadedIssuer> {
  return loadIssuer(
    {
      source: { folder: issuer.folder },
      openedBy: 'input-password',
      password: issuer.password,
    },
    ports,
  );
}
