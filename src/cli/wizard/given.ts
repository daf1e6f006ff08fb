// The answers as questions see them: what was answered, else what is proposed.
import type { Answer, Answers, Given, Question, Task, World } from './question.js';

export function givenBy(task: Task, answers: Answers, world: World): Given {
  const of = (name: string): Answer | undefined => {
    const answer = answers.get(name);
    if (answer !== undefined) return answer;
    const question = task.questions.find((one) => one.name === name);
    return question && appliesTo(question, given) ? proposalOf(question, given) : undefined;
  };
  const given: Given = {
    ...world,
    text(name) {
      const answer = of(name);
      return typeof answer === 'string' ? answer : undefined;
    },
    list(name) {
      const answer = of(name);
      return Array.isArray(answer) ? (answer as string[]) : [];
    },
    is: (name) => of(name) === true,
  };
  return given;
}

export function appliesTo(question: Question, given: Given): boolean {
  return question.applies?.(given) ?? true;
}

export function proposalOf(question: Question, given: Given): Answer | undefined {
  if (question.kind === 'switch') return false;
  if (question.kind !== 'choice') return question.propose?.(given);
  return question.propose?.(given) ?? question.choices(given)[0]?.value;
}
