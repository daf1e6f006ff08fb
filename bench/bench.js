// Measures whole runs of tlsmith as ratios of neighbours: to bare Node, to other programs that do the same job, to an empty package; and
// peak memory. Never a gate of the tests. `--write` keeps what it prints in RESULTS.md.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { measureBatches } from './batch.js';
import { compareInstalls } from './install.js';
import { comparisons } from './jobs.js';
import { measureLedger } from './ledger.js';
import { comparePairs } from './measure.js';
import { findNodes } from './nodes.js';
import { memorySource, peakMemory } from './peak-memory.js';
import { peersFor } from './peers.js';
import { programsFor } from './programs.js';
import { measureStatus } from './status.js';
import { layOut } from './table.js';

const runs = numberFrom('BENCH_RUNS', 20, (value) => Number.isInteger(value) && value >= 1);
// Of the certificates of the batches: 0.1 is enough to see whether they run.
const share = numberFrom('BENCH_SHARE', 1, (value) => value > 0 && value <= 1);
// Some jobs only: `startup`, `peers`, `batch`, `ledger`, `status`, `install`, `memory`.
const parts = process.env.BENCH_PARTS?.split(',');

const lines = [];
const folder = mkdtempSync(join(tmpdir(), 'tlsmith-bench-'));
const env = { ...process.env, TMPDIR: folder };
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
try {
  measureAll();
  if (process.argv.includes('--write')) {
    const file = fileURLToPath(new URL('RESULTS.md', import.meta.url));
    writeFileSync(
      file,
      `# What \`npm run bench\` measured\n\n\`\`\`text\n${lines.join('\n')}\n\`\`\`\n`,
    );
  }
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function measureAll() {
  const { nodes, reasons } = findNodes(folder);
  say(
    layOut([
      ['date', new Date().toISOString().slice(0, 10)],
      ['machine', `${cpus()[0]?.model.trim()}, ${availableParallelism()} cores`],
      ['load', `${loadavg()[0].toFixed(1)} at the start`],
      ['node', nodes.map(({ version }) => version).join(', ')],
      ['runs', `${runs} pairs in turn after a warm-up; median (min–max) of the pairs' ratios`],
      ['share', `${share} of the certificates of the batches`],
      ['memory', memorySource],
    ]),
  );
  for (const reason of reasons) say(`left out: ${reason}`);
  for (const node of nodes) measureOn(node, node === nodes[0]);
}

function measureOn(node, isAtHand) {
  say(`\nNode ${node.version}; compiled code is kept, by the warm-up\n`);
  const programs = programsFor(node.path, folder);
  // What others do is asked once: the newer Nodes are for start-up.
  const peers = isAtHand && wants('peers') ? peersFor(node.path, folder, programs.places) : [];
  if (peers.length > 0) say(`${layOut(peers.map(({ name, version }) => [name, version]))}\n`);
  const rows = comparisons(programs, peers, { node, share, wants }).map(compare);
  if (isAtHand && wants('install')) rows.push(installRow());
  if (wants('batch')) rows.push(...measureBatches(node.path, folder, runs, share, env));
  if (wants('ledger'))
    rows.push(...measureLedger(node.path, folder, Math.min(runs, 9), share, env));
  if (wants('status')) rows.push(...measureStatus(node.path, folder, share, env));
  say(layOut([['what', 'against', 'ratio', 'gate or aim', ''], ...rows]));
  if (!wants('memory')) return;
  const sizes = [programs.certEc, programs.kit, programs.inspect, programs.verify].map(
    (program) => [program.label, inMebibytes(peakMemory(program, folder, env))],
  );
  say(`\n${layOut([['what', 'peak memory'], ...sizes])}`);
}

function compare({ subject, base, most, kind = 'gate', pairs = runs }) {
  const { ratios } = comparePairs(subject, base, Math.min(pairs, runs), env);
  return [subject.label, base.label, ...judged(ratios, most, kind)];
}

/** How many seconds more than an empty package; 5 are the most. */
function installRow() {
  const { more, ratios } = compareInstalls(folder, Math.min(runs, 5), env);
  const [figure] = judged(ratios);
  const seconds = `${more.toFixed(1)} s more`;
  return [
    'npm i -g',
    'an empty package',
    `${figure}, ${seconds}`,
    'gate ≤ 5 s more',
    more <= 5 ? 'met' : 'missed',
  ];
}

function judged({ median, min, max }, most, kind) {
  const figure = `${ratio(median)} (${ratio(min)}–${ratio(max)})`;
  if (most === undefined) return [figure, '', ''];
  return [figure, `${kind} ≤ ${most}`, median <= most ? 'met' : 'missed'];
}

function wants(part) {
  return parts === undefined || parts.includes(part);
}

function say(text) {
  console.log(text);
  lines.push(text);
}

function ratio(value) {
  return value.toFixed(value < 10 ? 2 : 1);
}

function inMebibytes(size) {
  return size === undefined ? 'not measured' : `${size.toFixed(0)} MiB`;
}

function numberFrom(name, otherwise, isFit) {
  const value = Number(process.env[name] ?? otherwise);
  if (isFit(value)) return value;
  console.error(`${name} is out of range`);
  return process.exit(1);
}
