// A state: its word, beside a shape of its own, so that nobody has to tell colours apart.
import { markup, type Markup } from './markup.js';
import type { State } from './page.js';

export function stateMarkup(state: State): Markup {
  return markup`<span class="state ${state.tone}">${toneMark(state)}${state.word}</span>`;
}

/** Where the word stands nearby. */
export function toneMark({ tone }: Pick<State, 'tone'>): Markup {
  return markup`<span class="mark ${tone}" aria-hidden="true"></span>`;
}
