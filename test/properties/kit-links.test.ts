// What a kit knows about its link beside certificates: which ends fit, who may come without a certificate, who watches, what is sealed.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { addClient, type AddClientRequest } from '../../src/app/kit/add-client.js';
import { createCa } from '../../src/app/issue/create-ca.js';
import { finishKit } from '../../src/app/kit/finish.js';
import { listConfig } from '../../src/app/config/list.js';
import { makeKit, type MakeKitRequest } from '../../src/app/kit/make.js';
import { requestKit } from '../../src/app/kit/request.js';
import { signRequest } from '../../src/app/issue/sign-request.js';
import { showConfig, type ShowConfigRequest } from '../../src/app/config/show.js';
import { templateFolder } from '../../src/io/template-folder.js';
import { loopbackTls } from '../../src/io/loopback-tls.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import { parseDistinguishedName } from '../../src/pki/names/name-parser.js';
import { KEY_TYPES } from '../../src/ports.js';
import { textAt, treeOf } from '../support/folder-tree.js';
import { PACKAGE_ROOT } from '../support/run-cli.js';
import { refusalOf } from '../support/refusal-of.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
let count = 0;

function request(
  client: string,
  server: string,
  changes: Partial<MakeKitRequest> = {},
): MakeKitRequest {
  return {
    ...{ client, server, store: 'pem', otherNames: [], extKeyUsage: 'both' },
    hosts: [parseHost('links.example')],
    newCa: { keyType: 'ec-p256' },
    validity: { days: 825, isDefault: true },
    ...{ proof: false, force: false, dryRun: false },
    out: join(base, `kit-${(count += 1)}`),
    ...changes,
  };
}

const foldersOf = (kit: string) => treeOf(kit).filter((path) => path.endsWith('/'));
const sentenceOf = async (wanted: MakeKitRequest) =>
  (await refusalOf(() => makeKit(wanted, testPorts()))).sentence;

describe('pairs', () => {
  it('both ends of one product have folders of their own', async () => {
    const wanted = request('stunnel', 'stunnel');
    await makeKit(wanted, testPorts());
    expect(foldersOf(wanted.out)).toEqual(['ca/', 'stunnel-client/', 'stunnel-server/']);
    expect(textAt(wanted.out, 'stunnel-client/stunnel.conf')).toContain(
      'checkHost = links.example',
    );
    expect(textAt(wanted.out, 'stunnel-server/stunnel.conf')).not.toContain('client = yes');
  });

  it('a client more finds the server by what its snippet says', async () => {
    const wanted = request('stunnel', 'stunnel', {
      serverName: 'z-server',
      clientNames: ['a-client'],
    });
    await makeKit(wanted, testPorts());
    const issuer = { source: { folder: `${wanted.out}/ca` } };
    const { proof, ...shared } = wanted;
    await addClient(
      { ...shared, proof, kit: wanted.out, name: 'more', hosts: [], issuer },
      testPorts(),
    );
    expect(textAt(wanted.out, 'more/stunnel.conf')).toContain('connect = links.example:6380');
  });

  it.each([
    ['heartbeat', 'redis', /^output\.redis:/m],
    ['heartbeat', 'elasticsearch', /^output\.elasticsearch:/m],
    ['heartbeat', 'logstash', /^output\.logstash:/m],
  ])('%s takes the output that fits %s', async (client, server, output) => {
    const wanted = request(client, server);
    await makeKit(wanted, testPorts());
    expect(textAt(wanted.out, `${client}/${client}.yml`)).toMatch(output);
  });

  it.each([
    [
      'python',
      'redis',
      /python cannot talk to redis; pairs that can: .*python logstash-tcp.*redis-cli redis/,
    ],
    ['redis', 'python', /redis cannot talk to python; pairs that can: .*redis-cli redis/],
    ['logstash', 'heartbeat', /logstash is the server of this link and heartbeat its client/],
    [
      'python-logstash-async',
      'logstash-http',
      /sends no client certificate; what can: python logstash-http/,
    ],
    ['logstash-redis-input', 'redis', /what can: stunnel redis .*, or stunnel stunnel/],
  ])('%s to %s is refused with what fits', async (client, server, sentence) => {
    expect(await sentenceOf(request(client, server))).toMatch(sentence);
  });

  it('a version below the first with TLS is refused with what fits', async () => {
    const wanted = request('logstash-redis-output', 'redis', { stack: '8.14' });
    const { code, sentence } = await refusalOf(() => makeKit(wanted, testPorts()));
    expect([code, sentence]).toEqual([
      'consumer-cannot-read',
      expect.stringMatching(/stunnel stunnel/),
    ]);
  });
});

