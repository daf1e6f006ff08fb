// How a page looks: one style sheet inside it. Calm colours of contrast AA in both schemes; narrow
// and light is the base, to which width, dark and print are added.
import { markup } from './markup.js';
import { DRAWING_STYLE } from './drawing-style.js';
import { TABLE_STYLE } from './table-style.js';

export const STYLE = markup`<style>
:root {
  color-scheme: light; --paper: #fbfaf8; --sheet: #ffffff; --ink: #1c2430; --quiet: #566072;
  --line: #d9dce2; --link: #1f5a92; --good: #1f7050; --warning: #8a5200; --bad: #b3261e;
  --plain: #566072; --good-bar: #6fb597; --warning-bar: #e0a340; --bad-bar: #d9736b;
  --soon: #fdf0d5; --count: #9aa7b8; --code: #f1f2f5;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    color-scheme: dark; --paper: #14181e; --sheet: #1a2028; --ink: #e7eaef; --quiet: #a6b0be;
    --line: #343c48; --link: #8fc0f0; --good: #7fcfa8; --warning: #ecbb62; --bad: #ff9d94;
    --plain: #a6b0be; --good-bar: #3f8467; --warning-bar: #b98429; --bad-bar: #b3564e;
    --soon: #33290f; --count: #64718a; --code: #232a34;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; scroll-behavior: auto; }
body {
  margin: 0 auto; max-width: 84rem; padding: 0 1rem 3rem; background: var(--paper);
  color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, 'Segoe UI', Roboto, 'Helvetica Neue', 'Noto Sans',
    'DejaVu Sans', sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
p, ul, ol, dl, dd, h1, h2, h3 { margin: 0; }
ul, ol { padding: 0; list-style: none; }
a { color: var(--link); text-underline-offset: 0.15em; }
a:focus-visible, [tabindex]:focus-visible {
  outline: 3px solid var(--link); outline-offset: 2px; border-radius: 2px;
}
:target { outline: 2px solid var(--link); outline-offset: -2px; }
#all:focus, #all:target { outline: none; }
h1 {
  font-size: clamp(1.5rem, 1.1rem + 2vw, 2.25rem); line-height: 1.2; font-weight: 650;
  letter-spacing: -0.01em; display: flex; align-items: baseline; margin: 0.3rem 0 0.6rem;
}
h1 bdi { text-wrap: balance; max-width: 34em; min-width: 0; }
h2 { font-size: 1.25rem; line-height: 1.3; font-weight: 650; margin: 0 0 0.5rem; }
h3 { font-size: 1.05rem; line-height: 1.3; font-weight: 650; }
section { margin-top: 2.5rem; }
section > p { color: var(--quiet); max-width: 46rem; margin-bottom: 0.75rem; }
code, .hex {
  font-family: ui-monospace, 'SF Mono', 'Cascadia Mono', Menlo, Consolas, 'DejaVu Sans Mono',
    monospace;
  font-size: 0.875em; font-variant-ligatures: none;
}
.skip {
  position: absolute; left: -100vw; top: 0; padding: 0.5rem 1rem; background: var(--sheet);
  z-index: 1;
}
.skip:focus { left: 0; }
.sr {
  position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap;
}
header { padding-top: 2rem; }
.command { color: var(--quiet); display: flex; flex-wrap: wrap; column-gap: 0.75rem; }
header .more { max-width: 46rem; }
h1 .mark { width: 0.7em; height: 0.7em; margin-right: 0.4em; }
.tallies { display: flex; flex-wrap: wrap; gap: 0.5rem; margin-top: 1.25rem; }
.tallies li {
  padding: 0.4rem 0.8rem; background: var(--sheet); border: 1px solid var(--line);
  border-radius: 0.5rem;
}
.tallies b { font-size: 1.25rem; margin-right: 0.25rem; }
.mark {
  display: inline-block; width: 0.72em; height: 0.72em; margin-right: 0.4em;
  background: currentColor; forced-color-adjust: none; flex: none;
}
.mark.good { color: var(--good); border-radius: 50%; }
.mark.warning { color: var(--warning); clip-path: polygon(50% 0, 100% 100%, 0 100%); }
.mark.bad {
  color: var(--bad);
  clip-path: polygon(20% 0, 50% 30%, 80% 0, 100% 20%, 70% 50%, 100% 80%, 80% 100%, 50% 70%,
    20% 100%, 0 80%, 30% 50%, 0 20%);
}
.mark.plain { color: var(--plain); clip-path: polygon(0 40%, 100% 40%, 100% 60%, 0 60%); }
.state { font-weight: 600; }
.state.good { color: var(--good); }
.state.warning { color: var(--warning); }
.state.bad { color: var(--bad); }
.state.plain { color: var(--plain); }
.tag {
  flex: none; white-space: nowrap; display: inline-block; margin-left: 0.35rem; padding: 0 0.35rem; border: 1px solid var(--line);
  border-radius: 0.25rem; font-size: 0.75rem; line-height: 1.3; color: var(--quiet);
}
.far { color: var(--quiet); }
.steps .far { white-space: nowrap; }
.steps {
  background: var(--sheet); border: 1px solid var(--line); border-radius: 0.5rem;
  padding: 0.25rem 0.75rem; margin-bottom: 0.5rem;
}
.steps li { padding: 0.5rem 0; }
.steps li + li { border-top: 1px solid var(--line); }
@media (min-width: 60rem) {
  .steps li {
    display: grid; grid-template-columns: 24rem minmax(0, 1fr); column-gap: 1rem;
    align-items: center;
  }
}
code {
  background: var(--code); border-radius: 0.25rem; padding: 0.1em 0.35em;
  -webkit-box-decoration-break: clone; box-decoration-break: clone;
}
code.line { display: block; padding: 0.35rem 0.6rem; user-select: all; }
code.line span { display: inline-block; max-width: 100%; }
ul.plain li { padding: 0.6rem 0; border-top: 1px solid var(--line); }
.path { font-weight: 600; }
.path .far { font-weight: 400; }
footer {
  margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line); color: var(--quiet);
  font-size: 0.875rem;
}
${DRAWING_STYLE}${TABLE_STYLE}
@media print {
  @page { margin: 14mm; }
  html { font-size: 9.5pt; }
  body { padding: 0; max-width: none; background: none; }
  header { padding-top: 0; }
  .skip { display: none; }
  .mark, .bar, .track, .tallies li, .node, code, .endings span {
    print-color-adjust: exact; -webkit-print-color-adjust: exact;
  }
  a { color: inherit; text-decoration: none; }
  h2 { break-after: avoid; }
  .timeline li, .node, .steps li, tr, .item dl > div { break-inside: avoid; }
  thead { display: table-header-group; }
}
</style>`;
