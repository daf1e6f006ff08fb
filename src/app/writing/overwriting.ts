// What may be written over what: nothing without force, never an input, a CA key, a ledger or a
// password that is needed, nothing behind a link.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { Files, PathKind } from '../../ports.js';
import { quote } from '../../quote.js';
import { type Merge, type MergePorts, planMerge } from './merged-secrets.js';
import { pathIn } from '../../path-in.js';
import { type PlannedFile, type WritePlan } from './plan.js';

/** Answers whether the folder stands already. Throws `output-is-link`, `output-not-folder`. */
export async function standsAlready(folder: string, files: Files): Promise<boolean> {
  const kind = await files.kind(files.absolute(folder));
  if (kind === 'absent') return false;
  if (kind === 'folder') return true;
  throw notFolder(folder, kind);
}

/**
 * Checks every file against what stands at its place; answers those that are merged into it, by
 * path.
 */
export async function checkTargets(
  plan: WritePlan,
  ports: MergePorts,
): Promise<ReadonlyMap<string, Merge>> {
  const { files } = ports;
  const root = files.absolute(plan.folder);
  const inputs = new Set(await Promise.all(plan.inputs.map((path) => files.real(path))));
  const inTheWay: PlannedFile[] = [];
  const merges = new Map<string, Merge>();
  for (const file of plan.files) {
    const path = `${root}/${file.path}`;
    const shownPath = pathIn(plan.folder, file.path);
    const found = await kindBelow(root, file.path, files);
    if (found === 'absent') continue;
    if (inputs.has(await files.real(path))) {
      throw new TlsmithError(
        'output-is-input',
        `${quote(shownPath)} is also the input of this command`,
        { path: shownPath },
      );
    }
    if (file.secrets && found === 'file') {
      const merge = await planMerge(file, path, shownPath, ports);
      merges.set(file.path, merge);
      if (merge.replaced.size > 0 && !plan.force) inTheWay.push(file);
    } else if (file.secrets && found === 'link') {
      throw isLink(shownPath);
    } else if (found === 'folder' || !plan.force || isCaSecret(file)) inTheWay.push(file);
  }
  await refuse(plan, inTheWay, files);
  return merges;
}

async function refuse(
  plan: WritePlan,
  inTheWay: readonly PlannedFile[],
  files: Files,
): Promise<void> {
  const caSecret = inTheWay.find(isCaSecret) ?? (await anchorOfOther(plan, inTheWay, files));
  if (caSecret) throw caInTheWay(pathIn(plan.folder, caSecret.path));
  if (inTheWay.length === 0) return;
  const paths = inTheWay.map(({ path }) => pathIn(plan.folder, path));
  const rest = paths.length > 1 ? ` (and ${paths.length - 1} more)` : '';
  throw new TlsmithError('output-exists', `${quote(paths[0] as string)} exists already${rest}`, {
    paths,
  });
}

export function caInTheWay(path: string): TlsmithError {
  return new TlsmithError(
    'ca-in-the-way',
    `${quote(path)} belongs to a CA that exists, and a CA key or ledger is never overwritten`,
    { path },
  );
}

/** A host's `ca.crt` over that of a CA folder would make that CA unusable. */
async function anchorOfOther(
  plan: WritePlan,
  inTheWay: readonly PlannedFile[],
  files: Files,
): Promise<PlannedFile | undefined> {
  const root = files.absolute(plan.folder);
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
async function kindBelow(root: string, path: string, files: Files): Promise<PathKind> {
  const parts = path.split('/');
  for (let length = 1; length < parts.length; length++) {
    const folder = `${root}/${parts.slice(0, length).join('/')}`;
    const found = await files.kind(folder);
    if (found === 'absent') return 'absent';
    if (found !== 'folder') throw notFolder(folder, found);
  }
  return files.kind(`${root}/${path}`);
}

function notFolder(path: string, kind: PathKind): TlsmithError {
  if (kind === 'link') return isLink(path);
  return new TlsmithError('output-not-folder', `${quote(path)} is a file, not a folder`, { path });
}

function isLink(path: string): TlsmithError {
  return new TlsmithError(
    'output-is-link',
    `${quote(path)} is a link, and links are not written through`,
    { path },
  );
}
