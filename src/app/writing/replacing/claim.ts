// Who settles what a killed run left: one run at a time, and another one in its place only where it
// was killed as well.
import { TlsmithError } from '../../../errors.js';
import type { Files } from '../../../ports.js';
import { currentRun, isRunning, type RunMark } from '../../reading/folder/run.js';
import { withoutFailing } from '../publishing.js';

/**
 * A claim stands in the staging folder and goes with it. Answers the process that was faster and
 * still runs; undefined where the caller has it, or where that folder is gone.
 */
export async function claim(staging: string, files: Files): Promise<number | undefined> {
  if ((await files.kind(staging)) !== 'folder') return undefined;
  const mark = await currentRun(files);
  const own = `${staging}/claim-of-${mark.process}`;
  await files.remove(own);
  await files.createFile(own, new TextEncoder().encode(JSON.stringify(mark)), 0o600);
  for (let count = 1; ; count += 1) {
    const name = `${staging}/claim-${count}`;
    try {
      await files.hardLink(own, name);
      return undefined;
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code !== 'output-exists') throw error;
    }
    const holder = await holderOf(name, files);
    if (!holder || !(await isRunning(holder, files))) continue;
    await withoutFailing(() => files.remove(own));
    return holder.process;
  }
}

/** Undefined where it has gone meanwhile. */
async function holderOf(name: string, files: Files): Promise<RunMark | undefined> {
  const bytes = await files.readIfPresent(name);
  return bytes && (JSON.parse(Buffer.from(bytes).toString()) as RunMark);
}
