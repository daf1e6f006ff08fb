// JDKs as strangers: every one that is installed.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { delimiter, join } from 'node:path';

export interface Jdk {
  version: number;
  java: string;
}

/** Every JDK of 11 or later (single-file source launch): one for each version, from the usual folders, JAVA_HOME and PATH. */
export function findJdks(): Jdk[] {
  const folder = '/usr/lib/jvm';
  const homes = existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : [];
  if (process.env['JAVA_HOME'] !== undefined) homes.push(process.env['JAVA_HOME']);
  const inPath = (process.env['PATH'] ?? '').split(delimiter).map((bin) => join(bin, 'java'));
  const programs = [...homes.map((home) => join(home, 'bin', 'java')), ...inPath]
    .filter((file) => existsSync(file))
    .map((file) => realpathSync(file));
  const found = new Map<number, string>();
  for (const java of new Set(programs)) {
    if (!existsSync(join(java, '..', 'javac'))) continue;
    const { stderr } = spawnSync(java, ['-version'], { encoding: 'utf8' });
    const version = Number(/version "(\d+)/.exec(stderr)?.[1] ?? 0);
    if (version >= 11 && !found.has(version)) found.set(version, java);
  }
  return [...found]
    .map(([version, java]) => ({ version, java }))
    .sort((a, b) => a.version - b.version);
}

/** One of 17 or newer for each version; a single absent one where there is none. */
export const JDKS: readonly { name: string; path: string | undefined }[] = (() => {
  const found = findJdks().filter(({ version }) => version >= 17);
  if (found.length === 0) return [{ name: 'JDK 17 or newer', path: undefined }];
  return found.map(({ version, java }) => ({ name: `JDK ${version}`, path: java }));
})();
