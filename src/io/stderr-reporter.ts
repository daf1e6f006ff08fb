// One line each on stderr; nothing under --quiet. Warnings are kept, for those who read the answer as JSON.
import type { Reporter } from '../ports.js';

export interface RecordingReporter extends Reporter {
  readonly warnings: readonly string[];
}

export function stderrReporter(isQuiet: boolean, stream: NodeJS.WritableStream): RecordingReporter {
  const warnings: string[] = [];
  const say = (line: string) => {
    if (!isQuiet) stream.write(`${line}\n`);
  };
  return {
    warnings,
    note: say,
    warn(line) {
      warnings.push(line);
      say(`warning: ${line}`);
    },
  };
}
