// Proves that many processes can issue from one CA folder at once: no certificate without its whole line in the ledger.
import { appendFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { X509Certificate } from 'node:crypto';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { runCli } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();

interface Line {
  event: string;
  serialNumber: string;
  subject: string;
  sha256Fingerprint: string;
}

interface Issued {
  crl: { crlNumber: string };
}

it('keeps every line whole while 50 processes issue at once', async () => {
  const ca = await newCa('busy');
  const names = Array.from({ length: 50 }, (_, index) => `host-${index}`);
  const results = await Promise.all(names.map((name) => issue(ca, name)));
  expect(results.map(({ exitCode, stderr }) => (exitCode === 0 ? 'issued' : stderr))).toEqual(
    names.map(() => 'issued'),
  );

  const lines = (await ledgerOf(ca)).map((line) => JSON.parse(line) as Line);
  expect(lines).toHaveLength(50);
  expect(lines.every(({ event }) => event === 'issued')).toBe(true);
  expect(new Set(lines.map(({ serialNumber }) => serialNumber)).size).toBe(50);
  const certificates = await Promise.all(names.map((name) => certificateOf(name)));
  expect(lines.map(({ sha256Fingerprint }) => sha256Fingerprint).sort()).toEqual(
    certificates.map(fingerprintOf).sort(),
  );
  expect(lines.map(({ subject }) => subject).sort()).toEqual(
    names.map((name) => `CN=${name}`).sort(),
  );
  expect(new Set(certificates.map(({ publicKey }) => keyText(publicKey))).size).toBe(50);
  expect((await readdir(temporary)).filter((name) => name.includes('.tlsmith-'))).toEqual([]);
});

it('lets one of many win that want the same folder, and the others leave it alone', async () => {
  const ca = await newCa('contended');
  const results = await Promise.all(Array.from({ length: 8 }, () => issue(ca, 'same')));
  expect(results.map(({ exitCode }) => exitCode).sort()).toEqual([0, 5, 5, 5, 5, 5, 5, 5]);
  const lines = (await ledgerOf(ca)).map((line) => JSON.parse(line) as Line);
  const left = fingerprintOf(await certificateOf('same'));
  const standing = (event: string) =>
    lines.filter((line) => line.event === event).map(({ serialNumber }) => serialNumber);
  expect(lines.find(({ sha256Fingerprint }) => sha256Fingerprint === left)).toMatchObject({
    event: 'issued',
  });
  expect(standing('issued').length - standing('abandoned').length).toBe(1);
});

it('takes back the files of those that come too late into a folder with other files', async () => {
  const ca = await newCa('crowded');
  const folder = join(temporary, 'shared');
  await mkdir(folder);
  await writeFile(join(folder, 'other.txt'), 'mine\n');
  const names = Array.from({ length: 8 }, (_, index) => `guest-${index}`);
  const results = await Promise.all(names.map((name) => issue(ca, name, '--out', 'shared')));
  // All write ca.crt: one is first, seven find it there, before or after their own first files.
  expect(results.map(({ exitCode }) => exitCode).sort()).toEqual([0, 5, 5, 5, 5, 5, 5, 5]);
  const winner = names[results.findIndex(({ exitCode }) => exitCode === 0)] as string;
  expect((await readdir(folder)).sort()).toEqual(
    ['ca.crt', `${winner}.crt`, `${winner}.key`, 'other.txt'].sort(),
  );
  const lines = (await ledgerOf(ca)).map((line) => JSON.parse(line) as Line);
  const abandoned = lines.filter(({ event }) => event === 'abandoned');
  const issued = lines.filter(({ event }) => event === 'issued');
  expect(issued.length - abandoned.length).toBe(1);
  expect(abandoned.map(({ subject }) => subject)).not.toContain(`CN=${winner}`);
});

it('keeps a certificate findable in the ledger after a torn line', async () => {
  const ca = await newCa('torn');
  await appendFile(join(ca, 'ledger.jsonl'), '{"at":"2026-01-01T00:00:00Z","event":"iss');
  const { exitCode, stderr } = await issue(ca, 'after-torn');
  expect(exitCode, stderr).toBe(0);
  const fingerprint = fingerprintOf(await certificateOf('after-torn'));
  const whole = (await ledgerOf(ca)).flatMap(parsed);
  expect(whole.map(({ sha256Fingerprint }) => sha256Fingerprint)).toEqual([fingerprint]);
});

it('gives no number twice while 50 processes issue, revoke and make CRLs at once', async () => {
  const ca = await newCa('revoking');
  const all = Array.from({ length: 51 }, (_, index) => index);
  const old = all.slice(0, 17).map((index) => `old-${index}`);
  for (const name of old) expect((await issue(ca, name)).exitCode).toBe(0);
  const results = await Promise.all(
    all.map((index) => {
      const name = old[Math.floor(index / 3)] as string;
      if (index % 3 === 0) return issue(ca, `new-${index}`);
      if (index % 3 === 1) return runCli(['cert', 'revoke', name, '--ca', ca], { cwd: temporary });
      return runCli(['crl', 'issue', '--ca', ca, '--json'], { cwd: temporary });
    }),
  );
  expect(results.map(({ exitCode, stderr }) => (exitCode === 0 ? '' : stderr))).toEqual(
    all.map(() => ''),
  );

  const lines = (await ledgerOf(ca)).map((line) => JSON.parse(line) as Line);
  const count = (event: string) => lines.filter((line) => line.event === event).length;
  expect(['issued', 'revoked', 'crl'].map(count)).toEqual([34, 17, 17]);
  const issued = lines.filter(({ event }) => event === 'issued');
  expect(new Set(issued.map(({ serialNumber }) => serialNumber)).size).toBe(34);
  const numbers = results
    .filter((_, index) => index % 3 === 2)
    .map(({ stdout }) => Number((JSON.parse(stdout) as Issued).crl.crlNumber));
  expect(numbers.toSorted((a, b) => a - b)).toEqual(old.map((_, index) => index + 1));

  const standing = await runCli(['inspect', join(ca, 'ca.crl'), '--json']);
  const [crl] = (JSON.parse(standing.stdout) as { items: { crlNumber: string }[] }).items;
  expect(crl?.crlNumber).toBe('17');
  const next = await runCli(['crl', 'issue', '--ca', ca, '--json']);
  expect((JSON.parse(next.stdout) as Issued).crl).toMatchObject({
    ...{ crlNumber: '18', revokedCount: 17 },
  });
  expect((await readdir(ca)).sort()).toEqual(['ca.crl', 'ca.crt', 'ca.key', 'ledger.jsonl']);
});

async function newCa(name: string): Promise<string> {
  const folder = join(temporary, name);
  const { exitCode, stderr } = await runCli(['ca', 'create', '--out', folder]);
  expect(exitCode, stderr).toBe(0);
  return folder;
}

function issue(ca: string, name: string, ...more: string[]) {
  const args = ['cert', 'issue', name, '--profile', 'server', '--san', `${name}.example`];
  return runCli([...args, '--ca', ca, '--quiet', ...more], { cwd: temporary });
}

async function ledgerOf(ca: string): Promise<string[]> {
  const text = await readFile(join(ca, 'ledger.jsonl'), 'utf8');
  expect(text.endsWith('\n')).toBe(true);
  return text.split('\n').slice(0, -1);
}

function parsed(line: string): Line[] {
  try {
    return [JSON.parse(line) as Line];
  } catch {
    return [];
  }
}

async function certificateOf(name: string): Promise<X509Certificate> {
  return new X509Certificate(await readFile(join(temporary, name, `${name}.crt`)));
}

function fingerprintOf({ fingerprint256 }: X509Certificate): string {
  return fingerprint256.replaceAll(':', '').toLowerCase();
}

function keyText(key: X509Certificate['publicKey']): string {
  return key.export({ type: 'spki', format: 'pem' }).toString();
}
