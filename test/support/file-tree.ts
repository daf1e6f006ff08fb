// What lies in a folder, as plain values that two moments can be compared by.
import { createHash } from 'node:crypto';
import { lstatSync, readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { lstat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Every path below `folder` in order, with its type, mode and content: `out/x.key file 0600 <sha256>`. Read without waiting: hundreds of
 * small files cost a tenth of that.
 */
export function fileTree(folder: string): Promise<string[]> {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();
  return Promise.resolve(names.map((name) => `${name} ${described(join(folder, name))}`));
}

function described(path: string): string {
  const entry = lstatSync(path);
  if (entry.isSymbolicLink()) return `link ${readlinkSync(path)}`;
  const mode = (entry.mode & 0o7777).toString(8).padStart(4, '0');
  if (entry.isDirectory()) return `folder ${mode}`;
  return `file ${mode} ${digest(readFileSync(path))}`;
}

/** The same, only the paths; folders end in a slash. */
export async function pathsBelow(folder: string): Promise<string[]> {
  const lines = await fileTree(folder);
  return lines.map((line) => line.replace(/ folder .*$/, '/').replace(/ (file|link) .*$/, ''));
}

/** Four octal digits. */
export async function modeOfPath(path: string): Promise<string> {
  return ((await lstat(path)).mode & 0o7777).toString(8).padStart(4, '0');
}

function digest(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 16);
}
