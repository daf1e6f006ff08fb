// Every question of the wizard drawn by inquirer's own test kit: its message shows, keys answer it, a wrong answer is refused.
import { render } from '@inquirer/testing';
import { confirm, input, password, select } from '@inquirer/prompts';
import { describe, expect, it } from 'vitest';
import { givenBy, proposalOf } from '../../src/cli/wizard/given.js';
import { reasonAgainst } from '../../src/cli/wizard/interview.js';
import type { ListedQuestion, TextualQuestion } from '../../src/cli/wizard/question.js';
import { TASKS } from '../../src/cli/wizard/tasks.js';
import {
  choiceConfig,
  confirmConfig,
  passwordConfig,
  textConfig,
} from '../../src/io/inquirer-dialogue.js';
import { testWorld } from '../cli/wizard/world.js';

const world = await testWorld();
const rows = TASKS.flatMap((task) => task.questions.map((question) => ({ task, question })));
/** What is taken where nothing is proposed, by the name of the question. */
const ANSWERS: Readonly<Record<string, string>> = { hosts: 'a=a.lan', host: 'logs.lan' };

describe.each(rows)('$task.name: $question.name', ({ task, question }) => {
  const given = givenBy(task, new Map(), world);
  const proposal = proposalOf(question, given);

  if (question.kind === 'choice') {
    it('offers every choice, and Enter takes what is proposed', () => isChosen(question));
  } else if (question.kind === 'switch') {
    it('is answered by yes or no', async () => {
      const { answer, events, getScreen } = await render(
        confirm,
        confirmConfig(question.message, false),
      );
      expect(getScreen()).toContain(`${question.message} (y/N)`);
      events.type('y');
      events.keypress('enter');
      expect(await answer).toBe(true);
    });
  } else {
    it('takes what is typed', () => isTyped(question));
  }

  async function isChosen(listed: ListedQuestion) {
    const choices = listed.choices(given);
    const config = choiceConfig({ message: listed.message, choices }, 80);
    const { answer, events, getScreen } = await render(select, config);
    expect(getScreen()).toContain(listed.message);
    expect(getScreen()).toContain(choices[0]?.name);
    events.keypress('down');
    events.keypress('enter');
    expect(await answer).toBe((choices[1] ?? choices[0])?.value);
  }

  async function isTyped(textual: TextualQuestion) {
    const text = Array.isArray(proposal) ? proposal.join(' ') : String(proposal ?? '');
    const typed = ANSWERS[textual.name] ?? (text === '' && !textual.isOptional ? 'x.pem' : text);
    const words = textual.kind === 'list' ? typed.split(' ').filter(Boolean) : typed;
    const judge = () => reasonAgainst(textual, words, given);
    const { answer, events, getScreen } = await render(
      input,
      textConfig({ message: textual.message, judge }, 80),
    );
    expect(getScreen()).toContain(textual.message);
    events.type(typed);
    events.keypress('enter');
    expect(await answer).toBe(typed);
  }
});

it('the reason of a refusal stands below the question, broken between words', async () => {
  const reason = 'the answer cannot be taken, for a reason that is longer than forty columns';
  const judge = async () => reason;
  const { events, getScreen, nextRender } = await render(
    input,
    textConfig({ message: 'What?', judge }, 40),
  );
  events.keypress('enter');
  await nextRender();
  expect(getScreen()).toContain(
    '> the answer cannot be taken, for a\nreason that is longer than forty',
  );
});

it('a proposal is shown, and Enter takes it', async () => {
  const config = textConfig(
    { message: 'Days?', proposal: '825', judge: async () => undefined },
    80,
  );
  const { answer, events, getScreen } = await render(input, config);
  expect(getScreen()).toContain('Days? (825)');
  events.keypress('enter');
  expect(await answer).toBe('825');
});

it('what is typed as password never shows, and a bad one is refused', async () => {
  const judge = async (text: string) => (text === '' ? 'it is empty' : undefined);
  const { answer, events, getScreen, nextRender } = await render(
    password,
    passwordConfig({ message: 'The password', judge }, 80),
  );
  events.keypress('enter');
  await nextRender();
  expect(getScreen()).toContain('it is empty');
  events.type('geheim');
  expect(getScreen()).not.toContain('geheim');
  events.keypress('enter');
  expect(await answer).toBe('geheim');
});
