// Carries a plan out: all or none where the command fails, and never half a file (whatever kills it).
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../errors.js';
import { quote } from '../quote.js';
import type { Files, Random, Reporter } from '../ports.js';
import {
  modeOf,
  modeText,
  pathIn,
  type PlannedFile,
  textFile,
  type WritePlan,
  type WrittenFile,
} from './plan.js';
import { removeStaleStaging, stagingName } from './staging.js';

export interface WritingPorts {
  files: Files;
  random: Random;
  reporter: Reporter;
}

/** What a use-case adds to the writing: the proof on what is staged, and the ledger around the publishing. */
export interface WritingSteps {
  /** Runs on the staged folder; a throw leaves nothing behind. */
  prove?(stagedFolder: string): Promise<void>;
  /** Runs after all checks, just before the files get their names. */
  record?(): Promise<void>;
  /** Runs if publishing fails after `record`. */
  abandon?(): Promise<void>;
}

const FOLDER_MODE = 0o700;

/** Writes, or under `dryRun` only checks. Answers the files with their paths as the person named them. */
export async function writeFiles(
  plan: WritePlan,
  ports: WritingPorts,
  steps: WritingSteps = {},
): Promise<WrittenFile[]> {
  const isWhole = await canAppearWhole(plan.folder, ports.files);
  const complete = isWhole ? await withIgnoreFile(plan, ports) : plan;
  await checkTargets(complete, ports.files);
  if (!plan.dryRun) await carryOut(complete, isWhole, ports, steps);
  return complete.files.map(({ path, kind }) => ({
    path: pathIn(plan.folder, path),
    kind,
    mode: modeText(kind),
  }));
}

/** A new folder, or an empty one that a rename may replace. */
async function canAppearWhole(folder: string, files: Files): Promise<boolean> {
  switch (await files.kind(files.absolute(folder))) {
    case 'absent':
      return true;
    case 'folder':
      return (await files.list(folder)).length === 0 && (await files.isReplaceable(folder));
    case 'link':
      throw new TlsmithError(
        'output-is-link',
        `${quote(folder)} is a link, and links are not written through`,
        { path: folder },
      );
    default:
      throw new TlsmithError('output-not-folder', `${quote(folder)} is a file, not a folder`, {
        path: folder,
      });
  }
}

/** A new folder of secrets inside a git work tree must not be committed by accident. */
async function withIgnoreFile(plan: WritePlan, ports: WritingPorts): Promise<WritePlan> {
  const hasSecrets = plan.files.some(({ kind }) => modeOf(kind) === 0o600);
  if (
    !hasSecrets ||
    !(await ports.files.isInsideGitWorkTree(dirname(ports.files.absolute(plan.folder))))
  ) {
    return plan;
  }
  ports.reporter.warn(
    `${quote(plan.folder)} lies in a git work tree; a .gitignore in it keeps its keys out of commits`,
  );
  return { ...plan, files: [...plan.files, textFile('.gitignore', '*\n', 'ignore')] };
}

async function checkTargets(plan: WritePlan, files: Files): Promise<void> {
  const root = files.absolute(plan.folder);
  const inputs = new Set(await Promise.all(plan.inputs.map((path) => files.real(path))));
  const inTheWay: PlannedFile[] = [];
  for (const file of plan.files) {
    const path = `${root}/${file.path}`;
    const found = await kindBelow(root, file.path, files);
    if (found === 'absent') continue;
    if (inputs.has(await files.real(path))) {
      throw new TlsmithError(
        'output-is-input',
        `${quote(pathIn(plan.folder, file.path))} is also the input of this command`,
        { path: pathIn(plan.folder, file.path) },
      );
    }
    if (found === 'folder' || !plan.force || isCaSecret(file)) inTheWay.push(file);
  }
  const caSecret = inTheWay.find(isCaSecret) ?? (await anchorOfOther(plan, inTheWay, root, files));
  if (caSecret) {
    const path = pathIn(plan.folder, caSecret.path);
    throw new TlsmithError(
      'ca-in-the-way',
      `${quote(path)} belongs to a CA that exists, and a CA key or ledger is never overwritten`,
      { path },
    );
  }
  if (inTheWay.length > 0) {
    const paths = inTheWay.map(({ path }) => pathIn(plan.folder, path));
    const rest = paths.length > 1 ? ` (and ${paths.length - 1} more)` : '';
    throw new TlsmithError('output-exists', `${quote(paths[0] as string)} exists already${rest}`, {
      paths,
    });
  }
}

