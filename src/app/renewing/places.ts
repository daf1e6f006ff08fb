// What the paths of a renewal stand for: a certificate's file, a host's folder, a folder of hosts
// such as a kit or a batch, or all that a CA has issued.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import type { Files, Reporter, Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import type { LedgerEntry } from '../../pki/issuing/ledger.js';
import type { Target } from '../../targets/target.js';
import type { StorePorts } from '../reading/key/store.js';
import { isCaFolder } from '../reading/ca-folder.js';
import { authoritiesIn } from '../reading/kit-authorities.js';
import { hostFault } from '../reading/folder/host.js';
import { currentEntries } from './current-entries.js';

/** One certificate with the files around it. */
export interface RenewalPlace {
  /** As the person named it, or joined to what they named. */
  path: string;
  folder: string;
  /** Which file of it; none: what the folder's snippet or the usual names say. */
  file?: string | undefined;
  /** The entry of the ledger that led here. */
  entry?: LedgerEntry | undefined;
}

/** Places that belong together: the hosts of one path. */
export interface RenewalGroup {
  path: string;
  places: readonly RenewalPlace[];
  /** Entries of a ledger that say nothing of a file. */
  unplaced: readonly LedgerEntry[];
  /** The CAs that stand in it or beside it, the one that issues now at the end. */
  authorities: readonly string[];
  /** The folder of all hosts that belong together, whichever of them were named. */
  together: string | undefined;
}

export type PlacePorts = StorePorts & {
  files: Files;
  reporter: Reporter;
  templates: Templates;
  /** Of the whole run. */
  products: readonly Target[];
};

/** Throws `input-absent`, and `input-wrong-kind` where nothing there can be renewed. */
export async function placesIn(path: string, ports: PlacePorts): Promise<RenewalGroup> {
  const { files } = ports;
  const kind = await files.kindBehind(path);
  if (kind === 'absent') {
    throw new TlsmithError('input-absent', (it) => `${it} does not exist`, { path });
  }
  if (kind !== 'folder') {
    const folder = dirname(path);
    return alone(path, { path, folder, file: basename(path) }, files);
  }
  if (await isCaFolder(path, files)) return ledgerGroup(path, ports);
  const fault = await hostFault(path, ports);
  if (!fault) return alone(path, { path, folder: path }, files);
  const places = await hostsBelow(path, ports);
  if (places.length === 0) throw fault;
  const authorities = await authoritiesIn(path, ports);
  return { path, places, unplaced: [], authorities, together: path };
}

/** One host, which may be one of a kit. */
async function alone(path: string, place: RenewalPlace, files: Files): Promise<RenewalGroup> {
  const kit = dirname(files.absolute(place.folder));
  const authorities = await authoritiesIn(kit, { files });
  const together = authorities.length > 0 ? kit : undefined;
  return { path, places: [place], unplaced: [], authorities, together };
}

/** Those that are folders of hosts, in the order of their names. */
export async function hostsBelow(folder: string, ports: PlacePorts): Promise<RenewalPlace[]> {
  const { files } = ports;
  const places: RenewalPlace[] = [];
  for (const name of await files.list(folder)) {
    const path = pathIn(folder, name);
    const isFolder = !name.startsWith('.') && (await files.kind(path)) === 'folder';
    if (!isFolder || (await isCaFolder(path, files))) continue;
    if (!(await hostFault(path, ports))) places.push({ path, folder: path });
  }
  return places;
}

async function ledgerGroup(path: string, ports: PlacePorts): Promise<RenewalGroup> {
  const { files } = ports;
  const entries = await currentEntries(pathIn(path, 'ledger.jsonl'), ports);
  const places: RenewalPlace[] = [];
  const unplaced: LedgerEntry[] = [];
  for (const entry of entries) {
    if (entry.path === undefined) unplaced.push(entry);
    else {
      const { path: file } = entry;
      places.push({ path: file, folder: dirname(file), file: basename(file), entry });
    }
  }
  if (entries.length === 0) {
    ports.reporter.note(`${quote(path)} has issued nothing that is still in use`);
  }
  const kit = dirname(files.absolute(path));
  const isKit = places.some(({ folder }) => dirname(folder) === kit);
  return { path, places, unplaced, authorities: [path], together: isKit ? kit : undefined };
}
