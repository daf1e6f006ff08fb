// Every use-case that has certificates made works with a CA that is asked and decides for itself as it does with a key at hand.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { issueBatch, type IssueBatchRequest } from '../../src/app/batch/issue.js';
import { certutilCert } from '../../src/app/certutil/cert.js';
import { elasticsearchHttp } from '../../src/app/certutil/http.js';
import { issueCertificate, type IssueCertificateRequest } from '../../src/app/issue/certificate.js';
import { signRequest, type SignRequestRequest } from '../../src/app/issue/sign-request.js';
import { addClient } from '../../src/app/kit/add-client.js';
import { makeKit, type MakeKitRequest } from '../../src/app/kit/make.js';
import type { WriteSummary } from '../../src/app/writing/plan.js';
import { TlsmithError } from '../../src/errors.js';
import { decodeCertificates } from '../../src/formats/containers/certificate-file.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { decodeStore } from '../../src/formats/pkcs12/decode.js';
import { DAY } from '../../src/pki/certificate/duration.js';
import { parseGeneralName, parseHost } from '../../src/pki/names/general-name.js';
import { parseDistinguishedName } from '../../src/pki/names/name-parser.js';
import { type AskedCa, askedCa, type Habits } from '../support/asked-ca.js';
import { commonNames, sequence, tlv } from '../support/der.js';
import { fixedClock, NOW } from '../support/fixed-clock.js';
import { ecKey, extension } from '../support/foreign-certificate.js';
import { foreignRequest } from '../support/foreign-request.js';
import { refusalOf } from '../support/refusal-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';
import { zipEntries, zipText } from '../support/zip-entries.js';

const base = temporaryFolder();
let count = 0;
const fresh = () => join(base, `out-${(count += 1)}`);
const names = (...texts: string[]) => texts.map((text) => parseGeneralName(text));
const writing = { force: false, dryRun: false };
const validity = { days: 90, isDefault: true };
const certificatesIn = (...path: string[]) => decodeCertificates(readFileSync(join(...path)));
const dersOf = (certificates: readonly { der: Uint8Array }[]) =>
  certificates.map(({ der }) => Buffer.from(der).toString('hex'));

const KNOWN: [string, Habits] = ['whose chain is known', {}];
const UNKNOWN: [string, Habits] = ['that is known by its answers', { isUnknown: true }];

/** Shorter, another subject, one more name: nothing that a product could not bear. */
const willful = (habits: Habits = {}): Habits => ({
  ...habits,
  change: ({ names: asked, notAfter }) => ({
    subject: commonNames('as the CA wills'),
    names: [...asked, 'dns:also.lan'],
    notAfter: new Date(notAfter.getTime() - 30 * DAY),
  }),
});
const lackingNames: Habits = { change: () => ({ names: ['dns:elsewhere.lan'] }) };

