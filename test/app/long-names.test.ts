// A name that is longer than a common name may be stands in no subject: every command that makes certificates or requests says so, in one line.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { addClient } from '../../src/app/kit/add-client.js';
import { certutilCert } from '../../src/app/certutil/cert.js';
import { certutilCsr } from '../../src/app/certutil/csr.js';
import { createCa } from '../../src/app/issue/create-ca.js';
import { issueBatch } from '../../src/app/batch/issue.js';
import { issueCertificate } from '../../src/app/issue/certificate.js';
import { makeKit } from '../../src/app/kit/make.js';
import { requestCertificate } from '../../src/app/issue/request-certificate.js';
import { requestKit } from '../../src/app/kit/request.js';
import { parseGeneralName, parseHost } from '../../src/pki/names/general-name.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type TestPorts, testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
const ca = join(base, 'ca');
let count = 0;
const fresh = (ending = '') => join(base, `${(count += 1)}${ending}`);

const LONG = `${'n'.repeat(60)}.${'x'.repeat(15)}`;
const FITTING = 'n'.repeat(64);
const writing = { force: false, dryRun: false };
const validity = { days: 90, isDefault: true };
const issuer = { source: { folder: ca } };
const names = { subjectAltNames: [parseGeneralName('a.lan')], consumers: [] };
const link = {
  ...({ client: 'filebeat', server: 'logstash', store: 'pem', extKeyUsage: 'both' } as const),
  ...{ hosts: [parseHost('logs.lan')], otherNames: [], newCa: {}, proof: false, validity },
};
const list = (...entries: string[]) => {
  const file = fresh('.yml');
  writeFileSync(
    file,
    entries.map((name) => `- {name: "${name}", dns: a.lan, filename: f${(count += 1)}}\n`).join(''),
  );
  return file;
};
const single = (name: string) => ({ single: { name, filename: 'f', dns: ['a.lan'], ip: [] } });
const stack = { keyType: 'ec-p256', password: 'none', dryRun: false } as const;
const signed = { ...stack, issuer, form: 'pem', lifetime: { days: 90 }, usualOut: '' } as const;

beforeAll(async () => {
  await createCa({ keyType: 'ec-p256', validity, out: ca, ...writing }, testPorts());
});

type Act = (name: string, ports: TestPorts) => Promise<unknown>;

const COMMANDS: Record<string, Act> = {
  'cert issue': (name, ports) =>
    issueCertificate(
      {
        name,
        profile: 'client',
        ...names,
        formats: ['pem'],
        validity,
        issuer,
        out: fresh(),
        ...writing,
      },
      ports,
    ),
  'cert request': (name, ports) =>
    requestCertificate({ name, ...names, out: fresh(), ...writing }, ports),
  'cert batch': (name, ports) =>
    issueBatch(
      {
        ...{ file: list(name), out: { folder: fresh() }, consumers: [], formats: ['pem'] },
        ...{ issuer, validity, within: { days: 5 }, ...writing },
      },
      ports,
    ),
  'certutil cert': (name, ports) =>
    certutilCert({ ...signed, instances: single(name), out: fresh('.zip') }, ports),
  'certutil cert --in': (name, ports) =>
    certutilCert({ ...signed, instances: { list: list(name) }, out: fresh('.zip') }, ports),
  'certutil csr': (name, ports) =>
    certutilCsr({ ...stack, instances: single(name), out: fresh('.zip') }, ports),
  'certutil csr --in': (name, ports) =>
    certutilCsr({ ...stack, instances: { list: list(name) }, out: fresh('.zip') }, ports),
  kit: (name, ports) =>
    makeKit({ ...link, clientNames: [name], issuer, out: fresh(), ...writing }, ports),
  'kit --request': (name, ports) =>
    requestKit({ ...link, clientNames: [name], continuation: '', out: fresh(), ...writing }, ports),
  'kit --add-client': async (name, ports) => {
    const kit = fresh();
    await makeKit({ ...link, issuer, out: kit, ...writing }, testPorts());
    await addClient({ ...link, kit, name, issuer, ...writing }, ports);
  },
};

it.each(Object.entries(COMMANDS))('%s says it in one line', async (_, act) => {
  const ports = testPorts();
  await act(LONG, ports);
  expect(ports.reporter.warnings).toEqual([
    `"${LONG}" is longer than a common name may be (64 characters; RFC 5280, A.1), so the subject stays empty: only the subjectAltName names the host`,
  ]);
});

it.each(Object.entries(COMMANDS))('%s says nothing of a name that fits', async (command, act) => {
  const ports = testPorts();
  // a client of a kit is a host too, whose labels have 63 characters at most
  await act(command.startsWith('kit') ? FITTING.slice(1) : FITTING, ports);
  expect(ports.reporter.warnings).toEqual([]);
});

it('of many names in a list one line is said', async () => {
  const ports = testPorts();
  const instances = { list: list(LONG, FITTING, `a${LONG}`, `CN=b,O=${'o'.repeat(60)}`) };
  await certutilCsr({ ...stack, instances, out: fresh('.zip') }, ports);
  expect(ports.reporter.warnings).toEqual([
    expect.stringMatching(/^"n+\.x+" and others, 2 names in all, are longer/),
  ]);
});

it('an alias that is not the name is said too', async () => {
  const ports = testPorts();
  const form = { ...signed, form: 'pkcs12' } as const;
  await certutilCert({ ...form, instances: single('CN=a/b'), out: fresh('.p12') }, ports);
  expect(ports.reporter.notes).toContain('the entry of "CN=a/b" is called "f" in its store');
});