describe('keys', () => {
  it.each([
    ['logstash-redis-output', 'redis', 'rsa-2048'],
    ['logstash-elasticsearch-output', 'elasticsearch', 'rsa-2048'],
    ['curl', 'nginx', 'ec-p256'],
    ['heartbeat', 'redis', 'ec-p256'],
    ['kibana', 'elasticsearch', 'ec-p256'],
  ])('%s to %s: %s is what both load', async (client, server, keyType) => {
    const { choices } = await makeKit(request(client, server, { dryRun: true }), testPorts());
    expect(choices.find(({ what }) => what === 'key type')?.value).toBe(keyType);
  });

  it('no Elastic server is given an Ed25519 key', async () => {
    const { targets } = await listConfig(testPorts());
    const elastic = targets.filter(
      ({ name, role }) => role === 'server' && /logstash|elasticsearch|kibana/.test(name),
    );
    expect(elastic.length).toBeGreaterThan(6);
    for (const { name, reads } of elastic) {
      const types = reads.flatMap(({ keyTypes }) => keyTypes);
      expect(types, name).not.toContain('ed25519');
    }
    expect(KEY_TYPES).toContain('ed25519');
  });

  it.each([
    [
      'nginx reads no store',
      request('curl', 'nginx', { store: 'pkcs12' }),
      /reads no PKCS#12 store/,
    ],
    [
      'a PEM key before 8.8',
      request('logstash-elasticsearch-output', 'elasticsearch', { stack: '8.7' }),
      /both do from 8\.8 on; both read PKCS#12 stores/,
    ],
    [
      'an EC key for a plugin that loads RSA',
      request('logstash-redis-output', 'redis', { keyType: 'ec-p256' }),
      /it loads rsa-2048/,
    ],
    [
      'an encrypted key for redis',
      request('redis-cli', 'redis', { password: 'generate' }),
      /does not load an encrypted key/,
    ],
    [
      'a store for a program of the shell',
      request('curl', 'elasticsearch', { store: 'pkcs12' }),
      /curl .* reads no PKCS#12 store/,
    ],
  ])('%s is refused', async (_what, wanted, sentence) => {
    const { code, sentence: said } = await refusalOf(() => makeKit(wanted, testPorts()));
    expect([code, said]).toEqual(['consumer-cannot-read', expect.stringMatching(sentence)]);
  });
});

it.each(['7.17', '8.0', '9.5'])('Elasticsearch %s loads an encrypted key', async (stack) => {
  const wanted = request('kibana', 'elasticsearch', { stack, password: 'generate' });
  await makeKit(wanted, testPorts());
  expect(textAt(wanted.out, 'elasticsearch/elasticsearch.key')).toContain('ENCRYPTED PRIVATE KEY');
  expect(textAt(wanted.out, 'README.md')).toContain('an OpenJDK 8, which reads no encrypted key');
});

