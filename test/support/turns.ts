// Runs of a use-case in one process that take turns at the file system, step by step in a drawn order, and may die at any step.
import type { Files } from '../../src/ports.js';

type Act = (...args: unknown[]) => Promise<unknown>;

/** Beyond the last step of any run: it lives. */
export const NEVER = 100_000;

const SYNCHRONOUS = ['absolute', 'processId', 'isProcessAlive', 'removeOnSignal', 'deferSignals'];
const UNSTEPPED = new Set([...SYNCHRONOUS, 'pieces']);

/** One of the runs: what it waits to do, and the step at which it dies. */
class Turn {
  readonly waiting: (() => Promise<void>)[] = [];
  hasEnded = false;
  #steps = 0;

  constructor(readonly death: number) {}

  files(files: Files): Files {
    const entries = Object.entries(files).map(([name, act]) => [
      name,
      UNSTEPPED.has(name) ? (act as unknown) : this.#stepped(act as Act),
    ]);
    return Object.fromEntries(entries) as unknown as Files;
  }

  #stepped(act: Act): Act {
    return (...args) =>
      new Promise((resolve, reject) => {
        this.waiting.push(async () => {
          this.#steps += 1;
          if (this.#steps >= this.death) this.hasEnded = true;
          else await act(...args).then(resolve, reject);
        });
      });
  }
}

/** `draw` says whose turn it is, as a part of one; the failure of a run is that of all. */
export async function inTurns(
  deaths: readonly number[],
  draw: () => number,
  run: (steppedIn: (files: Files) => Files) => Promise<void>,
): Promise<void> {
  const turns = deaths.map((death) => new Turn(death));
  const failures: unknown[] = [];
  for (const turn of turns) {
    run((files) => turn.files(files))
      .catch((error: unknown) => failures.push(error))
      .finally(() => (turn.hasEnded = true));
  }
  for (;;) {
    const living = turns.filter(({ hasEnded }) => !hasEnded);
    if (living.length === 0) break;
    // What each does between two steps is its own, so that the order of the draws is the whole order.
    if (living.some(({ waiting }) => waiting.length === 0)) {
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    await living[Math.floor(draw() * living.length)]?.waiting.shift()?.();
  }
  if (failures.length > 0) throw failures[0];
}
