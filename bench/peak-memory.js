// Measures the largest resident set of a process or of its children: by GNU time (Debian package `time`), else by a Node hook.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { time } from './measure.js';

const GNU_TIME = '/usr/bin/time';
const HOOK = fileURLToPath(new URL('peak-memory-hook.cjs', import.meta.url));
const RUNS = 3;

export const hasGnuTime = existsSync(GNU_TIME);

export const memorySource = hasGnuTime
  ? 'GNU time (Debian package time): the largest process of each run'
  : 'VmHWM of /proc/self/status by a hook in Node; openssl not measured (needs the Debian package time)';

/** Median of three runs in MiB; undefined where this machine cannot tell (openssl without GNU time). */
export function peakMemory(program, folder, env) {
  const file = join(folder, 'peak-memory');
  const sizes = Array.from({ length: RUNS }, () => {
    if (hasGnuTime) {
      const words = () => [GNU_TIME, '-f', '%M', '-o', file, ...program.words()];
      time({ ...program, words }, env);
    } else {
      if (!program.isNode) return undefined;
      time(program, { ...env, NODE_OPTIONS: `--require "${HOOK}"`, BENCH_PEAK_MEMORY: file });
    }
    return Number(readFileSync(file, 'utf8')) / 1024;
  });
  if (sizes.includes(undefined)) return undefined;
  return sizes.toSorted((a, b) => a - b)[RUNS >> 1];
}
