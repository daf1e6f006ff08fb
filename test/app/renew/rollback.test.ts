// `--rollback`: what was replaced last comes back, what it replaces is kept in its stead, and the ledger says which one is in use.
import { appendFileSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listCertificates } from '../../../src/app/ledger/list.js';
import { modeAt, treeOf } from '../../support/folder-tree.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import {
  certificateAt,
  goBack,
  issueHost,
  laterPorts,
  makeCa,
  renew,
  statesOf,
} from '../../support/renewing.js';
import { temporaryFolder } from '../../support/temporary-folder.js';

const base = temporaryFolder();
let count = 0;

/** With a CA of its own. */
async function newHost(changes: Parameters<typeof issueHost>[2] = {}) {
  const home = join(base, `run-${(count += 1)}`);
  const ca = join(home, 'ca');
  await makeCa(ca);
  return { ca, host: await issueHost(join(home, 'es01'), ca, changes) };
}

type Content = Readonly<Record<string, string>>;
const contentOf = (host: string): Content =>
  Object.fromEntries(treeOf(host).map((name) => [name, readFileSync(join(host, name), 'latin1')]));
/** Each file and what was kept of it, the other way round. */
const swapped = (content: Content): Content =>
  Object.fromEntries(
    Object.keys(content).map((name) => {
      const other = name.endsWith('.previous') ? name.slice(0, -9) : `${name}.previous`;
      return [name, content[other] ?? (content[name] as string)];
    }),
  );
const statesIn = async (ca: string) => {
  const { certificates } = await listCertificates({ ca }, laterPorts());
  const found: string[] = [];
  for await (const group of certificates) found.push(...group.map(({ state }) => state));
  return found.sort();
};
const revoke = (ca: string, serialNumber: string) => {
  const entry = ledgerEntries(`${ca}/ledger.jsonl`).find(
    (one) => one.serialNumber === serialNumber,
  );
  appendFileSync(`${ca}/ledger.jsonl`, `${JSON.stringify({ ...entry, event: 'revoked' })}\n`);
};

it.each<[string, Parameters<typeof issueHost>[2], key: 'new' | 'keep']>([
  ['PEM', {}, 'new'],
  ['PEM whose key was kept', {}, 'keep'],
  ['stores', { formats: ['pem', 'pkcs12'], password: 'generate' }, 'new'],
])('puts back %s, and again what was new', async (_, changes, key) => {
  const { ca, host } = await newHost(changes);
  await renew(host, ca, { key });
  const renewed = contentOf(host);
  const summary = await goBack(host, ca);
  expect(statesOf(summary)).toEqual(['restored']);
  expect(contentOf(host)).toEqual(swapped(renewed));
  expect(await statesIn(ca)).toEqual(['renewed', 'valid']);
  for (const name of treeOf(host).filter((one) => /\.key\.previous$|\.p12\.previous$/.test(one))) {
    expect([name, modeAt(join(host, name))]).toEqual([name, '0600']);
  }
  expect(statesOf(await goBack(host, ca))).toEqual(['restored']);
  expect(contentOf(host)).toEqual(renewed);
});

it('says in the ledger what came back in the place of what', async () => {
  const { ca, host } = await newHost();
  const path = `${host}/es01.crt`;
  const old = certificateAt(path).serialNumber;
  await renew(host, ca);
  const renewed = certificateAt(path).serialNumber;
  await goBack(host, ca);
  const last = () => ledgerEntries(`${ca}/ledger.jsonl`).at(-1);
  expect(last()).toMatchObject({ event: 'restored', serialNumber: old, replaces: renewed, path });
  await goBack(host, ca);
  expect(last()).toMatchObject({ event: 'restored', serialNumber: renewed, replaces: old });
  // The one in use is renewed, and no other.
  expect(statesOf(await renew(ca, '/absent'))).toEqual(['renewed']);
  expect(last()).toMatchObject({ event: 'renewed', replaces: renewed });
  expect(await statesIn(ca)).toEqual(['renewed', 'renewed', 'valid']);
});

it('takes back once what is named twice', async () => {
  const { ca, host } = await newHost();
  await renew(host, ca);
  const renewed = contentOf(host);
  expect(statesOf(await goBack([host, `${host}/es01.crt`, ca], ca))).toEqual(['restored']);
  expect(contentOf(host)).toEqual(swapped(renewed));
});

it('says in a dry run what it would do, and does nothing', async () => {
  const { ca, host } = await newHost();
  await renew(host, ca);
  const before = [contentOf(host), readFileSync(`${ca}/ledger.jsonl`, 'latin1')];
  const { dryRun, hosts } = await goBack(host, ca, { dryRun: true });
  expect([dryRun, hosts.map(({ state }) => state)]).toEqual([true, ['due']]);
  expect([contentOf(host), readFileSync(`${ca}/ledger.jsonl`, 'latin1')]).toEqual(before);
});

describe('is refused', () => {
  it('where nothing was replaced', async () => {
    const { ca, host } = await newHost();
    const summary = await goBack(host, ca);
    expect([statesOf(summary), summary.ok]).toEqual([['input-absent'], false]);
    expect(summary.hosts[0]?.error?.sentence).toMatch(/nothing to go back to: no \*\.previous/);
  });

  it('where what stood there is revoked, whichever CA is named', async () => {
    const { ca, host } = await newHost();
    const old = certificateAt(host, 'es01.crt').serialNumber;
    await renew(host, ca);
    revoke(ca, old);
    const before = contentOf(host);
    for (const named of [ca, '/absent']) {
      const summary = await goBack(host, named);
      expect(statesOf(summary)).toEqual(['rollback-revoked']);
      expect(summary.hosts[0]?.error?.details).toMatchObject({ serialNumber: old });
    }
    expect(contentOf(host)).toEqual(before);
  });

  it.each<[string, name: string, of: string]>([
    ['the key is of another', 'es01.key.previous', 'es01.key'],
    ['the certificate is of another', 'es01.crt.previous', 'es01.crt'],
  ])('where %s generation', async (_, name, of) => {
    const { ca, host } = await newHost();
    const other = await newHost();
    await renew(host, ca);
    writeFileSync(join(host, name), readFileSync(join(other.host, of)));
    const before = contentOf(host);
    const summary = await goBack(host, ca);
    expect(statesOf(summary)).toEqual(['input-wrong-kind']);
    expect(summary.hosts[0]?.error?.sentence).toMatch(/are not of one certificate and its key/);
    expect(contentOf(host)).toEqual(before);
  });
});

it('keeps nothing of an earlier renewal that fits no more', async () => {
  const { ca, host } = await newHost();
  await renew(host, ca);
  expect(treeOf(host)).toContain('es01.key.previous');
  const kept = readFileSync(`${host}/es01.key`, 'latin1');
  await renew(host, ca, { key: 'keep' });
  expect(treeOf(host)).toEqual(['ca.crt', 'es01.crt', 'es01.crt.previous', 'es01.key']);
  expect(statesOf(await goBack(host, ca))).toEqual(['restored']);
  expect(readFileSync(`${host}/es01.key`, 'latin1')).toBe(kept);
});

it('says that no ledger is known, where none is', async () => {
  const host = await issueHost(join(base, 'alone', 'deep', 'own'), undefined);
  await renew(host, '/absent');
  const ports = laterPorts();
  expect(statesOf(await goBack(host, '/absent', {}, ports))).toEqual(['restored']);
  expect(ports.reporter.notes.join()).toMatch(/whether it was revoked is not known/);
});
