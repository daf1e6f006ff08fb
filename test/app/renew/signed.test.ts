// A renewal through a CA elsewhere: a request goes out, a certificate comes back, and until then all stays as it is.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { signRequest } from '../../../src/app/issue/sign-request.js';
import { requestRenewal, type RequestRenewal } from '../../../src/app/renew/request.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { seededRandom } from '../../support/seeded-random.js';
import { modeAt, treeOf } from '../../support/folder-tree.js';
import {
  certificateAt,
  goBack,
  issueHost,
  laterPorts,
  LATER,
  makeCa,
  renew,
  statesOf,
} from '../../support/renewing.js';
import { daysFromNow, fixedClock } from '../../support/fixed-clock.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
const root = join(base, 'root');
const ca = join(base, 'ca');
let count = 0;
const newHost = (changes: Parameters<typeof issueHost>[2] = {}) =>
  issueHost(join(base, `run-${(count += 1)}`, 'es01'), ca, changes);
const request = (host: string, changes: Partial<RequestRenewal> = {}) =>
  requestRenewal(
    { paths: [host], key: 'new', force: false, dryRun: false, ...changes },
    laterPorts(),
  );
/** Where the CA puts what it signs; other names, uses or dates where said. */
const sign = async (host: string, changes: object = {}, now = LATER, by = ca) => {
  const out = join(base, `signed-${(count += 1)}`);
  const wanted = {
    ...{
      file: `${host}/es01.renewal.csr`,
      profile: 'server' as const,
      subjectAltNames: 'copy' as const,
    },
    ...{ validity: { days: 90, isDefault: true }, issuer: { source: { folder: by } } },
    ...{ out, force: false, dryRun: false, ...changes },
  };
  const ports = testPorts({ clock: fixedClock(now), random: seededRandom((count += 1000)) });
  const { files } = await signRequest(wanted, ports);
  return files[0]?.path as string;
};
const bring = (host: string | string[], ...files: string[]) =>
  renew(host, '/absent', { signed: { files } });

beforeAll(async () => {
  await makeCa(root);
  await makeCa(ca, { issuer: { folder: root }, validity: { days: 1825, isDefault: true } });
});

it.each<[string, Parameters<typeof issueHost>[2]]>([
  ['PEM', {}],
  ['stores and PEM', { formats: ['pem', 'pkcs12'], password: 'generate' }],
])('goes out and comes back: %s', async (_, changes) => {
  const host = await newHost(changes);
  const before = treeOf(host);
  const old = readFileSync(`${host}/es01.key`, 'latin1');
  const asked = await request(host);
  expect([statesOf(asked), asked.files.map(({ kind }) => kind)]).toEqual([
    ['requested'],
    ['request', 'private-key'],
  ]);
  expect(treeOf(host)).toEqual([...before, 'es01.renewal.csr', 'es01.renewal.key'].sort());
  expect(modeAt(`${host}/es01.renewal.key`)).toBe('0600');
  expect(readFileSync(`${host}/es01.key`, 'latin1')).toBe(old);
  const certificate = await sign(host);
  expect(statesOf(await bring(host, certificate))).toEqual(['renewed']);
  const { serialNumber, subjectAltNames } = certificateAt(host, 'es01.crt');
  expect([serialNumber, subjectAltNames]).toEqual([
    certificateAt(certificate).serialNumber,
    ['dns:es01.lan'],
  ]);
  const isRenewed = (name: string) => /^(es01\.|keystore)/.test(name);
  const kept = before.filter(isRenewed).map((name) => `${name}.previous`);
  expect(treeOf(host)).toEqual([...before, ...kept].sort());
  expect(statesOf(await goBack(host, ca))).toEqual(['restored']);
});

it('keeps the key where that is said, and writes a request alone', async () => {
  const host = await newHost();
  const key = readFileSync(`${host}/es01.key`, 'latin1');
  await request(host, { key: 'keep' });
  expect(treeOf(host)).not.toContain('es01.renewal.key');
  expect(statesOf(await bring(host, await sign(host)))).toEqual(['renewed']);
  expect(readFileSync(`${host}/es01.key`, 'latin1')).toBe(key);
});

it('does not write over a request that waits, but where that is said', async () => {
  const host = await newHost();
  await request(host);
  const waiting = readFileSync(`${host}/es01.renewal.key`, 'latin1');
  const again = await request(host);
  expect(statesOf(again)).toEqual(['output-exists']);
  expect(readFileSync(`${host}/es01.renewal.key`, 'latin1')).toBe(waiting);
  expect(statesOf(await request(host, { force: true }))).toEqual(['requested']);
  expect(readFileSync(`${host}/es01.renewal.key`, 'latin1')).not.toBe(waiting);
  expect(statesOf(await request(host, { dryRun: true, force: true }))).toEqual(['requested']);
});

it('renews those whose certificates have come', async () => {
  const hosts = [await newHost(), await newHost(), await newHost()] as const;
  for (const host of hosts.slice(0, 2)) await request(host);
  const summary = await bring([...hosts], await sign(hosts[1]));
  expect(statesOf(summary)).toEqual(['key-mismatch', 'renewed', 'not-due']);
  expect(treeOf(hosts[0])).toContain('es01.renewal.key');
});

describe('is refused, and all stays', () => {
  const names = [parseGeneralName('other.lan')];
  it.each<[string, changes: object, from: Date, code: string]>([
    ['other names', { subjectAltNames: names }, LATER, 'certificate-faulty'],
    ['another use', { profile: 'client' }, LATER, 'certificate-faulty'],
    [
      'an end that is over',
      { validity: { days: 5, isDefault: true } },
      daysFromNow(50),
      'certificate-faulty',
    ],
    ['a beginning to come', {}, daysFromNow(200), 'certificate-faulty'],
  ])('a certificate with %s', async (_, changes, from, code) => {
    const host = await newHost();
    await request(host);
    const before = treeOf(host);
    expect(statesOf(await bring(host, await sign(host, changes, from)))).toEqual([code]);
    expect(treeOf(host)).toEqual(before);
  });

  it('a certificate of a CA that the host does not trust, but where that is named', async () => {
    const other = join(base, `ca-${(count += 1)}`);
    await makeCa(other);
    const host = await newHost();
    await request(host);
    const file = await sign(host, {}, LATER, other);
    expect(statesOf(await bring(host, file))).toEqual(['issuer-chain-invalid']);
    const signed = { files: [file], caFile: `${other}/ca.crt` };
    expect(statesOf(await renew(host, '/absent', { signed }))).toEqual(['renewed']);
  });

  it('a certificate of another key', async () => {
    const [host, other] = [await newHost(), await newHost()];
    await request(host);
    await request(other);
    expect(statesOf(await bring(host, await sign(other)))).toEqual(['key-mismatch']);
  });

  it('what is no certificate, and what is absent', async () => {
    const host = await newHost();
    await request(host);
    expect(statesOf(await bring(host, `${host}/es01.renewal.csr`))).toEqual(['input-wrong-kind']);
    expect(statesOf(await bring(host, '/absent.crt'))).toEqual(['input-absent']);
  });
});

it('asks where the key is gone, for a new one', async () => {
  const host = await newHost();
  rmSync(`${host}/es01.key`);
  expect(statesOf(await request(`${host}/es01.crt`, { key: 'keep' }))).toEqual([
    'input-wrong-kind',
  ]);
  expect(statesOf(await request(`${host}/es01.crt`))).toEqual(['requested']);
});
