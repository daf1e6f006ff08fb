// The command that does what was answered: its words for the program, and the line that a person
// can copy.
import { shellWord } from '../../shell-word.js';
import { widthOf } from '../../terminal-text.js';
import { appliesTo, givenBy } from './given.js';
import {
  type Answer,
  type Answers,
  PASSWORD_QUESTIONS,
  type PasswordQuestion,
  type Question,
  type Task,
  TYPED,
  type World,
} from './question.js';

/**
 * Arguments and flags, without the command's own words. `passwordWords` says how a typed password
 * reaches the command: never as a value.
 */
export function wordsOf(
  task: Task,
  answers: Answers,
  world: World,
  passwordWords: (question: PasswordQuestion) => readonly string[],
): string[] {
  const given = givenBy(task, answers, world);
  const said = task.questions.flatMap((question) => {
    const answer = answers.get(question.name);
    if (answer === undefined || answer === question.fallback) return [];
    if (!appliesTo(question, given)) return [];
    const typed = PASSWORD_QUESTIONS.find((name) => name === question.name && answer === TYPED);
    const words = typed ? passwordWords(typed) : wordsFor(question, answer);
    return [{ isArgument: question.isArgument === true, words }];
  });
  const ordered = [
    ...said.filter(({ isArgument }) => isArgument),
    ...said.filter(({ isArgument }) => !isArgument),
  ];
  return [...ordered.flatMap(({ words }) => words), ...(task.switches ?? [])];
}

function wordsFor(question: Question, answer: Answer): readonly string[] {
  if (question.words) return question.words(answer);
  const values = typeof answer === 'string' ? [answer] : answer;
  if (values === false) return [];
  const flag = `--${question.name}`;
  if (values === true) return [flag];
  if (question.isArgument) return values;
  // A value that begins with a dash would be taken for a flag.
  return values.flatMap((value) => (value.startsWith('-') ? [`${flag}=${value}`] : [flag, value]));
}

/** Where the shown line has to name a file that the person makes. */
export const PASSWORD_FILES: Readonly<Record<PasswordQuestion, string>> = {
  password: 'FILE',
  'ca-password': 'CA_FILE',
};

/** The line as it is typed into a POSIX shell, or PowerShell on Windows. */
export function shownCommand(
  task: Task,
  answers: Answers,
  world: World,
  platform: 'linux' | 'windows',
): string[] {
  const words = wordsOf(task, answers, world, (name) => [`--${name}-file`, PASSWORD_FILES[name]]);
  return ['tlsmith', ...task.command, ...words].map((word) => shellWord(platform, word));
}

/**
 * Lines of at most 78 columns, flag and value together, each but the last with the shell's sign
 * that more follows.
 */
export function brokenCommand(words: readonly string[], platform: 'linux' | 'windows'): string {
  const lines: string[] = [];
  let current = '';
  words.forEach((word, i) => {
    const next = words[i + 1];
    const isFlag = word.startsWith('--') && next !== undefined && !next.startsWith('--');
    const reach = isFlag ? widthOf(word) + 1 + widthOf(next) : widthOf(word);
    if (current !== '' && widthOf(current) + 1 + reach > WIDTH && word.startsWith('--')) {
      lines.push(current);
      current = `    ${word}`;
    } else current = current === '' ? `  ${word}` : `${current} ${word}`;
  });
  const sign = platform === 'windows' ? ' `' : ' \\';
  return [...lines, current].join(`${sign}\n`);
}

const WIDTH = 76;
