// The command that runs once certificates are renewed: without a shell, with the paths in its
// environment. What it did not do stays written down, so that the next run repeats it.
import { dirname } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import { quote } from '../../quote.js';
import type { Files, Programs, Reporter } from '../../ports.js';
import { type Journal, PENDING_HOOK_FILE, readJournal } from '../reading/folder/journal.js';
import type { HookOutcome, RenewedHost } from './summary.js';

interface HookRequest {
  hook?: readonly string[] | undefined;
}

interface HookPorts {
  files: Files;
  programs: Programs;
  reporter: Reporter;
}

/** So much fits into one variable on every system; what is more is handed to another run of it. */
const MOST_OCTETS = 60_000;

/** Undefined where there is none, or nothing to be told. */
export async function runHook(
  { hook }: HookRequest,
  hosts: readonly RenewedHost[],
  ports: HookPorts,
): Promise<HookOutcome | undefined> {
  const pending = await pendingFolders(hosts, hook !== undefined, ports);
  if (pending.length === 0) return undefined;
  if (!hook) {
    ports.reporter.warn(
      `the hook of an earlier run has not succeeded for ${pending.length === 1 ? 'a host' : `${pending.length} hosts`} here: name it again with --hook`,
    );
    return undefined;
  }
  let outcome: HookOutcome = { command: hook, exitCode: 0, output: '' };
  for (const group of groupsOf(pending)) {
    const variables = {
      TLSMITH_FOLDERS: group.map(({ folder }) => folder).join('\n'),
      TLSMITH_FILES: group.flatMap(({ files }) => files).join('\n'),
    };
    const ended = await ports.programs.run(hook, variables);
    outcome = { command: hook, ...ended, output: outcome.output + ended.output };
    if (ended.exitCode !== 0) return outcome;
    for (const { folder } of group) await ports.files.remove(pathIn(folder, PENDING_HOOK_FILE));
  }
  return outcome;
}

interface PendingFolder {
  folder: string;
  files: readonly string[];
}

/** Those of this call, renewed now or before: each has a file that says so. */
async function pendingFolders(
  hosts: readonly RenewedHost[],
  hasHook: boolean,
  ports: HookPorts,
): Promise<PendingFolder[]> {
  const { files } = ports;
  const pending = new Map<string, PendingFolder>();
  for (const { path, state, files: written = [] } of hosts) {
    if (state === 'failed') continue;
    const at = files.absolute(path);
    const folder = (await files.kindBehind(at)) === 'folder' ? at : dirname(at);
    const journal = await pendingIn(folder, ports);
    const names = journal?.files.map(({ name }) => pathIn(folder, name));
    // What stands in a folder of its own since this call replaced nothing, and has no journal.
    const isNew = hasHook && state === 'renewed' && !journal;
    const changed = names ?? (isNew ? written.map((one) => files.absolute(one.path)) : []);
    if (changed.length > 0) pending.set(folder, { folder, files: changed });
  }
  return [...pending.values()];
}

/** What somebody else has put there is said, and is no reason to run anything. */
async function pendingIn(
  folder: string,
  { files, reporter }: HookPorts,
): Promise<Journal | undefined> {
  try {
    return await readJournal(folder, files, PENDING_HOOK_FILE);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    reporter.warn(`no hook runs for ${quote(folder)}: ${error.sentence}`);
    return undefined;
  }
}

function groupsOf(pending: readonly PendingFolder[]): PendingFolder[][] {
  const groups: PendingFolder[][] = [[]];
  let octets = 0;
  for (const one of pending) {
    const size = Buffer.byteLength([one.folder, ...one.files].join('\n')) + 1;
    if (octets + size > MOST_OCTETS) {
      groups.push([]);
      octets = 0;
    }
    groups.at(-1)?.push(one);
    octets += size;
  }
  return groups;
}
