// inspect: every kind of file, several files with a bad one, passwords, bundles.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/app/inspect/files.js';
import type { InspectedItem } from '../../../src/app/inspect/items.js';
import { commonNames, sequence, tlv, utf8String } from '../../support/der.js';
import { FIXTURE_PASSWORD } from '../../support/fixture-keys.js';
import { ecKey, extension, foreignCertificate } from '../../support/foreign-certificate.js';
import { inspectFixture, inspectFixtureDer } from '../../support/inspect-fixture.js';
import { PACKAGE_ROOT } from '../../support/run-cli.js';
import { scriptedPrompter } from '../../support/scripted-prompter.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const folder = temporaryFolder();
const keyFile = (name: string) => `${PACKAGE_ROOT}test/fixtures/keys/${name}.pem`;
const storeFixture = (name: string) => `${PACKAGE_ROOT}test/fixtures/stores/${name}`;
const password = { text: FIXTURE_PASSWORD };

const look = (files: readonly string[], withPassword = false, ports = testPorts()) =>
  inspect({ files, ...(withPassword && { password }) }, ports);

async function only(file: string, withPassword = false): Promise<InspectedItem> {
  const { items, failures } = await look([file], withPassword);
  expect(failures).toEqual([]);
  expect(items).toHaveLength(1);
  return items[0] as InspectedItem;
}

function file(name: string, content: string | Uint8Array): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

describe('a certificate', () => {
  it('has every field of the contract', async () => {
    expect(await only(inspectFixture('server.crt'))).toEqual({
      file: inspectFixture('server.crt'),
      type: 'certificate',
      subject: 'CN=es01,O=My Company,C=DE',
      issuer: 'CN=Fixture CA',
      serialNumber: '0123456789abcdef0124',
      notBefore: '2026-10-17T00:00:00Z',
      notAfter: '2027-02-17T12:00:00Z',
      subjectAltNames: ['dns:es01.lan', 'dns:es01.mycompany.example', 'ip:10.0.0.5'],
      extKeyUsage: ['serverAuth', 'clientAuth'],
      sha256Fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      version: 3,
      signatureAlgorithm: 'ecdsa-with-SHA256',
      publicKey: {
        algorithm: 'EC',
        curve: 'P-256',
        keyIdentifier: 'a8aef15fb95d76890882b4940d5d3c857d3451a4',
        sha256Fingerprint: '94765514bf80ae333282c8ae72a6d46c42e5038a8114b86c44f10ef95996aa14',
      },
      basicConstraints: { ca: false },
      keyUsage: ['digitalSignature'],
      subjectKeyIdentifier: 'a8aef15fb95d76890882b4940d5d3c857d3451a4',
      authorityKeyIdentifier: 'a8aef15fb95d76890882b4940d5d3c857d3451a4',
      extensions: [
        { oid: '2.5.29.19', name: 'basicConstraints', critical: true, value: ['cA: false'] },
        { oid: '2.5.29.15', name: 'keyUsage', critical: true, value: ['digitalSignature'] },
        {
          oid: '2.5.29.37',
          name: 'extKeyUsage',
          critical: false,
          value: ['serverAuth', 'clientAuth'],
        },
        {
          oid: '2.5.29.17',
          name: 'subjectAltName',
          critical: false,
          value: ['dns:es01.lan', 'dns:es01.mycompany.example', 'ip:10.0.0.5'],
        },
        {
          oid: '2.5.29.14',
          name: 'subjectKeyIdentifier',
          critical: false,
          value: ['a8aef15fb95d76890882b4940d5d3c857d3451a4'],
        },
        {
          oid: '2.5.29.35',
          name: 'authorityKeyIdentifier',
          critical: false,
          value: ['a8aef15fb95d76890882b4940d5d3c857d3451a4'],
        },
        {
          oid: '2.5.29.31',
          name: 'cRLDistributionPoints',
          critical: false,
          value: ['uri:http://pki.mycompany.example/ca.crl'],
        },
        { oid: '1.2.3.4.5', critical: false, value: ['0403616263'] },
      ],
      findings: [],
    });
  });

  it('is the same in DER and in OpenSSL’s own PEM', async () => {
    const { file: _, ...expected } = await only(inspectFixture('server.crt'));
    const der = file('server.der', inspectFixtureDer('server.crt'));
    expect(await only(der)).toMatchObject(expected);
    expect(await only(inspectFixture('trusted.crt'))).toMatchObject(expected);
  });
});

