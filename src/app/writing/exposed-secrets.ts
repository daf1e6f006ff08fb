// Where secrets would be seen: folders in a git work tree, and folders that others may enter.
import { dirname } from 'node:path/posix';
import type { Files, Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import { pathIn } from '../../path-in.js';
import { modeText, textFile, type WritePlan } from './plan.js';
import { isSecret } from './publishing.js';

interface ExposurePorts {
  files: Files;
  reporter: Reporter;
}

const IGNORE_FILE = '.gitignore';
const EVERYTHING = '*\n';

/** A new folder of secrets inside a git work tree must not be committed by accident. */
export async function withIgnoreFiles(
  plan: WritePlan,
  isNew: boolean,
  ports: ExposurePorts,
): Promise<WritePlan> {
  const { files, reporter } = ports;
  const root = files.absolute(plan.folder);
  if (
    !plan.files.some(isSecret) ||
    !(await files.isInsideGitWorkTree(isNew ? dirname(root) : root))
  )
    return plan;
  const ignoreFiles = isNew
    ? [IGNORE_FILE]
    : (await newSecretFolders(plan, root, files)).map((name) => `${name}/${IGNORE_FILE}`);
  if (ignoreFiles.length === 0) return plan;
  reporter.warn(
    isNew
      ? `${quote(plan.folder)} lies in a git work tree; a .gitignore in it keeps its keys out of commits`
      : `${quote(plan.folder)} lies in a git work tree; a .gitignore in each new folder keeps its keys out of commits`,
  );
  const added = ignoreFiles.map((path) => textFile(path, EVERYTHING, 'ignore'));
  return { ...plan, files: [...plan.files, ...added] };
}

/** Those that do not stand yet; none where the folder above is ignored as a whole. */
async function newSecretFolders(plan: WritePlan, root: string, files: Files): Promise<string[]> {
  const above = await files.readIfPresent(`${root}/${IGNORE_FILE}`);
  if (above && new TextDecoder().decode(above) === EVERYTHING) return [];
  const names = plan.files
    .filter((file) => isSecret(file) && file.path.includes('/'))
    .map(({ path }) => path.slice(0, path.indexOf('/')));
  const absent: string[] = [];
  for (const name of new Set(names)) {
    if ((await files.kind(`${root}/${name}`)) === 'absent') absent.push(name);
  }
  return absent;
}

const ENTERED_BY_OTHERS = 0o001;

/**
 * One warning for all of them: the files are for their owner alone, but the folder is not ours to
 * close.
 */
export async function warnOfOpenFolder(plan: WritePlan, ports: ExposurePorts): Promise<void> {
  const { files, reporter } = ports;
  for (const folder of new Set(plan.files.filter(isSecret).map(({ path }) => dirname(path)))) {
    const path = pathIn(files.absolute(plan.folder), folder);
    if ((await files.kind(path)) !== 'folder') continue;
    const { mode, owner } = await files.access(path);
    const isEntered = (mode & ENTERED_BY_OTHERS) !== 0;
    if (!isEntered && owner !== 'other') continue;
    const shown = quote(folder === '.' ? plan.folder : pathIn(plan.folder, folder));
    reporter.warn(
      owner === 'other'
        ? `${shown} belongs to another user, who may replace the secrets that are written into it`
        : `others may enter ${shown} (${modeText(mode)}); of the secrets in it they may read none`,
    );
    return;
  }
}
