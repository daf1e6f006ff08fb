// Listens to the conversation instead of printing it.
import type { ProgressReporter } from '../../src/ports.js';

export interface SilentReporter extends ProgressReporter {
  readonly notes: string[];
  readonly warnings: string[];
  /** The first and the last number of steps that it was told of. */
  readonly progressed: { first?: number; last?: number };
}

export function silentReporter(): SilentReporter {
  const notes: string[] = [];
  const warnings: string[] = [];
  const progressed: SilentReporter['progressed'] = {};
  return {
    ...{ notes, warnings, progressed },
    note: (line) => notes.push(line),
    warn: (line) => warnings.push(line),
    progress(done) {
      progressed.first ??= done;
      progressed.last = done;
    },
  };
}
