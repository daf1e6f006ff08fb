// `cert batch`: many hosts from a list, all faults at once, and a second run that makes only what is missing, changed or due.
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { createCa } from '../../../src/app/issue/create-ca.js';
import { issueBatch, type IssueBatchRequest } from '../../../src/app/batch/issue.js';
import { decodeCertificates } from '../../../src/formats/containers/certificate-file.js';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import { ledgerEntries } from '../../support/ledger-entries.js';
import type { Store } from '../../../src/targets/descriptor/form.js';
import { treeOf } from '../../support/folder-tree.js';
import { refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
const ca = join(base, 'ca');
let count = 0;

interface Run {
  out: string;
  file: string;
}

function list(text: string, name = 'instances.yml'): Run {
  const folder = join(base, `run-${(count += 1)}`);
  mkdirSync(folder);
  writeFileSync(join(folder, name), text);
  return { out: join(folder, 'hosts'), file: join(folder, name) };
}

const batch = (run: Run, changes: Partial<IssueBatchRequest> = {}, ports = testPorts()) =>
  issueBatch(
    {
      ...{
        file: run.file,
        out: { folder: run.out },
        consumers: [],
        formats: ['pem'],
        issuer: { source: { folder: ca } },
      },
      validity: { days: 825, isDefault: true },
      ...{ within: { days: 30 }, force: false, dryRun: false, ...changes },
    },
    ports,
  );
const certificateOf = (run: Run, name: string) =>
  decodeCertificates(readFileSync(join(run.out, name, `${name}.crt`)))[0];
const faultsOf = async (text: string, changes: Partial<IssueBatchRequest> = {}) => {
  const run = list(text);
  const { code, details } = await refusalOf(() => batch(run, changes));
  expect(code).toBe('input-malformed');
  expect(existsSync(run.out)).toBe(false);
  return details['faults'] as { line: number; reason: string }[];
};
const statesOf = async (...args: Parameters<typeof batch>) =>
  Object.fromEntries((await batch(...args)).hosts.map(({ name, state }) => [name, state]));

/** The example of Elastic's documentation in its shape: names, addresses, a file name of its own, a distinguished name. */
const CERTUTIL = `instances:
  - name: "node1"
    ip:
      - "192.0.2.1"
    dns:
      - "node1.example.lan"
  - name: "node2"
    filename: "other name"
    ip: "192.0.2.2"
    cn:
      - "node2.node.cluster"
  - name: "CN=node3,OU=ops,DC=example,DC=lan"
    filename: "node3"
    dns: [ "node3.example.lan", "*.example.lan" ]
`;

beforeAll(async () => {
  const wanted = { keyType: 'ec-p256', validity: { days: 3650, isDefault: true } } as const;
  await createCa({ ...wanted, out: ca, force: false, dryRun: false }, testPorts());
});

describe("certutil's list", () => {
  it('makes a folder each, for both roles', async () => {
    const run = list(CERTUTIL);
    const { hosts, files, certificates } = await batch(run);
    expect(hosts.map(({ name, line, state }) => [name, line, state])).toEqual([
      ['node1', 2, 'missing'],
      ['other name', 7, 'missing'],
      ['node3', 12, 'missing'],
    ]);
    expect(files.map(({ path }) => path.slice(run.out.length + 1))).toEqual(
      ['node1', 'other name', 'node3'].flatMap((name) => [
        `${name}/${name}.crt`,
        `${name}/${name}.key`,
        `${name}/ca.crt`,
      ]),
    );
    expect(certificates.map(({ extKeyUsage }) => extKeyUsage)).toEqual(
      Array(3).fill(['serverAuth', 'clientAuth']),
    );
  });

  it('names each as it says: addresses, common names as otherName, whole distinguished names', async () => {
    const run = list(CERTUTIL);
    await batch(run);
    expect(certificateOf(run, 'node1').subjectAltNames).toEqual([
      'ip:192.0.2.1',
      'dns:node1.example.lan',
    ]);
    expect(certificateOf(run, 'other name').subjectAltNames).toEqual([
      'ip:192.0.2.2',
      'other:2.5.4.3=node2.node.cluster',
    ]);
    expect(formatDistinguishedName(certificateOf(run, 'node3').subject)).toBe(
      'CN=node3,OU=ops,DC=example,DC=lan',
    );
  });

  it('writes one line a host into the ledger, and no serial number twice', async () => {
    const lines = () => readFileSync(join(ca, 'ledger.jsonl'), 'utf8').trim().split('\n');
    const before = lines().length;
    await batch(list(CERTUTIL));
    const serials = lines().map(
      (line) => (JSON.parse(line) as { serialNumber: string }).serialNumber,
    );
    expect(serials.length).toBe(before + 3);
    expect(new Set(serials.slice(before)).size).toBe(3);
  });
});

describe('beyond certutil', () => {
  it('an entry says profile, key type, validity, form and products of its own', async () => {
    const run = list(`instances:
  - { name: shipper, profile: client, key-type: rsa-2048, days: 90 }
  - { name: web, san: [ web.lan, "https://web.lan/x" ], profile: server, until: 2026-12-24 }
  - { name: es, dns: es.lan, format: [ pkcs12 ] }
  - { name: ls, for: filebeat }
`);
    const { hosts } = await batch(run, { password: 'generate' });
    expect(hosts).toHaveLength(4);
    expect(certificateOf(run, 'shipper').extKeyUsage).toEqual(['clientAuth']);
    expect(certificateOf(run, 'ls').extKeyUsage).toEqual(['clientAuth']);
    expect(certificateOf(run, 'web').notAfter.toISOString()).toBe('2026-12-24T23:59:59.000Z');
    expect(treeOf(join(run.out, 'es')).map((line) => line.split(' ').at(-1))).toEqual(
      expect.arrayContaining(['ca.crt', 'keystore.p12', 'secrets.env', 'truststore.p12']),
    );
    expect(await statesOf(run, { password: 'generate' })).toEqual({
      shipper: 'current',
      web: 'current',
      es: 'current',
      ls: 'current',
    });
  });

  it('a cell of CSV holds several values', async () => {
    const run = list('name,dns,ip\na,a.lan b.lan,"10.0.0.5,10.0.0.6"\n', 'hosts.csv');
    await batch(run);
    expect(certificateOf(run, 'a').subjectAltNames).toEqual([
      ...['dns:a.lan', 'dns:b.lan', 'ip:10.0.0.5', 'ip:10.0.0.6'],
    ]);
  });

  it('a flag holds for the entries that say nothing else', async () => {
    const run = list('- name: a\n- name: b\n  profile: server\n  dns: b.lan\n');
    await batch(run, { profile: 'client' });
    expect(certificateOf(run, 'a').extKeyUsage).toEqual(['clientAuth']);
    expect(certificateOf(run, 'b').extKeyUsage).toEqual(['serverAuth']);
  });
});

describe('a second run', () => {
  const text = (ip: string, days = 90) =>
    `- { name: a, ip: ${ip} }\n- { name: b, dns: b.lan, days: ${days} }\n`;

  it('changes nothing where nothing has changed', async () => {
    const run = list(text('10.0.0.5'));
    await batch(run);
    const before = certificateOf(run, 'a').serialNumber;
    const { hosts, files } = await batch(run);
    expect(hosts.map(({ issued }) => issued)).toEqual([false, false]);
    expect(files).toEqual([]);
    expect(certificateOf(run, 'a').serialNumber).toBe(before);
  });

  it('issues what has changed, and replaces key and certificate', async () => {
    const run = list(text('10.0.0.5'));
    await batch(run);
    const before = certificateOf(run, 'b').serialNumber;
    writeFileSync(run.file, text('10.0.0.6'));
    expect(await statesOf(run)).toEqual({ a: 'changed', b: 'current' });
    expect(certificateOf(run, 'a').subjectAltNames).toEqual(['ip:10.0.0.6']);
    expect(certificateOf(run, 'b').serialNumber).toBe(before);
    expect(await statesOf(run)).toEqual({ a: 'current', b: 'current' });
  });

  it('issues what is due, half-way through the life of a short one', async () => {
    const run = list(text('10.0.0.5', 10));
    await batch(run);
    expect(await statesOf(run)).toEqual({ a: 'current', b: 'current' });
    expect(await statesOf(run, { within: { days: 36_000 }, dryRun: true })).toEqual({
      a: 'current',
      b: 'current',
    });
    const later = testPorts();
    const sixDays = new Date(later.clock.now().getTime() + 6 * 86_400_000);
    const ports = { ...later, clock: { now: () => sixDays } };
    expect(await statesOf(run, {}, ports)).toEqual({ a: 'current', b: 'due' });
  });

  it.each([
    ['a folder is gone', 'a', 'missing'],
    ['the key is gone', 'a/a.key', 'changed'],
    ['the trust anchor is gone', 'a/ca.crt', 'changed'],
  ])('mends a host of which %s', async (_, gone, state) => {
    const run = list(text('10.0.0.5'));
    await batch(run);
    rmSync(join(run.out, gone), { recursive: true });
    expect(await statesOf(run)).toEqual({ a: state, b: 'current' });
    expect(await statesOf(run)).toEqual({ a: 'current', b: 'current' });
  });

  it('mends a host whose key is not that of its certificate, as a run cut off between the two leaves it', async () => {
    const run = list(text('10.0.0.5'));
    await batch(run);
    writeFileSync(join(run.out, 'a/a.key'), readFileSync(join(run.out, 'b/b.key')));
    expect(await statesOf(run)).toEqual({ a: 'changed', b: 'current' });
  });

  it('touches no certificate of another CA, unless forced', async () => {
    const run = list(text('10.0.0.5'));
    await batch(run);
    const other = join(base, 'other-ca');
    const wanted = { keyType: 'ec-p256', validity: { days: 3650, isDefault: true } } as const;
    await createCa({ ...wanted, out: other, force: true, dryRun: false }, testPorts());
    const issuer = { source: { folder: other } };
    const before = certificateOf(run, 'a').der;
    const refusal = await refusalOf(() => batch(run, { issuer }));
    expect(refusal.code).toBe('output-exists');
    expect(refusal.sentence).toMatch(/hosts\/a" holds a certificate of another CA \(and 1 more\)/);
    expect(certificateOf(run, 'a').der).toEqual(before);
    expect(await statesOf(run, { issuer, force: true })).toEqual({ a: 'foreign', b: 'foreign' });
    expect(certificateOf(run, 'a').der).not.toEqual(before);
  });

  it('overwrites no key whose certificate is gone, unless forced', async () => {
    const run = list(text('10.0.0.5'));
    await batch(run);
    rmSync(join(run.out, 'b/b.crt'));
    const refusal = await refusalOf(() => batch(run));
    expect(refusal.sentence).toMatch(/hosts\/b" holds b\.key without its certificate$/);
    expect(await statesOf(run, { force: true })).toEqual({ a: 'current', b: 'foreign' });
    expect(await statesOf(run)).toEqual({ a: 'current', b: 'current' });
  });

  it.each([
    ['garbage', 'garbage', /a\.key" is text without PEM/],
    [
      'a block of nothing',
      '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
      /a\.key": the private key is malformed/,
    ],
  ])('says which key is damaged: %s', async (_, damaged, says) => {
    const run = list(text('10.0.0.5'));
    await batch(run);
    writeFileSync(join(run.out, 'a/a.key'), damaged);
    expect((await refusalOf(() => batch(run))).sentence).toMatch(says);
  });

  it('opens stores by the password that is given, where none was made for them', async () => {
    const run = list('- { name: es, dns: es.lan, format: pkcs12 }\n');
    const password = { text: 'correct horse battery' };
    await batch(run, { password });
    expect(await statesOf(run, { password })).toEqual({ es: 'current' });
    const wrong = await refusalOf(() => batch(run, { password: { text: 'another password' } }));
    expect(wrong.code).toBe('password-wrong');
    const made = await refusalOf(() => batch(run, { password: 'generate' }));
    expect(made.code).toBe('password-missing');
  });

  it('says how far it has come, of those that it makes', async () => {
    const run = list(text('10.0.0.5'));
    const ports = testPorts();
    await batch(run, {}, ports);
    expect(ports.reporter.progressed).toEqual({ first: 0, last: 2 });
    await batch(run, {}, ports);
    expect(ports.reporter.progressed.last).toBe(0);
  });
});

describe('a dry run', () => {
  const withoutKeys = () => {
    const ports = testPorts();
    const generateKeyPair = () => Promise.reject(new Error('a dry run makes no key'));
    return { ...ports, crypto: { ...ports.crypto, generateKeyPair } };
  };
  const both = '- { name: a, format: [pem, pkcs12] }\n- { name: b, dns: b.lan }\n';

  it('makes no key and no file, and names the files that the run then writes', async () => {
    const run = list(both);
    const changes = { profile: 'client', password: 'generate' } as const;
    const dry = await batch(run, { ...changes, dryRun: true }, withoutKeys());
    expect(dry).toMatchObject({ dryRun: true, certificates: [] });
    expect(existsSync(run.out)).toBe(false);
    const { hosts, files } = await batch(run, changes);
    expect(dry).toMatchObject({ hosts, files });
  });

  it('of an archive names it, and sees what is in the way', async () => {
    const run = list(both);
    const out = { archive: `${run.out}.zip`, format: 'zip' } as const;
    const changes = { out, profile: 'client', password: 'generate', dryRun: true } as const;
    const { files } = await batch(run, changes, withoutKeys());
    expect(files).toEqual([{ path: out.archive, kind: 'archive', mode: '0600' }]);
    writeFileSync(out.archive, '');
    expect((await refusalOf(() => batch(run, changes))).code).toBe('output-exists');
  });

  it('sees what is in the way of a folder', async () => {
    const run = list('- { name: b, dns: b.lan }\n');
    writeFileSync(run.out, '');
    const { code } = await refusalOf(() => batch(run, { dryRun: true }, withoutKeys()));
    expect(code).toBe('output-not-folder');
  });
});

describe('the ledger', () => {
  const own = join(base, 'ledger-ca');
  const issuer = { source: { folder: own } };
  const ledger = join(own, 'ledger.jsonl');
  const entries = () => ledgerEntries(ledger);
  const lastEvents = (from: number) =>
    entries()
      .slice(from)
      .map(({ event, serialNumber, replaces }) => ({ event, serialNumber, replaces }));
  const text = '- { name: a, dns: a.lan }\n- { name: b, dns: b.lan }\n';

  beforeAll(async () => {
    const wanted = { keyType: 'ec-p256', validity: { days: 3650, isDefault: true } } as const;
    await createCa({ ...wanted, out: own, force: false, dryRun: false }, testPorts());
  });

  it('says which certificate replaces which', async () => {
    const run = list(text);
    await batch(run, { issuer });
    const before = entries().length;
    const old = certificateOf(run, 'b').serialNumber;
    writeFileSync(run.file, text.replace('b.lan', 'c.lan'));
    const ports = testPorts({ random: seededRandom(2) });
    const { hosts } = await batch(run, { issuer }, ports);
    expect(hosts.map(({ replaces }) => replaces)).toEqual([undefined, old]);
    const { serialNumber } = certificateOf(run, 'b');
    expect(lastEvents(before)).toEqual([{ event: 'renewed', serialNumber, replaces: old }]);
  });

  /** As a run leaves it that is killed when the first host has its name and the second has not. */
  async function killedBetween(seed: number, formats: readonly Store[] = ['pem']) {
    const run = list(text);
    const ports = testPorts({ random: seededRandom(seed) });
    await batch(run, { issuer, formats, password: 'generate' }, ports);
    const { processId } = ports.files;
    const staging = join(run.out, `.hosts.tlsmith-${processId()}-0123456789ab`);
    mkdirSync(staging);
    renameSync(join(run.out, 'b'), join(staging, 'b'));
    const isProcessAlive = () => false;
    const next = testPorts({ random: seededRandom(seed + 1) });
    const ofNext = { ...next, files: { ...next.files, isProcessAlive } };
    const again = () => batch(run, { issuer, formats, password: 'generate' }, ofNext);
    return { run, staging, again, ofNext, from: entries().length };
  }

  it.each<[string, number, Store[]]>([
    ['PEM files', 10, ['pem']],
    ['stores', 20, ['pkcs12']],
  ])('says once that what was never handed out is abandoned: %s', async (_, seed, formats) => {
    const { staging, again, ofNext, from } = await killedBetween(seed, formats);
    const cutOff = entries().at(-1)?.serialNumber as string;
    expect((await again()).hosts.map(({ state }) => state)).toEqual(['current', 'missing']);
    expect(lastEvents(from)).toEqual([
      { event: 'abandoned', serialNumber: cutOff },
      { event: 'issued', serialNumber: entries().at(-1)?.serialNumber },
    ]);
    expect(ofNext.reporter.notes.join()).toMatch(/abandoned in the ledger: 1 that a killed run/);
    expect(existsSync(staging)).toBe(false);
    await again();
    expect(entries()).toHaveLength(from + 2);
  });

  it('abandons nothing that was moved away, whole or from a run that was killed', async () => {
    const { run, again, from } = await killedBetween(30);
    rmSync(join(run.out, 'a'), { recursive: true });
    await again();
    expect(lastEvents(from).map(({ event }) => event)).toEqual(['abandoned', 'issued', 'issued']);
    rmSync(run.out, { recursive: true });
    await batch(run, { issuer }, testPorts({ random: seededRandom(35) }));
    expect(lastEvents(from + 3).map(({ event }) => event)).toEqual(['issued', 'issued']);
  });

  it.each([
    ['left only its key', 'b.key', 40],
    ['left only its certificate', 'b.crt', 50],
  ])('abandons nothing of a host that %s', async (_, left, seed) => {
    const { run, staging, again, from } = await killedBetween(seed);
    for (const name of ['b.crt', 'b.key', 'ca.crt']) {
      if (name !== left) rmSync(join(staging, 'b', name));
    }
    await again();
    expect(lastEvents(from).map(({ event }) => event)).toEqual(['issued']);
    expect(existsSync(join(run.out, 'b/b.key'))).toBe(true);
  });
});

describe('a list with faults', () => {
  it('is refused as a whole, with every fault', async () => {
    const faults = await faultsOf(`instances:
  - { name: good, dns: good.lan }
  - { name: a, dnss: a.lan, days: 0 }
  - { name: b, dns: not a host! }
  - { name: c, ip: 1.2.3 }
  - { filename: ../x }
`);
    expect(faults.map(({ line }) => line)).toEqual([3, 3, 4, 5, 6, 6]);
    expect(faults.map(({ reason }) => reason).join('\n')).toMatch(
      /no field "dnss"; did you mean dns[^]*not a number of days[^]*contains a blank[^]*not an IP address[^]*"\.\.\/x"[^]*has no name/,
    );
  });

  it.each([
    [
      'one name twice',
      '- { name: a, dns: a }\n- { name: a, dns: b }',
      2,
      /in common with the entry at line 1/,
    ],
    ['names that differ in case', '- { name: a, dns: a }\n- { name: A, dns: b }', 2, /in common/],
    [
      'names alike as files',
      '- { name: "*.x", dns: a }\n- { name: _wildcard.x, dns: b }',
      2,
      /in common/,
    ],
    ['the name ca', '- { name: CA, dns: a }', 1, /"ca" is/],
    ['the name of the checksums', '- { name: SHA256SUMS, dns: a }', 1, /checksums in an archive/],
    ['the filename ca', '- { name: a, filename: ca, dns: a }', 1, /ca\.crt is the trust anchor/],
    [
      'a filename that climbs',
      '- { name: a, filename: ../../etc/x, dns: a }',
      1,
      /has a character other/,
    ],
    [
      'a filename with a leading dot',
      '- { name: a, filename: .x, dns: a }',
      1,
      /begins with a dot/,
    ],
    [
      'a filename that is too long',
      `- { name: a, filename: ${'x'.repeat(181)}, dns: a }`,
      1,
      /180/,
    ],
    ['a name that no file can have', '- { name: "a/b", dns: a }', 1, /give a filename/],
    ['a distinguished name that is none', '- { name: "CN=", filename: a, dns: a }', 1, /./],
    ['a server without names', '- { name: a }', 1, /at least one subjectAltName/],
    ['two lives', '- { name: a, dns: a, days: 3, until: 2027-01-01 }', 1, /only one can hold/],
    [
      'a life beyond that of the CA',
      '- { name: a, dns: a, days: 36000 }',
      1,
      /later than the issuer/,
    ],
    ['an unknown product', '- { name: a, dns: a, for: logstsh }', 1, /logstsh/],
    ['an unknown key type', '- { name: a, dns: a, key-type: rsa-1024 }', 1, /none of ec-p256/],
    [
      'a key that the product cannot load',
      '- { name: a, for: logstash-output, key-type: ec-p256 }',
      1,
      /does not load/,
    ],
    ['a list where one value stands', '- { name: [a, b], dns: a }', 1, /name is one value/],
    ['a control character', '- { name: "a\\u0007", filename: a, dns: a }', 1, /control character/],
  ])('%s', async (_, text, line, reason) => {
    const faults = await faultsOf(`${text}\n`);
    expect(faults.map((fault) => fault.line)).toEqual(faults.map(() => line));
    expect(faults.map((fault) => fault.reason).join('\n')).toMatch(reason);
  });

  it('names what the CA may not certify, of every host', async () => {
    const limited = join(base, 'limited-ca');
    const wanted = { keyType: 'ec-p256', validity: { days: 900, isDefault: true } } as const;
    await createCa(
      { ...wanted, permitDns: ['example.lan'], out: limited, force: false, dryRun: false },
      testPorts(),
    );
    const faults = await faultsOf(
      '- { name: a, dns: a.example.lan }\n- { name: b, dns: b.lan }\n- { name: c, dns: c.org }\n',
      { issuer: { source: { folder: limited } } },
    );
    expect(faults.map(({ line }) => line)).toEqual([2, 3]);
    expect(faults[0]?.reason).toMatch(/b\.lan/);
  });

  it('without a host is refused', async () => {
    const run = list('name,dns\n', 'hosts.csv');
    const { code, sentence } = await refusalOf(() => batch(run));
    expect([code, sentence]).toEqual(['input-malformed', expect.stringMatching(/lists no host/)]);
  });
});
