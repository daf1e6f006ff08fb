// Measures `status` on a folder of many certificates: its peak memory with ten times as many files, as a ratio.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { peakMemory } from './peak-memory.js';
import { TLSMITH } from './programs.js';

const FILES = 20_000;
const FORMS = [[], ['--json'], ['--as', 'prometheus']];
const AIMS = { ratio: 3, megabytes: 250 };
const IN_A_FOLDER = 500;

/** `share` of 20,000 files, and a tenth of those. Answers rows: what, against what, figure, aim, verdict. */
export function measureStatus(node, folder, share, env) {
  const sample = makeSample(node, folder, env);
  const [few, many] = [0.1, 1].map((part) => {
    const count = Math.ceil(FILES * share * part);
    const place = join(folder, `status-${count}`);
    fill(place, count, sample);
    return { count, place };
  });
  return FORMS.flatMap((form) => {
    const peak = ({ place }) => peakMemory(silent(node, place, form), folder, env) * 1.048576;
    const [least, most] = [peak(few), peak(many)];
    const label = `status ${form.join(' ')}`.trim();
    const ratio = most / least;
    return [
      [
        `${label}, ${many.count} files: its peak memory`,
        `${few.count} files`,
        ratio.toFixed(2),
        ...judged(`≤ ${AIMS.ratio}`, ratio <= AIMS.ratio),
      ],
      [
        '',
        '',
        `${most.toFixed(0)} MB`,
        ...judged(`≤ ${AIMS.megabytes} MB`, most <= AIMS.megabytes),
      ],
    ];
  });
}

/** What it prints would be megabytes here; that something ends is no failure. */
function silent(node, place, form) {
  const words = () => [
    ...['sh', '-c', '"$@" > /dev/null 2>&1 || true', 'sh'],
    ...[node, TLSMITH, 'status', place, ...form],
  ];
  return { label: 'status', isNode: true, words };
}

/** One certificate of a CA, DER, and where its serial number stands in it. */
function makeSample(node, folder, env) {
  const place = mkdtempSync(join(folder, 'status-sample-'));
  const run = (line) =>
    execFileSync(node, [TLSMITH, ...line.split(' ')], { cwd: place, env, stdio: 'pipe' });
  run('ca create');
  const answer = run('cert issue sample --profile server --san sample.lan --json');
  const [{ serialNumber }] = JSON.parse(answer).certificates;
  const text = readFileSync(join(place, 'sample/sample.crt'), 'latin1');
  const der = Buffer.from(text.replace(/-----[^-]+-----/g, ''), 'base64');
  return { der, at: der.indexOf(Buffer.from(serialNumber, 'hex')) };
}

/** Certificates that differ in their serial numbers: nobody has signed them, so that each is kept until the end. */
function fill(place, count, { der, at }) {
  for (let index = 0; index < count; index += 1) {
    const folder = join(place, String(Math.floor(index / IN_A_FOLDER)));
    if (index % IN_A_FOLDER === 0) mkdirSync(folder, { recursive: true });
    der.writeUInt32BE(index, at + 4);
    writeFileSync(join(folder, `host${index}.crt`), pemOf(der));
  }
}

function pemOf(der) {
  const lines = der
    .toString('base64')
    .match(/.{1,64}/g)
    .join('\n');
  return `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`;
}

function judged(aim, isMet) {
  return [`aim ${aim}`, isMet ? 'met' : 'missed'];
}
