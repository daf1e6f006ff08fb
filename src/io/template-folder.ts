// Reads the product folders that ship with the program, and those of the person's own, which come
// first.
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { TlsmithError } from '../errors.js';
import type { Templates } from '../ports.js';
import { quote } from '../quote.js';
import { asInput } from './file-errors.js';

/** What a template may weigh: they are written by hand. */
const MOST_OCTETS = 1024 * 1024;

/** A folder of the same name in `own` takes the place of the shipped one, whole. */
export function templateFolder(root: string, own?: string): Templates {
  return {
    async folders() {
      const shipped = await foldersIn(root);
      const owned = own === undefined ? [] : await productsIn(own);
      return [...new Set([...shipped, ...owned])]
        .sort()
        .map((name) => ({ name, isShipped: !owned.includes(name) }));
    },
    async read(folder, file) {
      const isOwn = own !== undefined && (await foldersIn(own)).includes(folder);
      return readText(join(isOwn ? own : root, folder, file));
    },
  };
}

async function foldersIn(root: string): Promise<string[]> {
  const entries = await asInput(root, async () => {
    if (!(await stat(root)).isDirectory()) {
      throw new TlsmithError('input-wrong-kind', (it) => `${it} is no folder`, { path: root });
    }
    return readdir(root, { withFileTypes: true });
  });
  // What a version manager or an editor keeps there is no product.
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map(({ name }) => name);
}

/** Somebody who names a folder has products in it: a slip is said, and not passed over. */
async function productsIn(own: string): Promise<string[]> {
  const folders = await foldersIn(own);
  if (folders.length > 0) return folders;
  const sentence = `${quote(own)} holds no product: it has one folder for each, with a descriptor.json`;
  throw new TlsmithError('input-wrong-kind', sentence, { path: own });
}

/** Undefined where there is no such file. */
async function readText(path: string): Promise<string | undefined> {
  try {
    const found = await stat(path);
    // A pipe would keep the program waiting, and a device never ends.
    if (!found.isFile()) {
      throw new TlsmithError('input-wrong-kind', (it) => `${it} is no regular file`, { path });
    }
    const { size } = found;
    if (size > MOST_OCTETS) {
      const sentence = `${quote(path)} is larger than ${MOST_OCTETS} bytes: no template is`;
      throw new TlsmithError('input-too-large', sentence, { path, limit: MOST_OCTETS });
    }
    return await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    return asInput(path, () => Promise.reject(error as Error));
  }
}
