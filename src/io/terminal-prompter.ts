// Questions at the terminal. inquirer is loaded when the first one is asked: it costs more than a whole run without it.
import { TlsmithError } from '../errors.js';
import type { Prompter } from '../ports.js';

export function terminalPrompter(canAsk: boolean): Prompter {
  return {
    canAsk,
    askText: (message) => ask({ type: 'input', message }),
    askPassword: (message) => ask({ type: 'password', message }),
  };
}

/** Draws on stderr, so that stdout stays the answer. Throws `cancelled` on Ctrl-C. */
async function ask(question: { type: 'input' | 'password'; message: string }): Promise<string> {
  const { createPromptModule } = (await import('inquirer')).default;
  const prompt = createPromptModule({ output: process.stderr });
  // With Ctrl-D nothing is left to wait for, and Node ends by itself before the prompt says so.
  process.exitCode = 130;
  try {
    const { answer } = await prompt<{ answer: string }>([{ ...question, name: 'answer' }]);
    process.exitCode = undefined;
    return answer;
  } catch (error) {
    if ((error as Error).name !== 'ExitPromptError') throw error;
    throw new TlsmithError('cancelled', 'stopped', {}, error);
  }
}
