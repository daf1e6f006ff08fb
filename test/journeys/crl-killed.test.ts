// CRLs that real processes issue in one CA folder at once, half of them killed: what a run has reported stays, or what is newer, and the
// next run leaves nothing behind of those that died.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { decodePem } from '../../src/formats/containers/pem.js';
import { decodeCertificateRevocationList } from '../../src/pki/crl/certificate-revocation-list.js';
import { killAtRandom, seeded } from '../support/kills.js';
import { runCli } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const ca = join(temporaryFolder(), 'ca');
const ISSUE = ['crl', 'issue', '--ca', ca];
/** Two that live and two that may die, at the same moment. */
const WAVES = 20;

interface Issued {
  crl: { crlNumber: string };
}

it('none that was reported gives way to a lower one (80 runs)', { timeout: 600_000 }, async () => {
  expect((await runCli(['ca', 'create', '--out', ca])).exitCode).toBe(0);
  const random = seeded(17);
  const usual = await timeOf(issued);
  const numbers: number[] = [await issued()];
  let killed = 0;
  for (let wave = 0; wave < WAVES; wave += 1) {
    const killing = { args: ISSUE, watched: ca, usual, hasJournal: false, random };
    const living = Array.from({ length: 2 }, async () => {
      const number = await issued();
      numbers.push(number);
      expect(standing()).toBeGreaterThanOrEqual(Math.max(...numbers));
    });
    const dying = Array.from({ length: 2 }, async () => {
      if (await killAtRandom(killing)) killed += 1;
    });
    await Promise.all([...living, ...dying]);
    expect(standing()).toBeGreaterThanOrEqual(Math.max(...numbers));
  }
  expect(killed).toBeGreaterThan(WAVES / 2);
  const last = await issued();
  expect(last).toBeGreaterThan(Math.max(...numbers));
  expect(new Set(numbers).size).toBe(numbers.length);
  expect(standing()).toBe(last);
  expect(readdirSync(ca).sort()).toEqual(['ca.crl', 'ca.crt', 'ca.key', 'ledger.jsonl']);
});

async function issued(): Promise<number> {
  const { exitCode, stdout, stderr } = await runCli([...ISSUE, '--json']);
  expect(exitCode, stderr).toBe(0);
  return Number((JSON.parse(stdout) as Issued).crl.crlNumber);
}

function standing(): number {
  const [block] = decodePem(readFileSync(join(ca, 'ca.crl')));
  return Number(decodeCertificateRevocationList(block?.der ?? new Uint8Array()).crlNumber);
}

async function timeOf(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return performance.now() - start;
}
