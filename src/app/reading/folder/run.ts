// Which process has written something down for those who come after it, and whether it still runs.
import type { Files } from '../../../ports.js';

export interface RunMark {
  process: number;
  /** When the process began, in the words of the system; empty where it does not say. */
  started: string;
  /** Of the system that runs since it was started; empty where it does not say. */
  boot: string;
}

type RunFiles = Pick<Files, 'readIfPresent' | 'processId' | 'isProcessAlive'>;

export async function currentRun(files: RunFiles): Promise<RunMark> {
  const process = files.processId();
  return { process, started: await startOf(process, files), boot: await currentBoot(files) };
}

/** A number that was given to another process since then, or before a restart, is not its own. */
export async function isRunning(
  { process, started, boot }: RunMark,
  files: RunFiles,
): Promise<boolean> {
  if (process === files.processId() || !files.isProcessAlive(process)) return false;
  if (boot !== (await currentBoot(files))) return false;
  const found = await startOf(process, files);
  return found === '' || started === '' || found === started;
}

/** proc_pid_stat(5): the 22nd field, where the name in brackets is the second. */
async function startOf(process: number, files: RunFiles): Promise<string> {
  const [, fields] = /\) (.*)$/s.exec(await textOf(`/proc/${process}/stat`, files)) ?? [];
  return fields?.split(' ')[19] ?? '';
}

function currentBoot(files: RunFiles): Promise<string> {
  return textOf('/proc/sys/kernel/random/boot_id', files);
}

async function textOf(path: string, files: RunFiles): Promise<string> {
  try {
    return Buffer.from((await files.readIfPresent(path)) ?? [])
      .toString()
      .trim();
  } catch {
    return '';
  }
}
