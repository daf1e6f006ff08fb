// `verify --pair`: what two ends that do not fit are told, and what is really logged on each side.
import { createPrivateKey } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeKit } from '../../../src/app/kit/make.js';
import type { Direction } from '../../../src/app/judging/link.js';
import { verifyPair } from '../../../src/app/verify/pair.js';
import { decodeCertificates } from '../../../src/formats/containers/certificate-file.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import type { RuntimeName } from '../../../src/checks/runtime/presented-chain.js';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import { parseHost } from '../../../src/pki/names/general-name.js';
import { daysFromNow, NOW } from '../../support/fixed-clock.js';
import { ca, endEntity } from '../../support/path-builder.js';
import { certificateBag, clearStore, keyBag } from '../../support/pkcs12-parts.js';
import { refusalOf } from '../../support/refusal-of.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
const at = (path: string) => join(base, path);
let count = 0;

async function kit(
  name: string,
  client: string,
  server: string,
  stack = '9.5',
  store: 'pem' | 'pkcs12' = 'pem',
): Promise<void> {
  await makeKit(
    {
      ...{ client, server, stack, store, otherNames: [], extKeyUsage: 'both' },
      hosts: [parseHost('links.example')],
      newCa: { keyType: 'ec-p256' },
      validity: { days: 825, isDefault: true },
      ...{ proof: false, force: false, dryRun: false, out: at(name) },
    },
    testPorts(),
  );
}

beforeAll(async () => {
  await kit('one', 'heartbeat', 'logstash');
  await kit('two', 'heartbeat', 'logstash');
  await kit('web', 'curl', 'nginx');
});

async function judge(server: string, client: string): Promise<[Direction, Direction]> {
  const folders = [at(server), at(client)] as const;
  const { directions, ok } = await verifyPair({ folders, at: NOW }, testPorts());
  const isFine = directions.every(({ findings }) =>
    findings.every(({ severity }) => severity !== 'error'),
  );
  if (!isFine) expect(ok).toBe(false);
  return directions as [Direction, Direction];
}

function copied(name: string): string {
  const copy = `${name}-${(count += 1)}`;
  cpSync(at(name), at(copy), { recursive: true });
  return copy;
}

/** A copy of a kit in which one text of a file is another one. */
function changed(name: string, file: string, from: string | RegExp, to: string): string {
  const copy = copied(name);
  const text = readFileSync(at(`${copy}/${file}`), 'utf8');
  const anew = text.replaceAll(from, to);
  expect(anew).not.toBe(text);
  writeFileSync(at(`${copy}/${file}`), anew);
  return copy;
}

const caOf = (name: string) =>
  formatDistinguishedName(decodeCertificates(readFileSync(at(`${name}/ca/ca.crt`)))[0].subject);
const firstOf = ({ findings: [first] }: Direction) => [first?.code, first?.message];
const says = ({ runtimes }: Direction, wanted: RuntimeName) =>
  runtimes.find(({ runtime }) => runtime === wanted);

