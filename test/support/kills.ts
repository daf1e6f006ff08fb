// Runs of the built program that are killed at random moments, the same draws in every run of a test.
import { type ChildProcess, spawn } from 'node:child_process';
import { watch } from 'node:fs';
import { PROGRAM } from './run-cli.js';

export const STAGING = /\.tlsmith-(\d+)-/;
export const JOURNAL = '.tlsmith-journal.json';

/** Mulberry32: the same numbers in every run. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

export interface Killing {
  args: readonly string[];
  /** Where its staging and its journal appear. */
  watched: string;
  /** Milliseconds that a whole run takes here. */
  usual: number;
  hasJournal: boolean;
  random: () => number;
}

/** Whether it was killed before it had come to its end. */
export async function killAtRandom(killing: Killing): Promise<boolean> {
  const { args, watched, usual, random } = killing;
  const trigger = triggerOf(killing);
  const delay = trigger === undefined ? random() * usual : random() ** 2 * 12;
  const child = spawn(process.execPath, [PROGRAM, ...args], { stdio: 'ignore' });
  const ended = signalOf(child);
  let isTimed = false;
  const kill = () => {
    isTimed = true;
    if (delay < 1) child.kill('SIGKILL');
    else setTimeout(() => child.kill('SIGKILL'), delay);
  };
  if (trigger === undefined) kill();
  const watcher = watch(watched, (_, name) => {
    const isMeant = trigger === JOURNAL ? name === JOURNAL : name?.includes(`-${child.pid}-`);
    if (!isTimed && trigger !== undefined && isMeant === true) kill();
  });
  const signal = await ended;
  watcher.close();
  return signal !== null;
}

/** None: anywhere. Else soon after its staging has appeared, or its journal: before that little is at stake. */
function triggerOf({ hasJournal, random }: Killing): string | undefined {
  const draw = random();
  if (draw < 0.25) return undefined;
  return draw < 0.6 || !hasJournal ? 'staging' : JOURNAL;
}

function signalOf(child: ChildProcess): Promise<NodeJS.Signals | null> {
  return new Promise((resolve) => {
    child.on('close', (_, signal) => resolve(signal));
  });
}
