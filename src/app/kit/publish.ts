// The end of every kit command: write all or nothing, prove what is staged, keep the ledger, sum up.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Clock, Loopback, Templates } from '../../ports.js';
import { type KitFolder, identityPath, type KitTerms } from './folder.js';
import type { Choice } from './pair.js';
import type { IssuerPorts } from '../reading/issuer.js';
import {
  pathIn,
  type PlannedFile,
  summarizeCertificate,
  type WriteSummary,
} from '../writing/plan.js';
import { type Handshake, proveLink, type ProvenFolder } from './proof.js';
import type { Issuance } from '../writing/ledger.js';
import { writeFiles, type WritingPorts, type WritingSteps } from '../writing/write-files.js';

export interface KitSummary extends WriteSummary {
  choices: Choice[];
  handshakes: Handshake[];
}

export type KitPorts = IssuerPorts &
  WritingPorts & { clock: Clock; templates: Templates; loopback: Loopback };

export interface KitPublication {
  /** The kit's folder, as the person named it. */
  out: string;
  files: readonly PlannedFile[];
  inputs: readonly string[];
  force: boolean;
  dryRun: boolean;
  terms: KitTerms;
  /** What was made now; the proof tries each client among them. */
  folders: readonly KitFolder[];
  /** A CA that was made now. */
  newCa?: Certificate;
  /** The server to prove against; none: no proof. Its path is below the staged kit unless it stands already. */
  server?: (staged: string) => ProvenFolder;
  /** The ledger of a CA that exists. */
  ledger: WritingSteps;
  choices: Choice[];
}

export async function publishKit(kit: KitPublication, ports: KitPorts): Promise<KitSummary> {
  const { out, files, force, dryRun, inputs, server } = kit;
  const handshakes: Handshake[] = [];
  const prove = async (staged: string) => {
    const clients = kit.folders
      .filter(({ target }) => target.role === 'client')
      .map(({ target, name }) => ({ target, path: `${staged}/${name}` }));
    if (server) handshakes.push(...(await proveLink(server(staged), clients, kit.terms, ports)));
  };
  const written = await writeFiles({ folder: out, files, force, dryRun, inputs }, ports, {
    ...kit.ledger,
    prove,
  });
  return {
    files: written,
    certificates: certificatesOf(kit).map(([path, certificate]) =>
      summarizeCertificate(certificate, pathIn(out, path), ports.crypto),
    ),
    choices: kit.choices,
    handshakes,
    ...(dryRun && { dryRun: true }),
  };
}

export function issuancesOf(folders: readonly KitFolder[]): Issuance[] {
  return folders.map(({ identity, profile }) => ({ certificate: identity.certificate, profile }));
}

/** All that were made, each with its place in the kit; the CA first where it is new. */
function certificatesOf({ folders, newCa }: KitPublication): [string, Certificate][] {
  const hosts = folders.map((folder): [string, Certificate] => [
    identityPath(folder),
    folder.identity.certificate,
  ]);
  return newCa ? [['ca/ca.crt', newCa], ...hosts] : hosts;
}
