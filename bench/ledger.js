// Measures `cert list` and `cert show` on the ledger of a CA that has issued a million certificates: peak memory, and the time of a lookup
// against `grep -c` on the same file.
import { closeSync, mkdirSync, openSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { comparePairs } from './measure.js';
import { peakMemory } from './peak-memory.js';
import { TLSMITH } from './programs.js';

const AIMS = { ratio: 3, megabytes: 150 };
const DAY = 86_400_000;
const START = Date.UTC(2026, 0, 1);
const LINES_AT_ONCE = 10_000;

/** `share` of a million entries. Answers rows: what, against what, figure, aim, verdict. */
export function measureLedger(node, folder, runs, share, env) {
  const count = Math.ceil(1_000_000 * share);
  const ca = join(folder, `ledger-${count}`);
  const file = join(ca, 'ledger.jsonl');
  mkdirSync(ca, { recursive: true });
  const wanted = writeLedger(file, count);
  const size = `${count} entries, ${Math.round(statSync(file).size / 1e6)} MB`;
  const byNode = (label, ...words) => ({
    ...{ label, isNode: true },
    words: () => [node, TLSMITH, ...words, '--ca', ca],
  });
  const show = byNode(`cert show, ${size}`, 'cert', 'show', wanted);
  const grep = { label: 'grep -c', words: () => ['grep', '-c', wanted, file] };
  const { ratios } = comparePairs(show, grep, runs, env);
  const spread = `${ratios.median.toFixed(2)} (${ratios.min.toFixed(2)}–${ratios.max.toFixed(2)})`;
  const lists = [[], ['--as', 'csv'], ['--json']].map((form) =>
    byNode(`cert list ${form.join(' ')}`.trim(), 'cert', 'list', ...form),
  );
  return [
    [show.label, grep.label, spread, ...judged(`≤ ${AIMS.ratio}`, ratios.median <= AIMS.ratio)],
    ...[...lists, show].map((program) => {
      const megabytes = peakMemory(silent(program), folder, env) * 1.048576;
      return [
        `${program.label}: its peak memory`,
        '',
        `${megabytes.toFixed(0)} MB`,
        ...judged(`≤ ${AIMS.megabytes} MB`, megabytes <= AIMS.megabytes),
      ];
    }),
  ];
}

/** What it prints would be hundreds of megabytes here. */
function silent(program) {
  const words = () => ['sh', '-c', 'exec "$@" > /dev/null', 'sh', ...program.words()];
  return { ...program, words };
}

/** Lines as the program writes them, that end in no order. Answers the serial number of one near the end. */
function writeLedger(file, count) {
  const descriptor = openSync(file, 'w', 0o600);
  for (let from = 0; from < count; from += LINES_AT_ONCE) {
    const length = Math.min(LINES_AT_ONCE, count - from);
    writeSync(descriptor, Array.from({ length }, (_, index) => lineOf(from + index)).join(''));
  }
  closeSync(descriptor);
  return serialOf(count - 1);
}

function lineOf(index) {
  const notBefore = START + index * 30_000;
  const name = `host${String(index).padStart(7, '0')}`;
  return `${JSON.stringify({
    at: timeOf(notBefore + 300_000),
    event: 'issued',
    serialNumber: serialOf(index),
    subject: `CN=${name}`,
    subjectAltNames: [`dns:${name}.lan`],
    profile: 'peer',
    notBefore: timeOf(notBefore),
    notAfter: timeOf(notBefore + (1 + (index % 825)) * DAY),
    sha256Fingerprint: `${scattered(index, 1)}${scattered(index, 2)}`.repeat(4),
  })}\n`;
}

function serialOf(index) {
  return `5a${scattered(index, 3)}${scattered(index, 4)}`.repeat(2).slice(0, 34);
}

/** Eight hexadecimal digits that look random, the same for the same numbers. */
function scattered(index, salt) {
  const mixed = Math.imul(index ^ (salt * 0x9e3779b1), 0x85ebca6b);
  return (Math.imul(mixed ^ (mixed >>> 15), 0xc2b2ae35) >>> 0).toString(16).padStart(8, '0');
}

function timeOf(milliseconds) {
  return `${new Date(milliseconds).toISOString().slice(0, 19)}Z`;
}

function judged(aim, isMet) {
  return [`aim ${aim}`, isMet ? 'met' : 'missed'];
}
