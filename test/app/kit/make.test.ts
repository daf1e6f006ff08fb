// `kit`, `kit --add-client` and `config show` as use-cases, the proof against a loopback that answers as told.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addClient, type AddClientRequest } from '../../../src/app/kit/add-client.js';
import { createCa } from '../../../src/app/issue/create-ca.js';
import { listConfig } from '../../../src/app/config/list.js';
import { makeKit, type MakeKitRequest } from '../../../src/app/kit/make.js';
import { showConfig, type ShowConfigRequest } from '../../../src/app/config/show.js';
import { TlsmithError } from '../../../src/errors.js';
import { encodeCertificates } from '../../../src/formats/containers/pem.js';
import { parseHost, parseGeneralName } from '../../../src/pki/names/general-name.js';
import { fakeLoopback } from '../../support/fake-loopback.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { modeAt, textAt, treeOf } from '../../support/folder-tree.js';
import { foreignCertificate, keyFromPem, keyUsage } from '../../support/foreign-certificate.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;

function newHome(): string {
  const home = join(base, `home-${(count += 1)}`);
  mkdirSync(home);
  return home;
}

const hosts = ['logs.mycompany.com', '10.0.0.5'].map((text) => parseHost(text));

function kitRequest(home: string, changes: Partial<MakeKitRequest> = {}): MakeKitRequest {
  return {
    client: 'heartbeat',
    server: 'logstash',
    store: 'pem',
    hosts,
    otherNames: [],
    extKeyUsage: 'both',
    newCa: { keyType: 'ec-p256' },
    validity: { days: 825, isDefault: true },
    proof: true,
    out: `${home}/kit`,
    force: false,
    dryRun: false,
    ...changes,
  };
}

function clientRequest(home: string, changes: Partial<AddClientRequest> = {}): AddClientRequest {
  return {
    client: 'heartbeat',
    server: 'logstash',
    store: 'pem',
    kit: `${home}/kit`,
    name: 'beat02',
    hosts: [],
    extKeyUsage: 'both',
    validity: { days: 825, isDefault: true },
    issuer: { source: { folder: `${home}/kit/ca` } },
    proof: true,
    force: false,
    dryRun: false,
    ...changes,
  };
}

const certificateAt = (...parts: string[]) => new X509Certificate(readFileSync(join(...parts)));
const namesOf = (certificate: X509Certificate) => certificate.subjectAltName?.split(', ');

const whole = [
  'README.md',
  'ca/',
  'ca/ca.crt',
  'ca/ca.key',
  'ca/ledger.jsonl',
  'heartbeat/',
  'heartbeat/ca.crt',
  'heartbeat/heartbeat.crt',
  'heartbeat/heartbeat.key',
  'heartbeat/heartbeat.yml',
  'logstash/',
  'logstash/ca.crt',
  'logstash/logstash.conf',
  'logstash/logstash.crt',
  'logstash/logstash.key',
];

