// A real terminal with a program in it: tmux draws what the program writes, and types what a test says.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { onTestFinished } from 'vitest';

const run = promisify(execFile);
let count = 0;

export interface TerminalOptions {
  /** Of the program; HOME and PATH are this process's. */
  environment?: Readonly<Record<string, string>>;
  columns?: number;
  rows?: number;
}

export interface Terminal {
  /** Types text, then presses Enter. */
  enter(text?: string): Promise<void>;
  /** Keys by tmux's names: `Down`, `C-c`. */
  press(...keys: string[]): Promise<void>;
  /** Waits until the text shows, scrolled away or not; answers the page. */
  see(text: string | RegExp): Promise<string>;
  /** What shows, with colours as escape sequences. */
  painted(): Promise<string>;
  /** Waits for the end of the program, and answers its exit code. */
  ended(): Promise<number>;
}

/** Starts the program in a terminal of its own, which ends with the test. */
export async function openTerminal(
  command: readonly string[],
  folder: string,
  { environment = {}, columns = 80, rows = 50 }: TerminalOptions = {},
): Promise<Terminal> {
  const socket = `tlsmith-${process.pid}-${++count}`;
  const tmux = async (...words: string[]) =>
    (await run('tmux', ['-L', socket, '-f', '/dev/null', ...words])).stdout;
  // What runs the tests may have no colours; the program is told by the test alone.
  const line = [
    ...['env', '-u', 'NO_COLOR'],
    ...Object.entries(environment).map(([name, value]) => `${name}=${value}`),
    ...command,
  ]
    .map((word) => `'${word.replaceAll("'", "'\\''")}'`)
    .join(' ');
  // It stays open behind the program, so that the last page can be read.
  await tmux(
    ...['new-session', '-d', '-x', String(columns), '-y', String(rows), '-c', folder],
    `${line}; echo "ended with $?"; exec cat`,
  );
  onTestFinished(async () => void (await tmux('kill-server').catch(() => '')));
  const page = () => tmux('capture-pane', '-p', '-J', '-S', '-');
  const see = async (text: string | RegExp): Promise<string> => {
    const deadline = Date.now() + 300_000;
    for (;;) {
      const shown = await page();
      if (typeof text === 'string' ? shown.includes(text) : text.test(shown)) return shown;
      if (Date.now() > deadline)
        throw new Error(`the terminal never showed ${String(text)}:\n${shown}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  };
  return {
    see,
    async enter(text = '') {
      if (text !== '') await tmux('send-keys', '-l', text);
      await tmux('send-keys', 'Enter');
    },
    press: async (...keys) => void (await tmux('send-keys', ...keys)),
    painted: () => tmux('capture-pane', '-p', '-e', '-S', '-'),
    async ended() {
      const shown = await see(/ended with \d+/);
      return Number(/ended with (\d+)/.exec(shown)?.[1]);
    },
  };
}
