// `secrets.env` where one stands already: what is new is added, a value gives way with force alone,
// and never one that opens another file.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import {
  appendix,
  decodeEnvironmentFile,
  type EnvironmentFile,
  environmentOf,
  withValues,
} from '../../formats/environment-file.js';
import { isOpenedBy } from '../../formats/containers/opened.js';
import type { Crypto, Files } from '../../ports.js';
import { quote } from '../../quote.js';
import { inFile } from '../reading/in-file.js';
import type { PlannedFile, PlannedSecret } from './plan.js';

export interface MergePorts {
  files: Files;
  crypto: Crypto;
}

/** A planned `secrets.env` and the one that stands there. */
export interface Merge {
  /** Names that stand there with another value, and that value. */
  replaced: ReadonlyMap<string, string>;
  /** Permission bits that the file will have. */
  mode: number;
}

/**
 * How the secrets of `file` meet those at `path`. Throws `secret-in-use`, `input-malformed`, and
 * `output-is-link` for a link.
 */
export async function planMerge(
  file: PlannedFile,
  path: string,
  shownPath: string,
  ports: MergePorts,
): Promise<Merge> {
  const standing = environmentOf(await readStanding(path, ports.files, shownPath));
  const replaced = new Map<string, string>();
  for (const secret of file.secrets ?? []) {
    const old = standing.get(secret.variable);
    if (old === undefined || old === secret.text) continue;
    if (!(await givesWay(secret, old, dirname(path), ports))) throw inUse(secret, shownPath);
    replaced.set(secret.variable, old);
  }
  const { mode } = await ports.files.access(path);
  // Whoever let a group read it meant to; everybody was never meant.
  return { replaced, mode: (mode & 0o007) === 0 ? mode & 0o777 : 0o600 };
}

export interface MergePublication {
  file: PlannedFile;
  /** Where one stands already. */
  path: string;
  merge: Merge;
  /** A free path on the same disk. */
  staged: string;
}

/**
 * Carries it out on what stands at `path` by now, and answers how to undo it. Throws
 * `output-exists` where somebody else has changed one of the values meanwhile.
 */
export async function publishMerge(
  { file, path, merge: { replaced, mode }, staged }: MergePublication,
  files: Files,
): Promise<() => Promise<void>> {
  const standing = await readStanding(path, files);
  const values = environmentOf(standing);
  const added = new Map<string, string>();
  const changed = new Map<string, string>();
  for (const { variable, text } of file.secrets ?? []) {
    const old = values.get(variable);
    if (old === undefined) added.set(variable, text);
    else if (old !== text) {
      if (replaced.get(variable) !== old) throw changedMeanwhile(path);
      changed.set(variable, text);
    }
  }
  if ((await files.access(path)).mode !== mode) await files.setMode(path, mode);
  if (changed.size === 0) return append(path, appendix(standing, added), files);
  const text = withValues(standing, changed);
  const whole = new TextEncoder().encode(text + appendix({ ...standing, text }, added));
  await files.createFile(staged, whole, 0o600);
  await files.copyOwnership(path, staged);
  const old = `${staged}.old`;
  await files.hardLink(path, old);
  await files.rename(staged, path);
  return () => files.rename(old, path);
}

/** One write, so that others may do the same at the same time and nothing is lost. */
async function append(path: string, lines: string, files: Files): Promise<() => Promise<void>> {
  if (lines === '') return async () => undefined;
  const wasTorn = await files.appendLine(path, lines);
  return () => files.removeTail(path, wasTorn ? `\n${lines}` : lines);
}

async function readStanding(
  path: string,
  files: Files,
  shownPath = path,
): Promise<EnvironmentFile> {
  const bytes = await files.read(path);
  return inFile(shownPath, () => {
    const file = decodeEnvironmentFile(bytes);
    if (!file.isUnfinished) return file;
    throw new TlsmithError(
      'input-malformed',
      (it) =>
        `${it} is unfinished: it ends inside a quoted value, or after a backslash, and what is added would belong to that`,
    );
  });
}

/**
 * Only the password of a file that this command writes over may go, and of a file that it does
 * open.
 */
async function givesWay(
  { opens }: PlannedSecret,
  old: string,
  folder: string,
  { files, crypto }: MergePorts,
): Promise<boolean> {
  if (opens === undefined) return true;
  const bytes = await files.readIfPresent(`${folder}/${opens}`);
  if (!bytes) return false;
  return isOpenedBy(bytes, old, crypto);
}

function inUse({ variable, opens = '' }: PlannedSecret, path: string): TlsmithError {
  return new TlsmithError(
    'secret-in-use',
    `${quote(path)} holds another ${variable}, which does not open ${quote(opens)}: another file may need it`,
    { path, variable },
  );
}

function changedMeanwhile(path: string): TlsmithError {
  return new TlsmithError(
    'output-exists',
    `${quote(path)} was changed by somebody else meanwhile`,
    {
      path,
    },
  );
}
