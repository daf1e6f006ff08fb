// One run of the wizard: with a person, or with a file of answers and nobody.
import type { AnswerFields } from '../../app/wizard/answers.js';
import { TlsmithError } from '../../errors.js';
import type { Dialogue } from '../../ports.js';
import { quote } from '../../quote.js';
import { answersIn, requireAnswers, takeProposals } from './answers.js';
import { askSecret, type Interview } from './interview.js';
import { PASSWORD_QUESTIONS, type PasswordQuestion, type Task, type World } from './question.js';
import { chooseTask, runWizard, type WizardActions } from './wizard.js';

/** Without a task, that is the first question. Throws `cancelled` where the person stops. */
export async function converse(
  dialogue: Dialogue,
  world: World,
  actions: WizardActions,
  task?: Task,
): Promise<void> {
  const chosen = task ?? (await chooseTask(dialogue));
  const interview = {
    ...{ task: chosen, answers: new Map(), secrets: new Map(), asked: new Set<string>() },
    ...{ world, dialogue },
  };
  await runWizard(interview, actions);
}

export interface Replaying {
  world: World;
  dialogue: Dialogue | undefined;
  isGiven: (question: PasswordQuestion) => boolean;
}

/**
 * Does what the file says. Asks nothing but for passwords that are typed, and those only where
 * there is a `dialogue` and `isGiven` says that no flag brings them.
 */
export async function replay(
  fields: AnswerFields,
  { world, dialogue, isGiven }: Replaying,
  perform: (interview: Interview) => Promise<void>,
): Promise<void> {
  const { task, answers } = await answersIn(fields, world);
  const interview: Interview = {
    ...{ task, answers, world, secrets: new Map(), asked: new Set() },
    dialogue: dialogue ?? NOBODY,
  };
  requireAnswers(interview, (question) => isGiven(question) || dialogue !== undefined);
  for (const question of task.questions) {
    const password = PASSWORD_QUESTIONS.find((name) => name === question.name);
    if (password && !isGiven(password)) await askSecret(question, interview);
  }
  takeProposals(interview);
  await perform(interview).catch((error: unknown) => {
    throw inWordsOfAnswers(error, task);
  });
}

/** The command says which flag is missing: here it is an answer. */
function inWordsOfAnswers(error: unknown, { questions }: Task): unknown {
  if (!(error instanceof TlsmithError) || typeof error.details.answer !== 'string') return error;
  const wanted = error.details.answer === 'new-password' ? 'password' : error.details.answer;
  if (!questions.some(({ name }) => name === wanted)) return error;
  const sentence = `${error.sentence}; the answers do not say ${quote(wanted)}`;
  return new TlsmithError(error.code, sentence, { missing: wanted }, error);
}

const refuse = (): never => {
  throw new TlsmithError('input-needed', 'nobody can be asked', { answer: 'answers' });
};
const NOBODY: Dialogue = {
  say: () => undefined,
  show: () => undefined,
  askText: refuse,
  choose: refuse,
  confirm: refuse,
  askPassword: refuse,
};
