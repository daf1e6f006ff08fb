// A page of a report as one HTML text that needs nothing else: no script, no file, no network.
import { distanceOf, momentOf } from './dates.js';
import { entryTable } from './entry-table.js';
import { itemsMarkup } from './item-markup.js';
import { markup, type Markup } from './markup.js';
import type { Loading, Page, Step } from './page.js';
import { commandMarkup, stateMarkup, tagMarkup, toneMark } from './parts-markup.js';
import { STYLE } from './style.js';
import { timelineOf } from './timeline.js';
import { timelineMarkup } from './timeline-markup.js';
import { forestOf } from './trust.js';
import { trustMarkup } from './trust-markup.js';

/** More than a person does by hand; the rest stands in the table. */
const MOST_STEPS = 10;

export function renderPage(page: Page): string {
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="referrer" content="no-referrer">
<title>${page.title}</title>
${STYLE}
</head>
<body>
<a class="skip" href="#all">Skip to the list</a>
${headerMarkup(page)}<main>
${stepsMarkup(page)}${drawings(page)}${loadingMarkup(page.loading)}
<div id="all" tabindex="-1">${listing(page)}</div>
${unreadMarkup(page)}</main>
<footer><p>Written by <code>${page.command}</code> at ${momentOf(page.at)}.
Days are whole days of 24 hours, rounded down; times are UTC.</p></footer>
</body>
</html>
`.text;
}

function headerMarkup({ command, at, verdict, tallies }: Page): Markup {
  return markup`<header>
<p class="command">${command} <time datetime="${at}">${momentOf(at)}</time></p>
<h1>${toneMark(verdict)}<bdi>${verdict.sentence}</bdi></h1>
${verdict.more.map((sentence) => markup`<p class="more"><bdi>${sentence}</bdi></p>`)}
${tallies.length > 0 ? markup`<ul class="tallies">${tallies.map(tallyMarkup)}</ul>` : undefined}
</header>
`;
}

function tallyMarkup({ tone, word, count }: Page['tallies'][number]): Markup {
  const mark = tone === 'plain' ? undefined : toneMark({ tone });
  return markup`<li><b>${count}</b> ${mark}${word}</li>`;
}

function stepsMarkup({ steps, at }: Page): Markup | undefined {
  if (steps.length === 0) return undefined;
  const rest = steps.length - MOST_STEPS;
  const more = markup`<p>And ${rest} more: each stands with its certificate in the table below.</p>`;
  return markup`<section aria-labelledby="h-next"><h2 id="h-next">What to do next</h2>
<ol class="steps">
${steps.slice(0, MOST_STEPS).map((step) => stepMarkup(step, at))}</ol>
${rest > 0 ? more : undefined}</section>
`;
}

function stepMarkup({ command, about }: Step, at: string): Markup {
  const [first, ...others] = about;
  if (!first) return markup``;
  const more = others.length > 0 ? ` and ${others.length} more` : '';
  const far = first.notAfter === null ? '' : distanceOf(first.notAfter, at);
  const who = markup`${toneMark(first.state)}<b><bdi>${first.name}</bdi></b>${tagMarkup(first)}`;
  return markup`<li><p>${who}${more} <span class="far">${far}</span></p>${commandMarkup(command)}</li>
`;
}

function drawings({ entries, at, until, trustNote }: Page): Markup {
  const timeline = timelineOf(entries, { at, until });
  const trust = entries.length > 0 ? trustMarkup(forestOf(entries), trustNote, at) : undefined;
  return markup`${timeline && timelineMarkup(timeline, at)}${trust}`;
}

function listing({ listing: what, entries, at }: Page): Markup | undefined {
  if (what === 'entries') return entries.length > 0 ? entryTable(entries, at) : undefined;
  return itemsMarkup(what.items, at);
}

function loadingMarkup(loading: readonly Loading[]): Markup | undefined {
  if (loading.length === 0) return undefined;
  const rows = loading.map(({ file, product, state, reasons }) => {
    const why = reasons.map((reason) => markup`<p>${reason}</p>`);
    return markup`<li>${stateMarkup(state)} <bdi>${product}: ${file}</bdi>${why}</li>`;
  });
  return markup`<section aria-labelledby="h-loading"><h2 id="h-loading">Would it load</h2>
<ul class="plain">${rows}</ul></section>
`;
}

function unreadMarkup({ unread, notes }: Page): Markup | undefined {
  if (unread.length + notes.length === 0) return undefined;
  const rows = unread.map(
    ({ path, message }) => markup`<li><p class="path"><bdi>${path}</bdi></p><p>${message}</p></li>`,
  );
  return markup`<section aria-labelledby="h-unread"><h2 id="h-unread">What could not be read</h2>
<ul class="plain">${rows}${notes.map((note) => markup`<li>${note}</li>`)}</ul></section>
`;
}