describe('keys', () => {
  it.each([
    ['ec-p256', 'pkcs8', { algorithm: 'EC', curve: 'P-256' }],
    ['ec-p256.sec1-with-parameters', 'sec1', { algorithm: 'EC', curve: 'P-256' }],
    ['rsa-3072', 'pkcs8', { algorithm: 'RSA', size: 3072 }],
  ])('%s', async (name, container, publicKey) => {
    expect(await only(keyFile(name))).toMatchObject({
      type: 'private-key',
      container,
      encrypted: false,
      encryption: null,
      publicKey,
    });
  });

  const encrypted = [
    ['ec-p256.pbes1-md5-des', 'PBES1 MD5 DES-CBC, 2048 iterations'],
    ['ec-p256.pbes1-sha1-3des', 'PBE SHA1 3DES-CBC, 2048 iterations'],
    ['ec-p256.pbes2-aes256', 'PBES2 AES-256-CBC, PBKDF2 HMAC-SHA256, 1 iteration'],
    ['ec-p256.scrypt', 'PBES2 AES-256-CBC, scrypt, 1024 iterations'],
    ['ec-p256.sec1-des3', 'PEM encryption (one round of MD5), DES-EDE3-CBC'],
    ['rsa-2048.pkcs1-aes128', 'PEM encryption (one round of MD5), AES-128-CBC'],
  ];
  it.each(encrypted)('%s without its password is described', async (name, encryption) => {
    expect(await only(keyFile(name))).toMatchObject({
      type: 'private-key',
      encrypted: true,
      encryption,
      publicKey: null,
    });
  });

  it.each(encrypted)('%s with its password shows the public key', async (name) => {
    const item = await only(keyFile(name), true);
    expect(item).toMatchObject({ encrypted: true });
    expect((item as { publicKey: unknown }).publicKey).not.toBeNull();
  });

  it('a wrong password says so', async () => {
    const { failures } = await inspect(
      { files: [keyFile('ec-p256.pbes2-aes256')], password: { text: 'wrong' } },
      testPorts(),
    );
    expect(failures.map(({ error }) => error.code)).toEqual(['password-wrong']);
  });

  it.each([
    ['public.pem', { algorithm: 'EC', curve: 'P-256' }],
    ['rsa-public.pem', { algorithm: 'RSA', size: 2048 }],
  ])('%s', async (name, publicKey) => {
    expect(await only(inspectFixture(name))).toMatchObject({ type: 'public-key', publicKey });
  });

  it('a weak one is a finding', async () => {
    expect(await only(keyFile('rsa-1024'))).toMatchObject({ findings: [{ code: 'key-size' }] });
  });
});

