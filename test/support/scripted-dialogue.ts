// A person at the wizard who has the answers ready, question by question.
import type { ChoiceQuestion, Dialogue, TextQuestion } from '../../src/ports.js';

/** What is answered to the question whose message begins so; a list is used up in order. Nothing: what is proposed. */
export type Script = Readonly<Record<string, string | boolean | readonly (string | boolean)[]>>;

export interface ScriptedDialogue extends Dialogue {
  /** Messages and what was said, in order. */
  readonly talk: string[];
}

/** Refused answers are said too, as `refused: REASON`, and the next one of the list is taken. */
export function scriptedDialogue(script: Script): ScriptedDialogue {
  const talk: string[] = [];
  const left = new Map(
    Object.entries(script).map(([message, answers]) => [
      message,
      Array.isArray(answers) ? [...(answers as readonly (string | boolean)[])] : [answers],
    ]),
  );
  const answerTo = (message: string) => {
    talk.push(message);
    const key = [...left.keys()].find((start) => message.startsWith(start));
    const answers = key === undefined ? [] : (left.get(key) ?? []);
    const [answer] = answers;
    if (answers.length > 1 || (key !== undefined && Array.isArray(script[key]))) answers.shift();
    return answer as string | boolean | undefined;
  };
  const askText = async ({ message, proposal, judge }: TextQuestion): Promise<string> => {
    for (let tries = 0; tries < 20; tries++) {
      const text = String(answerTo(message) ?? proposal ?? '');
      const reason = await judge(text);
      if (reason === undefined) return text;
      talk.push(`refused: ${reason}`);
    }
    throw new Error(`no answer to "${message}" is taken`);
  };
  return {
    talk,
    say: (text) => void talk.push(text),
    show: (text) => void talk.push(text),
    askText,
    askPassword: (question) => askText(question),
    async choose({ message, choices, proposal }: ChoiceQuestion) {
      const value = answerTo(message) ?? proposal ?? choices[0]?.value;
      if (choices.some((choice) => choice.value === value)) return value as string;
      throw new Error(
        `"${message}" offers no ${String(value)}: ${choices.map((one) => one.value).join()}`,
      );
    },
    confirm: async ({ message, proposal }) => (answerTo(message) ?? proposal) as boolean,
  };
}
