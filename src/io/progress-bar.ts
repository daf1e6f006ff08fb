// A bar on a terminal for work that takes a while: drawn over itself in plain ASCII, without codes
// that a terminal may not know.

export interface ProgressBar {
  /** `what` follows the numbers: `4000 of 10000 hosts made`. */
  show(done: number, total: number, what: string): void;
  /** Leaves an empty line, with the cursor at its start; the next `show` draws anew. */
  hide(): void;
}

/**
 * Milliseconds. What is done sooner needs no bar, and nobody reads one that is redrawn more often.
 */
const PATIENCE = 200;
const REDRAW = 100;

const WIDEST = 80;
const NARROWEST_BAR = 10;

/** `now` answers milliseconds since any moment. */
export function progressBar(
  stream: Pick<NodeJS.WriteStream, 'write' | 'columns'>,
  now: () => number,
): ProgressBar {
  let begun: number | undefined;
  let drawnAt = -Infinity;
  let drawn = '';
  return {
    show(done, total, what) {
      const at = now();
      begun ??= at;
      if (at - begun < PATIENCE || at - drawnAt < REDRAW) return;
      // The last column stays free: some terminals begin a new line when it is written.
      const line = layOut(done, total, what, Math.min(stream.columns || WIDEST, WIDEST) - 1);
      stream.write(`\r${line.padEnd(drawn.length)}`);
      [drawnAt, drawn] = [at, line];
    },
    hide() {
      if (drawn !== '') stream.write(`\r${' '.repeat(drawn.length)}\r`);
      [drawnAt, drawn] = [-Infinity, ''];
    },
  };
}

function layOut(done: number, total: number, what: string, width: number): string {
  const text = `${String(done).padStart(String(total).length)} of ${total} ${what}`;
  const room = width - text.length - '[] '.length;
  if (room < NARROWEST_BAR) return text.slice(0, width);
  const filled = Math.floor((done / total) * room);
  return `[${'#'.repeat(filled).padEnd(room, '-')}] ${text}`;
}
