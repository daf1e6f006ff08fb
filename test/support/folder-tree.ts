// What stands in a folder, all levels: for tests that say what a command leaves behind.
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { join } from 'node:path';

/** Relative paths, sorted; folders end in a slash, links show where they lead. */
export function treeOf(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true });
  return entries
    .flatMap((entry) => {
      if (entry.isSymbolicLink())
        return [`${entry.name} -> ${readlinkSync(join(folder, entry.name))}`];
      if (!entry.isDirectory()) return [entry.name];
      return [
        `${entry.name}/`,
        ...treeOf(join(folder, entry.name)).map((name) => `${entry.name}/${name}`),
      ];
    })
    .sort();
}

/** Four octal digits. */
export function modeAt(path: string): string {
  return (lstatSync(path).mode & 0o7777).toString(8).padStart(4, '0');
}

export function textAt(...parts: string[]): string {
  return readFileSync(join(...parts), 'utf8');
}
