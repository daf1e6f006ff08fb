// What lies in a folder, as plain values that two moments can be compared by.
import { createHash } from 'node:crypto';
import { lstat, readdir, readFile, readlink } from 'node:fs/promises';
import { join } from 'node:path';

/** Every path below `folder` in order, with its type, mode and content: `out/x.key file 0600 <sha256>`. */
export async function fileTree(folder: string): Promise<string[]> {
  const lines: string[] = [];
  for (const name of (await readdir(folder, { recursive: true })).sort()) {
    const path = join(folder, name);
    const entry = await lstat(path);
    const mode = (entry.mode & 0o7777).toString(8).padStart(4, '0');
    if (entry.isSymbolicLink()) lines.push(`${name} link ${await readlink(path)}`);
    else if (entry.isDirectory()) lines.push(`${name} folder ${mode}`);
    else lines.push(`${name} file ${mode} ${digest(await readFile(path))}`);
  }
  return lines;
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
