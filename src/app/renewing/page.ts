// The pages of a kit say when its certificates end: after a renewal they say it anew.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Files, Random, Reporter } from '../../ports.js';
import { quotePath } from '../../quote.js';
import { type RenewedEnd, withRenewedEnds } from '../../targets/page/renewed-page.js';
import { namesIn, removeStaleFiles, stagingName } from '../writing/staging.js';

const PAGE = /^README(-.+)?\.md$/;

/** When what a host's folder holds now ends. */
export interface ChangedEnd {
  folder: string;
  notAfter: Date;
}

interface PagePorts {
  files: Files;
  random: Random;
  reporter: Reporter;
}

/** Of the kits in which those hosts stand. A page that cannot be changed is no failure of theirs. */
export async function updatePages(changed: readonly ChangedEnd[], ports: PagePorts): Promise<void> {
  const { files } = ports;
  const inKits = new Map<string, RenewedEnd[]>();
  for (const one of changed) {
    const folder = files.absolute(one.folder);
    const kit = dirname(folder);
    const end = { folder: basename(folder), notAfter: formatTime(one.notAfter) };
    const others = (inKits.get(kit) ?? []).filter(({ folder: other }) => other !== end.folder);
    inKits.set(kit, [...others, end]);
  }
  for (const [kit, ends] of inKits) {
    await changePages(kit, (page) => withRenewedEnds(page, ends), ports);
  }
}

/** All pages of one kit. */
export async function changePages(
  kit: string,
  change: (page: string) => string,
  ports: PagePorts,
): Promise<void> {
  try {
    await changePagesOf(kit, change, ports);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    ports.reporter.warn(
      `the page of ${quotePath(kit)} still says the old dates: ${error.sentence}`,
    );
  }
}

async function changePagesOf(
  kit: string,
  change: (page: string) => string,
  ports: PagePorts,
): Promise<void> {
  const { files, random } = ports;
  for (const name of (await namesIn(kit, files)).filter((one) => PAGE.test(one))) {
    const path = pathIn(kit, name);
    if ((await files.kind(path)) !== 'file') continue;
    await removeStaleFiles(kit, name, ports);
    const page = Buffer.from(await files.read(path)).toString();
    const text = change(page);
    const staged = pathIn(kit, stagingName(name, files, random));
    if (text !== page) await replace(path, text, staged, files);
  }
}

async function replace(path: string, text: string, staged: string, files: Files): Promise<void> {
  try {
    await files.createFile(staged, new TextEncoder().encode(text), 0o600);
    await files.copyOwnership(path, staged);
    await files.rename(staged, path);
  } catch (error) {
    await files.remove(staged);
    throw error;
  }
}
