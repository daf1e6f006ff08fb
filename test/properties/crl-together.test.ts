// CRLs that are issued at the same moment, step by step in any order, and some of the runs killed at any step: what a run has
// reported stays, or what is newer.
import { appendFileSync, cpSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueCrl } from '../../src/app/crl/issue.js';
import { createCa } from '../../src/app/issue/create-ca.js';
import { verifyCertificate } from '../../src/app/verify/certificate.js';
import { decodeCertificateRevocationList } from '../../src/pki/crl/certificate-revocation-list.js';
import { seeded } from '../support/kills.js';
import { seededRandom } from '../support/seeded-random.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';
import { inTurns, NEVER } from '../support/turns.js';

const base = temporaryFolder();
const [made, home] = [join(base, 'made'), join(base, 'home')];
const ca = join(home, 'ca');
const AT = '2026-11-01T00:00:00Z';
const NEW = { force: false, dryRun: false };
const request = { ca, form: 'der', lasts: { days: 30 }, ...NEW } as const;

beforeAll(async () => {
  const wanted = { keyType: 'ec-p256', validity: { days: 900, isDefault: false } } as const;
  await createCa({ out: made, ...wanted, ...NEW }, testPorts());
});

const standing = () => {
  const der = new Uint8Array(readFileSync(join(ca, 'ca.crl')));
  return Number(decodeCertificateRevocationList(der).crlNumber);
};

interface Story {
  isFirst: boolean;
  /** Of each run the step at which it dies. */
  deaths: readonly number[];
  seed: number;
}

/** Answers the numbers that were reported, in their order. */
async function reportedIn({ isFirst, deaths, seed }: Story): Promise<number[]> {
  rmSync(home, { recursive: true, force: true });
  mkdirSync(home);
  cpSync(made, ca, { recursive: true });
  const random = seededRandom();
  const numbers: number[] = [];
  if (!isFirst) await issueCrl(request, { ...testPorts(), random });
  await inTurns(deaths, seeded(seed), async (steppedIn) => {
    const ports = testPorts();
    const { crl } = await issueCrl(request, { ...ports, random, files: steppedIn(ports.files) });
    numbers.push(Number(crl?.crlNumber));
    expect(standing()).toBeGreaterThanOrEqual(Math.max(...numbers));
  });
  return numbers;
}

const story = (death: fc.Arbitrary<number>) =>
  fc.record({
    isFirst: fc.boolean(),
    deaths: fc.array(death, { minLength: 2, maxLength: 4 }),
    seed: fc.nat(),
  });

it('a CRL of half a million entries is replaced by the next one, and read by verify', async () => {
  rmSync(home, { recursive: true, force: true });
  cpSync(made, ca, { recursive: true });
  const revoked = (index: number) => {
    const serialNumber = `4${String(index).padStart(31, '0')}`;
    const facts = { subject: 'CN=x', subjectAltNames: [], profile: 'client', notBefore: AT };
    const entry = { at: AT, event: 'revoked', serialNumber, ...facts, notAfter: AT };
    return `${JSON.stringify({ ...entry, sha256Fingerprint: serialNumber })}\n`;
  };
  appendFileSync(
    join(ca, 'ledger.jsonl'),
    Array.from({ length: 500_000 }, (_, i) => revoked(i)).join(''),
  );
  const issued = async () => (await issueCrl(request, testPorts())).crl;
  expect(await issued()).toMatchObject({ crlNumber: '1', revokedCount: 500_000 });
  expect(readFileSync(join(ca, 'ca.crl')).length).toBeGreaterThan(16 * 1024 * 1024);
  expect(await issued()).toMatchObject({ crlNumber: '2' });
  const ports = testPorts();
  const { findings } = await verifyCertificate(
    { certificate: join(ca, 'ca.crt'), trust: ca, untrusted: [], crls: [] },
    ports,
  );
  expect(ports.reporter.warnings).toEqual([]);
  expect(findings.map(({ code }) => code)).not.toContain('revocation-not-judged');
});

describe('of CRLs that are issued at once', () => {
  it('the highest number stays', async () => {
    const check = async (one: Story) => {
      const numbers = await reportedIn(one);
      const before = one.isFirst ? 0 : 1;
      const expected = one.deaths.map((_, index) => before + index + 1);
      expect(numbers.toSorted((a, b) => a - b)).toEqual(expected);
      expect(standing()).toBe(expected.at(-1));
    };
    await fc.assert(fc.asyncProperty(story(fc.constant(NEVER)), check), { numRuns: 100 });
  });

  it('none that was reported gives way to a lower one, whoever is killed', async () => {
    const check = async (one: Story) => {
      const numbers = await reportedIn(one);
      if (numbers.length > 0) expect(standing()).toBeGreaterThanOrEqual(Math.max(...numbers));
      expect(new Set(numbers).size).toBe(numbers.length);
    };
    const death = fc.oneof(fc.constant(NEVER), fc.integer({ min: 20, max: 60 }));
    await fc.assert(fc.asyncProperty(story(death), check), { numRuns: 300 });
  });
});
