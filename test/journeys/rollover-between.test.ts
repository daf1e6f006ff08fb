// Proves what other commands do to a kit while its CA is rolled over, and afterwards.
import { cpSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import type { RolloverSummary } from '../../src/app/rollover/summary.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const PHASES = ['trust', 'issue', 'drop'] as const;
let cwd = '';
let count = 0;

beforeEach(async () => {
  cwd = join(folder, `kit-${(count += 1)}`);
  await does(`kit --host localhost --no-handshake --out ${cwd}`);
});

async function does(line: string): Promise<void> {
  const { exitCode, stderr } = await runHere(line.split(' '));
  expect([line, exitCode, stderr]).toEqual([line, 0, stderr]);
}

const rotate = (phase: string, ca = 'ca') =>
  does(`ca rotate ${cwd} --ca ${cwd}/${ca} --phase ${phase} --no-handshake`);

async function look(ca = 'ca'): Promise<RolloverSummary> {
  const { document } = await runHereJson<RolloverSummary>(
    `ca rotate ${cwd} --ca ${cwd}/${ca}`.split(' '),
  );
  return document;
}

const chainOf = (host: string) =>
  readFileSync(join(cwd, host, `${host}.crt`), 'utf8').split('-----BEGIN ').length - 1;

function contentsOf(kit: string): string[] {
  const names = readdirSync(kit, { recursive: true, withFileTypes: true });
  const files = names.filter((one) => one.isFile()).map((one) => join(one.parentPath, one.name));
  return files.toSorted().map((file) => `${file}: ${readFileSync(file, 'latin1')}`);
}

it('leaves the kit alone of which another one is a copy, though the ledger leads there', async () => {
  const original = cwd;
  cwd = `${original}-copy`;
  cpSync(original, cwd, { recursive: true });
  const before = contentsOf(original);
  for (const phase of PHASES) await rotate(phase);
  expect(contentsOf(original)).toEqual(before);
  expect(await look()).toMatchObject({ phase: 'drop', next: null, missing: [] });
});

it('says in a dry run what a phase would do, and writes nothing', async () => {
  for (const phase of PHASES) {
    const before = contentsOf(cwd);
    const args = `ca rotate ${cwd} --phase ${phase} --dry-run`.split(' ');
    const { document, exitCode } = await runHereJson<RolloverSummary>(args);
    expect([exitCode, document.hosts.map(({ state }) => state)]).toEqual([0, ['due', 'due']]);
    expect(contentsOf(cwd)).toEqual(before);
    await rotate(phase);
  }
});

describe('cert renew', () => {
  it.each([
    { after: ['trust'], chain: 1 },
    { after: ['trust', 'issue'], chain: 2 },
    { after: ['trust', 'issue', 'drop'], chain: 1 },
  ])('after $after a host sends as many certificates as before it: $chain', async (row) => {
    for (const phase of row.after) await rotate(phase);
    const { phase } = await look();
    await does(`cert renew ${cwd} --no-handshake`);
    expect(chainOf('logstash')).toBe(row.chain);
    expect(await look()).toMatchObject({ phase, missing: [] });
    await does(`verify --pair ${cwd}/logstash --with ${cwd}/heartbeat`);
  });

  it('--rollback leads back into the phase before, and the next one goes on', async () => {
    for (const phase of ['trust', 'issue']) await rotate(phase);
    await does(`cert renew ${cwd} --rollback`);
    expect(await look()).toMatchObject({ phase: 'trust', next: 'issue', missing: [] });
    await rotate('issue');
    await does(`cert renew ${cwd} --no-handshake`);
    await does(`cert renew ${cwd} --rollback`);
    expect(await look()).toMatchObject({ phase: 'issue', next: 'drop', missing: [] });
    await rotate('drop');
    await does(`cert renew ${cwd} --rollback`);
    expect(await look()).toMatchObject({ phase: 'issue', next: 'drop', missing: [] });
    await rotate('drop');
    expect(await look()).toMatchObject({ phase: 'drop', next: null, missing: [] });
  });
});

describe('ca renew', () => {
  it.each(['ca', 'ca-2'])('of %s leaves the cross-certificate where it is sent', async (ca) => {
    for (const phase of ['trust', 'issue']) await rotate(phase);
    const sent = readFileSync(join(cwd, 'logstash/logstash.crt'), 'utf8');
    const before = readFileSync(join(cwd, ca, 'ca.crt'), 'utf8');
    await does(`ca renew ${cwd} --ca ${cwd}/${ca} --no-handshake --until 2040-01-01`);
    const renewed = readFileSync(join(cwd, ca, 'ca.crt'), 'utf8');
    expect(renewed).not.toBe(before);
    expect(readFileSync(join(cwd, 'heartbeat/ca.crt'), 'utf8')).toContain(renewed);
    expect(readFileSync(join(cwd, 'logstash/logstash.crt'), 'utf8')).toBe(sent);
    expect(await look()).toMatchObject({ phase: 'issue', next: 'drop', missing: [] });
    await rotate('drop');
    expect(chainOf('logstash')).toBe(1);
    await does(`verify --pair ${cwd}/logstash --with ${cwd}/heartbeat`);
  });
});

it('kit --add-client makes a client that talks to the server, in every phase', async () => {
  for (const phase of PHASES) {
    await rotate(phase);
    await does(`kit --out ${cwd} --add-client after-${phase} --no-handshake`);
    await does(`verify --pair ${cwd}/logstash --with ${cwd}/after-${phase}`);
    if (phase === 'trust') await rotate('trust');
  }
  expect(await look()).toMatchObject({ phase: 'drop', next: null, missing: [] });
});

it('a second rollover leaves nothing of the first one missing', async () => {
  for (const phase of PHASES) await rotate(phase);
  for (const phase of PHASES) await rotate(phase, 'ca-2');
  for (const ca of ['ca', 'ca-2']) {
    expect(await look(ca)).toMatchObject({ phase: 'drop', next: null, missing: [] });
  }
});
