// Staging folders: where files are made ready beside their target, and how left-overs of killed
// runs are found.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { Files, PathKind, Random, Reporter } from '../../ports.js';
import { toHex } from '../../pki/der/hex.js';
import { pathIn } from '../../path-in.js';
import { quote } from '../../quote.js';
import { JOURNAL_FILE } from '../reading/folder/journal.js';

const STAGING = /^\.(.+)\.tlsmith-(\d+)-[0-9a-f]{12}$/;

/**
 * With the rest of a staging folder's name a longer part could pass the 255 octets of a file name.
 */
const LONGEST_NAME = 50;

/** `.<name>.tlsmith-<pid>-<random>`, a long name cut. */
export function stagingName(name: string, files: Files, random: Random): string {
  return `.${shortened(name)}.tlsmith-${files.processId()}-${toHex(random.bytes(6))}`;
}

/**
 * Removes the staging folders in `folder` whose process is gone, and says so: they may hold private
 * keys.
 */
export async function removeStaleStaging(
  folder: string,
  { files, reporter }: { files: Files; reporter: Reporter },
): Promise<void> {
  for (const path of await staleStaging(folder, files)) {
    await removeOne(path, basename(path), files, reporter);
  }
}

/** The same of one file alone, which is staged without a folder. */
export async function removeStaleFiles(
  folder: string,
  target: string,
  { files, reporter }: { files: Files; reporter: Reporter },
): Promise<void> {
  for (const path of await leftOvers(folder, files, { target, kind: 'file' })) {
    await removeOne(path, basename(path), files, reporter);
  }
}

/**
 * The staging folders in `folder` whose process is gone: of all targets there, or of one that is
 * named.
 */
export async function staleStaging(
  folder: string,
  files: Files,
  target?: string,
): Promise<string[]> {
  return leftOvers(folder, files, { target, kind: 'folder' });
}

/** Where runs that still work, or were killed, have staged a file of that name in that folder. */
export async function stagedUnder(folder: string, name: string, files: Files): Promise<string[]> {
  const staging = (await namesIn(folder, files)).filter((one) => STAGING.test(one));
  return staging.map((one) => pathIn(pathIn(folder, one), name));
}

async function leftOvers(
  folder: string,
  files: Files,
  { target, kind }: { target: string | undefined; kind: PathKind },
): Promise<string[]> {
  const stale: string[] = [];
  const names = await namesIn(folder, files);
  // Then one of them holds what is to be put into its place.
  if (names.includes(JOURNAL_FILE)) return stale;
  for (const name of names) {
    const [, staged, pid] = STAGING.exec(name) ?? [];
    if (pid === undefined || files.isProcessAlive(Number(pid))) continue;
    if (target !== undefined && staged !== shortened(target)) continue;
    const path = `${folder}/${name}`;
    if ((await files.kind(path)) === kind) stale.push(path);
  }
  return stale;
}

const NO_LOOK = new Set(['input-unreadable', 'input-absent']);

/** Into some folders one may write, and not look. */
export async function namesIn(folder: string, files: Files): Promise<string[]> {
  try {
    return await files.list(folder);
  } catch (error) {
    if (error instanceof TlsmithError && NO_LOOK.has(error.code)) return [];
    throw error;
  }
}

function shortened(name: string): string {
  return name.slice(0, LONGEST_NAME);
}

/** Somebody else's left-overs may be out of reach: that is said, and is no reason not to work. */
async function removeOne(
  path: string,
  name: string,
  files: Files,
  reporter: Reporter,
): Promise<void> {
  try {
    await files.remove(path);
    reporter.note(`removed ${quote(name)}, left behind by a run that was killed`);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    reporter.warn(
      `${quote(name)}, left behind by a run that was killed, could not be removed: ${error.sentence}`,
    );
  }
}
