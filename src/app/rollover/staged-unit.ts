// A folder whose files with certificates of CAs are ready beside the old ones.
import { pathIn } from '../../path-in.js';
import type { AuthorityFile } from '../reading/folder/authority-files.js';
import { identityFilesIn } from '../reading/folder/identity-files.js';
import { previousOf } from '../reading/folder/journal.js';
import { releaseIn } from '../reading/folder/link-roles.js';
import type { StagedFiles } from '../renewing/proof.js';
import type { RenewalPorts } from '../renewing/ports.js';
import { type HostUptake, uptakeFor } from '../renewing/uptake.js';
import { type Exchange, exchangedFile, wouldChange } from '../writing/exchanged-files.js';
import { type FileKind, modeText, type WrittenFile } from '../writing/plan.js';
import {
  type ReplacedFile,
  type StagedReplacement,
  stageReplacement,
} from '../writing/replacing/replacement.js';
import type { UnitFacts } from '../renewing/rollover/unit-facts.js';

export interface StagedUnit extends StagedFiles {
  replacement: StagedReplacement;
  written: WrittenFile[];
}

/** Undefined where nothing changes. Throws `consumer-cannot-read`, `password-unusable`, `output-*`. */
export async function stageExchange(
  facts: UnitFacts,
  exchangeOf: (file: AuthorityFile) => Exchange,
  ports: RenewalPorts,
): Promise<StagedUnit | undefined> {
  const { unit, files, passwords } = facts;
  const { folder, places } = unit;
  const changed: ReplacedFile[] = [];
  const written: WrittenFile[] = [];
  for (const file of files) {
    const terms = { exchange: exchangeOf(file), isGenerated: passwords.isKept };
    const exchanged = await exchangedFile(file, terms, ports);
    if (!exchanged) continue;
    changed.push(exchanged);
    written.push(await writtenFile(folder, file, ports));
  }
  if (changed.length === 0) return undefined;
  const names = changed.map(({ name }) => name);
  const removed = await staleIn(facts, changed, ports);
  const plan = { folder, act: 'rollover' as const, files: changed, removed, hook: false };
  const replacement = await stageReplacement({ ...plan, ledger: undefined }, ports);
  const ends = places.map(({ certificate }) => certificate.notAfter.getTime());
  const notAfter = new Date(Math.min(...ends, LAST));
  return { folder, names, notAfter, replacement, written };
}

/** The last moment that a Date holds. */
const LAST = 8.64e15;

/** The files that would change. */
export async function dueFiles(
  { unit, files }: UnitFacts,
  exchangeOf: (file: AuthorityFile) => Exchange,
  ports: RenewalPorts,
): Promise<WrittenFile[]> {
  const due: WrittenFile[] = [];
  for (const file of files) {
    if (wouldChange(file, exchangeOf(file))) due.push(await writtenFile(unit.folder, file, ports));
  }
  return due;
}

/**
 * What an earlier renewal kept of the key, where the chain beside it is kept anew: they would no
 * longer be of one generation.
 */
async function staleIn(
  { unit: { folder, places }, passwords }: UnitFacts,
  changed: readonly ReplacedFile[],
  ports: RenewalPorts,
): Promise<string[]> {
  const stale: string[] = [];
  for (const { certificate } of places) {
    const { files } = await identityFilesIn({ folder, certificate, passwords }, ports);
    const isChanged = (name: string) => changed.some((one) => one.name === name);
    if (!files.some(({ name }) => isChanged(name))) continue;
    stale.push(...files.flatMap(({ name }) => (isChanged(name) ? [] : [previousOf(name)])));
  }
  return [...new Set(stale)];
}

async function writtenFile(
  folder: string,
  file: AuthorityFile,
  { files }: RenewalPorts,
): Promise<WrittenFile> {
  const path = pathIn(folder, file.name);
  const { mode } = await files.access(path);
  return { path, kind: kindOf(file), mode: modeText(mode % 0o1000) };
}

function kindOf(file: AuthorityFile): FileKind {
  if (file.form !== 'store') return 'certificate';
  return file.store.keys.length > 0 ? 'keystore' : 'truststore';
}

/** How the product of a folder takes its new files, where its snippet says which it is. */
export async function uptakeIn(
  folder: string,
  ports: RenewalPorts,
): Promise<HostUptake | undefined> {
  return uptakeFor(await releaseIn(folder, ports.products, ports.files));
}