describe('makeKit', () => {
  it('writes one folder a host, and the CA key only in ca/', async () => {
    const home = newHome();
    await makeKit(kitRequest(home), testPorts());
    expect(treeOf(`${home}/kit`)).toEqual(whole);
    for (const path of ['', 'ca', 'heartbeat', 'logstash']) {
      expect(modeAt(join(home, 'kit', path))).toBe('0700');
    }
    for (const path of whole.filter((name) => !name.endsWith('/'))) {
      const isSecret = /\.key$|ledger/.test(path);
      expect([path, modeAt(join(home, 'kit', path))]).toEqual([path, isSecret ? '0600' : '0644']);
    }
    const caKey = textAt(home, 'kit/ca/ca.key');
    for (const path of whole.filter((name) => !name.endsWith('/') && name !== 'ca/ca.key')) {
      expect(textAt(home, 'kit', path)).not.toContain(caKey.split('\n')[1]);
    }
  });

  it('names the server as the client dials it, and the client by its name', async () => {
    const home = newHome();
    const otherNames = ['alias.lan', 'logs.mycompany.com'].map((text) => parseGeneralName(text));
    await makeKit(kitRequest(home, { otherNames, proof: false }), testPorts());
    const server = certificateAt(home, 'kit/logstash/logstash.crt');
    const client = certificateAt(home, 'kit/heartbeat/heartbeat.crt');
    expect(namesOf(server)).toEqual([
      'DNS:logs.mycompany.com',
      'IP Address:10.0.0.5',
      'DNS:alias.lan',
    ]);
    expect(namesOf(client)).toEqual(['DNS:heartbeat']);
    for (const [host, certificate] of [
      ['logstash', server],
      ['heartbeat', client],
    ] as const) {
      const key = createPrivateKey(textAt(home, `kit/${host}/${host}.key`));
      expect(certificate.checkPrivateKey(key)).toBe(true);
      expect(textAt(home, `kit/${host}/ca.crt`)).toBe(textAt(home, 'kit/ca/ca.crt'));
    }
    const snippet = textAt(home, 'kit/heartbeat/heartbeat.yml');
    expect(snippet).toContain('logs.mycompany.com:5044');
    expect(snippet).toContain('10.0.0.5:5044');
    expect(snippet).not.toContain('alias.lan');
    expect(snippet).toContain('/etc/heartbeat/certs/heartbeat.key');
  });

  it.each([
    [
      'both',
      ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
      ['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2'],
    ],
    ['own', ['1.3.6.1.5.5.7.3.1'], ['1.3.6.1.5.5.7.3.2']],
  ] as const)(
    'with extKeyUsage %s gives server and client their uses',
    async (extKeyUsage, server, client) => {
      const home = newHome();
      await makeKit(kitRequest(home, { extKeyUsage, proof: false }), testPorts());
      expect(certificateAt(home, 'kit/logstash/logstash.crt').keyUsage).toEqual(server);
      expect(certificateAt(home, 'kit/heartbeat/heartbeat.crt').keyUsage).toEqual(client);
    },
  );

  it('records what the new CA has issued', async () => {
    const home = newHome();
    await makeKit(kitRequest(home, { proof: false }), testPorts());
    const lines = textAt(home, 'kit/ca/ledger.jsonl').trimEnd().split('\n');
    const entries = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    expect(entries.map(({ event, subject, profile }) => [event, subject, profile])).toEqual([
      ['issued', 'CN=logstash', 'peer'],
      ['issued', 'CN=heartbeat', 'peer'],
    ]);
    const { fingerprint256 } = certificateAt(home, 'kit/logstash/logstash.crt');
    expect(entries[0]?.sha256Fingerprint).toBe(fingerprint256.replaceAll(':', '').toLowerCase());
  });

  it('says what it chose and why', async () => {
    const { choices } = await makeKit(kitRequest(newHome(), { dryRun: true }), testPorts());
    expect(choices.map(({ what, value }) => [what, value])).toEqual([
      ['key type', 'ec-p256'],
      ['key container', 'pkcs8'],
      ['stack version', '9.5'],
      ['CA', 'EC P-256'],
    ]);
    for (const { why } of choices) expect(why).not.toBe('');
  });

  it('proves each host over both protocols, then two refusals, on staged files', async () => {
    const home = newHome();
    const ports = testPorts();
    const { handshakes } = await makeKit(kitRequest(home), ports);
    const shown = handshakes.map((one) => `${one.with} ${one.host} ${one.protocol} ${one.outcome}`);
    expect(shown).toEqual([
      'own logs.mycompany.com TLSv1.3 accepted',
      'own logs.mycompany.com TLSv1.2 accepted',
      'own 10.0.0.5 TLSv1.3 accepted',
      'own 10.0.0.5 TLSv1.2 accepted',
      'none logs.mycompany.com TLSv1.3 refused',
      'foreign logs.mycompany.com TLSv1.3 refused',
      'none logs.mycompany.com TLSv1.2 refused',
      'foreign logs.mycompany.com TLSv1.2 refused',
    ]);
    const { servers, attempts, closed } = ports.loopback;
    expect(closed).toBe(1);
    expect(servers[0]?.identity?.certificateChain).toBe(textAt(home, 'kit/logstash/logstash.crt'));
    expect(servers[0]?.identity?.privateKey).toBe(textAt(home, 'kit/logstash/logstash.key'));
    expect(servers[0]?.trustAnchors).toEqual([textAt(home, 'kit/logstash/ca.crt')]);
    expect(attempts[0]?.client.identity?.certificateChain).toBe(
      textAt(home, 'kit/heartbeat/heartbeat.crt'),
    );
    const foreign = attempts.find(({ client }) => {
      const chain = client.identity?.certificateChain;
      return chain !== undefined && chain !== textAt(home, 'kit/heartbeat/heartbeat.crt');
    });
    const stranger = new X509Certificate(foreign?.client.identity?.certificateChain ?? '');
    expect(stranger.checkIssued(certificateAt(home, 'kit/ca/ca.crt'))).toBe(false);
  });

  it.each([
    ['the own certificate is refused', (kind: string) => (kind === 'own' ? 'alert 42' : 'no')],
    [
      'one host of two is refused',
      (kind: string, { host }: { host: string }) =>
        kind !== 'own' || host === '10.0.0.5' ? 'no' : '',
    ],
    [
      'one protocol of two is refused',
      (kind: string, { protocol }: { protocol: string }) =>
        kind !== 'own' || protocol === 'TLSv1.2' ? 'no' : '',
    ],
    [
      'a client without certificate is accepted',
      (kind: string) => (kind === 'foreign' ? 'no' : ''),
    ],
    ['a foreign certificate is accepted', (kind: string) => (kind === 'none' ? 'no' : '')],
  ])('fails where %s, and nothing is on the disk', async (_, answer) => {
    const home = newHome();
    const ports = testPorts({ loopback: fakeLoopback(answer) });
    const nested = kitRequest(home, { out: `${home}/new/parents/kit` });
    const error = await refusalOf(() => makeKit(nested, ports));
    expect(error.code).toBe('proof-failed');
    expect(ports.loopback.closed).toBe(1);
    expect(treeOf(home)).toEqual([]);
  });

  it('without a usable loopback leaves nothing', async () => {
    const home = newHome();
    const loopback = {
      ...fakeLoopback(),
      serve: () => Promise.reject(new TlsmithError('loopback-unusable', 'says the test')),
    };
    expect(await codeOf(() => makeKit(kitRequest(home), testPorts({ loopback })))).toBe(
      'loopback-unusable',
    );
    expect(treeOf(home)).toEqual([]);
    const { handshakes } = await makeKit(
      kitRequest(home, { proof: false }),
      testPorts({ loopback }),
    );
    expect(handshakes).toEqual([]);
  });

  it('with an existing CA makes no ca/, records in its ledger, and not where the proof fails', async () => {
    const home = newHome();
    await createCa(
      {
        out: `${home}/ca`,
        keyType: 'ec-p256',
        validity: { days: 3650, isDefault: true },
        force: false,
        dryRun: false,
      },
      testPorts(),
    );
    const issuer = { source: { folder: `${home}/ca` } };
    const failing = testPorts({ loopback: fakeLoopback(() => 'no') });
    await refusalOf(() => makeKit(kitRequest(home, { issuer }), failing));
    expect(textAt(home, 'ca/ledger.jsonl')).toBe('');
    await makeKit(kitRequest(home, { issuer }), testPorts());
    expect(treeOf(`${home}/kit`)).toEqual(whole.filter((path) => !path.startsWith('ca/')));
    expect(textAt(home, 'ca/ledger.jsonl').trimEnd().split('\n')).toHaveLength(2);
  });

  it('recorded only in part leaves no line of a certificate that never was', async () => {
    const home = newHome();
    await createCa(
      {
        out: `${home}/ca`,
        keyType: 'ec-p256',
        validity: { days: 3650, isDefault: true },
        force: false,
        dryRun: false,
      },
      testPorts(),
    );
    const ports = testPorts();
    let calls = 0;
    const appendLine = async (path: string, lines: string) => {
      if ((calls += 1) > 1) return ports.files.appendLine(path, lines);
      await ports.files.appendLine(path, `${lines.split('\n')[0]}\n`);
      throw new TlsmithError('disk-full', 'says the test');
    };
    const issuer = { source: { folder: `${home}/ca` } };
    const full = { ...ports, files: { ...ports.files, appendLine } };
    const request = kitRequest(home, { issuer, proof: false });
    expect(await codeOf(() => makeKit(request, full))).toBe('disk-full');
    expect(treeOf(home)).not.toContain('kit/');
    const entries = textAt(home, 'ca/ledger.jsonl')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line) as { event: string; serialNumber: string });
    const of = (wanted: string) =>
      entries.filter(({ event }) => event === wanted).map(({ serialNumber }) => serialNumber);
    expect(of('issued')).toHaveLength(1);
    expect(of('issued').filter((number) => !of('abandoned').includes(number))).toEqual([]);
  });

  it('with generated passwords encrypts each key under its own, named in the snippet only as a variable', async () => {
    const home = newHome();
    const ports = testPorts();
    await makeKit(kitRequest(home, { password: 'generate' }), ports);
    const passwords = ['heartbeat', 'logstash'].map((host) => {
      const [, password] =
        /_KEY_PASSWORD=(\w+)\n/.exec(textAt(home, `kit/${host}/secrets.env`)) ?? [];
      const pem = textAt(home, `kit/${host}/${host}.key`);
      expect(() => createPrivateKey({ key: pem, passphrase: password as string })).not.toThrow();
      return password as string;
    });
    expect(new Set(passwords).size).toBe(2);
    expect(textAt(home, 'kit/heartbeat/heartbeat.yml')).toContain('${HEARTBEAT_KEY_PASSWORD}');
    expect(textAt(home, 'kit/logstash/logstash.conf')).toContain('${LOGSTASH_KEY_PASSWORD}');
    const open = treeOf(`${home}/kit`).filter((path) => !/\/$|secrets\.env$/.test(path));
    for (const path of open) {
      for (const password of passwords) expect(textAt(home, 'kit', path)).not.toContain(password);
    }
  });

  it.each<[string, Partial<MakeKitRequest>, string]>([
    ['an unknown client', { client: 'frobnicator' }, 'target-unknown'],
    ['client and server swapped', { client: 'logstash', server: 'heartbeat' }, 'pair-unknown'],
    ['two clients', { server: 'filebeat' }, 'pair-unknown'],
    ['an old version', { stack: '7.16' }, 'version-unknown'],
    ['a newer major', { stack: '10' }, 'version-unknown'],
    ['PKCS#12 for Beats', { store: 'pkcs12' }, 'consumer-cannot-read'],
    ['Ed25519, which Logstash does not load', { keyType: 'ed25519' }, 'consumer-cannot-read'],
    [
      'an Ed25519 CA for Logstash 8.3',
      { newCa: { keyType: 'ed25519' }, stack: '8.3' },
      'consumer-cannot-read',
    ],
    [
      'encrypted keys for Logstash 8.10',
      { password: 'generate', stack: '8.10' },
      'consumer-cannot-read',
    ],
    [
      'a client with the name of the server',
      { clientNames: ['logs.mycompany.com'] },
      'name-conflict',
    ],
    ['that name in capitals', { clientNames: ['LOGS.mycompany.com'] }, 'name-conflict'],
    ['two clients of one name', { clientNames: ['a', 'A'] }, 'name-conflict'],
    ['client and server in one folder', { clientNames: ['logstash'] }, 'name-conflict'],
    ['a folder that the page has', { clientNames: ['readme.md'] }, 'name-conflict'],
    ['a client called ca', { clientNames: ['ca'] }, 'name-invalid'],
    ['a client without name', { clientNames: ['a', ''] }, 'name-invalid'],
    ['a server with a blank', { serverName: 'log stash' }, 'name-invalid'],
    [
      'a password that secrets.env cannot hold',
      { password: { text: 'with blank' } },
      'password-unusable',
    ],
  ])('refuses %s and writes nothing', async (_, changes, code) => {
    const home = newHome();
    expect(await codeOf(() => makeKit(kitRequest(home, changes), testPorts()))).toBe(code);
    expect(treeOf(home)).toEqual([]);
  });

  it('with several clients gives each a folder', async () => {
    const home = newHome();
    const clientNames = ['beat01', 'beat02'];
    const { handshakes } = await makeKit(
      kitRequest(home, { clientNames, serverName: 'ls01' }),
      testPorts(),
    );
    const folders = treeOf(`${home}/kit`).filter((path) => /^[^/]+\/$/.test(path));
    expect(folders).toEqual(['beat01/', 'beat02/', 'ca/', 'ls01/']);
    expect(textAt(home, 'kit/beat02/heartbeat.yml')).toContain('/etc/heartbeat/certs/beat02.crt');
    expect(new Set(handshakes.map(({ client }) => client))).toEqual(new Set(clientNames));
  });

  it('warns of a minor version that is not known yet', async () => {
    const ports = testPorts();
    const { choices } = await makeKit(
      kitRequest(newHome(), { stack: '9.99', dryRun: true }),
      ports,
    );
    expect(ports.reporter.warnings).toHaveLength(1);
    expect(choices.find(({ what }) => what === 'stack version')?.value).toBe('9.5');
  });

  it('under a dry run answers all files, writes none and dials nobody', async () => {
    const home = newHome();
    const ports = testPorts();
    const { files, dryRun } = await makeKit(kitRequest(home, { dryRun: true }), ports);
    expect(files).toHaveLength(whole.filter((path) => !path.endsWith('/')).length);
    expect(dryRun).toBe(true);
    expect(treeOf(home)).toEqual([]);
    expect(ports.loopback.servers).toEqual([]);
  });
});

