// The wizard's course: what for, the questions, the review with its changes, and then the command
// that does it.
import { TlsmithError } from '../../errors.js';
import type { OfferedChoice } from '../../ports.js';
import { escapeUnseen } from '../../quote.js';
import type { Platform } from '../../shell-word.js';
import { hintFor } from '../hints.js';
import { ask, askMissing, givenOf, type Interview } from './interview.js';
import { givenBy, proposalOf } from './given.js';
import type { Answer, Given, Question, Task } from './question.js';
import { answerShown, commandText, passwordNote, reviewPage, shownQuestions } from './review.js';
import { TASKS } from './tasks.js';
import { hostListOf } from './tasks/hosts.js';

/** What the wizard does beside talking; the command that starts it brings these. */
export interface WizardActions {
  platform: Platform;
  /** Runs the task's command; without `isDryRun` it writes. */
  perform(interview: Interview, isDryRun: boolean): Promise<void>;
  /** Answers where they were saved. */
  save(interview: Interview, path: string): Promise<void>;
  /** What the first half of a task left in that folder, for its second half. */
  recall(folder: string): Promise<ReadonlyMap<string, Answer>>;
}

export async function chooseTask(dialogue: Interview['dialogue']): Promise<Task> {
  dialogue.say(
    'This asks what is needed, shows what will be done, and then does it. Nothing is written before you say so; Ctrl-C stops.',
  );
  const name = await dialogue.choose({
    message: 'What do you want to do?',
    choices: TASKS.map(({ name: value, title, explain }) => ({
      value,
      name: title,
      note: explain,
    })),
  });
  return TASKS.find((task) => task.name === name) as Task;
}

/** Ends when the work is done. Throws `cancelled` where the person stops. */
export async function runWizard(interview: Interview, actions: WizardActions): Promise<void> {
  const { dialogue, task } = interview;
  dialogue.say(`\n${task.explain}`);
  await answerFromBefore(interview, actions);
  for (;;) {
    await askMissing(interview);
    dialogue.say(reviewPage(interview));
    dialogue.say('\nThe same without questions:\n');
    dialogue.show(`${commandText(interview, actions.platform)}\n`);
    const note = passwordNote(interview);
    if (note !== undefined) dialogue.say(`${note}\n`);
    if (await takeStep(interview, actions)) return;
  }
}

/** The first question of a second half names a folder, and that may answer the others. */
async function answerFromBefore(interview: Interview, actions: WizardActions): Promise<void> {
  const [first] = interview.task.questions;
  if (first?.name !== 'requests' || interview.answers.has(first.name)) return;
  await ask(first, interview);
  for (const [name, answer] of await actions.recall(givenOf(interview).text(first.name) ?? '')) {
    const isNew = interview.task.questions.some((question) => question.name === name);
    if (isNew && name !== 'out') interview.answers.set(name, answer);
  }
}

const STEPS: readonly OfferedChoice[] = [
  { value: 'write', name: 'Write it' },
  { value: 'change', name: 'Change an answer' },
  { value: 'show', name: 'List the files that would be written' },
  { value: 'save', name: 'Save the answers to a file', note: 'without any password' },
  { value: 'stop', name: 'Stop, and write nothing' },
];

/** Whether the work is done. */
async function takeStep(interview: Interview, actions: WizardActions): Promise<boolean> {
  const { dialogue } = interview;
  // A list that was typed has no file yet, which the command could read.
  const choices = STEPS.filter(({ value }) => value !== 'show' || !hostListOf(interview));
  const step = await dialogue.choose({ message: 'What now?', choices, proposal: 'write' });
  switch (step) {
    case 'write':
      return perform(interview, actions, false);
    case 'show':
      await perform(interview, actions, true);
      return false;
    case 'change':
      await changeAnswer(interview);
      return false;
    case 'save':
      await saveAnswers(interview, actions);
      return false;
    default:
      throw new TlsmithError('cancelled', 'stopped');
  }
}

async function changeAnswer(interview: Interview): Promise<void> {
  const questions = shownQuestions(interview);
  const name = await interview.dialogue.choose({
    message: 'Which answer?',
    choices: questions.map((question) => ({
      value: question.name,
      name: `${question.label}: ${answerShown(question, interview)}`,
    })),
  });
  const question = questions.find((one) => one.name === name) as Question;
  const before = givenBy(interview.task, new Map(interview.answers), interview.world);
  await ask(question, interview);
  followProposals(interview, before, question);
}

/** An answer that only took what was proposed follows, where the change proposes something else. */
function followProposals(interview: Interview, before: Given, changed: Question): void {
  const { answers, task } = interview;
  for (const question of task.questions) {
    const answer = answers.get(question.name);
    const isTextual = question.kind === 'text' || question.kind === 'list';
    if (answer === undefined || question === changed || !isTextual) continue;
    const proposal = proposalOf(question, givenOf(interview));
    if (String(answer) !== String(proposalOf(question, before)) || proposal === undefined) continue;
    answers.set(question.name, proposal);
  }
}

async function saveAnswers(interview: Interview, actions: WizardActions): Promise<void> {
  const path = await interview.dialogue.askText({
    message: 'Into which file?',
    proposal: './answers.yml',
    judge: async (text) => (text.trim() === '' ? 'it needs a name' : undefined),
  });
  const isSaved = await tellFailure(interview, () => actions.save(interview, path.trim()));
  if (isSaved) interview.dialogue.say(`saved: ${escapeUnseen(path.trim())}`);
}

async function perform(
  interview: Interview,
  actions: WizardActions,
  isDryRun: boolean,
): Promise<boolean> {
  return tellFailure(interview, () => actions.perform(interview, isDryRun));
}

/** What the command refuses is said, and can be mended on the review page. */
async function tellFailure({ dialogue }: Interview, act: () => Promise<void>): Promise<boolean> {
  try {
    await act();
    return true;
  } catch (error) {
    const isFinal = !(error instanceof TlsmithError) || ['cancelled', 'bug'].includes(error.code);
    if (isFinal) throw error;
    const hint = hintFor(error);
    dialogue.say(`\nnot done: ${error.sentence}${hint === undefined ? '' : `\n${hint}`}`);
    return false;
  }
}
