// How much a job does, by counts that no busy machine changes: what is loaded, keys, signatures, writes through to the disk.
import { basename } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { type Counts, countedRun } from '../support/counted-run.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();

/** The jobs in their order: later ones work on what earlier ones made. `kilobytes` of the program's files are read at most. */
const JOBS = [
  { line: '--version', files: ['program'], kilobytes: 200, work: [0, 0, 0] },
  { line: '--help', files: ['program', 'help'], kilobytes: 450, work: [0, 0, 0] },
  { line: 'ca create', files: ['program', 'common'], kilobytes: 1200, work: [1, 1, 5] },
  {
    line: 'cert issue es01 --profile server --san es01.lan',
    files: ['program', 'common'],
    kilobytes: 1200,
    work: [1, 1, 6],
  },
  { line: 'cert list', files: ['program', 'common'], kilobytes: 1200, work: [0, 0, 0] },
  {
    line: 'inspect es01/es01.crt',
    files: ['program', 'inspection', 'common'],
    kilobytes: 1300,
    work: [0, 0, 0],
  },
  {
    line: 'verify es01/es01.crt --ca ca --host es01.lan',
    files: ['program', 'common', 'verdicts'],
    kilobytes: 1280,
    work: [0, 0, 0],
  },
  {
    line: 'kit heartbeat logstash --host logs.lan --no-handshake',
    files: ['program', 'common'],
    kilobytes: 1200,
    work: [3, 3, 14],
  },
];

describe.each(JOBS)('tlsmith $line', ({ line, files, kilobytes, work }) => {
  let counts: Counts;
  beforeAll(async () => {
    const run = await countedRun(line.split(' '), folder);
    expect(run.exitCode).toBe(0);
    counts = run.counts;
  });

  it(`loads ${files.join(' and ')}, and no other file`, () => {
    expect(counts.files.map((file) => basename(file, '.cjs'))).toEqual(files);
    expect(counts.bytes).toBeLessThan(kilobytes * 1024);
  });

  it('makes no key, no signature and no write to the disk too many', () => {
    expect([counts.keys, counts.signatures, counts.syncs]).toEqual(work);
  });
});
