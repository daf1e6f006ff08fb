// `status` as a use-case, on files in memory: what is found in files of every kind, whose it is, when it ends and how it is renewed.
import { createPrivateKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { status, type StatusRequest } from '../../../src/app/status/status.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import type { StatusItem } from '../../../src/app/status/report.js';
import type { Crypto, Files } from '../../../src/ports.js';
import * as ends from '../../support/doctor-ends.js';
import {
  client,
  clientEnd,
  expired,
  issuing,
  keyPem,
  lockedPem,
  otherRoot,
  pem,
  root,
  serverEnd,
  trustStore,
} from '../../support/doctor-files.js';
import { type Contents, put, treeOf } from '../../support/doctor-world.js';
import { daysFromNow } from '../../support/fixed-clock.js';
import { ecKey } from '../../support/foreign-certificate.js';
import { FIXTURE_PASSWORD } from '../../support/fixture-keys.js';
import { inspectFixture } from '../../support/inspect-fixture.js';
import { memoryFiles } from '../../support/memory-files.js';
import { crl } from '../../support/path-builder.js';
import { certificateBag, clearStore, keyBag, localKeyId } from '../../support/pkcs12-parts.js';
import { refusalOf } from '../../support/refusal-of.js';
import { scriptedPrompter } from '../../support/scripted-prompter.js';
import { testPorts } from '../../support/test-ports.js';

const soon = { notAfter: daysFromNow(20) };
const due = clientEnd('due', soon);
const over = serverEnd('over', expired);

type Asked = Partial<StatusRequest> & {
  files?: Partial<Files>;
  answers?: string[];
  crypto?: Crypto;
};

async function statusOf(contents: Contents, asked: Asked = {}) {
  const { files, answers, crypto, ...changes } = asked;
  const tree = treeOf(contents);
  const ports = testPorts({
    files: { ...memoryFiles(tree), ...files },
    ...(answers && { prompter: scriptedPrompter(...answers) }),
    ...(crypto && { crypto }),
  });
  const usual = { paths: ['/w'], within: { days: 30 }, usualAuthority: './ca' };
  const findings = await status({ ...usual, ...changes }, ports);
  return { ...findings, ports };
}

const rowsOf = ({ items }: { items: readonly StatusItem[] }) =>
  items.map(({ subject, path, state }) => `${state} ${subject} ${path}`);
const renewalsOf = ({ items }: { items: readonly StatusItem[] }) =>
  items.map(({ renewal }) => renewal && [renewal.path, renewal.ca]);

it('says all of a certificate', async () => {
  const found = await statusOf({ '/w/own.crt': pem(due), '/w/ca.crt': pem(root) });
  const [item, authority] = found.items;
  expect(item).toEqual({
    path: '/w/own.crt',
    type: 'certificate',
    ca: false,
    subject: 'CN=due',
    issuer: 'CN=Test CA',
    subjectAltNames: [],
    serialNumber: expect.stringMatching(/^[0-9a-f]+$/),
    sha256Fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
    notBefore: expect.stringMatching(/^2026-/),
    notAfter: '2026-12-10T10:00:00Z',
    daysLeft: 20,
    state: 'expiring',
    issuedBy: authority?.sha256Fingerprint,
    configs: [],
  });
  expect(authority).toMatchObject({ ca: true, issuedBy: authority?.sha256Fingerprint });
  expect(found).toMatchObject({
    ...{ ok: false, at: '2026-11-20T10:00:00Z', until: '2026-12-20T10:00:00Z' },
    ...{ files: 2, unread: [], failures: [] },
  });
});

it.each<[number, string, number]>([
  [-3, 'expired', -3],
  [-0.5, 'expired', -1],
  [0, 'expiring', 0],
  [0.5, 'expiring', 0],
  [29.9, 'expiring', 29],
  [30, 'ok', 30],
])('after %d days a certificate is %s', async (days, state, daysLeft) => {
  const one = clientEnd('one', { notBefore: daysFromNow(-90), notAfter: daysFromNow(days) });
  const { items, ok } = await statusOf({ '/w/own.crt': pem(one) });
  expect([items[0]?.state, items[0]?.daysLeft, ok]).toEqual([state, daysLeft, state === 'ok']);
});

it('holds a CRL to its next update, and one without to nothing', async () => {
  const list = crl({ signer: root, nextUpdate: daysFromNow(7) });
  const { items } = await statusOf({ '/w/list.crl': list, '/w/ca.crt': pem(root) });
  expect(items[0]).toMatchObject({
    ...{ type: 'crl', subject: 'CN=Test CA', notAfter: '2026-11-27T10:00:00Z', state: 'expiring' },
    issuedBy: items[1]?.sha256Fingerprint,
  });
});

it('has the first to end first, then what ends together by path', async () => {
  const found = await statusOf({
    ...{ '/w/b.crt': pem(client), '/w/a.crt': pem(client) },
    ...{ '/w/soon.crt': pem(due), '/w/z.crt': pem(over) },
  });
  expect(rowsOf(found)).toEqual([
    'expired CN=over /w/z.crt',
    'expiring CN=due /w/soon.crt',
    'ok CN=client /w/a.crt',
    'ok CN=client /w/b.crt',
  ]);
});

describe('reads by content, whatever a file is called', () => {
  const fixture = (name: string) => readFileSync(inspectFixture(name));
  it.each<[string, string | Uint8Array, number]>([
    ['PEM', pem(client, issuing, root), 3],
    ['PEM with its key', keyPem(client) + pem(client), 1],
    ['DER', client.der, 1],
    ['PKCS#7 with a CRL', fixture('bundle.p7b'), 3],
    ['a trust store without a password', trustStore, 1],
    ['JKS, whose certificates anybody may read', fixture('java.jks'), 1],
    ['the same certificate twice', pem(client, client), 1],
    ['a key', keyPem(client), 0],
    ['a request', fixture('request.csr'), 0],
    ['a log', 'starting\n'.repeat(10_000), 0],
    ['a source text', "const x = '-----BEGIN CERTIFICATE-----\\n';", 0],
    ['parameters', '-----BEGIN DH PARAMETERS-----\nMIIB\n-----END DH PARAMETERS-----\n', 0],
  ])('%s', async (_, content, count) => {
    const { items, unread } = await statusOf({ '/w/some': content, '/w/b/c': pem(root) });
    expect([items.length - 1, unread]).toEqual([count, []]);
  });

  it('a file that is called so, or looks so, and cannot be read is told of', async () => {
    const cut = pem(client).slice(0, 200);
    const { unread, ok, failures } = await statusOf({
      ...{ '/w/a.crt': '', '/w/b.cer': 'hello', '/w/c.pem': cut, '/w/ca': pem(root) },
      '/w/locked': { bytes: Buffer.from('x'), mode: 0, uid: 0, gid: 0, isLocked: true },
    });
    expect(unread.map(({ message }) => message)).toEqual([
      '"/w/a.crt" is an empty file: no certificate, request, key, CRL or store',
      '"/w/b.cer" is text without PEM: no certificate, request, key, CRL or store',
      '"/w/c.pem": a PEM block "CERTIFICATE" has no matching END line (line 1)',
      '"/w/locked" cannot be read: permission denied',
    ]);
    expect([ok, failures]).toEqual([true, []]);
  });

  it('a good part beside a bad one', async () => {
    const found = await statusOf({ '/w/a.pem': pem(client).slice(0, 200) + pem(root) });
    expect(rowsOf(found)).toEqual(['ok CN=Test CA /w/a.pem']);
    expect(found.unread).toHaveLength(1);
  });
});

describe('a locked store', () => {
  const store = readFileSync(inspectFixture('keystore.p12'));
  const secrets = `ES01_KEYSTORE_PASSWORD=${FIXTURE_PASSWORD}\n`;
  const aliases = ({ items }: { items: readonly StatusItem[] }) => items.map(({ alias }) => alias);
  const others = { '/w/ca.crt': pem(root) };

  it('is opened by what stands beside it', async () => {
    const found = await statusOf({ ...others, '/w/k.p12': store, '/w/secrets.env': secrets });
    expect([aliases(found).includes('es01'), found.unread]).toEqual([true, []]);
  });

  it('is opened by the password of the call, also where another stands beside it', async () => {
    const wrong = 'ES01_KEYSTORE_PASSWORD=wrong\n';
    const found = await statusOf(
      { ...others, '/w/k.p12': store, '/w/secrets.env': wrong },
      { password: { text: FIXTURE_PASSWORD } },
    );
    expect([aliases(found).includes('es01'), found.unread]).toEqual([true, []]);
  });

  it('is told of in a folder, and nobody is asked', async () => {
    const found = await statusOf({ ...others, '/w/k.p12': store }, { answers: [FIXTURE_PASSWORD] });
    expect(found.unread).toEqual([
      {
        ...{ path: '/w/k.p12', code: 'password-missing' },
        message: '"/w/k.p12" is encrypted, and no password was given',
      },
    ]);
    expect(found.failures).toEqual([]);
  });

  it('is asked for where it is named itself', async () => {
    const asked = { paths: ['/w/k.p12'], answers: [FIXTURE_PASSWORD] };
    expect(aliases(await statusOf({ '/w/k.p12': store }, asked))).toContain('es01');
  });

  it('is asked for also where its folder was looked at before', async () => {
    const asked = { paths: ['/w', '/w/k.p12'], answers: [FIXTURE_PASSWORD] };
    const found = await statusOf({ ...others, '/w/k.p12': store }, asked);
    expect([aliases(found).includes('es01'), found.unread, found.failures]).toEqual([true, [], []]);
  });

  it.each([
    [9, true],
    [10, false],
  ])('is opened after %i wrong passwords of configs: %s', async (wrong, isOpened) => {
    const tree: Record<string, string> = {
      '/w/a/both.pem': pem(root) + encodePem('PKCS12', store),
    };
    for (let index = 0; index <= wrong; index += 1) {
      const password = index === wrong ? FIXTURE_PASSWORD : `wrong${index}`;
      tree[`/w/b${String.fromCharCode(97 + index)}/x.conf`] =
        `input { http { port => 1 ssl_enabled => true
ssl_keystore_path => "/w/a/both.pem" ssl_keystore_password => "${password}" } }`;
    }
    const found = await statusOf(tree);
    const beside = rowsOf(found).filter((row) => row === 'ok CN=Test CA /w/a/both.pem');
    expect([beside.length, aliases(found).includes('es01')]).toEqual([1, isOpened]);
    expect(found.items[0]?.configs).toHaveLength(wrong + 1);
    expect(found.unread.map(({ code }) => code)).toEqual(isOpened ? [] : ['password-wrong']);
  });

  it('fails where it is named itself and nobody can be asked', async () => {
    const { failures } = await statusOf({ '/w/k.p12': store }, { paths: ['/w/k.p12'] });
    expect(failures.map(({ path, error }) => [path, error.code])).toEqual([
      ['/w/k.p12', 'password-missing'],
    ]);
  });

  it('is opened by a config that is read later', async () => {
    const config = `input {
  http {
    port => 8080
    ssl_enabled => true
    ssl_keystore_path => "/w/a/k.p12"
    ssl_keystore_password => "${FIXTURE_PASSWORD}"
  }
}
`;
    const found = await statusOf({ '/w/a/k.p12': store, '/w/b/pipeline.conf': config });
    expect([aliases(found).includes('es01'), found.unread]).toEqual([true, []]);
    expect(found.items[0]?.configs).toEqual([
      { file: '/w/b/pipeline.conf', line: 5, setting: expect.stringMatching(/ssl_keystore_path$/) },
    ]);
  });
});

describe('configs', () => {
  it('bring the files that they name, each once', async () => {
    const found = await statusOf(
      { ...ends.heartbeat, ...ends.nginx },
      { paths: ['/beat', '/beat'] },
    );
    expect(rowsOf(found)).toEqual([
      'ok CN=Test CA /beat/tls/ca.crt',
      'ok CN=client /beat/tls/own.crt',
    ]);
    expect(found.items.map(({ configs }) => configs.map(({ line }) => line))).toEqual([[4], [5]]);
  });

  it('also outside of the folder, and say what is not there', async () => {
    const config = `output.logstash:
  hosts: ['logs.lan:5044']
  ssl.certificate: /absent/own.crt
  ssl.certificate_authorities: [/elsewhere/ca.crt]
`;
    const found = await statusOf({ '/w/beat.yml': config, '/elsewhere/ca.crt': pem(root) });
    expect(rowsOf(found)).toEqual(['ok CN=Test CA /elsewhere/ca.crt']);
    expect(found.unread.map(({ message }) => message)).toEqual([
      '"/absent/own.crt" does not exist (/w/beat.yml:3 names it)',
    ]);
  });

  it('hold certificates themselves', async () => {
    const inline = pem(root).replace(/^/gm, '      ').trimEnd();
    const config = `output.logstash:
  hosts: ['logs.lan:5044']
  ssl.certificate_authorities:
    - |
${inline}
`;
    const { items } = await statusOf({ '/w/beat.yml': config });
    expect(items).toMatchObject([{ path: '/w/beat.yml', configs: [{ file: '/w/beat.yml' }] }]);
  });

  it('are read below another root', async () => {
    const { items } = await statusOf(
      {
        '/w/heartbeat.yml': ends.heartbeat['/beat/heartbeat.yml'],
        ...ends.files('/w/beat/tls', client),
      },
      { root: '/w' },
    );
    expect(items.map(({ configs }) => configs.length)).toEqual([1, 1]);
  });

  it('that cannot be read are told of; a config that is named need hold nothing', async () => {
    const broken = 'output.logstash:\n  hosts: [\n';
    const found = await statusOf({ '/w/beat.yml': broken, '/w/ca.crt': pem(root) });
    expect(found.unread.map(({ code }) => code)).toEqual(['input-malformed']);
    const failed = await statusOf({ '/w/beat.yml': broken }, { paths: ['/w/beat.yml'] });
    expect(failed.failures.map(({ error }) => error.code)).toEqual(['input-malformed']);
    const named = await statusOf({ ...ends.heartbeat }, { paths: ['/beat/heartbeat.yml'] });
    expect([named.items.length, named.failures]).toEqual([2, []]);
  });
});

it('a bug that a file brings to light is a failure of that file', async () => {
  const { crypto } = testPorts();
  const digest: Crypto['digest'] = (hash, data) => {
    if (Buffer.from(data).equals(Buffer.from(client.der))) throw new RangeError('a bug');
    return crypto.digest(hash, data);
  };
  const tree = { '/w/a.crt': pem(client), '/w/ca.crt': pem(root) };
  const { items, failures } = await statusOf(tree, { crypto: { ...crypto, digest } });
  expect(items.map(({ subject }) => subject)).toEqual(['CN=Test CA']);
  expect(failures.map(({ error }) => [error.code, error.sentence])).toEqual([
    ['bug', '"/w/a.crt" could not be read: this is a bug of tlsmith'],
  ]);
});

describe('what comes next', () => {
  const ca = { '/w/ca/ca.crt': pem(root), '/w/ca/ledger.jsonl': '', '/w/ca/ca.key': keyPem(root) };
  const host = { '/w/due/due.crt': pem(due), '/w/due/due.key': keyPem(due) };
  const store = clearStore(
    keyBag(due.key.privateKeyInfo, localKeyId('01')),
    certificateBag(due.der, localKeyId('01')),
  );

  it.each<[string, Contents, ([string, string | null] | undefined)[]]>([
    ['the folder of a host', { ...ca, ...host }, [['/w/due', '/w/ca']]],
    ['of another CA', { ...host, '/w/due/ca.crt': pem(root) }, [['/w/due', null]]],
    ['nobody knows of which CA', host, [['/w/due', null]]],
    [
      'its key among others',
      { ...ca, ...host, '/w/due/other.key': keyPem(client) },
      [['/w/due/due.crt', '/w/ca']],
    ],
    [
      'its key under another name',
      { ...ca, '/w/due/cert.pem': pem(due), '/w/due/privkey.pem': keyPem(due) },
      [['/w/due/cert.pem', '/w/ca']],
    ],
    [
      'its key encrypted',
      { ...ca, '/w/due/due.crt': pem(due), '/w/due/due.key': lockedPem(due) },
      [['/w/due', '/w/ca']],
    ],
    ['no key, and a CA of ours', { ...ca, '/w/due.crt': pem(due) }, [undefined]],
    ['no key, and another CA', { '/w/due.crt': pem(due) }, [undefined]],
    ['a store', { ...ca, '/w/due/keystore.p12': store }, [['/w/due', '/w/ca']]],
    ['a store of another name', { ...ca, '/w/due/a.p12': store }, [['/w/due/a.p12', '/w/ca']]],
    [
      'a store beside key and certificate',
      { ...ca, ...host, '/w/due/keystore.p12': store },
      [
        ['/w/due', '/w/ca'],
        ['/w/due', '/w/ca'],
      ],
    ],
    [
      'the key of somebody else',
      // Made anew: the certificates of the tests share sixteen keys.
      { '/w/due/due.crt': pem(due), '/w/due/due.key': keyPem({ ...client, key: ecKey() }) },
      [undefined],
    ],
  ])('%s', async (_, contents, renewals) => {
    const found = await statusOf(contents);
    const all = renewalsOf({ items: found.items.filter(({ subject }) => subject === 'CN=due') });
    expect(all).toEqual(renewals);
  });

  describe('is the same for all files that a renewal replaces', () => {
    const files = { '/w/due/cert.pem': pem(due), '/w/due/fullchain.pem': pem(due, root) };
    const named = [
      ['/w/due/cert.pem', '/w/ca'],
      ['/w/due/cert.pem', '/w/ca'],
    ];
    it.each<[string, Contents, (string | null)[][]]>([
      ['by the names of others', { ...files, '/w/due/privkey.pem': keyPem(due) }, named],
      [
        'with the key in a store',
        { ...files, '/w/due/due.p12': store },
        [...named, ...named.slice(1)],
      ],
      [
        'in two folders',
        { ...host, '/w/b/due.crt': pem(due), '/w/b/due.key': keyPem(due) },
        [
          ['/w/b', '/w/ca'],
          ['/w/due', '/w/ca'],
        ],
      ],
      [
        'of a host with the key in a further file',
        { ...host, '/w/due/due.pem': keyPem(due) + pem(due) },
        [
          ['/w/due', '/w/ca'],
          ['/w/due', '/w/ca'],
        ],
      ],
    ])('%s', async (_, contents, renewals) => {
      const found = await statusOf({ ...ca, ...contents });
      expect(renewalsOf(found).filter((one) => one !== undefined)).toEqual(renewals);
    });
  });

  describe('is nothing where cert renew refuses', () => {
    const old = createPrivateKey(keyPem(due)).export({
      ...{ type: 'sec1', format: 'pem', cipher: 'aes-256-cbc', passphrase: FIXTURE_PASSWORD },
    }) as string;
    const certificate = { ...ca, '/w/due/due.crt': pem(due) };
    const secrets = { '/w/due/secrets.env': `DUE_KEY_PASSWORD=${FIXTURE_PASSWORD}\n` };
    it.each<[string, Contents]>([
      ['a key under the old encryption of PEM', { ...certificate, '/w/due/due.key': old }],
      ['that key with its password', { ...certificate, ...secrets, '/w/due/due.key': old }],
      [
        'a store of two keys',
        {
          ...certificate,
          '/w/due/keystore.p12': clearStore(
            keyBag(due.key.privateKeyInfo, localKeyId('01')),
            certificateBag(due.der, localKeyId('01')),
            keyBag(client.key.privateKeyInfo, localKeyId('02')),
            certificateBag(client.der, localKeyId('02')),
          ),
        },
      ],
    ])('%s', async (_, contents) => {
      expect(renewalsOf(await statusOf(contents)).filter(Boolean)).toEqual([]);
    });

    const fixture = (name: string) => readFileSync(inspectFixture(name));
    const beside = { '/w/es01/es01.pem': fixture('server.crt') };
    it.each<[string, Contents, string | undefined, (string | undefined)[]]>([
      ["Java's own store", { '/w/es01/java.jks': fixture('java.jks') }, undefined, []],
      ['the same, opened', { '/w/es01/java.jks': fixture('java.jks') }, FIXTURE_PASSWORD, []],
      [
        'but a store of PKCS#12',
        { ...beside, '/w/es01/es01.p12': fixture('keystore.p12') },
        FIXTURE_PASSWORD,
        ['/w/es01/es01.p12', '/w/es01/es01.p12'],
      ],
    ])('%s', async (_, contents, text, paths) => {
      const password = text === undefined ? undefined : { text };
      const found = await statusOf(contents, { password, within: { days: 20_000 } });
      expect(found.items.some((item) => !item.ca && item.state !== 'ok')).toBe(true);
      expect(renewalsOf(found).flatMap((one) => one?.[0] ?? [])).toEqual(paths);
    });
  });

  describe('of a link', () => {
    const links: Readonly<Record<string, string>> = {
      '/w/live/cert.pem': '/archive/cert1.pem',
      '/w/live/privkey.pem': '/archive/privkey1.pem',
      '/w/same/cert.pem': '/w/same/cert1.pem',
      '/w/mount/tls.crt': '/w/mount/..2026/tls.crt',
    };
    const linkedFiles = (contents: Contents): Partial<Files> => ({
      kind: async (path) => (path in links ? 'link' : path in contents ? 'file' : 'folder'),
      real: async (path) => links[path] ?? path,
    });
    it.each<[string, Contents, (string | undefined)[]]>([
      [
        'is where it leads',
        {
          ...{ '/w/live/cert.pem': pem(due), '/w/live/privkey.pem': keyPem(due) },
          ...{ '/archive/cert1.pem': pem(due), '/archive/privkey1.pem': keyPem(due) },
        },
        ['/archive/cert1.pem'],
      ],
      [
        'is nothing where it leads to no key',
        {
          ...{ '/w/live/cert.pem': pem(due), '/w/live/privkey.pem': keyPem(due) },
          '/archive/cert1.pem': pem(due),
        },
        [],
      ],
      [
        'is nothing where the key is behind one',
        { '/w/live/own.pem': pem(due), '/w/live/privkey.pem': keyPem(due) },
        [],
      ],
      [
        'in the same folder is the file',
        {
          ...{ '/w/same/cert.pem': pem(due), '/w/same/cert1.pem': pem(due) },
          '/w/same/privkey.pem': keyPem(due),
        },
        ['/w/same/cert1.pem'],
      ],
      [
        'is nothing in a mount of Kubernetes',
        {
          ...{ '/w/mount/tls.crt': pem(due), '/w/mount/tls.key': keyPem(due) },
          ...{ '/w/mount/..2026/tls.crt': pem(due), '/w/mount/..2026/tls.key': keyPem(due) },
        },
        [],
      ],
    ])('%s', async (_, contents, paths) => {
      const all = { ...ca, ...contents };
      const found = await statusOf(all, { files: linkedFiles(all) });
      expect(found.items.some(({ subject }) => subject === 'CN=due')).toBe(true);
      expect(renewalsOf(found).flatMap((one) => one?.[0] ?? [])).toEqual(paths);
    });
  });

  it('the CA folder that is meant where none is named counts too', async () => {
    const found = await statusOf(
      { ...ca, ...host },
      { paths: ['/w/due/due.crt'], usualAuthority: '/w/ca' },
    );
    expect(renewalsOf(found)).toEqual([['/w/due', '/w/ca']]);
    expect(found.items[0]?.issuedBy).toBeNull();
  });

  it('nothing for what lasts, nor for a CA', async () => {
    const found = await statusOf(
      { ...ca, '/w/own.crt': pem(client) },
      { within: { days: 20_000 } },
    );
    const authority = found.items.find((item) => item.ca);
    expect([authority?.state, authority?.renewal]).toEqual(['expiring', undefined]);
    expect(renewalsOf(await statusOf({ ...ca, '/w/own.crt': pem(client) }))).toEqual([
      undefined,
      undefined,
    ]);
  });
});

describe('what is named', () => {
  it('and is not there, or holds nothing, hides no other', async () => {
    const { items, failures } = await statusOf(
      { '/w/ca.crt': pem(root), '/w/own.key': keyPem(client) },
      { paths: ['absent', '/w/ca.crt', '/w/own.key'] },
    );
    expect(items).toHaveLength(1);
    expect(failures.map(({ error }) => error.sentence)).toEqual([
      '"absent" does not exist',
      '"/w/own.key" is a private key, not a certificate or CRL',
    ]);
  });

  it.each<[string, Contents, string]>([
    ['nothing at all', { '/w/x': 'x' }, '"/w" holds no certificate and no CRL'],
    [
      'nothing that can be read',
      { '/w/x.crt': '' },
      '"/w" holds no certificate and no CRL that can be read: "/w/x.crt" is an empty file: no certificate, request, key, CRL or store',
    ],
  ])('%s is refused', async (_, contents, sentence) => {
    const refusal = await refusalOf(() => statusOf(contents));
    expect([refusal.code, refusal.sentence]).toEqual(['input-wrong-kind', sentence]);
  });

  it('as *.previous is looked at, which a folder does not show', async () => {
    const kept = { '/w/own.crt.previous': pem(over), '/w/own.crt': pem(client) };
    expect(rowsOf(await statusOf(kept))).toEqual(['ok CN=client /w/own.crt']);
    expect(rowsOf(await statusOf(kept, { paths: ['/w/own.crt.previous'] }))).toEqual([
      'expired CN=over /w/own.crt.previous',
    ]);
  });
});

describe('a run that was cut off', () => {
  const journal = { '/w/es01/.tlsmith-journal.json': '{}' };
  const host = { '/w/es01/es01.crt': pem(client), '/w/es01/ca.crt': pem(root) };
  const config = `output.logstash:
  hosts: ['logs.lan:5044']
  ssl.certificate: /w/es01/es01.crt
`;
  const warning = (folder: string) =>
    `"${folder}": a run that replaced files here was cut off, so they may be of two generations; cert renew finishes or undoes it`;
  it.each([
    ['a folder', ['/w/es01']],
    ['the folder above', ['/w']],
    ['files in it', ['/w/es01/es01.crt', '/w/es01/ca.crt', '/w/es01']],
    ['a config that names files in it', ['/x/beat.yml']],
  ])('is told of once, where %s is named', async (_, paths) => {
    const { ports } = await statusOf({ ...host, ...journal, '/x/beat.yml': config }, { paths });
    expect(ports.reporter.warnings).toEqual([warning('/w/es01')]);
  });

  it('is not told of where there was none', async () => {
    expect((await statusOf(host)).ports.reporter.warnings).toEqual([]);
  });
});

it('reads no more of a file than it needs, and tells how far it has come', async () => {
  const contents: Record<string, string> = { '/w/ca.crt': pem(root) };
  for (let index = 0; index < 200; index += 1) contents[`/w/log${index}`] = 'x'.repeat(100_000);
  for (let index = 0; index < 100; index += 1) contents[`/w/own${index}.crt`] = pem(otherRoot);
  const tree = treeOf({});
  for (const [path, content] of Object.entries(contents)) put(tree, path, content);
  const inMemory = memoryFiles(tree);
  const counts = { opened: 0, closed: 0, octets: 0, whole: 0 };
  const files: Partial<Files> = {
    ...inMemory,
    read: (path) => {
      counts.whole += 1;
      return inMemory.read(path);
    },
    async open(path) {
      const file = await inMemory.open(path);
      counts.opened += 1;
      return {
        async read(from, into) {
          const length = await file.read(from, into);
          counts.octets += length;
          return length;
        },
        close: () => {
          counts.closed += 1;
          return file.close();
        },
      };
    },
  };
  const { items, ports, files: looked } = await statusOf({}, { files });
  expect([items.length, looked]).toEqual([101, 301]);
  expect(counts).toMatchObject({ opened: 301, closed: 301, whole: 0 });
  expect(counts.octets).toBeLessThan(200 * 16_384 + 101 * 2_000);
  expect(ports.reporter.progressed).toEqual({ first: 0, last: 301 });
});
