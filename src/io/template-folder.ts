// Reads the product folders that ship with the program.
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Templates } from '../ports.js';

export function templateFolder(root: string): Templates {
  return {
    async folders() {
      const entries = await readdir(root, { withFileTypes: true });
      return entries
        .filter((entry) => entry.isDirectory())
        .map(({ name }) => name)
        .sort();
    },
    async read(folder, file) {
      try {
        return await readFile(join(root, folder, file), 'utf8');
      } catch (error) {
        if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
        throw error;
      }
    },
  };
}