describe('the server of one kit with the client of another', () => {
  it('trust different CAs, which is said first and by name', async () => {
    const [server, client] = await judge('one/logstash', 'two/heartbeat');
    expect([firstOf(server), firstOf(client)]).toEqual([
      [
        'different-authorities',
        `the two ends trust different CAs: "${caOf('one')}" and "${caOf('two')}"`,
      ],
      [
        'different-authorities',
        `the two ends trust different CAs: "${caOf('two')}" and "${caOf('one')}"`,
      ],
    ]);
    expect(server.findings.map(({ code }) => code)).toContain('no-path');
  });

  it('a client in Go sends no certificate, and each side logs that', async () => {
    const [, client] = await judge('one/logstash', 'two/heartbeat');
    const heartbeat =
      'the client, which sends no certificate, logs: remote error: tls: bad certificate (TLS 1.3: certificate required)';
    expect(says(client, 'jdk')).toMatchObject({
      ...{ accepts: false, isThere: true },
      reason: `javax.net.ssl.SSLHandshakeException: (certificate_required) Empty client certificate chain; ${heartbeat}`,
    });
    expect(says(client, 'go')?.reason).toBe(
      `tls: client didn't provide a certificate; ${heartbeat}`,
    );
  });

  it('Python names no CA, so that it sees the certificate all the same', async () => {
    const [, client] = await judge('one/logstash', 'two/heartbeat');
    expect(says(client, 'python')?.reason).toMatch(/certificate verify failed/);
  });

  it('a client that is not in Go sends its certificate', async () => {
    await kit('web2', 'curl', 'nginx');
    const [, client] = await judge('web/nginx', 'web2/curl');
    expect(says(client, 'openssl')?.reason).toMatch(/error 20|unable to get local issuer/);
  });

  it('two CAs of one name are told apart by their keys', async () => {
    const copy = copied('one');
    const twin = ca(caOf('one').replace('CN=', ''));
    writeFileSync(at(`${copy}/heartbeat/ca.crt`), encodePem('CERTIFICATE', twin.der));
    const [server] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
    expect(firstOf(server)).toEqual([
      'different-authorities',
      expect.stringMatching(
        /^the two ends trust different CAs of one name: "(CN=.*)" \(key [\da-f]+\) and "\1" \(/,
      ),
    ]);
  });
});

it('an expired certificate of a Go client is sent', async () => {
  const copy = copied('one');
  const root = ca('Root');
  const own = endEntity(root, { notBefore: daysFromNow(-9), notAfter: daysFromNow(-2) });
  const place = `${copy}/heartbeat/heartbeat`;
  writeFileSync(at(`${place}.crt`), encodePem('CERTIFICATE', own.der));
  writeFileSync(at(`${place}.key`), encodePem('PRIVATE KEY', own.key.privateKeyInfo));
  writeFileSync(at(`${copy}/logstash/ca.crt`), encodePem('CERTIFICATE', root.der));
  const [, client] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
  expect(says(client, 'jdk')?.reason).toContain('NotAfter');
});

describe('a snippet that names no certificate and no key', () => {
  const withoutIdentity = /^ *ssl\.(certificate|key): .*\n/gm;

  it('of a client: what is missing, and a no, since the server demands one', async () => {
    const copy = changed('one', 'heartbeat/heartbeat.yml', withoutIdentity, '');
    const [server, client] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
    expect(server.findings.filter(({ severity }) => severity !== 'info')).toEqual([]);
    expect(client).toMatchObject({ path: [], hosts: [] });
    expect(client.findings).toMatchObject([
      {
        ...{ code: 'missing-setting', severity: 'error', subject: at(`${copy}/heartbeat`) },
        message:
          'heartbeat.yml does not set ssl.certificate and ssl.key: heartbeat sends no certificate, and the server demands one',
      },
    ]);
    expect(says(client, 'jdk')).toMatchObject({
      ...{ accepts: false, isThere: true },
      reason: expect.stringContaining('Empty client certificate chain'),
    });
  });

  it('of one of the two: that one', async () => {
    const copy = changed('one', 'heartbeat/heartbeat.yml', /^ *ssl\.key: .*\n/gm, '');
    const [, client] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
    expect(client.findings[0]?.message).toMatch(/^heartbeat\.yml does not set ssl\.key: /);
  });

  it('is a warning where the server demands none', async () => {
    const copy = changed('one', 'heartbeat/heartbeat.yml', withoutIdentity, '');
    const conf = at(`${copy}/logstash/logstash.conf`);
    writeFileSync(conf, readFileSync(conf, 'utf8').replace('"required"', '"optional"'));
    const folders = [at(`${copy}/logstash`), at(`${copy}/heartbeat`)] as const;
    const { ok, directions } = await verifyPair({ folders, at: NOW }, testPorts());
    expect(ok).toBe(true);
    expect(directions[1]?.findings.map(({ severity }) => severity)).toEqual(['warning']);
    expect(says(directions[1] as Direction, 'jdk')).toMatchObject({
      accepts: null,
      reason: expect.stringMatching(/^not judged: /),
    });
  });

  it('of a server: it cannot serve', async () => {
    const copy = changed('one', 'logstash/logstash.conf', /^ *ssl_(certificate|key) => .*\n/gm, '');
    const [server] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
    expect(firstOf(server)).toEqual([
      'missing-setting',
      'logstash.conf does not set ssl_certificate and ssl_key: logstash cannot serve without key and certificate',
    ]);
    expect(says(server, 'beats')?.accepts).toBeNull();
  });

  it('of a server that asks nobody for a certificate, the CA may be missing', async () => {
    const lines = /^ *ssl_(certificate_authorities|client_authentication) => .*\n/gm;
    const copy = changed('one', 'logstash/logstash.conf', lines, '');
    const [server, client] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
    expect(server.findings.filter(({ severity }) => severity !== 'info')).toMatchObject([
      { code: 'unasked-certificate', severity: 'warning' },
    ]);
    expect([client.path, client.findings]).toEqual([[], []]);
    expect(says(client, 'jdk')).toMatchObject({
      accepts: null,
      reason: 'not judged: the server asks for no certificate',
    });
  });

  it('nor whom it trusts: that too', async () => {
    const lines = /^ *ssl\.certificate_authorities: .*\n/gm;
    const copy = changed('one', 'heartbeat/heartbeat.yml', lines, '');
    const [, client] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
    expect(client.findings[0]?.message).toBe(
      'heartbeat.yml does not set ssl.certificate_authorities: it is not said whom heartbeat trusts',
    );
  });
});

it('a key that is not the one of the certificate: findings and table say the same', async () => {
  const copy = copied('one');
  cpSync(at('two/logstash/logstash.key'), at(`${copy}/logstash/logstash.key`));
  const [server] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
  expect(server.findings[0]?.code).toBe('key-mismatch');
  expect(new Set(server.runtimes.map(({ accepts }) => accepts))).toEqual(new Set([false]));
  expect(says(server, 'beats')?.reason).toMatch(/the private key is not the one/);
});

it('a key of another kind is the fault of its own end alone', async () => {
  const copy = copied('one');
  cpSync(
    new URL('../../fixtures/keys/rsa-2048.pem', import.meta.url),
    at(`${copy}/logstash/logstash.key`),
  );
  const [server, client] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
  expect(server.findings[0]?.code).toBe('key-mismatch');
  expect(client.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
});

it('a Beat logs what is wrong without the words that Go puts before it', async () => {
  const [server] = await judge('one/logstash', 'two/heartbeat');
  expect(says(server, 'go')?.reason).toMatch(/^tls: failed to verify certificate: x509: /);
  expect(says(server, 'beats')?.reason).toMatch(/^x509: certificate signed by unknown authority/);
  expect(says(server, 'beats')?.isThere).toBe(true);
});

it('a host with an underscore in a snippet is judged, as with --host', async () => {
  const copy = changed('one', 'heartbeat/heartbeat.yml', 'links.example', 'a_b.example');
  const [server] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
  expect(server.hosts).toEqual(['a_b.example']);
  expect(server.findings.map(({ code }) => code)).toContain('host-name');
});

describe('what the product at an end does not load itself', () => {
  const serverKey = (copy: string) => at(`${copy}/logstash/logstash.key`);
  const serverChain = (copy: string) => at(`${copy}/logstash/logstash.crt`);
  const inOtherForm = (path: string, type: 'sec1' | 'pkcs8', more = {}) => {
    const key = createPrivateKey(readFileSync(path));
    writeFileSync(
      path,
      key.export({ type, format: 'pem', ...more } as { type: 'sec1'; format: 'pem' }),
    );
  };

  it.each([
    [
      'a traditional key in Logstash',
      (copy: string) => inOtherForm(serverKey(copy), 'sec1'),
      ['key-form', /^the key is a traditional one \(SEC1\), which Netty in logstash/],
    ],
    [
      'a certificate in DER in Logstash',
      (copy: string) => {
        const [{ der }] = decodeCertificates(readFileSync(serverChain(copy)));
        writeFileSync(serverChain(copy), der);
      },
      ['certificate-form', /^the file of certificates is binary \(DER\), and no PEM, which Netty/],
    ],
    [
      'an encrypted key whose password the snippet does not name',
      (copy: string) => {
        inOtherForm(serverKey(copy), 'pkcs8', {
          cipher: 'aes-256-cbc',
          passphrase: 'secret-of-24',
        });
        writeFileSync(at(`${copy}/logstash/secrets.env`), 'LOGSTASH_KEY_PASSWORD=secret-of-24\n');
      },
      ['key-password', /^the key is encrypted, and the settings of logstash/],
    ],
    [
      'an end entity behind its CA',
      (copy: string) => {
        const own = readFileSync(serverChain(copy), 'utf8');
        writeFileSync(serverChain(copy), readFileSync(at(`${copy}/ca/ca.crt`), 'utf8') + own);
      },
      ['chain-order', /^the chain begins with .*"Certificate chain is not valid"/],
    ],
  ] as const)('%s is a no before any handshake', async (_, spoil, [code, message]) => {
    const copy = copied('one');
    spoil(copy);
    const folders = [at(`${copy}/logstash`), at(`${copy}/heartbeat`)] as const;
    const password = { text: 'secret-of-24' };
    const { ok, directions } = await verifyPair({ folders, at: NOW, password }, testPorts());
    const [server, client] = directions as [Direction, Direction];
    expect(ok).toBe(false);
    expect(firstOf(server)).toEqual([code, expect.stringMatching(message)]);
    expect(server.findings.filter(({ severity }) => severity === 'error')).toHaveLength(1);
    expect(new Set(server.runtimes.map(({ accepts }) => accepts))).toEqual(new Set([false]));
    expect(says(server, 'beats')?.reason).toBe(
      'no handshake can be made: logstash does not load its files',
    );
    expect(client.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });

  it('is judged by the version that the snippet is written for', async () => {
    await kit('old', 'heartbeat', 'logstash', '8.6');
    const copy = copied('old');
    inOtherForm(serverKey(copy), 'pkcs8', { cipher: 'aes-256-cbc', passphrase: 'secret-of-24' });
    const conf = at(`${copy}/logstash/logstash.conf`);
    const told = '$1    ssl_key_passphrase => "${LOGSTASH_KEY_PASSWORD}"\n';
    writeFileSync(conf, readFileSync(conf, 'utf8').replace(/( *ssl_key => .*\n)/, told));
    writeFileSync(at(`${copy}/logstash/secrets.env`), 'LOGSTASH_KEY_PASSWORD=secret-of-24\n');
    const [server] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
    expect(firstOf(server)).toEqual([
      'key-type',
      expect.stringMatching(
        /^logstash \(stack 8\.\d+\) does not load an encrypted key before 8\.11/,
      ),
    ]);
  });

  it('a traditional key of a Beat is loaded', async () => {
    const copy = copied('one');
    inOtherForm(at(`${copy}/heartbeat/heartbeat.key`), 'sec1');
    const [, client] = await judge(`${copy}/logstash`, `${copy}/heartbeat`);
    expect(client.findings.filter(({ severity }) => severity === 'error')).toEqual([]);
  });
});

describe('a trust store of which Java ignores every certificate', () => {
  beforeAll(async () => {
    await kit('stores', 'logstash-output', 'logstash-input', '9.5', 'pkcs12');
  });

  const anchors = () => decodeCertificates(readFileSync(at('stores/ca/ca.crt')));
  it.each([
    ['without the mark', () => certificateBag(anchors()[0].der)],
    [
      'beside a key, without the mark',
      () => {
        const made = ca('other');
        return Buffer.concat([keyBag(made.key.privateKeyInfo), certificateBag(made.der)]);
      },
    ],
  ])('%s is the reason, before the path that is missing', async (_, bags) => {
    const copy = copied('stores');
    writeFileSync(at(`${copy}/logstash-output/truststore.p12`), clearStore(bags()));
    const [server, client] = await judge(`${copy}/logstash-input`, `${copy}/logstash-output`);
    const errorsOf = ({ findings }: Direction) =>
      findings.filter(({ severity }) => severity === 'error').map(({ code }) => code);
    expect(firstOf(server)).toEqual([
      'java-trust',
      expect.stringMatching(/bears Java's mark of trust: logstash-output .* ignores them all/),
    ]);
    expect([errorsOf(server), errorsOf(client)]).toEqual([
      ['java-trust', 'no-path'],
      ['java-trust'],
    ]);
  });
});

describe('the folder of a CA', () => {
  it.each([
    ['as the server', ['one/ca', 'one/heartbeat']],
    ['as the client', ['one/logstash', 'one/ca']],
  ] as const)('%s is no host: what was found, and what would do', async (_, [first, second]) => {
    const folders = [at(first), at(second)] as const;
    const error = await refusalOf(() => verifyPair({ folders, at: NOW }, testPorts()));
    expect([error.code, error.sentence]).toEqual([
      'input-wrong-kind',
      expect.stringMatching(/ca" is the folder of a CA, and that of a host is needed/),
    ]);
  });
});