describe('stores', () => {
  it('shows a key store with its chain', async () => {
    expect(await only(inspectFixture('keystore.p12'), true)).toMatchObject({
      type: 'keystore',
      entries: [
        {
          type: 'private-key',
          alias: 'es01',
          javaEntry: 'PrivateKeyEntry',
          publicKey: { curve: 'P-256' },
          certificates: [{ subject: 'CN=es01,O=My Company,C=DE' }, { subject: 'CN=Fixture CA' }],
        },
      ],
      findings: [],
    });
  });

  it('finds nothing wrong in a trust store of keytool', async () => {
    expect(await only(inspectFixture('java-trust.p12'), true)).toMatchObject({
      type: 'truststore',
      entries: [{ alias: 'ca', javaEntry: 'trustedCertEntry' }],
      findings: [],
    });
  });

  it('says that Java ignores a trust store of openssl', async () => {
    expect(await only(inspectFixture('openssl-trust.p12'), true)).toMatchObject({
      type: 'truststore',
      entries: [{ alias: null, javaEntry: null }],
      findings: [
        {
          code: 'java-trust',
          severity: 'warning',
          message: expect.stringMatching(
            /keytool would show no .*2\.16\.840\.1\.113894\.746875\.1\.1/,
          ),
        },
      ],
    });
  });

  it('needs the password, and asks for it where it may', async () => {
    const { failures } = await look([inspectFixture('keystore.p12')]);
    expect(failures.map(({ error }) => error.code)).toEqual(['password-missing']);
    const prompter = scriptedPrompter(FIXTURE_PASSWORD);
    const asked = await look([inspectFixture('keystore.p12')], false, testPorts({ prompter }));
    expect(asked.items).toMatchObject([{ type: 'keystore' }]);
    expect(prompter.questions).toEqual([expect.stringMatching(/^Password of ".*keystore\.p12":$/)]);
  });

  it('reads a Java key store like one of PKCS#12', async () => {
    expect(await only(inspectFixture('java.jks'), true)).toMatchObject({
      type: 'keystore',
      entries: [{ type: 'private-key', javaEntry: 'PrivateKeyEntry' }],
      protection: { mac: 'keyed SHA1 (JKS)', encryption: ['JKS SHA1'], iterations: 1 },
    });
    expect(await only(storeFixture('keytool-trust.jks'))).toMatchObject({
      type: 'truststore',
      entries: [{ type: 'certificate', alias: 'anchor', javaEntry: 'trustedCertEntry' }],
    });
  });
});

describe('several things', () => {
  const text = (name: string) => readFileSync(inspectFixture(name), 'utf8');

  it('finds them in one file, with text around the blocks', async () => {
    const bundle = `subject=es01\r\n${text('server.crt')}some text\n${text('ca.crt')}${text('request.csr')}${text('list.crl')}\nthe end`;
    const { items, failures } = await look([file('bundle.pem', `\u00ef\u00bb\u00bf${bundle}`)]);
    expect(failures).toEqual([]);
    expect(items.map(({ type }) => type)).toEqual([
      'certificate',
      'certificate',
      'certification-request',
      'crl',
    ]);
  });

  it('reads a PKCS#7 bundle, and certificates in DER one behind the other', async () => {
    const { items } = await look([inspectFixture('bundle.p7b')]);
    expect(items.map(({ type }) => type)).toEqual(['certificate', 'certificate', 'crl']);
    const [a, b] = [inspectFixtureDer('server.crt'), inspectFixtureDer('ca.crt')];
    const two = await look([file('two.der', Buffer.concat([a, b]))]);
    expect(two.items.map(({ type }) => type)).toEqual(['certificate', 'certificate']);
  });

  it('shows the good ones beside a damaged block', async () => {
    const damaged = text('ca.crt').replace(/[A-Za-z0-9+/]{20}/, '!!!');
    const cut = text('ca.crt').replace(/-----END.*\n/, '');
    const { items, failures } = await look([
      file('damaged.pem', text('server.crt') + damaged + cut + text('list.crl')),
    ]);
    expect(items.map(({ type }) => type)).toEqual(['certificate', 'crl']);
    expect(failures.map(({ error }) => error.sentence)).toEqual([
      expect.stringMatching(
        /^".*damaged\.pem": part 2 of 4: a PEM block "CERTIFICATE" is not base64 \(line \d+\)$/,
      ),
      expect.stringMatching(
        /part 3 of 4: a PEM block "CERTIFICATE" has no matching END line \(line \d+\)$/,
      ),
    ]);
  });

  it('shows the good files beside bad ones', async () => {
    const { items, failures } = await look([
      inspectFixture('ca.crt'),
      join(folder, 'absent'),
      file('text', 'hello'),
      folder,
      inspectFixture('list.crl'),
    ]);
    expect(items.map(({ type }) => type)).toEqual(['certificate', 'crl']);
    expect(failures.map(({ error }) => error.code)).toEqual([
      'input-absent',
      'input-wrong-kind',
      expect.stringMatching(/^input-/),
    ]);
    for (const { file: path, error } of failures) expect(error.sentence).toContain(path.slice(-6));
  });

  it('names the blocks that it does not describe, and fails where there are no others', async () => {
    const { items, skipped } = await look([keyFile('ec-p256.sec1-with-parameters')]);
    expect(items).toHaveLength(1);
    expect(skipped).toMatchObject([{ label: 'EC PARAMETERS' }]);
    const block = '-----BEGIN DH PARAMETERS-----\nAAAA\n-----END DH PARAMETERS-----\n';
    const { failures } = await look([file('dh.pem', block)]);
    expect(failures.map(({ error }) => error.code)).toEqual(['input-wrong-kind']);
  });

  it('refuses more than 2,000 things by number', async () => {
    const { failures } = await look([file('many.pem', text('ca.crt').repeat(2001))]);
    expect(failures).toMatchObject([{ error: { code: 'input-limit' } }]);
    expect(failures[0]?.error.sentence).toMatch(/2000/);
  });
});

