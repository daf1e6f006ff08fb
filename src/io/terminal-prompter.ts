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
  try {
    const { answer } = await prompt<{ answer: string }>([{ ...question, name: 'answer' }]);
    return answer;
  } catch (error) {
    if ((error as Error).name !== 'ExitPromptError') throw error;
    throw new TlsmithError('cancelled', 'stopped', {}, error);
  }
}
