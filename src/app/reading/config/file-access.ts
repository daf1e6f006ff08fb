// Who may read the files that a config names, on the machine where they are installed. For
// configured-host.ts.
import { dirname } from 'node:path/posix';
import type { Files, Ownership } from '../../../ports.js';
import type { FileAccess, NamedFile } from '../../../targets/config/configured-host.js';
import type { Target } from '../../../targets/target.js';

interface Account {
  name: string;
  uid: number;
  gids: readonly number[];
  /** The name of the first of its groups. */
  group: string;
}

/** Of the files that lie where they live: none of a kit, and none below another root. */
export async function accessTo(
  all: readonly NamedFile[],
  { config, target: { descriptor } }: { config: string; target: Target },
  files: Files,
): Promise<FileAccess[]> {
  const installed = all.filter(({ isBeside, named }) => !isBeside && named !== undefined);
  if (installed.length === 0) return [];
  const accounts = await accountsOf(files);
  const service = accounts.find(({ name }) => name === descriptor.permissions?.serviceUser);
  // Who cannot read the config does not run the product from it.
  const user = service && (await readsConfig(config, service, files)) ? service : undefined;
  const found: FileAccess[] = [];
  for (const file of installed) {
    const seen = await files.ownership(file.path);
    if (!seen) continue;
    const owner = accounts.find(({ uid }) => uid === seen.uid)?.name ?? String(seen.uid);
    found.push({
      file,
      mode: seen.mode,
      owner,
      isOwnerTrusted: await isTrusted(seen, file.path, user, files),
      ...(user ? await reachOf(file.path, seen, user, files) : NOBODY),
    });
  }
  return found;
}

async function readsConfig(config: string, user: Account, files: Files): Promise<boolean> {
  const seen = await files.ownership(config);
  return !seen || (await reachOf(config, seen, user, files)).isReadable === true;
}

/** Root, the product's user, and whoever asks. */
async function isTrusted(
  { uid }: Ownership,
  path: string,
  user: Account | undefined,
  files: Files,
): Promise<boolean> {
  if (uid === 0 || uid === user?.uid) return true;
  return (await files.access(path)).owner === 'self';
}

const READ = 4;
const ENTER = 1;

type Reach = Pick<FileAccess, 'isReadable' | 'serviceUser' | 'serviceGroup' | 'closedFolder'>;

const NOBODY: Reach = {
  ...{ isReadable: undefined, serviceUser: undefined },
  ...{ serviceGroup: undefined, closedFolder: undefined },
};

/** What the product's user can do with it, and what hinders that user. */
async function reachOf(path: string, seen: Ownership, user: Account, files: Files): Promise<Reach> {
  const isRoot = user.uid === 0;
  const closedFolder = isRoot ? undefined : await closedAbove(path, user, files);
  const isOwn = isRoot || seen.uid === user.uid || user.gids.includes(seen.gid);
  return {
    isReadable: isRoot || (closedFolder === undefined && may(seen, user, READ)),
    serviceUser: user.name,
    serviceGroup: isOwn ? undefined : user.group,
    closedFolder,
  };
}

async function closedAbove(path: string, user: Account, files: Files): Promise<string | undefined> {
  const real = await files.real(path);
  for (let folder = dirname(real); ; folder = dirname(folder)) {
    const above = await files.ownership(folder);
    if (above && !may(above, user, ENTER)) return folder;
    if (folder === '/' || folder === '.') return undefined;
  }
}

/** The class that fits first decides, as in POSIX. */
function may({ mode, uid, gid }: Ownership, user: Account, bit: number): boolean {
  if (uid === user.uid) return ((mode >> 6) & bit) !== 0;
  if (user.gids.includes(gid)) return ((mode >> 3) & bit) !== 0;
  return (mode & bit) !== 0;
}

async function accountsOf(files: Files): Promise<Account[]> {
  const groups = (await linesOf('/etc/group', files)).map((line) => line.split(':'));
  return (await linesOf('/etc/passwd', files)).flatMap((line): Account[] => {
    const [name = '', , uid, gid] = line.split(':');
    if (!/^\d+$/.test(uid ?? '') || !/^\d+$/.test(gid ?? '')) return [];
    const further = groups
      .filter(([, , , members = '']) => members.split(',').includes(name))
      .map(([, , number]) => Number(number));
    const group = groups.find(([, , number]) => number === gid)?.[0] ?? name;
    return [{ name, uid: Number(uid), gids: [Number(gid), ...further], group }];
  });
}

async function linesOf(path: string, files: Files): Promise<string[]> {
  try {
    const bytes = await files.readIfPresent(path);
    return bytes ? Buffer.from(bytes).toString().split('\n') : [];
  } catch {
    return []; // Then nobody knows the users of this machine.
  }
}
