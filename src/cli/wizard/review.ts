// The page that shows every answer before anything is written, and the command line that does the
// same.
import { escapeUnseen } from '../../quote.js';
import type { Platform } from '../../shell-word.js';
import { brokenCommand, PASSWORD_FILES, shownCommand } from './command-line.js';
import { padded } from '../../terminal-text.js';
import { appliesTo, proposalOf } from './given.js';
import { givenOf, type Interview, shownAnswer } from './interview.js';
import { PASSWORD_QUESTIONS, type Question, TYPED } from './question.js';

const LABEL_WIDTH = 24;

export function reviewPage(interview: Interview): string {
  const given = givenOf(interview);
  const rows = shownQuestions(interview).map(
    (question) => `  ${padded(question.label, LABEL_WIDTH)}${answerShown(question, interview)}`,
  );
  const warnings = shownQuestions(interview).flatMap((question) => {
    const answer = interview.answers.get(question.name);
    const advice = answer === undefined ? undefined : question.advise?.(answer, given);
    return advice === undefined ? [] : [`  unwise: ${question.label}: ${advice}`];
  });
  return [
    '',
    'Review',
    '',
    ...rows,
    ...(warnings.length > 0 ? ['', ...warnings] : []),
    '',
    `Will be written: ${interview.task.outcome(given)}.`,
  ].join('\n');
}

/** Indented, so that it stands apart; it is one line for the shell. */
export function commandText({ task, answers, world }: Interview, platform: Platform): string {
  return brokenCommand(shownCommand(task, answers, world, platform), platform);
}

/** What stands behind the names of files on that line. */
export function passwordNote({ answers }: Interview): string | undefined {
  const files = PASSWORD_QUESTIONS.filter((name) => answers.get(name) === TYPED).map(
    (name) => PASSWORD_FILES[name],
  );
  return files.length === 0
    ? undefined
    : `${files.join(' and ')}: a file of yours, mode 0600, with the password that you typed here; it is on no command line.`;
}

/** What can be changed: every question that means something beside the other answers. */
export function shownQuestions(interview: Interview): Question[] {
  const given = givenOf(interview);
  return interview.task.questions.filter((question) => appliesTo(question, given));
}

export function answerShown(question: Question, interview: Interview): string {
  const answer = interview.answers.get(question.name) ?? proposalOf(question, givenOf(interview));
  if (answer === undefined) return '-';
  const choices = question.kind === 'choice' ? question.choices(givenOf(interview)) : [];
  const name = choices.find(({ value }) => value === answer)?.name;
  const text = escapeUnseen(name ?? shownAnswer(answer));
  return text === '' ? '-' : text;
}
