// A conversation in which nothing foreign reaches the terminal as it came: proposals, answers and
// names may come from files and peers.
import type { Dialogue, TextQuestion } from '../ports.js';
import { escapeUnseen, escapeUnseenInLines } from '../quote.js';

/** The same conversation with what it says escaped. Answers are left as they are given. */
export function shownDialogue(dialogue: Dialogue): Dialogue {
  return {
    say: (text) => dialogue.say(escapeUnseenInLines(text)),
    show: (text) => dialogue.show(escapeUnseenInLines(text)),
    askText: (question) => dialogue.askText({ ...question, ...shownQuestion(question) }),
    choose: ({ message, choices, ...question }) =>
      dialogue.choose({
        ...question,
        message: escapeUnseen(message),
        choices: choices.map(({ value, name, note }) => ({
          value,
          name: escapeUnseen(name),
          note: note === undefined ? undefined : escapeUnseenInLines(note),
        })),
      }),
    confirm: ({ message, proposal }) =>
      dialogue.confirm({ message: escapeUnseen(message), proposal }),
    askPassword: (question) => dialogue.askPassword(shownQuestion(question)),
  };
}

function shownQuestion({
  message,
  judge,
}: Pick<TextQuestion, 'message' | 'judge'>): Pick<TextQuestion, 'message' | 'judge'> {
  return {
    message: escapeUnseen(message),
    judge: async (text) => {
      const reason = await judge(text);
      return reason === undefined ? undefined : escapeUnseen(reason);
    },
  };
}
