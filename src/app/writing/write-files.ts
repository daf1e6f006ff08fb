// Carries a plan out: all or none where the command fails, and never half a file (whatever kills
// it).
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import type { Crypto, Files, Random, Reporter } from '../../ports.js';
import { warnOfOpenFolder, withIgnoreFiles } from './exposed-secrets.js';
import type { Merge } from './merged-secrets.js';
import { checkTargets, standsAlready } from './overwriting.js';
import { pathIn } from '../../path-in.js';
import { modeOf, modeText, type WritePlan, type WrittenFile } from './plan.js';
import {
  type Publication,
  publishInto,
  publishWhole,
  stage,
  withoutFailing,
} from './publishing.js';
import { JOURNAL_FILE } from '../reading/folder/journal.js';
import { removeStaleStaging, stagingName } from './staging.js';

export interface WritingPorts {
  files: Files;
  /** Opens what a password in `secrets.env` may open. */
  crypto: Crypto;
  random: Random;
  reporter: Reporter;
}

/**
 * What a use-case adds to the writing: the proof on what is staged, and the ledger around the
 * publishing.
 */
export interface WritingSteps {
  /** Runs on the staged folder; a throw leaves nothing behind. */
  prove?(stagedFolder: string): Promise<void>;
  /** Runs after all checks, just before the files get their names. */
  record?(): Promise<void>;
  /** Runs if publishing fails after `record`. */
  abandon?(): Promise<void>;
}

/** A plan with all that was found out about its folder. */
interface CheckedPlan extends WritePlan {
  /** A folder that stands stays the folder that it is; a new one appears whole. */
  isNew: boolean;
  merges: ReadonlyMap<string, Merge>;
}

/**
 * Writes, or under `dryRun` only checks. Answers the files with their paths as the person named
 * them.
 */
export async function writeFiles(
  plan: WritePlan,
  ports: WritingPorts,
  steps: WritingSteps = {},
): Promise<WrittenFile[]> {
  const isNew = !(await standsAlready(plan.folder, ports.files));
  if (!isNew && !plan.dryRun) await settleBelow(plan, ports);
  const complete = await withIgnoreFiles(plan, isNew, ports);
  const merges = await checkTargets(complete, ports);
  if (!isNew) await warnOfOpenFolder(complete, ports);
  if (!plan.dryRun) await carryOut({ ...complete, isNew, merges }, ports, steps);
  return complete.files.map(({ path, kind }) => ({
    path: pathIn(plan.folder, path),
    kind,
    mode: modeText(merges.get(path)?.mode ?? modeOf(kind)),
  }));
}

/** What a killed run left half replaced is whole before anything is compared with it. */
async function settleBelow({ folder, files }: WritePlan, ports: WritingPorts): Promise<void> {
  const below = new Set(files.map(({ path }) => dirname(path)).filter((path) => path !== '.'));
  for (const one of [folder, ...[...below].map((name) => pathIn(folder, name))]) {
    const journal = ports.files.absolute(pathIn(one, JOURNAL_FILE));
    if (await standsAt(journal, ports.files)) await settle(one, ports);
  }
}

/** Few runs are killed, and no other has to load what comes after them. */
async function settle(folder: string, ports: WritingPorts): Promise<void> {
  await (await import('./replacing/settle.js')).settle(folder, ports);
}

async function standsAt(path: string, files: Files): Promise<boolean> {
  try {
    return (await files.kind(path)) !== 'absent';
  } catch (error) {
    // A file in the place of a folder is for the checks to say.
    if (error instanceof TlsmithError) return false;
    throw error;
  }
}

async function carryOut(
  plan: CheckedPlan,
  ports: WritingPorts,
  steps: WritingSteps,
): Promise<void> {
  const { files } = ports;
  const root = files.absolute(plan.folder);
  const home = plan.isNew ? dirname(root) : root;
  const staging = `${home}/${stagingName(basename(root), files, ports.random)}`;
  const madeParents = await files.makeParents(root);
  const forget = files.removeOnSignal(staging, madeParents.toReversed());
  try {
    await removeStaleStaging(home, ports);
    await stage(plan, staging, files);
    await steps.prove?.(staging);
    await publishRecorded({ plan, merges: plan.merges, root, staging }, plan.isNew, ports, steps);
  } catch (error) {
    await withoutFailing(() => files.remove(staging));
    for (const parent of madeParents.toReversed()) {
      await withoutFailing(() => files.removeEmptyFolder(parent));
    }
    forget();
    throw atNamedPath(error, staging, plan.folder);
  }
  await files.syncFolder(home);
  // What is left of it: files that were replaced, under a second name.
  if (!plan.isNew) await files.remove(staging);
  forget();
}

/** A failure while staging names the staging folder, which nobody has typed. */
function atNamedPath(error: unknown, staging: string, folder: string): unknown {
  const { path } = error instanceof TlsmithError ? error.details : {};
  if (!(error instanceof TlsmithError) || path === undefined) return error;
  if (!path.startsWith(staging)) return error;
  const meant = folder + path.slice(staging.length);
  const { code, statement, details, cause } = error;
  return new TlsmithError(code, statement, { ...details, path: meant }, cause);
}

/** From the ledger's line to the last rename no signal comes between. */
async function publishRecorded(
  publication: Publication,
  isNew: boolean,
  ports: WritingPorts,
  steps: WritingSteps,
): Promise<void> {
  const { files } = ports;
  const letSignalsThrough = files.deferSignals();
  try {
    await steps.record?.();
    try {
      if (isNew) await publishWhole(publication, files);
      else await publishInto(publication, ports);
    } catch (error) {
      await steps.abandon?.();
      throw error;
    }
  } finally {
    letSignalsThrough();
  }
}
