// Prompters: one without a terminal, and one with a person who has the answers ready.
import type { Prompter } from '../../src/ports.js';

export const noPrompter: Prompter = {
  canAsk: false,
  askText: () => Promise.reject(new Error('nobody may be asked')),
  askPassword: () => Promise.reject(new Error('nobody may be asked')),
};

export interface ScriptedPrompter extends Prompter {
  /** What was asked so far. */
  readonly questions: string[];
}

export function scriptedPrompter(...answers: string[]): ScriptedPrompter {
  const questions: string[] = [];
  const answer = (question: string) => {
    questions.push(question);
    const next = answers.shift();
    return next === undefined
      ? Promise.reject(new Error(`no answer is left for: ${question}`))
      : Promise.resolve(next);
  };
  return { canAsk: true, questions, askText: answer, askPassword: answer };
}
