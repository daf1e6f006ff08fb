// The wizard's conversation through inquirer: lists to move in, one line to type, nothing below 80
// columns cut.
import { wrapText } from '../terminal-text.js';
import type { ChoiceQuestion, Dialogue, TextQuestion } from '../ports.js';
import { promptFor } from './inquirer-prompt.js';

/** Rows of a list that show at once: with its page, it fits a terminal of 24 lines. */
const ROWS = 12;

export function inquirerDialogue(stream: NodeJS.WriteStream, isColoured: boolean): Dialogue {
  const theme = isColoured ? {} : { theme: PLAIN_THEME };
  return {
    say: (text) => void stream.write(`${wrapText(text, stream.columns)}\n`),
    show: (text) => void stream.write(`${text}\n`),
    askText: (question) =>
      promptFor('input', { ...textConfig(question, stream.columns), ...theme }),
    choose: (question) =>
      promptFor('select', { ...choiceConfig(question, stream.columns), ...theme }),
    confirm: ({ message, proposal }) =>
      promptFor('confirm', { ...confirmConfig(message, proposal), ...theme }),
    askPassword: (question) =>
      promptFor('password', { ...passwordConfig(question, stream.columns), ...theme }),
  };
}

/** Exported as the configuration of inquirer's own prompts, so that its test kit can draw each. */
export function textConfig(
  { message, proposal, judge }: TextQuestion,
  columns: number | undefined,
) {
  return {
    message,
    ...(proposal !== undefined && { default: proposal }),
    validate: validator(judge, columns),
  };
}

/** inquirer itself breaks in the middle of words, and puts two characters before the reason. */
function validator(judge: TextQuestion['judge'], columns = 80) {
  return async (text: string) => {
    const reason = await judge(text);
    return reason === undefined ? true : wrapText(reason, columns - 2);
  };
}

export function choiceConfig(
  { message, choices, proposal }: ChoiceQuestion,
  columns: number | undefined,
) {
  return {
    message,
    choices: choices.map(({ value, name, note }) => ({
      value,
      name,
      short: name,
      // inquirer itself breaks in the middle of words.
      ...(note !== undefined && { description: wrapText(note, columns) }),
    })),
    ...(proposal !== undefined && { default: proposal }),
    pageSize: ROWS,
    loop: false,
  };
}

export function confirmConfig(message: string, proposal: boolean) {
  return { message, default: proposal };
}

export function passwordConfig(
  { message, judge }: Omit<TextQuestion, 'proposal'>,
  columns: number | undefined,
) {
  return { message, validate: validator(judge, columns) };
}

const same = (text: string) => text;

/** Nothing but letters: for NO_COLOR, and for terminals that know no colour. */
const PLAIN_THEME = {
  prefix: { idle: '?', done: '?' },
  icon: { cursor: '>' },
  style: {
    answer: same,
    message: same,
    error: (text: string) => `> ${text}`,
    defaultAnswer: (text: string) => `(${text})`,
    help: same,
    highlight: same,
    description: same,
    disabled: same,
    key: (text: string) => `<${text}>`,
    keysHelpTip: (keys: [string, string][]) =>
      keys.map(([key, action]) => `${key} ${action}`).join(', '),
  },
};
