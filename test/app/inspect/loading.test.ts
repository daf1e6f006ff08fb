// `inspect --for`: whether a product would load a file, asked before it is installed.
import { createPrivateKey } from 'node:crypto';
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inspect } from '../../../src/app/inspect/files.js';
import { makeKit } from '../../../src/app/kit/make.js';
import { decodePem, encodePem } from '../../../src/formats/containers/pem.js';
import { parseHost } from '../../../src/pki/names/general-name.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { javaStore, jksProtected, keyEntry } from '../../support/java-store-parts.js';
import { ca, endEntity } from '../../support/path-builder.js';
import { certificateBag, clearStore, keyBag } from '../../support/pkcs12-parts.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
const at = (path: string) => join(base, path);

async function kit(store: 'pem' | 'pkcs12', client: string, server: string): Promise<void> {
  await makeKit(
    {
      ...{ client, server, store, otherNames: [], extKeyUsage: 'both', out: at(store) },
      hosts: [parseHost('links.example')],
      newCa: { keyType: 'ec-p256' },
      validity: { days: 825, isDefault: true },
      ...{ proof: false, force: false, dryRun: false },
    },
    testPorts(),
  );
}

beforeAll(async () => {
  await kit('pem', 'heartbeat', 'logstash');
  await kit('pkcs12', 'logstash-output', 'logstash-input');
  const traditional = createPrivateKey(fixtureKey('ec-p256'));
  writeFileSync(at('sec1.key'), traditional.export({ type: 'sec1', format: 'pem' }));
  const rsa = createPrivateKey(fixtureKey('rsa-2048'));
  writeFileSync(at('pkcs1.key'), rsa.export({ type: 'pkcs1', format: 'pem' }));
  writeFileSync(at('locked.key'), fixtureKey('ec-p256.pbes2-aes256'));
  writeFileSync(at('scrypt.key'), fixtureKey('ec-p256.scrypt'));
});

async function asked(file: string, consumers: string[], more: { stack?: string } = {}) {
  const { loading = [], failures } = await inspect(
    { files: [at(file)], consumers, ...more },
    testPorts(),
  );
  expect(failures).toEqual([]);
  return loading.map(({ target, loads, findings }) => [
    target,
    loads,
    ...findings.map((f) => f.code),
  ]);
}