describe('addClient', () => {
  const made = newHome();
  beforeAll(() => makeKit(kitRequest(made, { proof: false }), testPorts()));

  /** A home with a copy of the kit, since making one costs more than adding to it. */
  function homeWithKit(): string {
    const home = newHome();
    cpSync(`${made}/kit`, `${home}/kit`, { recursive: true });
    return home;
  }

  it('adds one folder and one page, and leaves all else byte for byte', async () => {
    const home = homeWithKit();
    const before = whole.filter((path) => !path.endsWith('/') && path !== 'ca/ledger.jsonl');
    const old = new Map(before.map((path) => [path, textAt(home, 'kit', path)]));
    const ports = testPorts();
    const { files, handshakes } = await addClient(clientRequest(home), ports);
    expect(files.map(({ path }) => path.slice(home.length))).toEqual(
      [
        'README-beat02.md',
        'beat02/beat02.crt',
        'beat02/beat02.key',
        'beat02/ca.crt',
        'beat02/heartbeat.yml',
      ].map((path) => `/kit/${path}`),
    );
    for (const [path, text] of old) expect(textAt(home, 'kit', path)).toBe(text);
    expect(textAt(home, 'kit/ca/ledger.jsonl').trimEnd().split('\n')).toHaveLength(3);
    expect(handshakes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(4);
    expect(textAt(home, 'kit/beat02/ca.crt')).toBe(textAt(home, 'kit/ca/ca.crt'));
  });

  it('dials what the other clients dial, or what is said', async () => {
    const home = newHome();
    await makeKit(kitRequest(home, { port: 6044, proof: false }), testPorts());
    await addClient(clientRequest(home), testPorts());
    expect(textAt(home, 'kit/beat02/heartbeat.yml')).toMatch(
      /logs\.mycompany\.com:6044[\s\S]*10\.0\.0\.5:6044/,
    );
    const named = clientRequest(home, { name: 'beat03', hosts: [parseHost('10.0.0.5')] });
    await addClient(named, testPorts());
    expect(textAt(home, 'kit/beat03/heartbeat.yml')).not.toContain('logs.mycompany.com');
  });

  it.each<[string, Partial<AddClientRequest>, string]>([
    ['a client that exists', { name: 'heartbeat' }, 'output-exists'],
    ['a name that is dialled', { name: 'logs.mycompany.com' }, 'name-conflict'],
    ['a kit that is absent', { kit: `${base}/absent` }, 'input-absent'],
    ['a name with a blank', { name: 'beat 02' }, 'name-invalid'],
    ['a client called ca', { name: 'ca' }, 'name-invalid'],
  ])('refuses %s and writes nothing', async (_, changes, code) => {
    const home = homeWithKit();
    expect(await codeOf(() => addClient(clientRequest(home, changes), testPorts()))).toBe(code);
    expect(treeOf(`${home}/kit`)).toEqual(whole);
    expect(textAt(home, 'kit/ca/ledger.jsonl').trimEnd().split('\n')).toHaveLength(2);
  });

  it.each([false, true])(
    "leaves the server's folder untouched, also under its name (force: %s)",
    async (force) => {
      const home = homeWithKit();
      const before = textAt(home, 'kit/logstash/logstash.crt');
      await refusalOf(() =>
        addClient(clientRequest(home, { name: 'logstash', force }), testPorts()),
      );
      expect(textAt(home, 'kit/logstash/logstash.crt')).toBe(before);
      expect(treeOf(`${home}/kit`)).toEqual(whole);
    },
  );

  it('whose proof fails leaves nothing, not even a line', async () => {
    const home = homeWithKit();
    const ports = testPorts({ loopback: fakeLoopback(() => 'no') });
    expect(await codeOf(() => addClient(clientRequest(home), ports))).toBe('proof-failed');
    expect(treeOf(`${home}/kit`)).toEqual(whole);
    expect(textAt(home, 'kit/ca/ledger.jsonl').trimEnd().split('\n')).toHaveLength(2);
  });

  it('refuses a folder that is no kit', async () => {
    const home = homeWithKit();
    mkdirSync(`${home}/other/x`, { recursive: true });
    const code = await codeOf(() =>
      addClient(clientRequest(home, { kit: `${home}/other` }), testPorts()),
    );
    expect(code).toBe('input-wrong-kind');
  });
});

describe('showConfig', () => {
  const request = (changes: Partial<ShowConfigRequest> = {}): ShowConfigRequest => ({
    target: 'logstash',
    store: 'pem',
    hosts: [],
    force: false,
    dryRun: false,
    ...changes,
  });
  const key = keyFromPem(fixtureKey('ec-p256'));
  const endEntity = foreignCertificate({ key, extensions: [keyUsage(0)] });
  const certificate = encodeCertificates([{ der: endEntity }]);

  function hostFolder(files: Record<string, string>): string {
    const folder = newHome();
    for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
    return folder;
  }

  it('answers the snippet for the files of a kit', async () => {
    const summary = await showConfig(request(), testPorts());
    expect(summary).toMatchObject({
      target: 'logstash',
      stack: '9.5',
      configFile: '/etc/logstash/conf.d/logstash.conf',
      files: [],
    });
    expect(summary.snippet).toContain('/etc/logstash/certs/logstash.key');
  });

  it.each([
    ['7.17', 'ssl => true'],
    ['8.7', 'ssl => true'],
    ['8.8', 'ssl_enabled => true'],
    ['9.0', 'ssl_enabled => true'],
  ])('spells the options of %s', async (stack, expected) => {
    const { snippet } = await showConfig(request({ stack }), testPorts());
    expect(snippet).toContain(expected);
  });

  it('takes the stem from the folder, and a variable where the key is encrypted', async () => {
    const plain = hostFolder({
      ...{ 'ls01.key': fixtureKey('ec-p256'), 'ls01.crt': certificate },
      'ca.crt': certificate,
    });
    const { snippet } = await showConfig(request({ folder: plain }), testPorts());
    expect(snippet).toContain('/etc/logstash/certs/ls01.key');
    expect(snippet).not.toContain('passphrase');
    const locked = hostFolder({
      'ls01.key': fixtureKey('ec-p256.pbes2-aes256'),
      ...{ 'ls01.crt': certificate, 'ca.crt': certificate },
    });
    const encrypted = await showConfig(request({ folder: locked }), testPorts());
    expect(encrypted.snippet).toContain('${LS01_KEY_PASSWORD}');
  });

  it.each<[string, Record<string, string>, Partial<ShowConfigRequest>, string]>([
    ['no key', { 'a.crt': certificate }, {}, 'input-wrong-kind'],
    [
      'two keys',
      { 'a.key': fixtureKey('ec-p256'), 'b.key': fixtureKey('ec-p256') },
      {},
      'input-needed',
    ],
    ['no certificate', { 'a.key': fixtureKey('ec-p256') }, {}, 'input-absent'],
    [
      'a traditional key',
      { 'a.key': fixtureKey('ec-p256.sec1-with-parameters'), 'a.crt': certificate },
      {},
      'consumer-cannot-read',
    ],
    [
      'an encrypted key for 8.10',
      { 'a.key': fixtureKey('ec-p256.pbes2-aes256'), 'a.crt': certificate },
      { stack: '8.10' },
      'consumer-cannot-read',
    ],
    ['a key that is text', { 'a.key': 'hello', 'a.crt': certificate }, {}, 'input-wrong-kind'],
    [
      'an empty certificate',
      { 'a.key': fixtureKey('ec-p256'), 'a.crt': '' },
      {},
      'input-wrong-kind',
    ],
  ])('refuses a folder with %s', async (_, files, changes, code) => {
    const folder = hostFolder(files);
    const error = await refusalOf(() => showConfig(request({ folder, ...changes }), testPorts()));
    expect(error.code).toBe(code);
  });

  it('refuses the folder of a CA: its key belongs on no host', async () => {
    const root = encodeCertificates([{ der: foreignCertificate({ key }) }]);
    const folder = hostFolder({ 'ca.key': fixtureKey('ec-p256'), 'ca.crt': root });
    const { code, sentence } = await refusalOf(() => showConfig(request({ folder }), testPorts()));
    expect([code, sentence]).toEqual([
      'input-wrong-kind',
      expect.stringContaining('belongs on no host'),
    ]);
  });

  it('takes one of two keys by its name', async () => {
    const folder = hostFolder({
      'a.key': fixtureKey('ec-p256'),
      'b.key': fixtureKey('ec-p256'),
      ...{ 'b.crt': certificate, 'ca.crt': certificate },
    });
    const { snippet } = await showConfig(request({ folder, name: 'b' }), testPorts());
    expect(snippet).toContain('/etc/logstash/certs/b.crt');
  });

  it.each<[string, Partial<ShowConfigRequest>, string]>([
    ['an unknown target', { target: 'logstsh' }, 'target-unknown'],
    ['a client that dials nobody', { target: 'filebeat' }, 'input-needed'],
    ['PKCS#12 for a Beat', { target: 'filebeat', hosts, store: 'pkcs12' }, 'consumer-cannot-read'],
    ['an unknown version', { stack: '6' }, 'version-unknown'],
    ['a folder that is absent', { folder: `${base}/absent` }, 'input-absent'],
    ['a name that is none', { name: '../x' }, 'name-invalid'],
  ])('refuses %s', async (_, changes, code) => {
    expect(await codeOf(() => showConfig(request(changes), testPorts()))).toBe(code);
  });

  it('writes into a file, and overwrites it only with force', async () => {
    const home = newHome();
    const out = `${home}/sub/ls.conf`;
    const { files, snippet } = await showConfig(request({ out }), testPorts());
    expect(files).toEqual([{ path: out, kind: 'snippet', mode: '0644' }]);
    expect(textAt(out)).toBe(snippet);
    expect(await codeOf(() => showConfig(request({ out }), testPorts()))).toBe('output-exists');
    await expect(showConfig(request({ out, force: true }), testPorts())).resolves.toBeDefined();
    const folder = await codeOf(() => showConfig(request({ out: `${home}/sub` }), testPorts()));
    expect(folder).toBe('output-exists');
  });

  it('takes another port, folder and hosts', async () => {
    const changes = { target: 'filebeat', hosts, port: 6044, installFolder: '/srv/tls/' };
    const { snippet } = await showConfig(request(changes), testPorts());
    expect(snippet).toContain('10.0.0.5:6044');
    expect(snippet).toContain('/srv/tls/filebeat.crt');
    expect(snippet).not.toContain('/srv/tls//');
  });
});

describe('listConfig', () => {
  it('lists products with role, versions, keys and peers', async () => {
    const { targets } = await listConfig(testPorts());
    const names = targets.map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(['heartbeat', 'filebeat', 'logstash']));
    const heartbeat = targets.find(({ name }) => name === 'heartbeat');
    expect(heartbeat).toMatchObject({
      role: 'client',
      versions: { from: '7.17' },
      peers: expect.arrayContaining(['logstash']),
      defaultPort: 5044,
    });
    expect(heartbeat?.reads[0]).not.toHaveProperty('source');
    expect(heartbeat?.reads.find(({ container }) => container === 'pkcs8-encrypted')?.from).toBe(
      '8.10',
    );
  });
});
