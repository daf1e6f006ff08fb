// Measures whole runs of tlsmith as ratios: to bare Node, to openssl scripts that do the same work, and peak memory. Never a gate.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { availableParallelism, loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { measureBatches } from './batch.js';
import { comparePairs } from './measure.js';
import { findNodes, hasCompileCache } from './nodes.js';
import { memorySource, peakMemory } from './peak-memory.js';
import { programsFor } from './programs.js';
import { layOut } from './table.js';

/** What is compared with what; the aim is the largest ratio that is good enough. */
const COMPARISONS = [
  { subject: 'certEc', base: 'bare', aim: 3 },
  { subject: 'version', base: 'bare' },
  { subject: 'help', base: 'bare' },
  { subject: 'certEc', base: 'opensslCertEc' },
  { subject: 'certRsa', base: 'opensslCertRsa' },
  { subject: 'kit', base: 'opensslKit', aim: 1 },
  { subject: 'provenKit', base: 'kit' },
  { subject: 'storeKit', base: 'opensslStoreKit' },
  { subject: 'keystore', base: 'opensslStore' },
  { subject: 'inspect', base: 'opensslText' },
  { subject: 'verify', base: 'version' },
  { subject: 'verify', base: 'opensslVerify' },
];

const runs = Number(process.env.BENCH_RUNS ?? 11);
if (!Number.isInteger(runs) || runs < 1) {
  console.error('BENCH_RUNS is a whole number from 1 on');
  process.exit(1);
}

// Of the thousands of hosts in the batches: 0.1 is enough to see whether they run.
const share = Number(process.env.BENCH_SHARE ?? 1);
if (!(share > 0 && share <= 1)) {
  console.error('BENCH_SHARE is a number over 0, 1 at most');
  process.exit(1);
}

const folder = mkdtempSync(join(tmpdir(), 'tlsmith-bench-'));
const env = { ...process.env, TMPDIR: folder };
process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
process.on('SIGINT', () => process.exit(130));
try {
  measureAll();
} catch (error) {
  console.error(error.message);
  process.exitCode = 1;
}

function measureAll() {
  const { nodes, reason } = findNodes(folder);
  console.log(
    layOut([
      ['cores', `${availableParallelism()}, load ${loadavg()[0].toFixed(1)} at the start`],
      ['node', nodes.map(({ version }) => version).join(', ')],
      ['openssl', opensslVersion()],
      ['runs', `${runs} pairs in turn after one warm-up; median (min–max) of the pairs' ratios`],
      ['memory', memorySource],
    ]),
  );
  if (reason) console.log(`Node 24 cannot be had here, so it is left out: ${reason}`);
  for (const node of nodes) measureOn(node);
}

function measureOn(node) {
  const note = hasCompileCache(node) ? '; compile cache on, filled by the warm-up' : '';
  console.log(`\nNode ${node.version}${note}\n`);
  const programs = programsFor(node.path, folder);
  const rows = COMPARISONS.map(({ subject, base, aim }) =>
    compare(programs[subject], programs[base], aim),
  );
  console.log(layOut([['what', 'against', 'ratio', 'aim', '', 'medians'], ...rows]));
  console.log();
  const sizes = Object.values(programs).map((program) => [
    program.label,
    inMebibytes(peakMemory(program, folder, env)),
  ]);
  console.log(layOut([['what', 'peak memory'], ...sizes]));
  console.log();
  const batches = measureBatches(node.path, folder, runs, share, env);
  console.log(layOut([['cert batch', 'figure', 'aim', '', 'medians'], ...batches]));
}

function compare(subject, base, aim) {
  const result = comparePairs(subject, base, runs, env);
  const { median, min, max } = result.ratios;
  return [
    subject.label,
    base.label,
    `${ratio(median)} (${ratio(min)}–${ratio(max)})`,
    aim ? `aim ≤ ${aim}` : 'no aim',
    aim ? (median <= aim ? 'met' : 'missed') : '',
    `${result.subject.median.toFixed(0)} / ${result.base.median.toFixed(0)} ms`,
  ];
}

function ratio(value) {
  return value.toFixed(value < 2 ? 2 : 1);
}

function inMebibytes(size) {
  return size === undefined ? 'not measured' : `${size.toFixed(0)} MiB`;
}

function opensslVersion() {
  const { stdout, error } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  if (error) throw new Error('openssl cannot be run: install it');
  return stdout.trim();
}