describe('a file', () => {
  it.each([
    [
      'pem/logstash/logstash.key',
      ['logstash', 'filebeat'],
      [
        ['logstash', true],
        ['filebeat', true],
      ],
    ],
    ['pem/logstash/logstash.crt', ['logstash'], [['logstash', true]]],
    ['pem/ca/ca.crt', ['nginx'], [['nginx', true]]],
    [
      'sec1.key',
      ['logstash', 'filebeat'],
      [
        ['logstash', false, 'key-form'],
        ['filebeat', true],
      ],
    ],
    ['pkcs1.key', ['logstash-output'], [['logstash-output', null, 'key-form']]],
    ['scrypt.key', ['elasticsearch'], [['elasticsearch', false, 'key-form']]],
  ] as const)('%s for %j', async (file, consumers, expected) => {
    expect(await asked(file, [...consumers])).toEqual(expected);
  });

  it('of an encrypted key is judged without its password', async () => {
    expect(await asked('locked.key', ['logstash'])).toEqual([['logstash', true]]);
  });

  it('is judged for the version that is asked for', async () => {
    expect(await asked('locked.key', ['logstash'], { stack: '8.6' })).toEqual([
      ['logstash', false, 'key-type'],
    ]);
  });

  it('that is a store is judged once it is open', async () => {
    const text = /KEYSTORE_PASSWORD=(\S+)/;
    const [, password = ''] =
      text.exec(readFileSync(at('pkcs12/logstash-input/secrets.env'), 'utf8')) ?? [];
    const { loading } = await inspect(
      {
        files: [at('pkcs12/logstash-input/keystore.p12')],
        ...{ consumers: ['logstash-input', 'logstash', 'kibana'], password: { text: password } },
      },
      testPorts(),
    );
    expect(loading?.map(({ target, loads }) => [target, loads])).toEqual([
      ['logstash-input', true],
      // The Beats input has no setting for one, and Kibana takes RSA keys from stores only.
      ['logstash', false],
      ['kibana', false],
    ]);
  });

  it('of trust is a store for those alone that take one', async () => {
    const text = readFileSync(at('pkcs12/logstash-output/secrets.env'), 'utf8');
    const password = { text: /TRUSTSTORE_PASSWORD=(\S+)/.exec(text)?.[1] ?? '' };
    const files = [at('pkcs12/logstash-output/truststore.p12')];
    const consumers = ['logstash-output', 'filebeat', 'nginx'];
    const { loading } = await inspect({ files, consumers, password }, testPorts());
    expect(loading?.map(({ target, loads }) => [target, loads])).toEqual([
      ['logstash-output', true],
      ['filebeat', false],
      ['nginx', false],
    ]);
  });

  it('of a traditional key that is encrypted is of no use to a product without a setting for it', async () => {
    writeFileSync(at('dek.key'), fixtureKey('rsa-2048.pkcs1-aes128'));
    expect(await asked('dek.key', ['nginx', 'filebeat'])).toEqual([
      ['nginx', false, 'key-password'],
      ['filebeat', true],
    ]);
  });

  it('with the CA before the host is in the wrong order', async () => {
    const [ca, host] = ['pem/ca/ca.crt', 'pem/logstash/logstash.crt'].map((one) =>
      readFileSync(at(one), 'utf8'),
    );
    writeFileSync(at('wrong.crt'), `${ca}${host}`);
    expect(await asked('wrong.crt', ['nginx'])).toEqual([['nginx', false, 'chain-order']]);
  });

  it('has no verdict where nobody asks', async () => {
    const { loading } = await inspect({ files: [at('sec1.key')] }, testPorts());
    expect(loading).toBeUndefined();
  });

  it.each([
    ['request.csr', 'logstash', false, /a certificate request, which no product loads/],
    ['request.csr', 'nginx', false, /a certificate request, which no product loads/],
    ['public.pem', 'filebeat', false, /a public key, which no product loads/],
    ['list.crl', 'heartbeat', false, /for which heartbeat \(stack 9\.5\) has no setting/],
    ['list.crl', 'logstash', false, /for which logstash \(stack 9\.5\) has no setting/],
    ['list.crl', 'nginx', null, /whether nginx \(stack 9\.5\) reads one nobody has tried/],
  ] as const)('that is no key and no certificate: %s for %s', async (name, target, loads, said) => {
    const file = at(name);
    cpSync(new URL(`../../fixtures/inspect/${name}`, import.meta.url), file);
    const { loading } = await inspect({ files: [file], consumers: [target] }, testPorts());
    expect(loading).toMatchObject([
      { target, loads, findings: [{ code: 'file-kind', message: expect.stringMatching(said) }] },
    ]);
  });

  it.each([
    ['logstash', true],
    ['nginx', true],
    ['filebeat', false],
  ])('with settings of trust behind its certificate is judged for %s', async (target, loads) => {
    const [block] = decodePem(readFileSync(at('pem/logstash/logstash.crt')));
    const aux = Buffer.from('300c300a06082b06010505070302', 'hex');
    const der = Buffer.concat([block?.der ?? Buffer.alloc(0), aux]);
    writeFileSync(at('trusted.crt'), encodePem('TRUSTED CERTIFICATE', der));
    const codes = loads ? [] : ['certificate-form'];
    expect(await asked('trusted.crt', [target])).toEqual([[target, loads, ...codes]]);
  });

  it('that an unknown product is to load: nothing is described', async () => {
    const act = inspect({ files: [at('sec1.key')], consumers: ['nobody'] }, testPorts());
    await expect(act).rejects.toMatchObject({ code: 'target-unknown' });
  });
});

describe('a store that Java alone reads, or does not', () => {
  const made = endEntity(ca('root'));
  const entry = keyEntry('host', jksProtected(made.key.privateKeyInfo, 'p'), [made.der]);
  it.each([
    ['JKS', javaStore([entry], 'p'), 'logstash-input', true],
    ['JKS', javaStore([entry], 'p'), 'nginx', false],
    ['JCEKS', javaStore([entry], 'p', { kind: 'JCEKS' }), 'logstash-input', false],
    [
      'PKCS#12 with its key in the clear',
      clearStore(keyBag(made.key.privateKeyInfo), certificateBag(made.der)),
      'logstash-input',
      false,
    ],
  ] as const)('%s', async (what, bytes, target, loads) => {
    writeFileSync(at('made.store'), bytes);
    const request = { files: [at('made.store')], consumers: [target], password: { text: 'p' } };
    const { loading, failures } = await inspect(request, testPorts());
    expect([what, failures, loading]).toMatchObject([what, [], [{ target, loads }]]);
  });
});

describe('stdin', () => {
  const judged = async (text: string) => {
    const ports = testPorts();
    const files = { ...ports.files, read: async () => new Uint8Array(Buffer.from(text)) };
    const { failures, loading } = await inspect(
      { files: ['-'], consumers: ['logstash'] },
      { ...ports, files },
    );
    return [...failures.map(({ error }) => error.sentence), ...(loading ?? [])];
  };

  it.each([
    ['nothing', '', 'stdin is an empty file: no certificate, request, key, CRL or store'],
    ['text', 'hello', 'stdin is text without PEM: no certificate, request, key, CRL or store'],
    [
      'a damaged block',
      '-----BEGIN CERTIFICATE-----\nMIIB\n',
      expect.stringMatching(/^stdin: .*no matching END line/),
    ],
  ])('with %s is called so', async (_, text, sentence) => {
    expect(await judged(text)).toEqual([sentence]);
  });

  it('with a key is judged, and called as it was given in what programs read', async () => {
    expect(await judged(fixtureKey('ec-p256'))).toMatchObject([{ file: '-', loads: true }]);
  });
});