describe('other inputs', () => {
  it.each([
    ['empty', '', /is an empty file/],
    ['utf16', Buffer.from('\ufeff-----BEGIN', 'utf16le'), /UTF-16/],
    [
      'openssh',
      '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n',
      /OpenSSH private key is malformed: it does not begin as one/,
    ],
    ['binary', Uint8Array.of(1, 2, 3, 0), /is binary data/],
    ['sequence', Uint8Array.of(0x30, 0x03, 0x02, 0x01, 0x05), /is .*: no certificate/],
    [
      'tail',
      Buffer.concat([inspectFixtureDer('ca.crt'), Uint8Array.of(0x55, 0x99)]),
      /2 octets at its end/,
    ],
  ])('%s', async (name, content, sentence) => {
    const { failures } = await look([file(name, content)]);
    expect(failures[0]?.error.sentence).toMatch(sentence);
  });

  it('escapes what a terminal would obey, and cuts what nobody reads', async () => {
    const san = (text: string) =>
      extension('2.5.29.17', false, sequence(tlv(0x82, Buffer.from(text, 'latin1'))));
    const comment = extension(
      '2.16.840.1.113730.1.13',
      false,
      utf8String('a\u202eb'.repeat(5_000)),
    );
    const subject = commonNames('x\u001b[31m\u200b');
    const der = foreignCertificate({
      key: ecKey(),
      subject,
      extensions: [san('\u001b[2J'), comment],
    });
    const item = await only(file('odd\u202e.der', der));
    expect(item).toMatchObject({
      subject: 'CN=x\\1B[31m\\E2\\80\\8B',
      subjectAltNames: ['dns:\\u{1b}[2J'],
    });
    const { extensions } = item as { extensions: { value: string[] }[] };
    expect(extensions[1]?.value[0]).toMatch(/^a\\u\{202e\}b.*… \(15000 characters\)$/);
  });

  it('never shows a challenge password', async () => {
    const { items } = await look([inspectFixture('request.csr')]);
    expect(JSON.stringify(items)).toContain('unstructuredName');
    expect(JSON.stringify(items)).not.toContain('geheim123');
  });
});

describe('several files, one of which brings a bug of ours to light', () => {
  it.each([
    ['anything that is thrown', new Error('nobody has foreseen this'), 'bug'],
    ['a stack that ended', new RangeError('Maximum call stack size exceeded'), 'input-limit'],
  ])('are shown all the same: %s', async (_, thrown, code) => {
    const ports = testPorts();
    const files = {
      ...ports.files,
      read: (path: string) => (path === 'bad' ? Promise.reject(thrown) : ports.files.read(path)),
    };
    const good = inspectFixture('server.crt');
    const { items, failures } = await look([good, 'bad', good], false, { ...ports, files });
    expect(items).toHaveLength(2);
    expect(failures).toMatchObject([{ file: 'bad', error: { code, details: { path: 'bad' } } }]);
    expect(failures[0]?.error.sentence).toMatch(/^"bad" /);
  });
});
