// What a renewal would replace of the files that hold one certificate, and whether it can: as
// `cert renew` finds and refuses them. For `status`.
import { folderPasswords } from '../reading/folder/folder-passwords.js';
import { identityFilesIn } from '../reading/folder/identity-files.js';
import type { PasswordSource } from '../reading/key/passwords.js';
import { isJavaStore, type StorePorts } from '../reading/key/store.js';
import { checkFormIsWritten, holdsKey } from '../writing/renewed-files.js';
import { type KeyBeside, type KeyFolder, stemOf } from './keys.js';
import type { Together } from './together.js';
import { inFolder } from './tree.js';

export interface RenewedFiles {
  /** Names of the files that it replaces, those included that it asks the password of. */
  names: ReadonlySet<string>;
  /** A store with the key that it opens only where the store is named, and then asks. */
  lockedStore: string | undefined;
  hasOtherKey: boolean;
  /** Names of keys. */
  keys: readonly string[];
}

/** Undefined where the key is not there. Throws what `cert renew` refuses. */
export async function renewedFilesOf(
  { folder, holders }: Together,
  beside: KeyFolder,
  password: PasswordSource | undefined,
  ports: StorePorts,
): Promise<RenewedFiles | undefined> {
  const [{ due: certificate }] = holders;
  const keys = beside.keys.filter((key) => isKeyOf(key, holders, ports));
  const passwords = await folderPasswords(folder, password, ports);
  const likely = new Set([...namesOf(holders), ...namesOf(keys), ...usualOf(beside, keys)]);
  const files = { ...ports.files, list: async () => [...likely].sort() };
  const wanted = { folder, certificate, passwords };
  const found = await identityFilesIn(wanted, { ...ports, files });
  for (const file of found.files) checkFormIsWritten(file);
  const replaced = namesOf(found.files);
  const locked = keys.filter(({ name }) => found.locked.includes(name) && !replaced.includes(name));
  for (const name of [...replaced, ...namesOf(locked)]) {
    if ((await ports.files.kind(inFolder(folder, name))) === 'link') return undefined;
  }
  const hasOpenKey = found.files.some(holdsKey);
  if (!hasOpenKey && locked.some(({ isOld }) => isOld)) return undefined;
  const lockedStore = await lockedStoreOf({ folder, holders }, found.locked, ports);
  const hasOtherKey = hasOpenKey || locked.length > 0;
  if (!hasOtherKey && lockedStore === undefined) return undefined;
  const names = new Set([...replaced, ...(lockedStore === undefined ? [] : [lockedStore])]);
  return { names, lockedStore, hasOtherKey, keys: namesOf(keys) };
}

function isKeyOf({ name, publicKey }: KeyBeside, holders: Together['holders'], ports: StorePorts) {
  const [{ due }] = holders;
  if (publicKey) return ports.crypto.isSamePublicKey(publicKey, due.subjectPublicKeyInfo);
  return holders.some((holder) => stemOf(holder.name) === stemOf(name));
}

function namesOf(files: readonly { name: string }[]): string[] {
  return files.map(({ name }) => name);
}

/** What stands beside such a key in a folder of ours, whether or not somebody has looked at it. */
function usualOf({ names }: KeyFolder, keys: readonly KeyBeside[]): string[] {
  const usual = ['keystore.p12', ...keys.map(({ name }) => `${stemOf(name)}.crt`)];
  return usual.filter((name) => names.includes(name));
}

/** Java's own stores show their certificates to anybody, and are not written. */
async function lockedStoreOf(
  { folder, holders }: Together,
  locked: readonly string[],
  { files }: StorePorts,
): Promise<string | undefined> {
  for (const { name, due } of holders) {
    if (!due.isOfKey || !locked.includes(name)) continue;
    if (!isJavaStore(await files.read(inFolder(folder, name)))) return name;
  }
  return undefined;
}
