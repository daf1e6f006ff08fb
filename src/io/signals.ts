// What happens when a signal ends the process: staging folders are removed first, and publishing is
// never cut in half.

export interface Signals {
  /** Runs `cleanUp` (synchronous) before the end; answers the function that cancels this. */
  onEnd(cleanUp: () => void): () => void;
  /** Holds signals back; the answered function lets a held one through. */
  defer(): () => void;
}

export type EndingSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/**
 * Takes over the three signals that ask a program to end; `end` is called last and must not return.
 */
export function takeOverSignals(end: (signal: EndingSignal) => void): Signals {
  const cleanUps = new Set<() => void>();
  let isHeld = false;
  let held: EndingSignal | undefined;
  const handle = (signal: EndingSignal) => {
    if (isHeld) {
      held = signal;
      return;
    }
    for (const cleanUp of cleanUps) attempt(cleanUp);
    end(signal);
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, handle);
  return {
    onEnd(cleanUp) {
      cleanUps.add(cleanUp);
      return () => cleanUps.delete(cleanUp);
    },
    defer() {
      isHeld = true;
      return () => {
        isHeld = false;
        if (held) handle(held);
      };
    },
  };
}

/** The process ends now: a clean-up that fails must not keep the others from running. */
function attempt(cleanUp: () => void): void {
  try {
    cleanUp();
  } catch {
    // Nobody is left to be told; the next run finds what remains.
  }
}
