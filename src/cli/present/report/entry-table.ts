// The whole of what `status` found as one table: nothing is left out of it.
import { dayOf, distanceOf, momentOf } from './dates.js';
import { markup, type Markup } from './markup.js';
import type { Entry, EntryFile } from './page.js';
import { commandMarkup, stateMarkup, tagMarkup } from './parts-markup.js';

/** The roles are said, since the rows are no longer a table to a browser where they are narrow. */
export function entryTable(entries: readonly Entry[], at: string): Markup {
  return markup`<section aria-labelledby="h-all"><h2 id="h-all">All that was found</h2>
<table role="table"><caption>The first to end comes first; judged at ${momentOf(at)}</caption>
<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col" class="c-state">State</th>
<th role="columnheader" scope="col" class="c-end">Ends</th>
<th role="columnheader" scope="col">What</th>
<th role="columnheader" scope="col" class="c-files">Where</th></tr></thead>
<tbody role="rowgroup">
${entries.map((entry) => rowMarkup(entry, at))}</tbody></table></section>
`;
}

function rowMarkup(entry: Entry, at: string): Markup {
  const { anchor, type, name, subject, issuer, subjectAltNames, issuedBy, files, commands } = entry;
  const names = subjectAltNames.join(', ');
  const isRoot = issuedBy === entry.sha256Fingerprint;
  const lines = [
    ...(type === 'crl' ? [] : [line('Subject', subject)]),
    ...(names === '' ? [] : [line('Names', names)]),
    line('Issuer', isRoot ? 'itself' : issuer),
    ...codeLine('Serial', entry.serialNumber),
    ...codeLine('SHA-256', entry.sha256Fingerprint),
  ];
  const where = [
    ...files.map(fileMarkup),
    ...commands.map((command) => markup`<p>${commandMarkup(command)}</p>`),
  ];
  return markup`<tr role="row" id="${anchor}"><td role="cell">${stateMarkup(entry.state)}</td>
<td role="cell" class="end">${endMarkup(entry, at)}</td>
<td role="cell"><b><bdi>${name}</bdi></b>${tagMarkup(entry)}
${lines}</td>
<td role="cell">${where}</td></tr>
`;
}

function endMarkup({ notBefore, notAfter }: Entry, at: string): Markup {
  const since = markup`<p class="far">from ${dayOf(notBefore)}</p>`;
  if (notAfter === null) return markup`no end said${since}`;
  const distance = markup`<p>${distanceOf(notAfter, at)}</p>`;
  return markup`<time datetime="${notAfter}">${dayOf(notAfter)}</time>${distance}${since}`;
}

function line(label: string, text: string): Markup {
  return markup`<p><span class="far">${label}</span> <bdi>${text || '(empty)'}</bdi></p>`;
}

function codeLine(label: string, text: string | undefined): Markup[] {
  if (text === undefined) return [];
  return [markup`<p><span class="far">${label}</span> <span class="hex">${text}</span></p>`];
}

function fileMarkup({ path, alias, namedBy }: EntryFile): Markup {
  const inside = alias === undefined ? undefined : markup` <span class="far">as ${alias}</span>`;
  const named = namedBy.map((place) => markup`<p class="far">named by <bdi>${place}</bdi></p>`);
  return markup`<p class="path"><bdi>${path}</bdi>${inside}</p>${named}`;
}
