// Names that some clients refuse, and names given as another kind: issued with one warning, and refused where it is known who dials.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { issueBatch } from '../../src/app/batch/issue.js';
import { certutilCert } from '../../src/app/certutil/cert.js';
import { inspect } from '../../src/app/inspect/files.js';
import { issueCertificate } from '../../src/app/issue/certificate.js';
import { createCa } from '../../src/app/issue/create-ca.js';
import { requestCertificate } from '../../src/app/issue/request-certificate.js';
import { signRequest } from '../../src/app/issue/sign-request.js';
import { makeKit, type MakeKitRequest } from '../../src/app/kit/make.js';
import { requestKit } from '../../src/app/kit/request.js';
import * as library from '../../src/library/tlsmith.js';
import { parseGeneralName, parseHost } from '../../src/pki/names/general-name.js';
import { sequence, tlv } from '../support/der.js';
import { ecKey, extension } from '../support/foreign-certificate.js';
import { foreignRequest } from '../support/foreign-request.js';
import { codeOf, refusalOf } from '../support/refusal-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { type TestPorts, testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
const issuer = { source: { folder: join(base, 'ca') } };
const validity = { days: 90, isDefault: true } as const;
const writing = { force: false, dryRun: false } as const;
let count = 0;
const fresh = (ending = '') => join(base, `${(count += 1)}${ending}`);
const list = (text: string) => {
  const file = fresh('.yml');
  writeFileSync(file, text);
  return file;
};

beforeAll(async () => {
  await createCa(
    {
      keyType: 'ec-p256',
      validity: { days: 900, isDefault: true },
      out: join(base, 'ca'),
      ...writing,
    },
    testPorts(),
  );
});

type Act = (name: string, ports: TestPorts, consumers?: string[]) => Promise<unknown>;

const link: Omit<MakeKitRequest, 'client' | 'server' | 'hosts' | 'out'> = {
  ...{ store: 'pem', otherNames: [], extKeyUsage: 'both', newCa: { keyType: 'ec-p256' } },
  ...{ validity, proof: false, ...writing },
};
const batch = (text: string, ports: TestPorts, changes = {}) =>
  issueBatch(
    {
      ...{ file: list(text), out: { folder: fresh() }, consumers: [], formats: ['pem'], issuer },
      ...{ validity, within: { days: 30 }, ...writing, ...changes },
    },
    ports,
  );

const signed = async (names: readonly Uint8Array[], ports: TestPorts) => {
  const file = fresh('.csr');
  const san = extension('2.5.29.17', false, sequence(...names));
  writeFileSync(file, foreignRequest({ key: ecKey(), extensions: [san] }));
  const out = fresh();
  return signRequest(
    { file, profile: 'server', subjectAltNames: 'copy', issuer, validity, out, ...writing },
    ports,
  );
};

const ISSUING: Record<string, Act> = {
  'cert issue --san': (name, ports, consumers = []) =>
    issueCertificate(
      {
        ...{ name: 'a', profile: 'peer', consumers, subjectAltNames: [parseGeneralName(name)] },
        ...{ keyType: 'ec-p256', issuer, validity, formats: ['pem'], out: fresh(), ...writing },
      },
      ports,
    ),
  'cert request --san': (name, ports, consumers = []) =>
    requestCertificate(
      {
        ...{ name: 'a', consumers, subjectAltNames: [parseGeneralName(name)] },
        ...{ keyType: 'ec-p256', out: fresh(), ...writing },
      },
      ports,
    ),
  'cert batch': (name, ports, consumers = []) =>
    batch(`- { name: a, dns: [${name.replace('dns:', '')}, localhost] }\n`, ports, { consumers }),
  'certutil cert --dns': (name, ports) =>
    certutilCert(
      {
        ...{
          instances: { single: { name: 'a', dns: [name.replace('dns:', '')], ip: [] } },
          issuer,
        },
        ...{ form: 'pem', keyType: 'ec-p256', lifetime: { days: 90 }, password: 'none' },
        ...{ out: fresh('.zip'), usualOut: '', dryRun: false },
      },
      ports,
    ),
  'cert sign --copy-san': (name, ports) =>
    signed([tlv(0x82, Buffer.from(name.replace('dns:', '')))], ports),
};

