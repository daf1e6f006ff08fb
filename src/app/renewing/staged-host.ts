// A host whose new files are ready beside the old ones.
import type { HostIdentity } from '../../pki/certificate/identity.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import { pathIn } from '../../path-in.js';
import { quotePath } from '../../quote.js';
import { type IdentityFile } from '../reading/folder/identity-files.js';
import { previousOf } from '../reading/folder/journal.js';
import { issuedEntry } from '../writing/ledger.js';
import { type RenewedFile, renewedFile } from '../writing/renewed-files.js';
import {
  type ReplacingPorts,
  type StagedReplacement,
  stageReplacement,
} from '../writing/replacing/replacement.js';
import type { StagedFiles } from './proof.js';
import type { Renewable } from './renewable.js';

export interface HostRenewal {
  renewable: Renewable;
  identity: HostIdentity;
  profile: EndEntityProfile;
  /** None: no ledger is kept. */
  ledger: string | undefined;
  hook: boolean;
  /** Names of files that go once the others are there. */
  removed?: readonly string[] | undefined;
  now: Date;
}

export interface StagedHost {
  renewable: Renewable;
  identity: HostIdentity;
  /** Those whose content is another. */
  files: readonly RenewedFile[];
  replacement: StagedReplacement;
}

/** Throws `output-*`, `disk-full`, `password-unusable`. */
export async function stageHost(
  { renewable, identity, profile, ledger, hook, removed = [], now }: HostRenewal,
  ports: ReplacingPorts,
): Promise<StagedHost> {
  const { certificate, passwords, place } = renewable;
  const files: RenewedFile[] = [];
  for (const file of renewable.files) {
    const renewal = { old: certificate, identity, isGenerated: passwords.isKept };
    const renewed = await renewedFile(file, renewal, ports);
    if (Buffer.from(renewed.before).equals(renewed.after)) continue;
    files.push(renewed);
    if (file.form === 'pem' && file.hasTextAround) sayTextGoes(place.folder, file.name, ports);
  }
  // What was kept of an earlier renewal fits nothing any more.
  const kept = renewable.files.filter(({ name }) => files.every((one) => one.name !== name));
  const stale = kept.map(({ name }) => previousOf(name));
  const path = pathIn(place.folder, certificateFileOf(renewable.files));
  const replaces = certificate.serialNumber;
  const issuance = { certificate: identity.chain[0], profile, replaces, path };
  const entries = [issuedEntry(issuance, now, ports)];
  const replacement = await stageReplacement(
    {
      folder: place.folder,
      act: 'renewal',
      files,
      removed: [...removed, ...stale],
      ledger: ledger === undefined ? undefined : { path: ledger, entries },
      hook,
    },
    ports,
  );
  return { renewable, identity, files, replacement };
}

/** As the proof reads it. */
export function stagedFilesOf({
  renewable,
  identity,
  files,
  replacement,
}: StagedHost): StagedFiles {
  const { folder } = renewable.place;
  const { notAfter } = identity.chain[0];
  return { folder, names: files.map(({ name }) => name), notAfter, replacement };
}

function sayTextGoes(folder: string, name: string, { reporter }: ReplacingPorts): void {
  const path = quotePath(pathIn(folder, name));
  reporter.note(`${path}: what stood around its PEM blocks is in ${previousOf(name)} alone now`);
}

/** The one that a later renewal is sent to. */
export function certificateFileOf(files: readonly IdentityFile[]): string {
  const named = files.find(holdsCertificate) ?? files.find(({ form }) => form === 'key-store');
  return (named ?? files[0])?.name ?? '';
}

function holdsCertificate(file: IdentityFile): boolean {
  if (file.form === 'pem') {
    return file.parts.some((part) => part.kind === 'certificate' && part.isOwn);
  }
  return file.form === 'der-certificate';
}