describe('client certificates that are optional', () => {
  it.each([
    ['curl', 'nginx', 'tlsmith.conf', 'ssl_verify_client optional;'],
    ['redis-cli', 'redis', 'redis.conf', 'tls-auth-clients optional'],
    ['curl', 'kibana', 'kibana.yml', 'server.ssl.clientAuthentication:'],
    [
      'heartbeat',
      'elasticsearch',
      'elasticsearch.yml',
      'xpack.security.http.ssl.client_authentication:',
    ],
    ['heartbeat', 'logstash', 'logstash.conf', 'ssl_client_authentication => "optional"'],
  ])(
    '%s to %s: the server says so, and real handshakes prove it',
    async (client, server, file, line) => {
      const wanted = request(client, server, { clientAuthentication: 'optional', proof: true });
      const { handshakes } = await makeKit(wanted, testPorts({ loopback: loopbackTls } as never));
      const text = textAt(wanted.out, `${server}/${file}`);
      expect(text.split('\n').find((row) => row.includes(line))).toContain('optional');
      expect(handshakes.map((one) => `${one.with} ${one.outcome}`)).toEqual(
        expect.arrayContaining(['own accepted', 'none accepted', 'foreign refused']),
      );
      expect(handshakes.some((one) => one.with === 'foreign' && one.outcome === 'accepted')).toBe(
        false,
      );
    },
  );

  it.each([
    ['stunnel', 'stunnel', '9.5'],
    ['python', 'logstash-tcp', '8.9'],
  ])('%s to %s in %s: the server cannot', async (client, server, stack) => {
    expect(
      await sentenceOf(request(client, server, { clientAuthentication: 'optional', stack })),
    ).toMatch(/cannot leave the client's certificate optional/);
  });
});

describe('a monitor', () => {
  it.each([
    ['heartbeat', 'kibana', {}],
    ['heartbeat', 'logstash-tcp', {}],
    ['logstash-output', 'logstash-input', { user: 'relay' }],
    ['python', 'logstash-http', { user: 'relay' }],
    ['python', 'logstash-tcp', { encryptsMessages: true }],
    ['logstash-output', 'logstash-input', { store: 'pkcs12', password: 'generate' }],
    ['elastic-agent', 'logstash', { password: 'generate' }],
    ['elasticsearch', 'elasticsearch', {}],
    ['curl', 'nginx', { clientAuthentication: 'optional' }],
  ] as [string, string, Partial<MakeKitRequest>][])(
    'beside %s and %s with %j is proved with the link',
    async (client, server, changes) => {
      const wanted = request(client, server, { ...changes, monitor: true, proof: true });
      const { handshakes } = await makeKit(wanted, testPorts({ loopback: loopbackTls } as never));
      expect(handshakes.filter((one) => one.with === 'own' && one.outcome === 'refused')).toEqual(
        [],
      );
      const monitors = treeOf(wanted.out).filter((path) => path.endsWith('tlsmith-monitor.yml'));
      expect(monitors).toHaveLength(1);
    },
  );

  it('has an encrypted key where the link has', async () => {
    const wanted = request('filebeat', 'logstash', { monitor: true, password: 'generate' });
    await makeKit(wanted, testPorts());
    expect(textAt(wanted.out, 'heartbeat/heartbeat.key')).toContain('ENCRYPTED');
    expect(textAt(wanted.out, 'heartbeat/tlsmith-monitor.yml')).toContain(
      '${HEARTBEAT_KEY_PASSWORD}',
    );
  });

  it('is a host of its own, with a certificate of its own', async () => {
    const wanted = request('filebeat', 'logstash', { monitor: true });
    await makeKit(wanted, testPorts());
    expect(foldersOf(wanted.out)).toEqual(['ca/', 'filebeat/', 'heartbeat/', 'logstash/']);
    const monitor = textAt(wanted.out, 'heartbeat/tlsmith-monitor.yml');
    expect(monitor).toContain("hosts: ['tls://links.example:5044']");
    expect(monitor).toContain('/etc/heartbeat/certs/heartbeat/heartbeat.crt');
  });

  it('is one more snippet where the client is Heartbeat', async () => {
    const wanted = request('heartbeat', 'logstash', { monitor: true });
    await makeKit(wanted, testPorts());
    expect(foldersOf(wanted.out)).toEqual(['ca/', 'heartbeat/', 'logstash/']);
    expect(treeOf(wanted.out)).toEqual(
      expect.arrayContaining(['heartbeat/heartbeat.yml', 'heartbeat/tlsmith-monitor.yml']),
    );
    expect(textAt(wanted.out, 'README.md')).toContain(
      '`tlsmith-monitor.yml`: save it as /etc/heartbeat/monitors.d/tlsmith.yml. Heartbeat loads',
    );
  });

  it('reads PEM also where the link has stores', async () => {
    const wanted = request('logstash-output', 'logstash-input', {
      monitor: true,
      store: 'pkcs12',
      password: 'generate',
    });
    const { certificates } = await makeKit(wanted, testPorts());
    expect(treeOf(wanted.out)).toEqual(
      expect.arrayContaining(['heartbeat/heartbeat.key', 'logstash-output/keystore.p12']),
    );
    expect(certificates.map(({ path }) => path.slice(wanted.out.length + 1))).toContain(
      'heartbeat/heartbeat.crt',
    );
  });
});

describe('a client that sends its own certificate alone', () => {
  it('is verified by a server that knows the intermediates, and proved so', async () => {
    const root = join(base, 'root');
    const issuing = join(base, 'issuing');
    const shared = { keyType: 'ec-p256', validity: { days: 900, isDefault: true } } as const;
    const make = { force: false, dryRun: false };
    await createCa({ ...shared, ...make, out: root }, testPorts());
    const issuer = { folder: root };
    await createCa({ ...shared, ...make, out: issuing, issuer, pathLenConstraint: 0 }, testPorts());
    for (const [client, server, count] of [
      ['logstash-redis-output', 'redis', 2],
      ['heartbeat', 'redis', 1],
    ] as const) {
      const source = { source: { folder: issuing } };
      const wanted = request(client, server, { issuer: source, proof: true, otherNames: [] });
      await makeKit(wanted, testPorts({ loopback: loopbackTls } as never));
      expect(textAt(wanted.out, 'redis/ca.crt').match(/BEGIN CERT/g)).toHaveLength(count);
      expect(textAt(wanted.out, `${client}/ca.crt`).match(/BEGIN CERT/g)).toHaveLength(1);
    }
  });
});

describe('sealed messages', () => {
  it.each([
    ['python', 'logstash-http'],
    ['heartbeat', 'logstash'],
    ['python-logstash-async', 'logstash-tcp'],
  ])('%s to %s cannot, and it is said who can', async (client, server) => {
    expect(await sentenceOf(request(client, server, { encryptsMessages: true }))).toMatch(
      /cannot encrypt the messages themselves in this link; pairs that can: python logstash-tcp$/,
    );
  });

  it('without the wish nothing of it is in the files', async () => {
    const wanted = request('python', 'logstash-tcp');
    await makeKit(wanted, testPorts());
    expect(treeOf(wanted.out)).not.toContain('logstash-tcp/decrypt_messages.rb');
    expect(textAt(wanted.out, 'logstash-tcp/logstash-tcp.conf')).not.toContain('filter');
    expect(textAt(wanted.out, 'python/tls_logging.py')).not.toMatch(/AESGCM|MESSAGE_KEY/);
  });

  it('a client more gets the key of the others', async () => {
    const wanted = request('python', 'logstash-tcp', { encryptsMessages: true });
    await makeKit(wanted, testPorts());
    const issuer = { source: { folder: `${wanted.out}/ca` } };
    await addClient({ ...wanted, kit: wanted.out, name: 'more', hosts: [], issuer }, testPorts());
    const keys = ['python', 'more', 'logstash-tcp'].map(
      (name) => textAt(wanted.out, `${name}/secrets.env`).split('=')[1],
    );
    expect(new Set(keys).size).toBe(1);
    expect(textAt(wanted.out, 'more/tls_logging.py')).toContain("os.environ['MORE_MESSAGE_KEY']");
  });
});

describe('what one product has to know about the other beside TLS', () => {
  it('Elasticsearch maps the exact subjects of the clients to a role', async () => {
    const wanted = request('filebeat', 'elasticsearch', { clientNames: ['web1', 'web2'] });
    await makeKit(wanted, testPorts());
    expect(textAt(wanted.out, 'elasticsearch/role_mapping.yml')).toContain(
      "filebeat_access: ['CN=web1', 'CN=web2']",
    );
    expect(textAt(wanted.out, 'elasticsearch/elasticsearch.yml')).toContain('authc.realms.pki');
  });

  const signed = async (subjects: Record<string, string>) => {
    const wanted = request('filebeat', 'elasticsearch', { clientNames: ['web1', 'web2'] });
    const continuation = 'tlsmith kit';
    await requestKit({ ...wanted, continuation, out: `${wanted.out}-requests` }, testPorts());
    const ca = join(base, `ca-${(count += 1)}`);
    const { validity, force, dryRun } = wanted;
    await createCa({ keyType: 'ec-p256', validity, force, dryRun, out: ca }, testPorts());
    const issuer = { source: { folder: ca } };
    const signedFiles: string[] = [];
    for (const name of ['elasticsearch', 'web1', 'web2']) {
      const file = `${wanted.out}-requests/${name}/${name}.csr`;
      const out = `${wanted.out}-${name}`;
      const subject = parseDistinguishedName(subjects[name] ?? 'CN=x');
      const names = { subject, subjectAltNames: 'copy' } as const;
      const terms = { profile: 'peer', validity, issuer, out, force, dryRun } as const;
      await signRequest({ file, ...names, ...terms }, testPorts());
      signedFiles.push(`${out}/${name}.crt`);
    }
    const ports = testPorts();
    const files = { requests: `${wanted.out}-requests`, signedFiles, caFile: `${ca}/ca.crt` };
    await finishKit({ ...wanted, ...files }, ports);
    const mapping = textAt(wanted.out, 'elasticsearch/role_mapping.yml');
    return { mapping, warnings: ports.reporter.warnings };
  };

  it('the subjects are those of the certificates that came back, as Elasticsearch spells them', async () => {
    const { mapping, warnings } = await signed({
      web1: 'CN=filebeat,O=Acme\\, Inc.,C=DE',
      web2: 'emailAddress=web@acme.example,title=Beat,2.5.4.17=10115,CN=web2',
    });
    expect(mapping).toContain(
      String.raw`filebeat_access: ['CN=filebeat,O=Acme\, Inc.,C=DE', 'EMAILADDRESS=web@acme.example,T=Beat,OID.2.5.4.17=10115,CN=web2']`,
    );
    expect(mapping).not.toContain('web1');
    expect(warnings).toEqual([]);
  });

  it('a subject without a common name is nobody to Elasticsearch, and that is said', async () => {
    const { warnings } = await signed({ web1: 'O=Acme,C=DE', web2: 'UID=web2,O=Acme' });
    expect(warnings).toEqual([
      expect.stringMatching(/^elasticsearch takes the user .* of web1 has none \("O=Acme,C=DE"\)/),
      expect.stringContaining('of web2 has none ("UID=web2,O=Acme")'),
    ]);
  });

  it('a product that dials one address says which', async () => {
    const ports = testPorts();
    const hosts = ['a.example', '10.0.0.5'].map((text) => parseHost(text));
    await makeKit(request('redis-cli', 'redis', { hosts, dryRun: true }), ports);
    expect(ports.reporter.notes.join('\n')).toContain('redis-cli dials one address, a.example');
  });

  it('config show, a client more and a kit that came back signed say so too', async () => {
    const hosts = ['a', 'b'].map((text) => parseHost(text));
    const said = { notes: [expect.stringMatching(/dials one address in stack 8\.11 .* a;/)] };
    const warned = { warnings: [expect.stringMatching(/of 8\.11\.0 and 8\.11\.1 .*"a"/)] };
    const shown = testPorts();
    const show = { target: 'logstash-output', stack: '8.11', hosts, force: false, dryRun: false };
    const { snippet } = await showConfig(show, shown);
    expect(snippet).toContain('hosts => "a:9800"');
    expect(shown.reporter).toMatchObject({ ...said, ...warned });

    const made = testPorts();
    const changes = { hosts, stack: '8.11', keyType: 'rsa-2048' } as const;
    const wanted = request('logstash-output', 'logstash-input', changes);
    await makeKit(wanted, made);
    expect(made.reporter.notes[0]).toMatch(/dials one address/);
    const more = testPorts();
    const issuer = { source: { folder: `${wanted.out}/ca` } };
    await addClient({ ...wanted, kit: wanted.out, name: 'more', issuer }, more);
    expect(more.reporter).toMatchObject({ ...said, ...warned });
  });

  it.each([
    ['nginx', 'elasticsearch', '10.0.0.5', /compares the server's certificate with DNS names only/],
    ['logstash-redis-output', 'redis', '::1', /dials no IPv6 address such as "::1"/],
  ])('%s to %s at %s is refused', async (client, server, host, sentence) => {
    expect(await sentenceOf(request(client, server, { hosts: [parseHost(host)] }))).toMatch(
      sentence,
    );
  });
});

describe('config show', () => {
  const show = (target: string, changes: Partial<ShowConfigRequest> = {}) =>
    showConfig(
      { target, hosts: [parseHost('links.example')], force: false, dryRun: false, ...changes },
      testPorts(),
    );

  it.each([
    ['heartbeat', undefined, 'output.logstash:'],
    ['heartbeat', 'redis', 'output.redis:'],
    ['stunnel', undefined, 'verifyChain = yes\nsslVersionMin'],
    ['stunnel', 'redis', 'client = yes'],
    ['kibana', 'elasticsearch', 'elasticsearch.ssl.verificationMode'],
    ['kibana', 'curl', 'server.ssl.clientAuthentication'],
    ['elasticsearch', 'elasticsearch', 'xpack.security.transport.ssl.'],
  ])('%s towards %s', async (target, peer, line) => {
    expect((await show(target, peer === undefined ? {} : { peer })).snippet).toContain(line);
  });

  it('refuses a peer that it has no link with, and says with whom it has', async () => {
    const { code, sentence } = await refusalOf(() => show('redis', { peer: 'python' }));
    expect([code, sentence]).toEqual([
      'pair-unknown',
      expect.stringMatching(/redis and python have no link; redis has one with .*redis-cli/),
    ]);
  });

  it('refuses what the product cannot do in that version', async () => {
    const { code } = await refusalOf(() => show('logstash-redis-output', { stack: '8.0' }));
    expect(code).toBe('consumer-cannot-read');
    const pem = await refusalOf(() => show('logstash-elasticsearch-output', { stack: '8.0' }));
    expect(pem.sentence).toMatch(
      /reads its key from no PEM file before 8\.8; it reads PKCS#12 stores/,
    );
  });
});

describe('config show for one end of a link', () => {
  const show = async (target: string, peer: string, changes: Partial<ShowConfigRequest> = {}) => {
    const hosts = [parseHost('links.example')];
    const wanted = { target, peer, hosts, force: false, dryRun: false, ...changes };
    return (await showConfig(wanted, testPorts())).snippet;
  };

  it.each([
    ['filebeat', 'stunnel', 'rediss://links.example:6380'],
    ['stunnel', 'redis', 'connect = links.example:6379'],
    ['kibana', 'nginx', 'https://links.example:443'],
    ['nginx', 'kibana', 'https://links.example:5601'],
    ['curl', 'logstash', 'https://links.example:5044'],
    ['redis', 'stunnel', 'tls-port 6379'],
  ])('%s towards %s dials the port of the other', async (target, peer, line) => {
    expect(await show(target, peer)).toContain(line);
  });

  it('keeps the encryption of messages that the folder has a key for', async () => {
    const wanted = request('python', 'logstash-tcp', { encryptsMessages: true });
    await makeKit(wanted, testPorts());
    for (const [target, peer, line] of [
      ['python', 'logstash-tcp', "MESSAGE_KEY = os.environ['PYTHON_MESSAGE_KEY']"],
      ['logstash-tcp', 'python', '"${LOGSTASH_TCP_MESSAGE_KEY}"'],
    ] as const) {
      const snippet = await show(target, peer, { folder: `${wanted.out}/${target}` });
      expect(snippet).toContain(line);
      const own = target === 'python' ? 'tls_logging.py' : 'logstash-tcp.conf';
      expect(snippet).toBe(textAt(wanted.out, `${target}/${own}`));
    }
  });
});

describe('a client more', () => {
  const add = (wanted: MakeKitRequest, changes: Partial<AddClientRequest> = {}) => {
    const { client, server, extKeyUsage, validity, force, dryRun, proof } = wanted;
    const issuer = { source: { folder: `${wanted.out}/ca` } };
    const shared = { client, server, extKeyUsage, validity, force, dryRun, proof, issuer };
    const ports = testPorts();
    return addClient(
      { ...shared, kit: wanted.out, name: 'more', hosts: [], ...changes },
      ports,
    ).then((summary) => ({ ...summary, ports }));
  };

  it('of another product dials the port of the server', async () => {
    const wanted = request('redis-cli', 'redis', { port: 7000 });
    await makeKit(wanted, testPorts());
    await add({ ...wanted, client: 'heartbeat' }, { hosts: [parseHost('links.example')] });
    expect(textAt(wanted.out, 'more/heartbeat.yml')).toContain('rediss://links.example:7000');
  });

  it('is made for the version that the snippets of the kit fit', async () => {
    const wanted = request('logstash-elasticsearch-output', 'elasticsearch', {
      stack: '7.17',
      store: 'pkcs12',
      password: 'generate',
    });
    await makeKit(wanted, testPorts());
    const { choices } = await add(wanted);
    expect(choices.find(({ what }) => what === 'stack version')?.value).toBe('7.17');
    expect(textAt(wanted.out, 'more/logstash-elasticsearch-output.conf')).toContain('keystore =>');
    const beats = request('filebeat', 'logstash', { stack: '8.6' });
    await makeKit(beats, testPorts());
    expect((await add(beats)).choices).toContainEqual(
      expect.objectContaining({ what: 'stack version', value: '8.7' }),
    );
  });

  it('has stores where the others have, and an encrypted key where theirs are', async () => {
    const stores = request('logstash-output', 'logstash-input', {
      store: 'pkcs12',
      password: 'generate',
    });
    await makeKit(stores, testPorts());
    await add(stores);
    expect(treeOf(stores.out)).toContain('more/keystore.p12');
    const encrypted = request('filebeat', 'logstash', { password: 'generate' });
    await makeKit(encrypted, testPorts());
    await add(encrypted);
    expect(textAt(encrypted.out, 'more/more.key')).toContain('ENCRYPTED');
  });

  it('that the server knows by its subject too is said', async () => {
    const wanted = request('filebeat', 'elasticsearch');
    await makeKit(wanted, testPorts());
    const { ports } = await add(wanted);
    expect(ports.reporter.warnings).toEqual([
      'role_mapping.yml of elasticsearch has to name CN=more too',
    ]);
  });
});

describe('where files may live', () => {
  it('one folder is for the ends of its own system', async () => {
    const wanted = request('winlogbeat', 'logstash', { installFolder: 'C:\\certs' });
    await makeKit(wanted, testPorts());
    expect(textAt(wanted.out, 'winlogbeat/winlogbeat.yml')).toContain("'C:/certs/ca.crt'");
    expect(textAt(wanted.out, 'logstash/logstash.conf')).toContain('"/etc/logstash/certs/ca.crt"');
  });

  it.each([
    [
      'winlogbeat',
      'logstash',
      '/opt/x',
      'the files of winlogbeat stay in "C:/ProgramData/winlogbeat/certs": winlogbeat has its files on Windows, where "/opt/x" is no folder',
    ],
    [
      'winlogbeat',
      'logstash',
      'C:\\certs',
      'the files of logstash stay in "/etc/logstash/certs": logstash has its files on Linux, where "C:\\certs" is no folder',
    ],
    [
      'kibana',
      'elasticsearch',
      '/opt/certs',
      'the files of elasticsearch stay in "/etc/elasticsearch/certs": elasticsearch reads files below /etc/elasticsearch only, not in "/opt/certs"',
    ],
  ])(
    'of %s and %s one keeps its own beside %s, which is said',
    async (client, server, installFolder, said) => {
      const ports = testPorts();
      await makeKit(request(client, server, { installFolder, dryRun: true }), ports);
      expect(ports.reporter.notes).toContain(said);
    },
  );

  it.each([
    ['winlogbeat', '/opt/x', 'winlogbeat has its files on Windows, where "/opt/x" is no folder'],
    ['heartbeat', 'C:\\certs', 'heartbeat has its files on Linux, where "C:\\certs" is no folder'],
    [
      'elasticsearch',
      '/opt/x',
      'elasticsearch reads files below /etc/elasticsearch only, not in "/opt/x"',
    ],
  ])('the snippet of %s alone is refused for %s', async (target, installFolder, said) => {
    const wanted = { target, installFolder, hosts: [parseHost('links.example')] };
    const { code, sentence } = await refusalOf(() =>
      showConfig({ ...wanted, force: false, dryRun: false }, testPorts()),
    );
    expect([code, sentence]).toEqual(['consumer-cannot-read', said]);
  });

  it('Elasticsearch reads below its own config only, and keeps its folder where the other end moves', async () => {
    const wanted = request('kibana', 'elasticsearch', { installFolder: '/opt/certs' });
    await makeKit(wanted, testPorts());
    expect(textAt(wanted.out, 'kibana/kibana.yml')).toContain('/opt/certs/ca.crt');
    expect(textAt(wanted.out, 'elasticsearch/elasticsearch.yml')).toContain(
      '/etc/elasticsearch/certs/ca.crt',
    );
  });

  it('a folder that no end can read from is refused', async () => {
    expect(
      await sentenceOf(request('elasticsearch', 'elasticsearch', { installFolder: '/opt/certs' })),
    ).toMatch(/elasticsearch reads files below \/etc\/elasticsearch only, not in "\/opt\/certs"/);
  });

  it('Kibana is known to Elasticsearch by the role that there is', async () => {
    const wanted = request('kibana', 'elasticsearch');
    await makeKit(wanted, testPorts());
    expect(textAt(wanted.out, 'elasticsearch/role_mapping.yml')).toContain(
      "kibana_system: ['CN=kibana']",
    );
  });
});

describe("a company's own products", () => {
  const own = join(base, 'own');
  const ports = () => testPorts({ templates: templateFolder(`${PACKAGE_ROOT}templates`, own) });
  const descriptor = () =>
    JSON.parse(
      readFileSync(`${PACKAGE_ROOT}templates/redis-cli/descriptor.json`, 'utf8'),
    ) as Record<string, unknown>;

  beforeAll(() => {
    mkdirSync(join(own, 'kafka-shell'), { recursive: true });
    const mine = { ...descriptor(), syntax: 'properties', block: [] };
    const text = JSON.stringify(mine, undefined, 2)
      .replaceAll('"name": "redis-cli"', '"name": "audit-feed"')
      .replaceAll('"name": "-h"', '"name": "server.host"')
      .replaceAll('"name": "-p"', '"name": "server.port"')
      .replaceAll('"name": "--', '"name": "tls.');
    writeFileSync(join(own, 'kafka-shell/descriptor.json'), text);
    writeFileSync(
      join(own, 'kafka-shell/frame.mustache'),
      '# {{title}}: merge into {{configFile}}\n{{>settings}}\n',
    );
  });

  it('make kits with the shipped ones, without a line of code', async () => {
    const wanted = request('audit-feed', 'redis', { proof: true });
    await makeKit(wanted, ports());
    const folder = treeOf(wanted.out).find(
      (path) => path.startsWith('audit-feed/') && path.endsWith('.sh'),
    );
    expect(textAt(wanted.out, folder ?? '')).toContain(
      'server.host=links.example\nserver.port=6379\ntls.tls=true\n',
    );
  });

  it('with a fault get file, line and reason', async () => {
    mkdirSync(join(own, 'broken'), { recursive: true });
    const text = JSON.stringify({ ...descriptor(), role: 'proxy' }, undefined, 2);
    writeFileSync(join(own, 'broken/descriptor.json'), text);
    const { code, sentence } = await refusalOf(() =>
      makeKit(request('audit-feed', 'redis'), ports()),
    );
    const line = text.split('\n').findIndex((row) => row.includes('"role"')) + 1;
    expect([code, sentence]).toEqual([
      'template-invalid',
      `broken/descriptor.json, line ${line}, field role: "proxy" is none of client, server`,
    ]);
  });
});
