// A stranger that runs as a process of its own and obeys lines: one command in, one answer out.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { createInterface } from 'node:readline';

export class PeerProcess {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  readonly #closed: Promise<void>;
  #stderr = '';
  #hasEnded = false;

  /** Starts the program. It has to end by itself when its stdin does. */
  constructor(file: string, args: readonly string[]) {
    this.#child = spawn(file, args, { stdio: 'pipe' });
    this.#child.stderr.on('data', (chunk: Buffer) => (this.#stderr += chunk.toString()));
    this.#child.stdin.on('error', () => undefined);
    createInterface(this.#child.stdout).on('line', (line) => this.#waiting.shift()?.resolve(line));
    this.#closed = new Promise((resolve) => {
      const end = (why: string) => {
        this.#hasEnded = true;
        for (const { reject } of this.#waiting.splice(0)) {
          reject(new Error(`${file} ${why}\n${this.#stderr}`));
        }
        resolve();
      };
      this.#child.on('error', (error) => end(error.message));
      this.#child.on('close', (code, signal) => end(`ended with ${code ?? signal}`));
    });
  }

  /** The fields of the answer to a command. */
  async ask(...words: readonly string[]): Promise<string[]> {
    if (this.#hasEnded) throw new Error(`the peer has ended\n${this.#stderr}`);
    const answer = new Promise<string>((resolve, reject) =>
      this.#waiting.push({ resolve, reject }),
    );
    this.#child.stdin.write(`${words.join('\t')}\n`);
    return (await answer).split('\t');
  }

  /** Lets it end, and waits for it. */
  async end(): Promise<void> {
    this.#child.stdin.end();
    const late = setTimeout(() => this.#child.kill('SIGKILL'), 10_000);
    await this.#closed;
    clearTimeout(late);
  }
}
