// `certutil http` without its dialogue: what lies in the archive, what certificates contain, and that no text holds a secret.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { certutilCa } from '../../../src/app/certutil/ca.js';
import {
  elasticsearchHttp,
  type ElasticsearchHttpRequest,
} from '../../../src/app/certutil/http.js';
import { createCa } from '../../../src/app/issue/create-ca.js';
import { decodeStore } from '../../../src/formats/pkcs12/decode.js';
import type { Certificate } from '../../../src/pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import { type GeneralName, parseGeneralName } from '../../../src/pki/names/general-name.js';
import { decodeCertificates } from '../../../src/formats/containers/certificate-file.js';
import { refusalOf } from '../../support/refusal-of.js';
import { scriptedPrompter } from '../../support/scripted-prompter.js';
import { silentReporter } from '../../support/silent-reporter.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';
import { zipEntries, zipText } from '../../support/zip-entries.js';

const SECRET = 'Canary7f3a91c2e85d46';
const CA_SECRET = 'Canary-of-the-CA';
const folder = temporaryFolder();
let count = 0;
const fresh = (ending: string) => join(folder, `${(count += 1)}.${ending}`);
const names = (...texts: string[]): GeneralName[] => texts.map(parseGeneralName);
// Deriving keys from passwords is slow on purpose: few tests have one.
const NEW_CA = {
  kind: 'new-ca',
  keyType: 'ec-p256',
  lifetime: { days: 1825 },
  password: 'none',
} as const;
const LOCKED_CA = { ...NEW_CA, password: { text: CA_SECRET } };
const LOCKED = { signer: LOCKED_CA, password: { text: SECRET } };

async function http(changes: Partial<ElasticsearchHttpRequest> = {}, ports = testPorts()) {
  const out = fresh('zip');
  const summary = await elasticsearchHttp(
    {
      ...{ signer: NEW_CA, keyType: 'ec-p256', lifetime: { days: 1825 }, dryRun: false, out },
      nodes: [{ subjectAltNames: names('es01.example.com', '*.example.com', '::1') }],
      ...{ password: 'none' as const, ...changes },
    },
    ports,
  );
  return { out, ...summary };
}

const storeIn = (zip: string, name: string, password?: string) =>
  decodeStore(zipEntries(zip).get(name)?.bytes ?? new Uint8Array(), password, testPorts());

describe('with a new CA', () => {
  it('[out-http] [http-elasticsearch] [http-ca-folder] [http-kibana] [http-new-ca] holds every folder with its files and modes', async () => {
    const { out } = await http({ signer: LOCKED_CA });
    expect([...zipEntries(out)].map(([name, { mode }]) => `${name} ${mode}`)).toEqual([
      'ca/README.txt 0644',
      'ca/ca.p12 0600',
      'elasticsearch/http.p12 0600',
      'elasticsearch/README.txt 0644',
      'elasticsearch/sample-elasticsearch.yml 0644',
      'kibana/README.txt 0644',
      'kibana/sample-kibana.yml 0644',
      'kibana/elasticsearch-ca.pem 0644',
    ]);
    const ca = await storeIn(out, 'ca/ca.p12', CA_SECRET);
    const [root] = ca.keys[0]?.chain as [Certificate];
    expect([ca.keys[0]?.alias, formatDistinguishedName(root.subject)]).toEqual([
      ...['ca', 'CN=Elasticsearch HTTP CA'],
    ]);
    expect(
      decodeCertificates(Buffer.from(zipText(out, 'kibana/elasticsearch-ca.pem')))[0].der,
    ).toEqual(root.der);
  });

  it('[http-elasticsearch] [http-key] [content-eku] makes a server certificate, named after its first host', async () => {
    const { out } = await http({ keyType: 'rsa-2048' });
    const { keys, certificates } = await storeIn(out, 'elasticsearch/http.p12');
    expect([keys[0]?.alias, certificates[0]?.alias]).toEqual(['http', 'ca']);
    const [own] = keys[0]?.chain as [Certificate];
    expect(formatDistinguishedName(own.subject)).toBe('CN=es01,DC=example,DC=com');
    expect(own.extKeyUsage).toEqual(['serverAuth']);
    expect(own.keyUsage).toEqual(['digitalSignature', 'keyEncipherment']);
    expect(own.subjectAltNames).toEqual(['dns:es01.example.com', 'dns:*.example.com', 'ip:::1']);
  });

  it('[http-no-secret] writes no password into any text', async () => {
    for (const signer of [LOCKED_CA, { kind: 'request' }] as const) {
      const { out } = await http({ ...LOCKED, signer });
      for (const [name, { bytes }] of zipEntries(out)) {
        expect([name, bytes.includes(SECRET), bytes.includes(CA_SECRET)]).toEqual([
          ...[name, false, false],
        ]);
      }
    }
  });

  it('[http-days] ends with its CA, and says so', async () => {
    const reporter = silentReporter();
    const signer = { ...NEW_CA, lifetime: { days: 90 } };
    const { certificates } = await http({ signer }, testPorts({ reporter }));
    expect(certificates[0]?.notAfter).toBe('2027-02-18T09:54:59Z');
    expect(reporter.notes).toContainEqual(expect.stringMatching(/only, the end of the issuer/));
  });

  it.each([
    [['*.a.lan'], 'CN=a,DC=lan'],
    [['10.0.0.1'], 'CN=elasticsearch'],
    [['*.a.lan', 'b'], 'CN=b'],
  ])('[http-key] %j is named %s', async (texts, subject) => {
    const { certificates } = await http({ nodes: [{ subjectAltNames: names(...texts) }] });
    expect(certificates[0]?.subject).toBe(subject);
  });

  it('[http-key] takes keyUsage that signs a handshake', async () => {
    const { out } = await http({ keyUsage: 'digitalSignature' });
    const { keys } = await storeIn(out, 'elasticsearch/http.p12');
    expect(keys[0]?.chain[0]?.keyUsage).toEqual(['digitalSignature']);
    const { code } = await refusalOf(() => http({ keyUsage: 'keyEncipherment' }));
    expect(code).toBe('certificate-faulty');
    const signer = { ...NEW_CA, keyUsage: 'cRLSign' };
    expect((await refusalOf(() => http({ signer }))).code).toBe('certificate-faulty');
  });
});

