// Where a batch goes: a folder a host, or one archive with modes and checksums.
import type { ArchiveFormat } from '../../formats/archive.js';
import { toHex } from '../../pki/der/hex.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import type { Crypto } from '../../ports.js';
import { pathIn } from '../../path-in.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { checkOutputFile, writeOutputFile } from '../writing/output-file.js';
import { modeOf, type PlannedFile, textFile, type WrittenFile } from '../writing/plan.js';
import { type Issuance, issuedEntry, ledgerSteps, stepsOfEntries } from '../writing/ledger.js';
import { writeFiles, type WritingPorts } from '../writing/write-files.js';

export type BatchOutput = { folder: string } | { archive: string; format: ArchiveFormat };

export interface MadeHost {
  profile: EndEntityProfile;
  identity: HostIdentity;
  /** Serial number of the certificate in whose place it comes. */
  replaces?: string | undefined;
  /** The one of the files that holds the certificate, alone or in a store. */
  certificatePath: string;
  /** With the host's folder in their paths. */
  files: readonly PlannedFile[];
}

export interface BatchWriter {
  /** `force`: over files that are there. It may be written later, together with others. */
  take(host: MadeHost, force: boolean): Promise<void>;
  /** All that was written. */
  finish(): Promise<WrittenFile[]>;
}

export interface BatchWriting {
  /** Paths that were read. */
  inputs: readonly string[];
  /** Over an archive that is there; of folders every host says it itself. */
  force: boolean;
}

/** What holds for whatever is written. */
export interface OutputTerms extends BatchWriting {
  /** None: no ledger is kept. */
  ledger: string | undefined;
  now: Date;
}

type OutputPorts = WritingPorts & { crypto: Crypto };

/** So many get their names together: one look at the folder, one write into the ledger. */
const HOSTS_IN_A_GROUP = 64;

export function folderWriter(
  folder: string,
  { ledger, inputs, now }: OutputTerms,
  ports: OutputPorts,
): BatchWriter {
  const written: WrittenFile[] = [];
  let group: MadeHost[] = [];
  let isForced = false;
  const placed = (host: MadeHost): Issuance => ({
    ...issuanceOf(host),
    path: pathIn(folder, host.certificatePath),
  });
  const write = async () => {
    const hosts = group;
    group = [];
    if (hosts.length === 0) return;
    const files = hosts.flatMap((host) => host.files);
    const plan = { folder, files, force: isForced, dryRun: false, inputs };
    // That no ledger is kept was said once, and not for every group.
    const steps = ledger === undefined ? {} : ledgerSteps(ledger, hosts.map(placed), now, ports);
    written.push(...(await writeFiles(plan, ports, steps)));
  };
  return {
    async take(host, force) {
      if (force !== isForced || group.length === HOSTS_IN_A_GROUP) await write();
      isForced = force;
      group.push(host);
    },
    async finish() {
      await write();
      return written;
    },
  };
}

/**
 * What is made is kept compressed until the archive is whole: only then it gets its name, after the
 * ledger's lines.
 */
export async function archiveOutput(
  { archive: out, format }: { archive: string; format: ArchiveFormat },
  { ledger, now, ...writing }: OutputTerms,
  ports: OutputPorts,
): Promise<BatchWriter> {
  // What is in the way is said before thousands of keys are made, and looked at once more when they
  // are.
  await checkOutputFile({ out, ...writing }, 'archive', ports);
  const { archiveWriter } = await import('../../formats/archive.js');
  const writer = archiveWriter(format, now);
  const entries: LedgerEntry[] = [];
  const sums: string[] = [];
  const add = ({ path, bytes, kind }: PlannedFile) =>
    writer.add({ path, bytes, mode: modeOf(kind) });
  return {
    async take(host) {
      entries.push(issuedEntry(issuanceOf(host), now, ports));
      for (const file of host.files) {
        sums.push(`${toHex(ports.crypto.digest('SHA-256', file.bytes))}  ${file.path}\n`);
        await add(file);
      }
    },
    async finish() {
      await add(textFile('SHA256SUMS', sums.join(''), 'checksums'));
      const bytes = await writer.finish();
      const steps = ledger === undefined ? {} : stepsOfEntries(ledger, entries, ports);
      const request = { out, dryRun: false, ...writing, steps };
      return writeOutputFile(request, { bytes, kind: 'archive' }, ports);
    },
  };
}

function issuanceOf({ identity: { chain }, profile, replaces }: MadeHost): Issuance {
  return { certificate: chain[0], profile, replaces };
}
