// Asks what is not answered yet, judges each answer as the command would, and warns of what will be
// regretted.
import { TlsmithError } from '../../errors.js';
import type { Dialogue } from '../../ports.js';
import { advisePassword } from './advice.js';
import { appliesTo, givenBy, proposalOf } from './given.js';
import {
  type Answer,
  type Given,
  PASSWORD_QUESTIONS,
  type Question,
  type Task,
  type TextualQuestion,
  TYPED,
  type World,
} from './question.js';

/** What is known so far; questions change it. */
export interface Interview {
  task: Task;
  answers: Map<string, Answer>;
  /** Typed passwords by the name of their question; never in `answers`. */
  secrets: Map<string, string>;
  /** Questions that were asked, also those that nothing was answered to. */
  asked: Set<string>;
  world: World;
  dialogue: Dialogue;
}

/**
 * Asks every question that applies and has no answer, and once more those whose answer no longer
 * fits.
 */
export async function askMissing(interview: Interview): Promise<void> {
  const { task, answers, secrets, asked, dialogue } = interview;
  for (const question of task.questions) {
    const given = givenOf(interview);
    if (!appliesTo(question, given)) {
      answers.delete(question.name);
      secrets.delete(question.name);
      asked.delete(question.name);
      continue;
    }
    const answer = answers.get(question.name);
    const reason = answer === undefined ? undefined : await reasonAgainst(question, answer, given);
    if (reason !== undefined) dialogue.say(`${question.label}: ${reason}`);
    const isNew = !asked.has(question.name) && (question.isAsked?.(given) ?? true);
    const isAsked = answer === undefined ? isNew : reason !== undefined;
    const lacksSecret = answers.get(question.name) === TYPED && !secrets.has(question.name);
    if (isAsked || lacksSecret) await ask(question, interview);
  }
}

/** Asks one question until its answer can be taken, and the person stands by it. */
export async function ask(question: Question, interview: Interview): Promise<void> {
  const { answers, asked, dialogue } = interview;
  asked.add(question.name);
  if (question.explain !== undefined) dialogue.say(`\n${question.explain}`);
  for (;;) {
    const answer = await answerTo(question, interview);
    const advice = question.advise?.(answer, givenOf(interview));
    if (advice !== undefined) {
      dialogue.say(`unwise: ${advice}`);
      if (!(await dialogue.confirm({ message: 'Keep this answer?', proposal: false }))) continue;
    }
    if (isNothing(answer)) answers.delete(question.name);
    else answers.set(question.name, answer);
    break;
  }
  await askSecret(question, interview);
}

async function answerTo(question: Question, interview: Interview): Promise<Answer> {
  const given = givenOf(interview);
  const { dialogue, answers } = interview;
  const { message, name } = question;
  const proposal = answers.get(name) ?? proposalOf(question, given);
  switch (question.kind) {
    case 'switch':
      return dialogue.confirm({ message, proposal: proposal === true });
    case 'choice': {
      const choices = question.choices(given);
      const isOffered = choices.some(({ value }) => value === proposal);
      return dialogue.choose({
        ...{ message, choices },
        ...(isOffered && { proposal: proposal as string }),
      });
    }
    default: {
      const text = await dialogue.askText({
        message,
        ...(proposal !== undefined && { proposal: shownAnswer(proposal) }),
        judge: async (typed) => reasonAgainst(question, read(question, typed), given),
      });
      return read(question, text);
    }
  }
}

function read({ kind, hasCommas }: TextualQuestion, typed: string): Answer {
  if (kind === 'text') return typed.trim();
  const words = typed.split(/\s+/);
  // Commas are taken for blanks, but in a URI.
  const isWhole = (word: string) => hasCommas || /:\/\/|^uri:/i.test(word);
  return words.flatMap((word) => (isWhole(word) ? [word] : word.split(','))).filter(Boolean);
}

export function shownAnswer(answer: Answer): string {
  if (typeof answer === 'boolean') return answer ? 'yes' : 'no';
  return typeof answer === 'string' ? answer : answer.join(' ');
}

function isNothing(answer: Answer): boolean {
  return answer === '' || (Array.isArray(answer) && answer.length === 0);
}

/** Why an answer cannot be taken: the sentence of the flag that would get it. */
export async function reasonAgainst(
  question: Question,
  answer: Answer,
  given: Given,
): Promise<string | undefined> {
  if (question.kind === 'switch') {
    return typeof answer === 'boolean' ? undefined : 'yes or no can be answered';
  }
  if (question.kind === 'choice') {
    const values = question.choices(given).map(({ value }) => value);
    return values.some((value) => value === answer)
      ? undefined
      : `one of ${values.join(', ')} can be answered`;
  }
  if (isNothing(answer)) return question.isOptional ? undefined : 'it needs an answer';
  const texts = typeof answer === 'string' ? [answer] : Array.isArray(answer) ? answer : [];
  if (typeof answer === 'boolean' || (question.kind === 'text' && texts.length > 1)) {
    return 'it takes one text';
  }
  for (const text of texts as readonly string[]) {
    try {
      await question.judge?.(text, given);
    } catch (error) {
      if (error instanceof TlsmithError) return error.sentence;
      throw error;
    }
  }
  return question.judgeAll?.(texts as readonly string[]);
}

/** Asked twice, since nobody sees what is typed; nothing for questions that are no password's. */
export async function askSecret({ name, label }: Question, interview: Interview): Promise<void> {
  const { answers, secrets, dialogue } = interview;
  secrets.delete(name);
  if (answers.get(name) !== TYPED || !PASSWORD_QUESTIONS.some((one) => one === name)) return;
  for (;;) {
    const typed = await dialogue.askPassword({
      message: `The ${label}`,
      judge: async (text) => reasonAgainstPassword(text),
    });
    const again = await dialogue.askPassword({
      message: 'Once more',
      judge: async () => undefined,
    });
    if (typed !== again) {
      dialogue.say('the two passwords differ');
      continue;
    }
    const advice = advisePassword(typed);
    if (advice !== undefined) {
      dialogue.say(`unwise: ${advice}`);
      if (!(await dialogue.confirm({ message: 'Keep this password?', proposal: false }))) continue;
    }
    secrets.set(name, typed);
    return;
  }
}

/** The rest is judged by the command, which knows who has to read it. */
function reasonAgainstPassword(text: string): string | undefined {
  if (text === '') return 'the password is empty';
  return /^[\x20-\x7e]+$/.test(text)
    ? undefined
    : 'the password has a character outside printable ASCII, which Java and OpenSSL encode differently';
}

export function givenOf({ task, answers, world }: Interview): Given {
  return givenBy(task, answers, world);
}
