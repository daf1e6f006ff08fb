// How the timeline and the chain of trust look: bars and lines of boxes, placed by percent.
import { markup } from './markup.js';

export const DRAWING_STYLE = markup`
.timeline {
  background: var(--sheet); border: 1px solid var(--line); border-radius: 0.5rem; padding: 0.75rem;
}
.timeline li { padding: 0.4rem 0; }
.timeline + p { margin-top: 0.75rem; color: var(--quiet); }
.label, .who { display: flex; align-items: baseline; }
.label a, .who a { min-width: 0; }
.label, .when, .who { min-width: 0; line-height: 1.35; }
.when { display: block; }
.when { font-size: 0.875rem; }
.when .far { margin-left: 0.5rem; }
.track {
  position: relative; display: block; height: 1.35rem;
  --strip: max(var(--until), calc(var(--now) + 3px));
  background: var(--grid), linear-gradient(to right, transparent var(--now),
    var(--soon) var(--now), var(--soon) var(--strip), transparent var(--strip));
}
.track::after {
  content: ''; position: absolute; top: 0; bottom: 0; left: var(--now); width: 2px;
  margin-left: -1px; background: var(--ink);
}
.bar {
  position: absolute; top: 0.4rem; height: 0.6rem; left: var(--from);
  width: max(calc(var(--to) - var(--from)), 3px); border-radius: 0.3rem;
  border: 1px solid transparent; background: var(--plain);
}
.bar.good { background: var(--good-bar); }
.bar.warning { background: var(--warning-bar); }
.bar.bad { background: var(--bad-bar); }
.bar.plain { background: var(--plain); }
.bar.before, .bar.after { border-radius: 0; }
.bar.before { clip-path: polygon(0.4rem 0, 100% 0, 100% 100%, 0.4rem 100%, 0 50%); }
.bar.after {
  clip-path: polygon(0 0, calc(100% - 0.4rem) 0, 100% 50%, calc(100% - 0.4rem) 100%, 0 100%);
}
.bar.before.after {
 
  clip-path: polygon(0.4rem 0, calc(100% - 0.4rem) 0, 100% 50%, calc(100% - 0.4rem) 100%,
    0.4rem 100%, 0 50%);
}
.axis .track { height: 2.4rem; font-size: 0.75rem; color: var(--quiet); background: none; }
.axis .track::after { top: auto; height: 0.3rem; }
.tick, .now { position: absolute; line-height: 1; white-space: nowrap; }
.tick { left: var(--at); top: 0; transform: translateX(calc(-1 * var(--at))); }
.tick::after {
  content: ''; position: absolute; left: var(--at); top: 100%; height: 0.3rem;
  border-left: 1px solid var(--line);
}
.now {
  left: var(--now); bottom: 0.35rem; transform: translateX(calc(-1 * var(--now))); font-weight: 700;
  color: var(--ink);
}
.trust ul { padding-left: 1.1rem; }
.trust li { position: relative; padding-top: 0.4rem; }
.trust li li::before {
  content: ''; position: absolute; left: -0.7rem; top: 0; height: 1.5rem; width: 0.7rem;
  border-left: 2px solid var(--line); border-bottom: 2px solid var(--line);
  border-bottom-left-radius: 0.35rem;
}
.trust li li:not(:last-child)::after {
  content: ''; position: absolute; left: -0.7rem; top: 0; bottom: 0;
  border-left: 2px solid var(--line);
}
.node {
  padding: 0.35rem 0.7rem; background: var(--sheet); border: 1px solid var(--line);
  border-left: 4px solid var(--good-bar); border-radius: 0.4rem; line-height: 1.35;
}
.deep .node { max-width: 40rem; }
.node .far { display: block; font-size: 0.875rem; }
.node.warning { border-left-color: var(--warning-bar); }
.node.bad { border-left-color: var(--bad-bar); }
.node.plain { border-left-color: var(--plain); }
.node.missing { border: 1px dashed var(--quiet); background: none; }
.node.more { border: none; background: none; color: var(--quiet); padding-left: 0.4rem; }
.endings { margin-top: 1.5rem; max-width: 46rem; }
.endings th, .endings td {
  padding: 0.1rem 0.75rem 0.1rem 0; font-weight: 400; text-align: left; white-space: nowrap;
  vertical-align: middle;
}
.endings td:nth-child(2) { text-align: right; }
.endings td:last-child { width: 100%; padding-right: 0; }
.endings span {
  display: block; height: 0.7rem; width: var(--part); background: var(--count);
  border-radius: 0 0.3rem 0.3rem 0;
}
@media (max-width: 44.99rem) {
  .tick:not(:nth-of-type(3n + 1)) { display: none; }
}
@media (min-width: 45rem), print {
  .timeline li, .axis {
    display: grid; grid-template-columns: minmax(0, 14rem) minmax(0, 1fr) 12.5rem;
    column-gap: 0.75rem; align-items: center; padding: 0;
  }
  .timeline .track { grid-column: 2; grid-row: 1; height: 100%; min-height: 1.9rem; }
  .axis .track { min-height: 2.4rem; }
  .bar { top: calc(50% - 0.35rem); height: 0.7rem; }
  .label { padding: 0.2rem 0; }
  .when { grid-column: 3; }
}
@media print {
  .timeline li, .axis { grid-template-columns: minmax(0, 17rem) minmax(0, 1fr) 12rem; }
}
@media (min-width: 75rem) {
  .timeline li, .axis { grid-template-columns: minmax(0, 20.5rem) minmax(0, 1fr) 12.5rem; }
}
@media (min-width: 60rem) {
  .trust.flat li {
    display: grid; grid-template-columns: 21.5rem minmax(0, 1fr); align-items: start;
  }
  .trust.flat ul { padding-left: 3rem; margin-top: -0.4rem; position: relative; }
  .trust.flat ul::before {
    content: ''; position: absolute; left: 0; top: 1.7rem; width: 1.5rem;
    border-top: 2px solid var(--line);
  }
  .trust.flat li li::before {
    left: -1.5rem; width: 1.5rem; height: 1.75rem; border-left: none; border-radius: 0;
  }
  .trust.flat li li::after {
    content: ''; position: absolute; left: -1.5rem; top: 0; bottom: 0;
    border-left: 2px solid var(--line);
  }
  .trust.flat li li:first-child::after { top: 1.7rem; }
  .trust.flat li li:last-child::after { bottom: auto; height: 1.75rem; }
  .trust.flat li li:only-child::after { display: none; }
}
`;
