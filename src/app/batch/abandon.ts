// What a killed batch had in its ledger and never handed out: such certificates are said to be
// abandoned. For the next run into that folder.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { encodeLedgerEntry, type LedgerEntry } from '../../pki/issuing/ledger.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Reporter } from '../../ports.js';
import { type HostPorts, readHost } from './state.js';
import type { WantedHost } from '../making/planned-host.js';
import { eachEntry } from '../reading/ledger/entries.js';
import { staleStaging } from '../writing/staging.js';

/** A run that may have been killed, and the one that comes after it. */
export interface CutOffRequest {
  /** Where the hosts of both go. */
  folder: string;
  ledger: string;
  hosts: readonly WantedHost[];
  now: Date;
}

/**
 * The proof is the staging folder that the killed run left: its certificate and key are renamed out
 * of it together, so that of those that still stand there nobody has the key. That files are
 * missing in `folder` proves nothing, since they may have been moved to their hosts.
 */
export async function abandonCutOff(
  { folder, ledger, hosts, now }: CutOffRequest,
  ports: HostPorts & { reporter: Reporter },
): Promise<void> {
  const serials = await stagedSerials(ports.files.absolute(folder), hosts, ports);
  if (serials.size === 0) return;
  const cutOff = new Map<string, LedgerEntry>();
  const visit = (entry: LedgerEntry) => {
    const { event, serialNumber } = entry;
    if (!serials.has(serialNumber)) return;
    if (event === 'issued' || event === 'renewed') cutOff.set(serialNumber, entry);
    else cutOff.delete(serialNumber);
  };
  await eachEntry(ledger, visit, ports);
  const lines = [...cutOff.values()].map((entry) => encodeLedgerEntry(abandoned(entry, now)));
  if (lines.length === 0) return;
  await ports.files.appendLine(ledger, lines.join(''));
  ports.reporter.note(
    `abandoned in the ledger: ${lines.length} that a killed run never handed out`,
  );
}

function abandoned(entry: LedgerEntry, now: Date): LedgerEntry {
  return { ...entry, at: formatTime(now), event: 'abandoned' };
}

/** Serial numbers of certificates that never left the staging of a run whose process is gone. */
async function stagedSerials(
  root: string,
  hosts: readonly WantedHost[],
  ports: HostPorts,
): Promise<Set<string>> {
  const { files } = ports;
  const homes = [dirname(root), root];
  const serials = new Set<string>();
  for (const home of homes) {
    if ((await files.kind(home)) !== 'folder') continue;
    for (const staging of await staleStaging(home, files, basename(root))) {
      const staged = new Set(await files.list(staging));
      for (const host of hosts.filter(({ stem }) => staged.has(stem))) {
        const left = await serialIn(`${staging}/${host.stem}`, host, ports);
        const arrived = await serialIn(`${root}/${host.stem}`, host, ports);
        if (left !== undefined && left !== arrived) serials.add(left);
      }
    }
  }
  return serials;
}

/** Undefined where certificate and key are not both there. */
async function serialIn(
  folder: string,
  host: WantedHost,
  ports: HostPorts,
): Promise<string | undefined> {
  try {
    const found = await readHost(folder, host, ports);
    return found?.hasItsKey ? found.certificate.serialNumber : undefined;
  } catch (error) {
    // Half a file, of a run that was killed before it came to the ledger.
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}