describe.each([KNOWN, UNKNOWN])('a CA %s', (_, habits) => {
  const issue = (
    ca: AskedCa,
    changes: Partial<IssueCertificateRequest> = {},
    ports = testPorts(),
  ) =>
    issueCertificate(
      {
        ...{ name: 'es01', profile: 'server', consumers: [], subjectAltNames: names('es01.lan') },
        ...{ validity, issuer: { source: { issuer: ca } }, formats: ['pem'], ...writing },
        ...changes,
      },
      ports,
    );

  it('makes the files of `cert issue`', async () => {
    const [ca, out, ports] = [askedCa(habits), fresh(), testPorts()];
    const { certificates } = await issue(
      ca,
      { out, consumers: ['logstash'], profile: 'peer' },
      ports,
    );
    expect(dersOf(certificatesIn(out, 'es01.crt'))).toEqual(dersOf([...ca.answered, ca.issuing]));
    expect(dersOf(certificatesIn(out, 'ca.crt'))).toEqual(dersOf([ca.root]));
    expect(certificates[0]?.serialNumber).toBe(ca.answered[0]?.serialNumber);
    expect(ca.asked[0]?.wanted).toEqual(validity);
    expect(ports.reporter.notes).toEqual(['no ledger is kept: only a CA folder has one']);
  });

  it.each([
    ['drops a name', lackingNames, 'certificate-faulty'],
    ['refuses', { refusal: new TlsmithError('request-refused', 'no') }, 'request-refused'],
  ])('that %s leaves no file', async (_what, habit: Habits, code) => {
    const out = fresh();
    const error = await refusalOf(() => issue(askedCa({ ...habits, ...habit }), { out }));
    expect([error.code, existsSync(out)]).toEqual([code, false]);
  });

  it.each([
    ['a dry run', { dryRun: true }, undefined],
    ['files that stand there', {}, 'output-exists'],
  ])('is not asked for %s', async (_what, changes, code) => {
    const [ca, out] = [askedCa(habits), fresh()];
    if (code) mkdirSync(out);
    if (code) writeFileSync(join(out, 'es01.key'), '');
    const outcome = await issue(ca, { out, ...changes }).catch((error: unknown) => error);
    expect(ca.asked).toEqual([]);
    if (code) return expect(outcome).toMatchObject({ code });
    const [certificate] = (outcome as WriteSummary).certificates;
    const named = habits.isUnknown ? 'CN=the CA that is asked' : 'CN=Asked CA';
    expect([certificate?.issuer, existsSync(out)]).toEqual([named, false]);
  });

  const sign = (ca: AskedCa, changes: Partial<SignRequestRequest> = {}) => {
    const [file, out, key] = [`${fresh()}.csr`, fresh(), ecKey()];
    const alternatives = sequence(tlv(0x82, Buffer.from('es01.lan')));
    const extensions = [extension('2.5.29.17', false, alternatives)];
    const request = foreignRequest({ key, subject: commonNames('es01'), extensions });
    writeFileSync(file, encodePem('CERTIFICATE REQUEST', request));
    const ports = testPorts();
    const summary = signRequest(
      {
        ...{ file, name: 'es01', profile: 'server', subjectAltNames: 'copy', validity, out },
        ...{ issuer: { source: { issuer: ca } }, ...writing, ...changes },
      },
      ports,
    );
    return { summary, out, request, ports };
  };
  const servers: Habits = { ...habits, change: () => ({ uses: ['serverAuth'] }) };

  it('is handed the request of `cert sign` as it stands', async () => {
    const ca = askedCa(servers);
    const { summary, out, request } = sign(ca);
    await summary;
    expect(ca.asked[0]?.request).toEqual(new Uint8Array(request));
    expect(dersOf(certificatesIn(out, 'es01.crt'))).toEqual(dersOf([...ca.answered, ca.issuing]));
    expect(dersOf(certificatesIn(out, 'ca.crt'))).toEqual(dersOf([ca.root]));
  });

  it.each<[string, Partial<SignRequestRequest>, string]>([
    ['other names', { subjectAltNames: names('es02.lan') }, 'it lacks dns:es02.lan'],
    ['another subject', { subject: parseDistinguishedName('CN=x') }, 'its subject is "CN=es01"'],
  ])('is not asked for %s than the request has', async (_what, changes, said) => {
    const ca = askedCa(servers);
    const error = await refusalOf(() => sign(ca, changes).summary);
    expect([error.code, ca.asked]).toEqual(['request-refused', []]);
    expect(error.sentence).toContain(said);
  });

  it.each<[string, Habits, boolean]>([
    ['a dry run', servers, true],
    ['files that stand there', servers, false],
  ])('is not handed a request for %s', async (_what, habit, dryRun) => {
    const [ca, out] = [askedCa(habit), fresh()];
    mkdirSync(out);
    if (!dryRun) writeFileSync(join(out, 'es01.crt'), '');
    const { summary } = sign(ca, { out, dryRun });
    if (dryRun) expect((await summary).dryRun).toBe(true);
    else expect((await refusalOf(() => summary)).code).toBe('output-exists');
    expect(ca.asked).toEqual([]);
  });

  it('is not asked for a CA', async () => {
    const ca = askedCa(habits);
    const error = await refusalOf(() => sign(ca, { profile: 'ca' }).summary);
    expect([error.code, ca.asked]).toEqual(['issuer-by-request', []]);
  });

  const kit = (
    ca: AskedCa,
    out: string,
    changes: Partial<MakeKitRequest> = {},
    ports = testPorts(),
  ) =>
    makeKit(
      {
        ...{ client: 'heartbeat', server: 'logstash', store: 'pem', otherNames: [], proof: true },
        ...{ hosts: [parseHost('logs.lan')], extKeyUsage: 'both', newCa: {}, validity, out },
        ...{ issuer: { source: { issuer: ca } }, ...writing, ...changes },
      },
      ports,
    );

  it('makes a kit, proof included, and one more client', async () => {
    const [ca, out, ports] = [askedCa(willful(habits)), fresh(), testPorts()];
    const summary = await kit(ca, out, {}, ports);
    expect(summary.choices).toContainEqual(
      expect.objectContaining({ what: 'CA', why: 'the one that was named' }),
    );
    expect(summary.handshakes.length).toBeGreaterThan(0);
    expect(existsSync(join(out, 'ca'))).toBe(false);
    const changed = ports.reporter.notes.filter((line) => line.startsWith('the CA changed'));
    expect(changed).toHaveLength(2);
    await addClient(
      {
        ...{ client: 'heartbeat', server: 'logstash', kit: out, name: 'beat02', hosts: [] },
        ...{ extKeyUsage: 'both', validity, issuer: { source: { issuer: ca } }, proof: true },
        ...writing,
      },
      testPorts(),
    );
    expect(dersOf(certificatesIn(out, 'beat02', 'ca.crt'))).toEqual(dersOf([ca.root]));
  });

  it('that certifies servers only makes no kit, and says of which host', async () => {
    const [ca, out] = [askedCa(servers), fresh()];
    const error = await refusalOf(() => kit(ca, out));
    expect([error.code, error.details.host, existsSync(out)]).toEqual([
      ...['certificate-faulty', 'heartbeat', false],
    ]);
    expect(error.details.serialNumber).toBe(ca.answered[1]?.serialNumber);
  });

  it.each([
    ['a dry run', true],
    ['a folder with a host in it', false],
  ])('is not asked for the kit of %s', async (_what, dryRun) => {
    const [ca, out, ports] = [askedCa(habits), fresh(), testPorts()];
    if (!dryRun) mkdirSync(join(out, 'logstash'), { recursive: true });
    if (!dryRun) writeFileSync(join(out, 'logstash', 'logstash.crt'), '');
    const made = kit(ca, out, { dryRun }, ports);
    if (dryRun) expect((await made).certificates).toHaveLength(2);
    else expect((await refusalOf(() => made)).code).toBe('output-exists');
    expect(ca.asked).toEqual([]);
  });

  it('makes what certutil makes', async () => {
    const [ca, out, zip] = [askedCa(willful(habits)), `${fresh()}.p12`, `${fresh()}.zip`];
    const source = { source: { issuer: ca } };
    const common = { keyType: 'ec-p256', lifetime: { days: 90 }, dryRun: false } as const;
    const single = { name: 'es01', dns: ['es01.lan'], ip: [] };
    await certutilCert(
      {
        ...{ ...common, instances: { single }, form: 'pkcs12', password: 'none' },
        ...{ issuer: source, usualOut: out, out },
      },
      testPorts(),
    );
    const { keys, certificates } = await decodeStore(readFileSync(out), undefined, testPorts());
    const whole = [...ca.answered, ca.issuing, ca.root];
    expect(dersOf(keys[0]?.chain ?? [])).toEqual(dersOf(whole));
    expect(dersOf(certificates.map(({ certificate }) => certificate))).toEqual(dersOf([ca.root]));
    const nodes = [{ subjectAltNames: names('es01.lan') }];
    const signer = { kind: 'issuer', issuer: source } as const;
    await elasticsearchHttp({ ...common, signer, nodes, password: 'none', out: zip }, testPorts());
    expect(zipEntries(zip).has('elasticsearch/http.p12')).toBe(true);
    const kibana = zipText(zip, 'kibana/elasticsearch-ca.pem');
    expect(dersOf(decodeCertificates(Buffer.from(kibana)))).toEqual(dersOf([ca.root]));
  });

  it.each([
    ['a dry run', true],
    ['a store that stands there', false],
  ])('is not asked for the certutil of %s', async (_what, dryRun) => {
    const [ca, out] = [askedCa(habits), `${fresh()}.p12`];
    if (!dryRun) writeFileSync(out, '');
    const common = { keyType: 'ec-p256', lifetime: { days: 90 }, dryRun, out } as const;
    const [instances, source] = [{ single: { name: 'a', dns: ['a.lan'], ip: [] } }, { issuer: ca }];
    const cert = { ...common, instances, form: 'pkcs12', password: 'none', usualOut: out } as const;
    const nodes = [{ subjectAltNames: names('es01.lan') }];
    const signer = { kind: 'issuer', issuer: { source } } as const;
    for (const made of [
      certutilCert({ ...cert, issuer: { source } }, testPorts()),
      elasticsearchHttp({ ...common, signer, nodes, password: 'none' }, testPorts()),
    ]) {
      if (dryRun) expect((await made).certificates).toHaveLength(1);
      else expect((await refusalOf(() => made)).code).toBe('output-exists');
    }
    expect(ca.asked).toEqual([]);
  });

  const hosts = (...stems: string[]) => {
    const folder = fresh();
    mkdirSync(folder);
    const file = join(folder, 'hosts.yml');
    writeFileSync(file, stems.map((stem) => `- name: ${stem}\n  dns: ${stem}.lan\n`).join(''));
    return { file, out: { folder: join(folder, 'hosts') } };
  };
  const batch = (ca: AskedCa, run: ReturnType<typeof hosts>, ports = testPorts()) =>
    issueBatch(
      {
        ...{ ...run, consumers: [], formats: ['pem'], issuer: { source: { issuer: ca } } },
        ...{ validity, within: { days: 30 }, ...writing },
      } satisfies IssueBatchRequest,
      ports,
    );

  it('makes a batch, whose second run leaves alone what the CA willed', async () => {
    const [ca, run, ports] = [
      askedCa(willful(habits)),
      hosts('a', 'b', 'c', 'd', 'e'),
      testPorts(),
    ];
    await batch(ca, run, ports);
    expect(ca.answered).toHaveLength(5);
    const said = ports.reporter.notes.filter((line) => /the CA changed|with 2 more/.test(line));
    expect(said).toHaveLength(4);
    const again = await batch(ca, run);
    expect(new Set(again.hosts.map(({ state }) => state))).toEqual(new Set(['current']));
    expect(ca.answered).toHaveLength(5);
  });

  it('is not asked for a batch whose place is taken', async () => {
    const [ca, run] = [askedCa(habits), hosts('a')];
    mkdirSync(join(run.out.folder, 'a', 'a.crt'), { recursive: true });
    await refusalOf(() => batch(ca, run));
    expect(ca.asked).toEqual([]);
  });

  it('replaces what is due only where it is known to come from there', async () => {
    const [ca, run] = [askedCa(habits), hosts('a')];
    await batch(ca, run);
    const clock = fixedClock(new Date(NOW.getTime() + 70 * DAY));
    const late = () => batch(ca, run, testPorts({ clock }));
    if (!habits.isUnknown) return expect((await late()).hosts[0]?.state).toBe('due');
    const error = await refusalOf(late);
    expect([error.code, error.sentence]).toEqual([
      'output-exists',
      expect.stringContaining('and may be of another CA'),
    ]);
  });

  it('whose answer no product reads is refused with its serial number', async () => {
    const ca = askedCa({ ...habits, change: () => ({ uses: ['clientAuth'] }) });
    const run = hosts('a');
    const error = await refusalOf(() => batch(ca, run));
    expect([error.code, existsSync(run.out.folder)]).toEqual(['certificate-faulty', false]);
    expect(error.details.serialNumber).toBe(ca.answered[0]?.serialNumber);
  });
});