describe('a host with an underscore', () => {
  it.each(Object.entries(ISSUING))('%s: is certified, with one warning', async (_, act) => {
    const ports = testPorts();
    await act('elasticsearch_1', ports);
    expect(ports.reporter.warnings).toEqual([
      expect.stringMatching(/^"elasticsearch_1": an underscore .*JDK/),
    ]);
  });

  it('many of them: are said once', async () => {
    const ports = testPorts();
    const { certificates } = await batch(
      '- { name: a, dns: [a_1, a_2] }\n- { name: b, dns: b_1 }\n',
      ports,
    );
    expect(ports.reporter.warnings).toEqual([expect.stringMatching(/^"a_1" and 2 more: /)]);
    expect(certificates[0]?.subjectAltNames).toEqual(['dns:a_1', 'dns:a_2']);
  });

  it('kit --host: is dialled by what a Beat is, and not by a JVM', async () => {
    const ports = testPorts();
    const hosts = [parseHost('logstash_1')];
    const beat = { ...link, client: 'heartbeat', server: 'logstash', hosts };
    await makeKit({ ...beat, out: fresh() }, ports);
    await requestKit({ ...beat, continuation: '', out: fresh() }, ports);
    expect(ports.reporter.warnings.filter((line) => line.includes('underscore'))).toHaveLength(2);
    const relay = { ...link, client: 'logstash-output', server: 'logstash-input', hosts };
    for (const act of [
      () => makeKit({ ...relay, out: fresh() }, testPorts()),
      () => requestKit({ ...relay, continuation: '', out: fresh() }, testPorts()),
    ]) {
      const { code, sentence } = await refusalOf(act);
      expect(code).toBe('consumer-cannot-read');
      expect(sentence).toMatch(/"logstash_1": logstash-output dials from a JVM/);
    }
  });

  it.each([
    ['logstash-output', 'consumer-cannot-read'],
    ['logstash-elasticsearch-output', 'consumer-cannot-read'],
    ['heartbeat', undefined],
    ['nginx', undefined],
    ['logstash-input', undefined],
  ])('--for %s: %s', async (target, code) => {
    const acts = ['cert issue --san', 'cert request --san'].map((name) => ISSUING[name] as Act);
    for (const act of acts) {
      const done = act('es_1', testPorts(), [target]);
      if (code === undefined) await done;
      else expect(await codeOf(() => done)).toBe(code);
    }
  });

  it('an entry of a list for a JVM client: is a fault of its line', async () => {
    const text = '- { name: a, dns: a.lan }\n- { name: b, dns: b_1, for: logstash-output }\n';
    const { details } = await refusalOf(() => batch(text, testPorts()));
    expect(details['faults']).toEqual([{ line: 2, reason: expect.stringMatching(/"b_1".*JVM/) }]);
  });

  it('the library certifies it; inspect and verify warn of it', async () => {
    const { now } = testPorts().clock;
    const ca = await library.createCa({ now: now() });
    const { certificate } = await library.issueCertificate(ca, {
      names: ['es_1', 'localhost'],
      now: now(),
    });
    const file = fresh('.crt');
    writeFileSync(file, certificate);
    const { items } = await inspect({ files: [file] }, testPorts());
    const [item] = items;
    expect(item?.type === 'certificate' && item.findings).toEqual([
      expect.objectContaining({ code: 'underscore-name', severity: 'warning' }),
    ]);
    const verdict = await library.verifyCertificate(certificate, {
      trustAnchors: ca.certificate,
      host: 'es_1',
      at: now(),
    });
    expect(verdict.ok).toBe(true);
    expect(verdict.findings.map(({ code }) => code)).toContain('underscore-name');
  });

  it('hides no fault beside it', async () => {
    const names = [tlv(0x82, Buffer.from('es_1')), tlv(0x82, Buffer.from('-bad-'))];
    const { code } = await refusalOf(() => signed(names, testPorts()));
    expect(code).toBe('input-malformed');
  });
});

describe('an address given as a DNS name', () => {
  it.each(Object.entries(ISSUING))('%s: is taken as an address, and said', async (_, act) => {
    const ports = testPorts();
    await act('dns:10.0.0.1', ports);
    expect(ports.reporter.warnings).toEqual([
      expect.stringMatching(/^"10\.0\.0\.1": given as a DNS name and taken as an IP address/),
    ]);
  });

  it('of every form: stands in the certificate as an address', async () => {
    const ports = testPorts();
    const { certificates } = await batch(
      '- { name: a, dns: [es01, 10.0.0.1, "2001:DB8::1"] }\n',
      ports,
    );
    expect(certificates[0]?.subjectAltNames).toEqual(['dns:es01', 'ip:10.0.0.1', 'ip:2001:db8::1']);
  });

  it('--strict: is a fault of its line, as an underscore is', async () => {
    const text = '- name: a\n  dns:\n    - es01\n    - 10.0.0.1\n    - es_1\n  san: dns:10.0.0.2\n';
    const { code, details } = await refusalOf(() => batch(text, testPorts(), { isStrict: true }));
    expect(code).toBe('input-malformed');
    expect(details['faults']).toEqual([
      { line: 4, reason: expect.stringMatching(/"10\.0\.0\.1" is an IP address/) },
      { line: 5, reason: expect.stringMatching(/"es_1" has an underscore/) },
      { line: 6, reason: expect.stringMatching(/"10\.0\.0\.2" is an IP address/) },
    ]);
  });
});

describe('several bad values in one entry', () => {
  it('are all said, each with its line', async () => {
    const text = `- name: a
  dns:
    - a b
    - good.lan
    - -x.lan
  ip: [1.2.3, 10.0.0.1, 300.1.1.1]
  format: [pem, jks, pfx]
- { name: b, san: ["x y", "ip:zz"] }
`;
    const { details } = await refusalOf(() => batch(text, testPorts()));
    const faults = details['faults'] as { line: number; reason: string }[];
    expect(faults.map(({ line }) => line)).toEqual([3, 5, 6, 6, 7, 7, 8, 8]);
    const reasons = faults.map(({ reason }) => reason).join('\n');
    expect(reasons).toMatch(
      /"dns:a b"[^]*"-x" begins[^]*"1\.2\.3"[^]*"ip:300\.1\.1\.1"[^]*"jks"[^]*"pfx"[^]*"x y"[^]*"ip:zz"/,
    );
  });

  it('also of a cell of CSV, and of certutil --dns', async () => {
    const { details } = await refusalOf(() => batch('name,dns\na,"-x y- z"\n', testPorts()));
    expect(details['faults']).toHaveLength(2);
    const { sentence } = await refusalOf(() =>
      certutilCert(
        {
          ...{ instances: { single: { name: 'a', dns: ['-x', 'y-'], ip: ['1.2'] } }, issuer },
          ...{ form: 'pem', keyType: 'ec-p256', lifetime: { days: 90 }, password: 'none' },
          ...{ out: fresh('.zip'), usualOut: '', dryRun: false },
        },
        testPorts(),
      ),
    );
    expect(sentence).toMatch(/"-x"[^]*"y-"[^]*"1\.2"/);
  });
});
