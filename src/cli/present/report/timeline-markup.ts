// The timeline of a page: a bar from notBefore to notAfter for each entry, the time of the answer
// as a line through all of them. Its words say the same, for those who see no bars.
import { DAY, dayOf, distanceOf } from './dates.js';
import { counted } from '../inspection/dates.js';
import { markup, type Markup } from './markup.js';
import type { Entry } from './page.js';
import { tagMarkup, toneMark } from './parts-markup.js';
import type { Scale } from './scale.js';
import type { Endings, Timeline } from './timeline.js';

export function timelineMarkup(timeline: Timeline, at: string): Markup {
  const { scale, now, until, rows, rest, endings } = timeline;
  const [line, strip] = [scale.placeOf(now), scale.placeOf(until)];
  const places = `--now:${line}%;--until:${strip}%;--grid:${gridOf(scale)}`;
  const days = counted(Math.round((until - now) / DAY), 'day');
  const told = rest.length > 0 ? markup`<p>${rest.join('; ')}.</p>` : undefined;
  return markup`<section aria-labelledby="h-timeline"><h2 id="h-timeline">When they end</h2>
<p>Each bar is a validity. The line is now, the shaded strip the next ${days};
an arrow says that a bar goes on beyond the scale.</p>
<div class="timeline" style="${places}">
<div class="axis" aria-hidden="true"><div class="track">
${scale.marks.map(axisMark)}<span class="now">now</span></div></div>
<ol>
${rows.map((entry) => rowMarkup(entry, timeline, at))}</ol></div>
${told}${endingsMarkup(endings)}</section>
`;
}

/** A faint line through all rows at each mark, as backgrounds. */
function gridOf({ marks }: Scale): string {
  const lines = marks.map(
    ({ place }) => `linear-gradient(var(--line),var(--line)) ${place}% 0/1px 100% no-repeat`,
  );
  return lines.join(',') || 'none';
}

function axisMark({ place, label }: { place: number; label: string }): Markup {
  return markup`<span class="tick" style="--at:${place}%">${label}</span>`;
}

function rowMarkup(entry: Entry, { scale }: Timeline, at: string): Markup {
  const { state, anchor, name, notBefore } = entry;
  const end = entry.notAfter ?? at;
  const [from, to] = [notBefore, end].map((time) => Date.parse(time)) as [number, number];
  const [start, stop] = [scale.placeOf(from), scale.placeOf(to)];
  const beyond = [
    ...(from < scale.from ? ['before'] : []),
    ...(to > scale.to ? ['after'] : []),
  ].join(' ');
  const bar = `--from:${start}%;--to:${Math.max(stop, start)}%`;
  const label = markup`${toneMark(state)}<a href="#${anchor}"><bdi>${name}</bdi></a>`;
  const since = markup`<span class="sr">${state.word}, from ${dayOf(notBefore)} to </span>`;
  return markup`<li><span class="label">${label}${tagMarkup(entry)}</span>
<span class="when">${since}${dayOf(end)} <span class="far">${distanceOf(end, at)}</span></span>
<span class="track" aria-hidden="true">
<span class="bar ${state.tone} ${beyond}" style="${bar}"></span></span></li>
`;
}

/** Undefined where the bars tell it all. */
function endingsMarkup(endings: readonly Endings[]): Markup | undefined {
  if (endings.length === 0) return undefined;
  // What ends after all of these months is no longer a matter of one.
  const most = Math.max(1, ...endings.slice(0, -1).map(({ count }) => count));
  const partOf = (count: number) => (count > most ? 0 : Math.round((count / most) * 1000) / 10);
  const rows = endings.map(
    ({ when, count }) => markup`<tr><th scope="row">${when}</th><td>${count}</td>
<td aria-hidden="true"><span style="--part:${partOf(count)}%"></span></td></tr>
`,
  );
  return markup`<table class="endings"><caption>How many end in which month</caption>
<thead><tr><th scope="col">Month</th><th scope="col">Number</th><td></td></tr></thead><tbody>
${rows}</tbody></table>`;
}
