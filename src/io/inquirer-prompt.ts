// One question of inquirer's. It is loaded when the first one is asked: it costs more than a whole
// run without it.
import { TlsmithError } from '../errors.js';

/** The kinds of questions that are used, and what each answers. */
interface Answers {
  input: string;
  password: string;
  select: string;
  confirm: boolean;
}

/** Draws on stderr, so that stdout stays the answer. Throws `cancelled` on Ctrl-C. */
export async function promptFor<Type extends keyof Answers>(
  type: Type,
  config: { message: string },
): Promise<Answers[Type]> {
  const { createPromptModule } = (await import('inquirer')).default;
  const prompt = createPromptModule({ output: process.stderr });
  // With Ctrl-D nothing is left to wait for, and Node ends by itself before the prompt says so.
  process.exitCode = 130;
  try {
    const { answer } = await prompt([{ ...config, type, name: 'answer' } as never]);
    process.exitCode = undefined;
    return answer as Answers[Type];
  } catch (error) {
    if ((error as Error).name !== 'ExitPromptError') throw error;
    throw new TlsmithError('cancelled', 'stopped', {}, error);
  }
}
