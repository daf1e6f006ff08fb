// Runs the command that does what was answered, in this process: the very words that were shown.
import { wordsOf } from './command-line.js';
import type { Dialogue, Prompter } from '../../ports.js';
import type { CommandClass, Program } from '../program.js';
import type { Interview } from './interview.js';
import { PASSWORD_QUESTIONS, type PasswordQuestion, TYPED } from './question.js';

/**
 * What the wizard was told that is for the command too, and where passwords come from that nobody
 * types.
 */
export interface PassedOn {
  switches: readonly string[];
  passwordWords(question: PasswordQuestion): readonly string[];
}

/**
 * A typed password is in the environment of this process from here until the command has read it,
 * and in no child's.
 */
const VARIABLES: Readonly<Record<PasswordQuestion, string>> = {
  password: 'TLSMITH_WIZARD_PASSWORD',
  'ca-password': 'TLSMITH_WIZARD_CA_PASSWORD',
};

/** Throws what the command throws. With `isDryRun` its answer is talk, and nothing is written. */
export async function performTask(
  { task, answers, secrets, world, dialogue }: Interview,
  { switches, passwordWords }: PassedOn,
  isDryRun: boolean,
  program: Program,
): Promise<void> {
  const words = wordsOf(task, answers, world, (name) => {
    if (secrets.has(name)) return [`--${name}-env`, VARIABLES[name]];
    return passwordWords(name);
  });
  // What was not asked may still be needed, such as what opens the key of a CA that exists.
  const unasked = PASSWORD_QUESTIONS.filter((name) => answers.get(name) !== TYPED);
  const brought = unasked.flatMap((name) => passwordWords(name));
  const argv = [...words, ...brought, ...switches, ...(isDryRun ? ['--dry-run'] : [])];
  const Command = program.commands[task.command.join(':')] as CommandClass;
  const command = new Command(argv, program);
  if (isDryRun) command.stdout = process.stderr;
  command.prompter = prompterOf(dialogue);
  for (const [name, secret] of secrets) process.env[VARIABLES[name as PasswordQuestion]] = secret;
  try {
    await command.run();
  } finally {
    for (const variable of Object.values(VARIABLES)) delete process.env[variable];
  }
}

/** The wizard's own conversation goes on: one terminal cannot be read in two ways. */
function prompterOf(dialogue: Dialogue): Prompter {
  const judge = async () => undefined;
  return {
    canAsk: true,
    askText: (message) => dialogue.askText({ message, judge }),
    askPassword: (message) => dialogue.askPassword({ message, judge }),
  };
}
