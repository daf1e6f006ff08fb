// The small parts that many sections of a page share: a state, what kind of entry it is, a command.
import { markup, type Markup } from './markup.js';
import type { Command, Entry, State } from './page.js';

/** Its word beside a shape of its own, so that nobody has to tell colours apart. */
export function stateMarkup(state: State): Markup {
  return markup`<span class="state ${state.tone}">${toneMark(state)}${state.word}</span>`;
}

/** The shape alone, where the word stands nearby. */
export function toneMark({ tone }: Pick<State, 'tone'>): Markup {
  return markup`<span class="mark ${tone}" aria-hidden="true"></span>`;
}

/** None for an end entity. */
export function tagMarkup({ type, isAuthority }: Entry): Markup | undefined {
  if (type === 'crl') return markup` <span class="tag">CRL</span>`;
  return isAuthority ? markup` <span class="tag">CA</span>` : undefined;
}

/** To copy: a line breaks between its words, and one click selects it all. */
export function commandMarkup(command: Command): Markup {
  const words = command.map((word, at) => markup`${at === 0 ? '' : ' '}<span>${word}</span>`);
  return markup`<code class="line">${words}</code>`;
}
