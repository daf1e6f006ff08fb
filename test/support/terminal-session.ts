// Runs the built program on a terminal, with a person who answers each question when it stands there. Linux: `script` takes these flags there only.
import { spawn } from 'node:child_process';
import { PROGRAM } from './run-cli.js';

export interface Answer {
  /** What the question looks like. */
  to: RegExp;
  text: string;
}

/** All that the terminal showed. Rejects where a question does not come, or the program fails. */
export function terminalSession(
  args: readonly string[],
  answers: readonly Answer[],
  cwd: string,
): Promise<string> {
  const command = [process.execPath, PROGRAM, ...args].map((word) => `'${word}'`).join(' ');
  return new Promise((resolve, reject) => {
    const child = spawn('script', ['-qec', command, '/dev/null'], {
      cwd,
      env: { ...process.env, NO_COLOR: '1' },
    });
    const waiting = [...answers];
    let shown = '';
    let unanswered = 0;
    child.stdout.on('data', (chunk: Buffer) => {
      shown += chunk.toString();
      const [next] = waiting;
      if (!next?.to.test(shown.slice(unanswered))) return;
      waiting.shift();
      unanswered = shown.length;
      child.stdin.write(`${next.text}\r`);
    });
    child.on('error', reject);
    child.on('close', (exitCode) => {
      if (exitCode === 0 && waiting.length === 0) resolve(shown);
      else reject(new Error(`exit ${exitCode}, not asked: ${waiting[0]?.to}\n${shown}`));
    });
  });
}
