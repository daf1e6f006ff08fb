// What became of a hook: on stderr, with what it wrote.
import type { ProgramOutcome } from '../../ports.js';
import { escapeUnseenInLines } from '../../quote.js';
import type { Output } from '../base-command.js';
import { paint } from './paint.js';

/** Word by word what was run, and how that ended. */
interface Ended extends ProgramOutcome {
  command: readonly string[];
}

/** `command`: with its texts escaped; `text`: what it wrote, as it came. */
export function presentHook(hook: Ended, text: string, output: Output): void {
  const { command, exitCode } = hook;
  const { stderr, isQuiet } = output;
  const how = howEnded(hook);
  if (exitCode !== 0)
    stderr.write(
      `${paint('error:', 'red', stderr)} the hook ${command[0]} ${how}; the files stay, and the next run repeats it\n`,
    );
  else if (!isQuiet) stderr.write(`the hook ${command[0]} ${how}\n`);
  const trimmed = escapeUnseenInLines(text).trimEnd();
  if (trimmed !== '' && (!isQuiet || exitCode !== 0)) {
    stderr.write(
      `${trimmed
        .split('\n')
        .map((line) => `  ${line}`)
        .join('\n')}\n`,
    );
  }
}

function howEnded({ exitCode, signal, reason = 'for no known reason' }: Ended): string {
  if (exitCode !== null) return `ended with ${exitCode}`;
  return signal === undefined ? `could not be run: ${reason}` : `was ended by ${signal}`;
}
