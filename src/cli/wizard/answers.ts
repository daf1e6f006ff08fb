// Answers to and from the fields of an answers file: judged as if they were typed, every fault with
// its line.
import type { AnswerFields } from '../../app/wizard/answers.js';
import { type LineFault, TlsmithError } from '../../errors.js';
import { nearestName } from '../../nearest-name.js';
import { quote } from '../../quote.js';
import { appliesTo, givenBy, proposalOf } from './given.js';
import { givenOf, type Interview, reasonAgainst } from './interview.js';
import {
  type Answer,
  PASSWORD_QUESTIONS,
  type PasswordQuestion,
  type Question,
  type Task,
  TYPED,
} from './question.js';
import { TASKS } from './tasks.js';

type Field = { readonly values: readonly string[]; readonly line: number };

/** The task of a file, and its answers; all faults at once. */
export async function answersIn(
  fields: AnswerFields,
  world: Interview['world'],
): Promise<{ task: Task; answers: Map<string, Answer> }> {
  const task = taskIn(fields.get('task'));
  const faults: LineFault[] = [];
  const answers = new Map<string, Answer>();
  for (const [name, field] of fields) {
    if (name === 'task') continue;
    const question = task.questions.find((one) => one.name === name);
    if (question) answers.set(name, answerIn(question, field));
    else faults.push({ line: field.line, reason: unknownField(name, task) });
  }
  for (const question of task.questions) {
    const answer = answers.get(question.name);
    const given = givenBy(task, answers, world);
    if (answer === undefined || !appliesTo(question, given)) continue;
    const reason = await reasonAgainst(question, answer, given);
    const line = fields.get(question.name)?.line ?? 1;
    if (reason !== undefined) faults.push({ line, reason: `${question.name}: ${reason}` });
  }
  if (faults.length === 0) return { task, answers };
  throw new TlsmithError('input-malformed', 'the answers cannot be used', {
    faults: faults.sort((a, b) => a.line - b.line),
  });
}

function taskIn(field: Field | undefined): Task {
  const [name] = field?.values ?? [];
  const task = TASKS.find((one) => one.name === name);
  if (task) return task;
  const names = TASKS.map((one) => one.name).join(', ');
  throw new TlsmithError('input-malformed', 'the answers do not say what for', {
    faults: [{ line: field?.line ?? 1, reason: `task is one of ${names}` }],
  });
}

function unknownField(name: string, task: Task): string {
  const known = task.questions.map((question) => question.name);
  const nearest = nearestName(name, known);
  const advice = nearest === undefined ? '' : `; did you mean ${nearest}?`;
  return `${quote(name)} is no answer of ${task.name}${advice}`;
}

function answerIn({ kind }: Question, { values }: Field): Answer {
  const [value = ''] = values;
  if (kind === 'list') return values;
  if (kind === 'switch' && /^(yes|true)$/i.test(value)) return true;
  if (kind === 'switch' && /^(no|false)$/i.test(value)) return false;
  return values.length > 1 ? values : value;
}

/**
 * What the file does not say is not asked. Throws `input-needed`, or `password-missing` where
 * nothing `brings` a typed one.
 */
export function requireAnswers(
  interview: Interview,
  brings: (question: PasswordQuestion) => boolean,
): void {
  const given = givenOf(interview);
  for (const question of interview.task.questions) {
    const { name } = question;
    if (!appliesTo(question, given)) continue;
    const answer = interview.answers.get(name);
    const isNeeded =
      (question.kind === 'text' || question.kind === 'list') &&
      !question.isOptional &&
      question.fallback === undefined &&
      (question.isAsked?.(given) ?? true);
    if (answer === undefined && isNeeded && !hasSafeProposal(question)) {
      throw new TlsmithError('input-needed', `the answers do not say ${quote(name)}`, {
        answer: 'answers',
      });
    }
    const password = PASSWORD_QUESTIONS.find((one) => one === name);
    if (password && answer === TYPED && !brings(password)) {
      throw new TlsmithError(
        'password-missing',
        `the answers say that the ${question.label} is typed`,
        {
          answer: name === 'password' ? 'new-password' : 'issuer-password',
        },
      );
    }
  }
}

/** What a person would have been asked, and would have answered by Enter. */
export function takeProposals(interview: Interview): void {
  for (const question of interview.task.questions) {
    const given = givenOf(interview);
    const isAsked = appliesTo(question, given) && (question.isAsked?.(given) ?? true);
    if (!isAsked || interview.answers.has(question.name) || question.isGuess) continue;
    const proposal = proposalOf(question, given);
    if (proposal !== undefined) interview.answers.set(question.name, proposal);
  }
}

/** What this machine is called is only a guess, which nobody has looked at. */
function hasSafeProposal(question: Question): boolean {
  return question.kind !== 'switch' && question.propose !== undefined && !question.isGuess;
}

/** In the order of the questions, with the task first. */
export function answersToSave({
  task,
  answers,
}: Interview): [string, string | readonly string[]][] {
  const said = task.questions.flatMap(({ name }): [string, string | readonly string[]][] => {
    const answer = answers.get(name);
    if (answer === undefined) return [];
    return [[name, typeof answer === 'boolean' ? (answer ? 'yes' : 'no') : (answer as string)]];
  });
  return [['task', task.name], ...said];
}
