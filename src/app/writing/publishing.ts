// From a plan to files with their names: staged beside or inside the folder, published in one go,
// undone where one of them fails.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { Crypto, Files, Random } from '../../ports.js';
import { quote } from '../../quote.js';
import { type Merge, publishMerge } from './merged-secrets.js';
import { modeOf, type PlannedFile, type WritePlan } from './plan.js';

/** Of folders that are made for secrets, and while anything is staged. */
const PRIVATE_FOLDER = 0o700;
const PUBLIC_FOLDER = 0o755;

type Undo = () => Promise<void>;

export interface PublishingPorts {
  files: Files;
  crypto: Crypto;
  random: Random;
}

/** A plan whose files are staged. */
export interface Publication {
  plan: WritePlan;
  merges: ReadonlyMap<string, Merge>;
  /** The plan's folder, absolute. */
  root: string;
  staging: string;
}

/**
 * All files with their modes below `staging`; folders for the owner alone until they are published.
 */
export async function stage(plan: WritePlan, staging: string, files: Files): Promise<void> {
  await files.makeFolder(staging, PRIVATE_FOLDER);
  const made = new Set<string>();
  for (const { path, bytes, kind } of plan.files) {
    const folder = dirname(path);
    if (folder !== '.' && !made.has(folder)) {
      await files.makeFolder(`${staging}/${folder}`, PRIVATE_FOLDER);
      made.add(folder);
    }
    await files.createFile(`${staging}/${path}`, bytes, modeOf(kind));
  }
  for (const folder of made) await files.setMode(`${staging}/${folder}`, PRIVATE_FOLDER);
}

/**
 * The staged folder gets its name. What stands there by now is never replaced, not even an empty
 * folder.
 */
export async function publishWhole(
  { plan, root, staging }: Publication,
  files: Files,
): Promise<void> {
  const hasFolders = plan.files.some(({ path }) => path.includes('/'));
  const mode = hasFolders || plan.files.some(isSecret) ? PRIVATE_FOLDER : PUBLIC_FOLDER;
  await files.setMode(staging, mode);
  await files.syncFolder(staging);
  if ((await files.kind(root)) !== 'absent') {
    throw new TlsmithError('output-exists', `${quote(plan.folder)} exists already`, {
      path: plan.folder,
    });
  }
  await files.rename(staging, root);
}

export function isSecret({ kind }: PlannedFile): boolean {
  return modeOf(kind) === 0o600;
}

/**
 * New subfolders appear whole, files one by one; what was done is undone in reverse if one fails.
 */
export async function publishInto(publication: Publication, ports: PublishingPorts): Promise<void> {
  const { files } = ports;
  const { plan, root, staging } = publication;
  const { force } = plan;
  const undo: Undo[] = [];
  const publish = async (file: PlannedFile) => {
    undo.push(
      file.secrets
        ? await publishSecrets(file, publication, files)
        : await publishFile({ path: file.path, root, staging, force }, files),
    );
  };
  try {
    for (const [name, own] of byFolder(plan.files)) {
      if (name !== '.' && (await files.kind(`${root}/${name}`)) === 'absent') {
        await files.rename(`${staging}/${name}`, `${root}/${name}`);
        undo.push(() => files.remove(`${root}/${name}`));
        continue;
      }
      const replaced = force ? await standingTogether(own, root, files) : [];
      for (const one of replaced) undo.push(await publishTogether(one, publication, ports));
      const isReplaced = ({ path }: PlannedFile) =>
        replaced.some((one) => one.names.some((each) => pathBelow(one.folder, each) === path));
      for (const file of own) if (!file.secrets && !isReplaced(file)) await publish(file);
      // Last: a password whose file is not there yet would stand in the way of the next run.
      for (const file of own) if (file.secrets) await publish(file);
    }
  } catch (error) {
    for (const step of undo.reverse()) await withoutFailing(step);
    throw error;
  }
}

/** By the first folder on their way; `.` for those that stand in the plan's own. */
function byFolder(planned: readonly PlannedFile[]): Map<string, PlannedFile[]> {
  const groups = new Map<string, PlannedFile[]>();
  for (const file of planned) {
    const [first = '', ...others] = file.path.split('/');
    const name = others.length > 0 ? first : '.';
    const group = groups.get(name);
    if (group) group.push(file);
    else groups.set(name, [file]);
  }
  return groups;
}

/** Of one folder of the plan, `.` or below, files that stand there already. */
interface Standing {
  folder: string;
  names: readonly string[];
}

const pathBelow = (folder: string, name: string) => (folder === '.' ? name : `${folder}/${name}`);

/** Where only one is replaced, its rename is all that there is. */
async function standingTogether(
  planned: readonly PlannedFile[],
  root: string,
  files: Files,
): Promise<Standing[]> {
  const standing = new Map<string, string[]>();
  for (const { path, secrets } of planned) {
    if (secrets || (await files.kind(`${root}/${path}`)) !== 'file') continue;
    const folder = dirname(path);
    standing.set(folder, [...(standing.get(folder) ?? []), basename(path)]);
  }
  const all = [...standing].map(([folder, names]) => ({ folder, names }));
  return all.filter(({ names }) => names.length > 1);
}

async function publishTogether(
  { folder, names }: Standing,
  { root, staging }: Publication,
  ports: PublishingPorts,
): Promise<Undo> {
  const staged = { staged: `${staging}/${folder}`, folder: `${root}/${folder}`, names };
  const at = (path: string) => path.replace(/\/\.$/, '');
  const { replaceTogether } = await import('./replacing/together.js');
  return replaceTogether(
    { ...staged, staged: at(staged.staged), folder: at(staged.folder) },
    ports,
  );
}

interface FilePublication extends Pick<Publication, 'root' | 'staging'> {
  path: string;
  /** Over a file that is there. */
  force: boolean;
}

/**
 * Answers how to undo it. With `force` the old file is kept under a second name until all is done.
 */
async function publishFile(
  { path, root, staging, force }: FilePublication,
  files: Files,
): Promise<Undo> {
  const target = `${root}/${path}`;
  if (!force || (await files.kind(target)) === 'absent') {
    await files.hardLink(`${staging}/${path}`, target);
    // What still stands in the staging folder of a killed run has not got its name.
    await withoutFailing(() => files.remove(`${staging}/${path}`));
    return () => files.remove(target);
  }
  const old = `${staging}/${path}.old`;
  await files.hardLink(target, old);
  await files.rename(`${staging}/${path}`, target);
  return () => files.rename(old, target);
}

async function publishSecrets(
  file: PlannedFile,
  { merges, root, staging }: Publication,
  files: Files,
): Promise<Undo> {
  const { path, kind } = file;
  const target = `${root}/${path}`;
  try {
    if ((await files.kind(target)) === 'absent') {
      return await publishFile({ path, root, staging, force: false }, files);
    }
  } catch (error) {
    // Another run was faster: then its file is the one to add to.
    if (!(error instanceof TlsmithError) || error.code !== 'output-exists') throw error;
  }
  const merge = merges.get(path) ?? { replaced: new Map(), mode: modeOf(kind) };
  return publishMerge({ file, path: target, merge, staged: `${staging}/${path}.merged` }, files);
}

/** Cleaning up after a failure must not put a failure of its own in its place. */
export async function withoutFailing(cleanUp: () => Promise<void>): Promise<void> {
  try {
    await cleanUp();
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
  }
}
