// What `inspect` tells of one thing, as a block of labels and values, and of all of them a table.
import { momentOf } from './dates.js';
import type { Cell, Row } from '../inspection/layout.js';
import { markup, type Markup } from './markup.js';
import type { ItemBlock, Tone } from './page.js';
import { stateMarkup } from './parts-markup.js';

export function itemsMarkup(items: readonly ItemBlock[], at: string): Markup | undefined {
  if (items.length === 0) return undefined;
  return markup`<section aria-labelledby="h-things"><h2 id="h-things">What is in it</h2>
${items.length > 1 ? itemTable(items, at) : undefined}${items.map(itemMarkup)}</section>
`;
}

function itemTable(items: readonly ItemBlock[], at: string): Markup {
  return markup`<table role="table">
<caption>${items.length} things, judged at ${momentOf(at)}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="c-wide">State</th>
<th role="columnheader" scope="col">What</th>
<th role="columnheader" scope="col" class="c-end">Key or content</th>
<th role="columnheader" scope="col" class="c-wide">End</th></tr></thead>
<tbody role="rowgroup">${items.map(itemRow)}</tbody></table>
`;
}

function itemRow({ anchor, file, part, kind, state, whose, key, end }: ItemBlock): Markup {
  const place = part === undefined ? file : `${file} (${part})`;
  return markup`<tr role="row"><td role="cell">${stateMarkup(state)}</td>
<td role="cell"><b><a href="#${anchor}"><bdi>${place}</bdi></a></b>
<p>${kind}</p><p><bdi>${whose}</bdi></p></td>
<td role="cell" data-label="Key">${key}</td><td role="cell" data-label="End">${end}</td></tr>
`;
}

function itemMarkup({ anchor, file, part, kind, state, rows }: ItemBlock): Markup {
  const count = part === undefined ? undefined : markup` <small>(${part})</small>`;
  return markup`<article class="item" id="${anchor}" aria-labelledby="${anchor}-h">
<h3 id="${anchor}-h"><bdi>${file}</bdi>${count}</h3>
<p class="kind">${kind} ${state.word === '' ? undefined : stateMarkup(state)}</p>
<dl>${rows.map(rowMarkup)}</dl></article>
`;
}

/** Digits that are compared one by one. */
const HEX = [
  ...['serialNumber', 'sha256Fingerprint', 'subjectKeyIdentifier', 'authorityKeyIdentifier'],
  ...['keyIdentifier', 'publicKeySha256'],
];

function rowMarkup({ label, field, values, isList }: Row): Markup {
  const cells = isList || values.length > 1 ? listMarkup(values) : values.map(cellMarkup);
  const kind = HEX.includes(field) ? 'hex' : 'text';
  return markup`<div><dt>${label}</dt><dd class="${kind}">${cells}</dd></div>
`;
}

function listMarkup(values: readonly Cell[]): Markup {
  return markup`<ul>${values.map((value) => markup`<li>${cellMarkup(value)}</li>`)}</ul>`;
}

const TONES: Readonly<Record<'red' | 'yellow' | 'green', Tone>> = {
  red: 'bad',
  yellow: 'warning',
  green: 'plain',
};

/** What a terminal paints has a mark of its own here. */
function cellMarkup({ text, note = '', painted }: Cell): Markup {
  if (!painted) return markup`<bdi>${text}${note}</bdi>`;
  const state = { tone: TONES[painted.colour], word: text.slice(0, painted.length) };
  const rest = text.slice(painted.length).replace(/^: /, '');
  return markup`${stateMarkup(state)} <bdi>${rest}${note}</bdi>`;
}
