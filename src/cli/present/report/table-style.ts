// How tables and blocks of facts look: cards where there is no room for columns.
import { markup } from './markup.js';

export const TABLE_STYLE = markup`
table { border-collapse: collapse; width: 100%; }
caption { text-align: left; color: var(--quiet); padding-bottom: 0.5rem; }
[role='table'], [role='table'] caption, [role='rowgroup'], [role='row'], [role='cell'] {
  display: block;
}
[role='table'] thead {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
}
[role='row'] { padding: 0.75rem 0; border-top: 1px solid var(--line); }
tbody [role='row'] { display: flex; flex-wrap: wrap; column-gap: 1rem; }
[role='cell'] { flex: 1 0 100%; min-width: 0; }
[role='cell']:first-child { flex: 0 0 auto; }
[role='cell'].end { flex: 1 1 0; }
.end p { display: inline; margin-left: 0.5rem; }
.end p.far { display: block; margin-left: 0; }
[role='cell'] { padding: 0.1rem 0; }
[role='cell'] p { font-size: 0.875rem; }
[role='cell'][data-label]:not(:empty)::before {
  content: attr(data-label) ' '; color: var(--quiet);
}
.item {
  background: var(--sheet); border: 1px solid var(--line); border-radius: 0.5rem; padding: 1rem;
  margin-top: 1rem;
}
.item .kind { color: var(--ink); }
.item h3 small { font-weight: 400; color: var(--quiet); }
dl > div { padding: 0.35rem 0; border-top: 1px solid var(--line); }
dl { margin-top: 0.5rem; }
dt { color: var(--quiet); font-size: 0.875rem; }
dd .state { margin-right: 0.25rem; }
@media (min-width: 45rem), print {
  dl > div { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 1rem; }
  dt { font-size: inherit; }
  [role='table'] { display: table; table-layout: fixed; }
  [role='table'] caption { display: table-caption; }
  [role='table'] thead { position: static; display: table-header-group; clip-path: none; }
  [role='table'] tbody { display: table-row-group; }
  [role='row'], tbody [role='row'] { display: table-row; }
  .end p { display: block; margin: 0; }
  [role='cell'], [role='columnheader'] {
    display: table-cell; vertical-align: top; text-align: left; padding: 0.6rem 1rem 0.6rem 0;
  }
  [role='columnheader'] {
    font-weight: 600; color: var(--quiet); font-size: 0.875rem;
    border-bottom: 1px solid var(--line);
  }
  [role='cell'][data-label]::before { display: none; }
  .c-state { width: 8.5rem; }
  .c-wide { width: 22%; }
  .c-end { width: 9.5rem; }
  .c-files { width: 32%; }
}
`;
