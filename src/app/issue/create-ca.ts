// `ca create`: a root CA, or an intermediate below a CA folder.
import type { Clock } from '../../ports.js';
import { type IssuerByBytes, requireSigning } from '../../pki/issuing/issuer.js';
import { type IssuerPorts, loadIssuer } from '../reading/key/issuer.js';
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
  const issuer = request.issuer && (await loadSigner(request.issuer, ports));
  const password = request.password && (await loadNewPassword(request.password, ports));
  const ca = await makeCa(request, issuer, now, ports);
  const key = password === undefined ? undefined : { text: password, isGenerated: false };
  const files = await caFiles(ca, key, [], ports);
  const path = pathIn(request.out, 'ca.crt');
  const issuances = [{ certificate: ca.certificate, profile: 'ca' as const, path }];
  const written = await writeFiles(
    {
      folder: request.out,
      files,
      force: request.force,
      dryRun: request.dryRun,
      inputs: issuer?.inputs ?? [],
    },
    ports,
    issuer && ledgerSteps(issuer.ledger, issuances, now, ports),
  );
  if (!key && !request.dryRun) ports.reporter.note(PLAIN_CA_KEY);
  return {
    files: written,
    certificates: [summarizeCertificate(ca.certificate, path, ports.crypto)],
    dryRun: request.dryRun || undefined,
  };
}

async function loadSigner(
  { folder, password }: NonNullable<CreateCaRequest['issuer']>,
  ports: IssuerPorts,
): Promise<IssuerByBytes> {
  const issuer = await loadIssuer(
    { source: { folder }, openedBy: 'input-password', password },
    ports,
  );
  return requireSigning(issuer, 'an intermediate CA');
}
