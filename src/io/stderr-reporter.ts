// One line each on stderr; nothing under --quiet.
import type { Reporter } from '../ports.js';

export function stderrReporter(isQuiet: boolean, stream: NodeJS.WritableStream): Reporter {
  const say = (line: string) => {
    if (!isQuiet) stream.write(`${line}\n`);
  };
  return { note: say, warn: (line) => say(`warning: ${line}`) };
}
