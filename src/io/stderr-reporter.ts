// One line each on stderr; nothing under --quiet. Warnings are kept, for those who read the answer
// as JSON.
import type { ProgressReporter } from '../ports.js';
import { escapeUnseen } from '../quote.js';
import type { ProgressBar } from './progress-bar.js';

export interface RecordingReporter extends ProgressReporter {
  readonly warnings: readonly string[];
  /** Takes a bar away that is still drawn: whatever is said next begins a line. */
  close(): void;
}

/** So many steps make a line where no bar can be drawn. */
const STEPS_IN_A_LINE = 1000;

/** `bar`: for a terminal that can draw one. */
export function stderrReporter(
  isQuiet: boolean,
  stream: NodeJS.WritableStream,
  bar?: ProgressBar,
): RecordingReporter {
  const warnings: string[] = [];
  const say = (line: string) => {
    if (isQuiet) return;
    bar?.hide();
    // Whoever says it may have taken a name from a file: nothing goes to the terminal as it came.
    stream.write(`${escapeUnseen(line)}\n`);
  };
  return {
    warnings,
    note: say,
    warn(line) {
      const shown = escapeUnseen(line);
      // A command that looks at its output twice finds the same twice.
      if (warnings.includes(shown)) return;
      warnings.push(shown);
      say(`warning: ${line}`);
    },
    progress(done, total, what) {
      if (isQuiet) return;
      if (!bar && done > 0 && done % STEPS_IN_A_LINE === 0) say(`${done} of ${total} ${what}`);
      if (done === total) bar?.hide();
      else bar?.show(done, total, what);
    },
    close: () => bar?.hide(),
  };
}

/** A terminal that can go back to the start of a line. */
export function canDraw(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): boolean {
  return stream.isTTY === true && environment.TERM !== 'dumb';
}