/** A host's `ca.crt` over that of a CA folder would make that CA unusable. */
async function anchorOfOther(
  plan: WritePlan,
  inTheWay: readonly PlannedFile[],
  root: string,
  files: Files,
): Promise<PlannedFile | undefined> {
  const isPlanned = (path: string) => plan.files.some((file) => file.path === path);
  const written = plan.force ? plan.files : inTheWay;
  for (const file of written) {
    if (basename(file.path) !== 'ca.crt') continue;
    const ledger = [dirname(file.path), 'ledger.jsonl'].join('/').replace(/^\.\//, '');
    if (!isPlanned(ledger) && (await files.kindBehind(`${root}/${ledger}`)) === 'file') return file;
  }
  return undefined;
}

function isCaSecret(file: PlannedFile): boolean {
  return file.kind === 'ledger' || basename(file.path) === 'ca.key';
}

/** Looks at each folder on the way: a link there would lead the files elsewhere. */
async function kindBelow(root: string, path: string, files: Files) {
  const parts = path.split('/');
  for (let length = 1; length < parts.length; length++) {
    const folder = `${root}/${parts.slice(0, length).join('/')}`;
    const found = await files.kind(folder);
    if (found === 'absent') return 'absent';
    if (found === 'folder') continue;
    const isLink = found === 'link';
    throw new TlsmithError(
      isLink ? 'output-is-link' : 'output-not-folder',
      isLink
        ? `${quote(folder)} is a link, and links are not written through`
        : `${quote(folder)} is a file, not a folder`,
      { path: folder },
    );
  }
  return files.kind(`${root}/${path}`);
}

async function carryOut(
  plan: WritePlan,
  isWhole: boolean,
  ports: WritingPorts,
  steps: WritingSteps,
): Promise<void> {
  const { files } = ports;
  const root = files.absolute(plan.folder);
  const home = isWhole ? dirname(root) : root;
  const wasEmpty = !isWhole && (await files.list(root)).length === 0;
  const staging = `${home}/${stagingName(basename(root), files, ports.random)}`;
  const madeParents = await files.makeParents(root);
  const forget = files.removeOnSignal(staging, madeParents.toReversed());
  try {
    await removeStaleStaging(home, ports);
    await stage(plan, staging, files);
    await steps.prove?.(staging);
    if (wasEmpty) await files.setFolderMode(root, FOLDER_MODE);
    await publishRecorded(plan, root, staging, isWhole, files, steps);
  } catch (error) {
    await quietly(() => files.remove(staging));
    for (const parent of madeParents.toReversed()) {
      await quietly(() => files.removeEmptyFolder(parent));
    }
    forget();
    throw inWordsOfPerson(error, staging, plan.folder);
  }
  await files.syncFolder(isWhole ? home : root);
  // What is left of it: files that were replaced, under a second name.
  if (!isWhole) await files.remove(staging);
  forget();
}

/** Cleaning up after a failure must not put a failure of its own in its place. */
async function quietly(cleanUp: () => Promise<void>): Promise<void> {
  try {
    await cleanUp();
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
  }
}

/** A failure while staging names the staging folder, which nobody has typed. */
function inWordsOfPerson(error: unknown, staging: string, folder: string): unknown {
  const { path } = error instanceof TlsmithError ? error.details : {};
  if (!(error instanceof TlsmithError) || typeof path !== 'string') return error;
  if (!path.startsWith(staging)) return error;
  const meant = folder + path.slice(staging.length);
  const sentence = error.sentence.replace(quote(path), quote(meant));
  return new TlsmithError(error.code, sentence, { ...error.details, path: meant }, error.cause);
}

async function stage(plan: WritePlan, staging: string, files: Files): Promise<void> {
  await files.makeFolder(staging, FOLDER_MODE);
  const made = new Set<string>();
  for (const { path, bytes, kind } of plan.files) {
    const folder = dirname(path);
    if (folder !== '.' && !made.has(folder)) {
      await files.makeFolder(`${staging}/${folder}`, FOLDER_MODE);
      made.add(folder);
    }
    await files.createFile(`${staging}/${path}`, bytes, modeOf(kind));
  }
}

/** From the ledger's line to the last rename no signal comes between. */
async function publishRecorded(
  plan: WritePlan,
  root: string,
  staging: string,
  isWhole: boolean,
  files: Files,
  steps: WritingSteps,
): Promise<void> {
  const letSignalsThrough = files.deferSignals();
  try {
    await steps.record?.();
    try {
      if (isWhole) await publishWhole(root, staging, files);
      else await publishInto(plan, root, staging, files);
    } catch (error) {
      await steps.abandon?.();
      throw error;
    }
  } finally {
    letSignalsThrough();
  }
}

async function publishWhole(root: string, staging: string, files: Files): Promise<void> {
  await files.syncFolder(staging);
  await files.rename(staging, root);
}

/** New subfolders appear whole, files one by one; what was done is undone in reverse if one fails. */
async function publishInto(
  plan: WritePlan,
  root: string,
  staging: string,
  files: Files,
): Promise<void> {
  const undo: (() => Promise<void>)[] = [];
  try {
    for (const name of new Set(plan.files.map(({ path }) => path.split('/')[0] as string))) {
      const below = plan.files.filter(({ path }) => path.startsWith(`${name}/`));
      if (below.length > 0 && (await files.kind(`${root}/${name}`)) === 'absent') {
        await files.rename(`${staging}/${name}`, `${root}/${name}`);
        undo.push(() => files.remove(`${root}/${name}`));
        continue;
      }
      const paths = below.length > 0 ? below.map(({ path }) => path) : [name];
      for (const path of paths)
        undo.push(await publishFile(path, root, staging, plan.force, files));
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
}

/** Answers how to undo it. With `force` the old file is kept under a second name until all is done. */
async function publishFile(
  path: string,
  root: string,
  staging: string,
  force: boolean,
  files: Files,
): Promise<() => Promise<void>> {
  const target = `${root}/${path}`;
  if (!force || (await files.kind(target)) === 'absent') {
    await files.hardLink(`${staging}/${path}`, target);
    // What still stands in the staging folder of a killed run has not got its name.
    await quietly(() => files.remove(`${staging}/${path}`));
    return () => files.remove(target);
  }
  const old = `${staging}/${path}.old`;
  await files.hardLink(target, old);
  await files.rename(`${staging}/${path}`, target);
  return () => files.rename(old, target);
}
