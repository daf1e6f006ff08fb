// What a schedule's folder is, as far as `cert renew` will go by it: where its CA stands, into which
// folders it writes, and what stands in the way of a renewal that nobody attends.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { findPrivateKey } from '../../formats/keys/private-key.js';
import { pathIn } from '../../path-in.js';
import type { Files } from '../../ports.js';
import { quote } from '../../quote.js';
import { isCaFolder } from '../reading/ca-folder.js';
import { authoritiesIn } from '../reading/kit-authorities.js';
import { hostFault, type HostPorts } from '../reading/folder/host.js';
import { isStore } from '../reading/key/store.js';

export type PlacePorts = HostPorts;

export interface SchedulePlace {
  /** The folder of the CA that stands with it. */
  ca?: string | undefined;
  /** Undefined where only that CA's ledger says which. */
  written: readonly string[] | undefined;
  isAbsent?: boolean | undefined;
}

/** Of an absolute path: a CA folder, a kit or batch, the folder of a host, or one of its files. */
export async function schedulePlace(path: string, ports: PlacePorts): Promise<SchedulePlace> {
  const { files } = ports;
  const kind = await files.kindBehind(path);
  if (kind === 'absent') return { written: [path], isAbsent: true };
  if (kind !== 'folder') return hostPlace(dirname(path), files);
  if (await isCaFolder(path, files)) return { ca: path, written: undefined };
  const own = (await authoritiesIn(path, ports)).at(-1);
  if (own !== undefined) return { ca: own, written: [path] };
  const place = await hostPlace(path, files);
  // A CA beside a folder of hosts is not theirs.
  if (place.ca === undefined || !(await hostFault(path, ports))) return place;
  return { written: [path] };
}

/** One host of a kit: the kit's page names the end of its certificate, and its CA has a ledger. */
async function hostPlace(folder: string, files: Files): Promise<SchedulePlace> {
  const kit = dirname(folder);
  const ca = (await authoritiesIn(kit, { files })).at(-1);
  return ca === undefined ? { written: [folder] } : { ca, written: [kit] };
}

/** `vault+https://…`, which no path is. */
export function isAddress(ca: string): boolean {
  return /^[a-z][a-z\d+.-]*:/i.test(ca);
}

interface Unattended {
  folder: string;
  place: SchedulePlace;
  /** A folder or an address, where one is named. */
  ca: string | undefined;
  caPasswordFile: string | undefined;
}

export async function warnOfPlace(
  { folder, place, ca = place.ca, caPasswordFile }: Unattended,
  { files, reporter }: PlacePorts,
): Promise<void> {
  if (place.isAbsent) {
    reporter.warn(`${quote(folder)} does not exist: until it does, each renewal fails`);
  } else if (ca === undefined) {
    reporter.warn(`${quote(folder)} holds no CA, and none is named: the renewal would have none`);
  }
  if (ca === undefined || isAddress(ca) || caPasswordFile !== undefined) return;
  await warnOfLockedKey(ca, { files, reporter });
}

export async function warnOfLockedKey(
  ca: string,
  { files, reporter }: Pick<PlacePorts, 'files' | 'reporter'>,
): Promise<void> {
  const key = pathIn(ca, 'ca.key');
  if (!(await isLocked(key, files))) return;
  reporter.warn(
    `the key of the CA, ${quote(key)}, is encrypted, and nobody is there to be asked: --ca-password-file FILE names its password, or each run fails`,
  );
}

/** What cannot be read is no reason to say so. */
async function isLocked(key: string, files: Files): Promise<boolean> {
  try {
    const bytes = await files.readIfPresent(key);
    if (bytes === undefined) return false;
    return isStore(bytes) || findPrivateKey(bytes, 'brought').isEncrypted;
  } catch (error) {
    if (error instanceof TlsmithError) return false;
    throw error;
  }
}
