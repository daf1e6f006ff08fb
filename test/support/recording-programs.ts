// Programs that are not run: what was asked is kept, and the answer is what a test says.
import type { ProgramOutcome, Programs } from '../../src/ports.js';

export interface RecordedRun {
  command: readonly string[];
  variables: Readonly<Record<string, string>>;
}

export interface RecordingPrograms extends Programs {
  readonly runs: RecordedRun[];
}

export function recordingPrograms(
  answer: (run: RecordedRun) => Partial<ProgramOutcome> = () => ({}),
): RecordingPrograms {
  const runs: RecordedRun[] = [];
  return {
    runs,
    run: async (command, variables) => {
      const run = { command, variables };
      runs.push(run);
      return { exitCode: 0, output: '', ...answer(run) };
    },
  };
}