it('[http-ca] below a CA that exists there is no ca/', async () => {
  const ca = fresh('p12');
  const password = 'none';
  const made = {
    keyType: 'rsa-2048',
    lifetime: { days: 1095 },
    form: 'pkcs12',
    dryRun: false,
  } as const;
  await certutilCa({ ...made, out: ca, password }, testPorts());
  const issuer = { source: { storeFile: ca } };
  const { out, certificates } = await http({ signer: { kind: 'issuer', issuer } });
  expect([...zipEntries(out).keys()].filter((name) => name.startsWith('ca/'))).toEqual([]);
  expect(certificates[0]?.issuer).toBe('CN=Elastic Certificate Tool Autogenerated CA');
});

it('[http-ca-kinds] takes a bundle with its chain, and no damaged JKS', async () => {
  const made = { keyType: 'ec-p256', validity: { days: 99, isDefault: true } } as const;
  const create = { ...made, force: false, dryRun: false };
  const at = (name: string) => join(folder, name);
  await createCa({ ...create, out: at('root') }, testPorts());
  await createCa({ ...create, out: at('middle'), issuer: { folder: at('root') } }, testPorts());
  const bundle = ['ca.crt', 'chain.crt'].map((name) => readFileSync(at(`middle/${name}`)));
  writeFileSync(at('bundle.pem'), Buffer.concat(bundle));
  const source = { certificateFile: at('bundle.pem'), keyFile: at('middle/ca.key') };
  const { out } = await http({ signer: { kind: 'issuer', issuer: { source } } });
  const { keys } = await storeIn(out, 'elasticsearch/http.p12');
  expect(keys[0]?.chain).toHaveLength(3);
  expect(zipText(out, 'kibana/elasticsearch-ca.pem')).toBe(readFileSync(at('root/ca.crt'), 'utf8'));
  writeFileSync(at('ca.jks'), Buffer.from('feedfeed00000002000000010000', 'hex'));
  const jks = { source: { storeFile: at('ca.jks') } };
  const error = await refusalOf(() => http({ signer: { kind: 'issuer', issuer: jks } }));
  expect([error.code, error.sentence]).toEqual([
    'input-malformed',
    expect.stringMatching(/ca\.jks": the Java key store is malformed/),
  ]);
});

describe('[http-csr] [http-request] for a CA that is elsewhere', () => {
  it('holds request and key, and no certificate', async () => {
    const password = { text: SECRET };
    const { out, certificates } = await http({ signer: { kind: 'request' }, password });
    expect([...zipEntries(out).keys()]).toEqual([
      'elasticsearch/http-es01.example.com.csr',
      'elasticsearch/http-es01.example.com.key',
      'elasticsearch/README.txt',
      'elasticsearch/sample-elasticsearch.yml',
      'kibana/README.txt',
      'kibana/sample-kibana.yml',
    ]);
    expect(zipText(out, 'elasticsearch/http-es01.example.com.key')).toMatch(/BEGIN ENCRYPTED/);
    expect(zipText(out, 'elasticsearch/sample-elasticsearch.yml')).toMatch(
      /^xpack\.security\.http\.ssl\.key: 'http-es01\.example\.com\.key'\n.*\n.*add xpack\.security\.http\.ssl\.secure_key_passphrase$/m,
    );
    expect(certificates).toEqual([]);
  });

  it('[http-password] asks for the password of the key, Enter for none', async () => {
    const prompter = scriptedPrompter('');
    const out = fresh('zip');
    await elasticsearchHttp(
      {
        ...{
          signer: { kind: 'request' },
          keyType: 'ec-p256',
          lifetime: { days: 9 },
          dryRun: false,
        },
        ...{ out, nodes: [{ subjectAltNames: names('a.lan') }] },
      },
      testPorts({ prompter }),
    );
    expect(prompter.questions).toEqual([expect.stringMatching(/^Password for .*Enter for none/)]);
    expect(zipText(out, 'elasticsearch/http-a.lan.key')).toMatch(/BEGIN PRIVATE KEY/);
  });
});

describe('[http-node] a certificate for each node', () => {
  it('comes from a list, in a folder of its own', async () => {
    const list = fresh('yml');
    writeFileSync(
      list,
      '- {name: a, dns: a.lan}\n- {name: "CN=x,O=y", filename: b, ip: ["::1"]}\n',
    );
    const { out, certificates } = await http({ nodes: { list } });
    expect([...zipEntries(out).keys()].filter((name) => name.endsWith('http.p12'))).toEqual([
      'elasticsearch/a/http.p12',
      'elasticsearch/b/http.p12',
    ]);
    expect(certificates.map(({ subject }) => subject)).toEqual(['CN=a,DC=lan', 'CN=x,O=y']);
    expect(zipText(out, 'elasticsearch/a/README.txt')).toMatch(/^This folder .*, node a: /);
  });

  it('may be said node by node, each in a folder of its own', async () => {
    const nodes = [
      { folder: 'n1', subjectAltNames: names('a.lan'), keyType: 'ec-p384' as const },
      { subjectAltNames: names('b.lan'), keyUsage: 'digitalSignature' },
    ];
    const { out } = await http({ nodes });
    expect([...zipEntries(out).keys()].filter((name) => name.endsWith('.p12')).slice(1)).toEqual([
      ...['elasticsearch/n1/http.p12', 'elasticsearch/b.lan/http.p12'],
    ]);
    for (const [folder, code] of [
      ['b.lan', 'name-conflict'],
      ['../x', 'name-invalid'],
    ] as const) {
      const bad = nodes.map((node, index) => (index === 0 ? { ...node, folder } : node));
      expect((await refusalOf(() => http({ nodes: bad }))).code).toBe(code);
    }
  });

  it('is refused with the lines of nodes without names', async () => {
    const list = fresh('yml');
    writeFileSync(list, '- {name: a, dns: a.lan}\n- {name: b}\n');
    const { code, details } = await refusalOf(() => http({ nodes: { list } }));
    expect([code, details['faults']]).toEqual([
      'input-malformed',
      [{ line: 2, reason: expect.stringMatching(/names no host/) as string }],
    ]);
  });
});

describe('[http-hosts] names', () => {
  it('are asked for on a terminal', async () => {
    const prompter = scriptedPrompter('es.lan, 10.0.0.1');
    const { certificates } = await http({ nodes: [] }, testPorts({ prompter }));
    expect(certificates[0]?.subjectAltNames).toEqual(['dns:es.lan', 'ip:10.0.0.1']);
  });

  it('are missed without one, before anything is written', async () => {
    const out = fresh('zip');
    const { code, details } = await refusalOf(() => http({ nodes: [], out }));
    expect([code, details['answer'], existsSync(out)]).toEqual([
      'input-needed',
      'http-names',
      false,
    ]);
  });
});

it.each(['7.17', '8.0', '9.5'])(
  '[http-stack] the samples of %s say what that version reads',
  async (stack) => {
    const password = { text: 'x' };
    const { out } = await http({ stack, password });
    const sample = zipText(out, 'elasticsearch/sample-elasticsearch.yml');
    expect(sample).toContain(`# Elasticsearch ${stack}, `);
    expect(sample).toContain("xpack.security.http.ssl.keystore.path: 'http.p12'");
    expect(sample).toMatch(
      /elasticsearch-keystore add xpack\.security\.http\.ssl\.keystore\.secure_password$/m,
    );
    expect(zipText(out, 'kibana/sample-kibana.yml')).toContain(
      "elasticsearch.ssl.certificateAuthorities: ['config/elasticsearch-ca.pem']",
    );
  },
);
