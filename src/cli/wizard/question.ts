// What the wizard may ask, as data: each question is one flag or word of the command that will do
// the work.
import type { AnswerJudges } from '../../app/wizard/judge-answer.js';
import type { TargetSummary } from '../../app/config/list.js';
import type { Machine, OfferedChoice } from '../../ports.js';

/** A text, several, or whether. As it would be typed behind the flag. */
export type Answer = string | readonly string[] | boolean;
export type Answers = ReadonlyMap<string, Answer>;

/** What questions may look at beside the answers. */
export interface World {
  targets: readonly TargetSummary[];
  machine: Machine;
  judges: AnswerJudges;
}

/** The answers so far; a question that was not asked answers what it proposes. */
export interface Given extends World {
  text(name: string): string | undefined;
  list(name: string): readonly string[];
  is(name: string): boolean;
}

interface QuestionBase {
  /** In answers files. */
  name: string;
  /** On the review page. */
  label: string;
  message: string;
  /** What somebody has to know who answers it for the first time. */
  explain?: string;
  /** Whether it means anything beside the other answers; always, unless said. */
  applies?(given: Given): boolean;
  /**
   * Whether it is asked on the way; else it only stands on the review page, where it can be
   * changed. Asked, unless said.
   */
  isAsked?(given: Given): boolean;
  /** Why an answer is unwise, though it can be taken. */
  advise?(answer: Answer, given: Given): string | undefined;
  /** The words of the command line; unless said, the flag of that name with the answer. */
  words?(answer: Answer): readonly string[];
  /** Whether its words stand before all flags. */
  isArgument?: boolean;
  /** Whether what it proposes is only a guess, which somebody has to look at. */
  isGuess?: boolean;
  /** What the command does anyway: this answer needs no words. */
  fallback?: string;
}

export interface TextualQuestion extends QuestionBase {
  kind: 'text' | 'list';
  /** What Enter means. */
  propose?(given: Given): string | readonly string[] | undefined;
  /** One text, or one of the list. Throws what the flag itself would. */
  judge?(text: string, given: Given): Promise<unknown>;
  /** Why the whole list cannot be taken. */
  judgeAll?(texts: readonly string[]): string | undefined;
  /** Whether one of the list may hold commas: then only blanks stand between. */
  hasCommas?: boolean;
  /** Whether no answer is one too. */
  isOptional?: boolean;
}

export interface ListedQuestion extends QuestionBase {
  kind: 'choice';
  choices(given: Given): readonly OfferedChoice[];
  propose?(given: Given): string | undefined;
}

export interface SwitchQuestion extends QuestionBase {
  kind: 'switch';
}

export type Question = TextualQuestion | ListedQuestion | SwitchQuestion;

/** One thing that somebody may want, and the command that does it. */
export interface Task {
  name: string;
  title: string;
  explain: string;
  /** `cert issue` as two words. */
  command: readonly string[];
  /** What the command is told whatever is answered. */
  switches?: readonly string[];
  questions: readonly Question[];
  /** What the command will write, as a sentence. */
  outcome(given: Given): string;
}

/** The answer of a question about a password that is typed, and kept out of every file. */
export const TYPED = 'typed';
export const PASSWORD_QUESTIONS = ['password', 'ca-password'] as const;
export type PasswordQuestion = (typeof PASSWORD_QUESTIONS)[number];
