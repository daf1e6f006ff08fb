// Listens to the conversation instead of printing it.
import type { Reporter } from '../../src/ports.js';

export interface SilentReporter extends Reporter {
  readonly notes: string[];
  readonly warnings: string[];
}

export function silentReporter(): SilentReporter {
  const notes: string[] = [];
  const warnings: string[] = [];
  return { notes, warnings, note: (line) => notes.push(line), warn: (line) => warnings.push(line) };
}
