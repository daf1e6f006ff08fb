// A command to copy: a line breaks between its words, and one click selects it all.
import { markup, type Markup } from './markup.js';
import type { Command } from './page.js';

export function commandMarkup(command: Command): Markup {
  return markup`<code class="line">${command.map((word, at) => markup`${at === 0 ? '' : ' '}<span>${word}</span>`)}</code>`;
}
