// The chain of trust of a page as a drawing: lists in lists, whose lines are drawn by the style.
import { distanceOf } from './dates.js';
import { markup, type Markup } from './markup.js';
import { tagMarkup, toneMark } from './parts-markup.js';
import type { Forest, TrustNode, TrustTree } from './trust.js';

/** Deeper ones have no room to grow to the right. */
const WIDE_DEPTH = 3;

export function trustMarkup(forest: Forest, note: string | undefined, at: string): Markup {
  const { trees, hidden } = forest;
  const direction = forest.depth > WIDE_DEPTH ? 'deep' : 'flat';
  return markup`<section aria-labelledby="h-trust"><h2 id="h-trust">Who signed whom</h2>
${note === undefined ? undefined : markup`<p>${note}</p>`}<ul class="trust ${direction}">
${trees.map((tree) => treeMarkup(tree, at))}${moreMarkup(hidden, 'CAs')}</ul></section>
`;
}

function treeMarkup({ missing, nodes, hidden }: TrustTree, at: string): Markup {
  if (missing === undefined) return markup`${nodes.map((node) => nodeMarkup(node, at))}`;
  const below = nodes.map((node) => nodeMarkup(node, at));
  const who = markup`<span class="who"><bdi>${missing || '(empty)'}</bdi></span>`;
  return markup`<li><div class="node missing">${who}
<span class="far">this issuer was not found</span></div>
<ul>${below}${moreMarkup(hidden)}</ul></li>
`;
}

function nodeMarkup({ entry, below, hidden }: TrustNode, at: string): Markup {
  const { name, state, anchor, notAfter } = entry;
  const end = notAfter === null ? 'says no end' : `ends ${distanceOf(notAfter, at)}`;
  const told = notAfter !== null && notAfter < at ? `ended ${distanceOf(notAfter, at)}` : end;
  const inside = markup`<ul>${below.map((node) => nodeMarkup(node, at))}${moreMarkup(hidden)}</ul>`;
  const who = markup`${toneMark(state)}<a href="#${anchor}"><bdi>${name}</bdi></a>`;
  return markup`<li><div class="node ${state.tone}"><span class="who">${who}${tagMarkup(entry)}</span>
<span class="far">${state.word}, ${told}</span></div>
${below.length + hidden > 0 ? inside : undefined}</li>
`;
}

function moreMarkup(hidden: number, what = ''): Markup | undefined {
  if (hidden === 0) return undefined;
  const words = ['and', hidden, 'more', what].filter((word) => word !== '').join(' ');
  return markup`<li><div class="node more">${words}</div></li>`;
}
