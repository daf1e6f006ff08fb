// `cert issue` and `ca create` as use-cases: what is decided, what is written, what the ledger says.
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createCa, type CreateCaRequest } from '../../../src/app/issue/create-ca.js';
import {
  issueCertificate,
  type IssueCertificateRequest,
} from '../../../src/app/issue/certificate.js';
import { TlsmithError } from '../../../src/errors.js';
import { encodeCertificates, encodePem } from '../../../src/formats/containers/pem.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import { daysFromNow } from '../../support/fixed-clock.js';
import { FIXTURE_PASSWORD, fixtureKey } from '../../support/fixture-keys.js';
import { textAt, treeOf } from '../../support/folder-tree.js';
import { ecKey, foreignCertificate, keyFromPem } from '../../support/foreign-certificate.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { type TestPorts, testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;

function newHome(): string {
  const home = join(base, `home-${(count += 1)}`);
  mkdirSync(home);
  return home;
}

function caRequest(home: string, changes: Partial<CreateCaRequest> = {}): CreateCaRequest {
  return {
    out: `${home}/ca`,
    keyType: 'ec-p256',
    validity: { days: 3650, isDefault: true },
    force: false,
    dryRun: false,
    ...changes,
  };
}

function request(
  home: string,
  changes: Partial<IssueCertificateRequest> = {},
): IssueCertificateRequest {
  return {
    name: 'es01',
    profile: 'server',
    consumers: [],
    formats: ['pem'],
    subjectAltNames: [parseGeneralName('es01.lan')],
    validity: { days: 825, isDefault: true },
    issuer: { source: { folder: `${home}/ca` } },
    out: `${home}/es01`,
    force: false,
    dryRun: false,
    ...changes,
  };
}

/** A home with a root CA in it. */
async function homeWithCa(changes: Partial<CreateCaRequest> = {}): Promise<string> {
  const home = newHome();
  await createCa(caRequest(home, changes), testPorts());
  return home;
}

/** The ports whose file system refuses one kind of action. */
function withDiskFull(action: 'rename' | 'createFile' | 'appendLine'): TestPorts {
  const ports = testPorts();
  const refuse = () => Promise.reject(new TlsmithError('disk-full', 'says the test'));
  return { ...ports, files: { ...ports.files, [action]: refuse } };
}

function ledgerOf(home: string, ca = 'ca'): Record<string, unknown>[] {
  return textAt(home, ca, 'ledger.jsonl')
    .split('\n')
    .filter(Boolean)
    .map((line) => JSON.parse(line) as Record<string, unknown>);
}

const certificatesIn = (path: string) =>
  readFileSync(path, 'utf8')
    .split(/(?<=-----END CERTIFICATE-----\n)/)
    .filter(Boolean)
    .map((pem) => new X509Certificate(pem));

describe('createCa', () => {
  it('writes a root: certificate, key and an empty ledger', async () => {
    const home = newHome();
    const ports = testPorts();
    const { files, certificates } = await createCa(caRequest(home), ports);
    expect(files.map(({ path, kind, mode }) => [path, kind, mode])).toEqual([
      [`${home}/ca/ca.crt`, 'certificate', '0644'],
      [`${home}/ca/ca.key`, 'private-key', '0600'],
      [`${home}/ca/ledger.jsonl`, 'ledger', '0600'],
    ]);
    expect(textAt(home, 'ca/ledger.jsonl')).toBe('');
    const [summary] = certificates;
    expect(summary).toMatchObject({
      issuer: summary?.subject,
      subjectAltNames: [],
      extKeyUsage: [],
    });
    expect(ports.reporter.notes).toEqual([expect.stringMatching(/not encrypted.*0600/)]);
    const [written] = certificatesIn(`${home}/ca/ca.crt`);
    expect(written?.ca).toBe(true);
    expect(written?.checkPrivateKey(createPrivateKey(textAt(home, 'ca/ca.key')))).toBe(true);
  });

  it('names a CA by date and key, so that no two are called the same', async () => {
    const [first, second] = await Promise.all(
      [1, 2].map(async (seed) => {
        const ports = testPorts({ random: seededRandom(seed) });
        return (await createCa(caRequest(newHome()), ports)).certificates[0]?.subject;
      }),
    );
    expect(first).toMatch(/^CN=tlsmith CA 2026-11-20 [0-9a-f]{6}$/);
    expect(second).not.toBe(first);
  });

  it('writes an intermediate below a folder, with its chain, and into the ledger above', async () => {
    const home = await homeWithCa({ subject: parseDistinguishedName('CN=Root') });
    const below = caRequest(home, {
      out: `${home}/issuing`,
      issuer: { folder: `${home}/ca` },
      subject: parseDistinguishedName('CN=Issuing'),
      pathLenConstraint: 0,
      validity: { days: 1825, isDefault: true },
    });
    await createCa(below, testPorts());
    expect(treeOf(`${home}/issuing`)).toEqual(['ca.crt', 'ca.key', 'chain.crt', 'ledger.jsonl']);
    expect(textAt(home, 'issuing/chain.crt')).toBe(textAt(home, 'ca/ca.crt'));
    expect(certificatesIn(`${home}/issuing/ca.crt`)).toHaveLength(1);
    expect(ledgerOf(home)).toEqual([
      expect.objectContaining({ event: 'issued', subject: 'CN=Issuing', profile: 'ca' }),
    ]);
    expect(ledgerOf(home, 'issuing')).toEqual([]);
    const again = { ...below, out: `${home}/deeper`, issuer: { folder: `${home}/issuing` } };
    expect(await codeOf(() => createCa(again, testPorts()))).toBe('issuer-path-length');
    expect(treeOf(home)).not.toContain('deeper/');
  });

  it.each(['ec-p384', 'ec-p521', 'ed25519'] as const)(
    'makes a CA with a key of type %s',
    async (keyType) => {
      const home = newHome();
      await createCa(caRequest(home, { keyType }), testPorts());
      const [root] = certificatesIn(`${home}/ca/ca.crt`) as [X509Certificate];
      expect(root.verify(root.publicKey)).toBe(true);
      await issueCertificate(request(home, { keyType }), testPorts());
      const [end] = certificatesIn(`${home}/es01/es01.crt`) as [X509Certificate];
      expect(end.verify(root.publicKey)).toBe(true);
    },
  );

  it('encrypts its key under a password, and then demands it', async () => {
    const home = newHome();
    const ports = testPorts();
    await createCa(caRequest(home, { password: { text: 'ca secret' } }), ports);
    expect(ports.reporter.notes).toEqual([]);
    const pem = textAt(home, 'ca/ca.key');
    expect(pem).toContain('ENCRYPTED PRIVATE KEY');
    const issue = (password?: string) =>
      issueCertificate(
        request(home, {
          issuer: {
            source: { folder: `${home}/ca` },
            ...(password !== undefined && { password: { text: password } }),
          },
        }),
        testPorts(),
      );
    expect(await codeOf(() => issue())).toBe('password-missing');
    expect(ledgerOf(home)).toEqual([]);
    await issue('ca secret');
    expect(ledgerOf(home)).toHaveLength(1);
  });

  it('never replaces a CA, not even with force', async () => {
    const home = await homeWithCa();
    const before = textAt(home, 'ca/ca.key');
    const code = await codeOf(() => createCa(caRequest(home, { force: true }), testPorts()));
    expect(code).toBe('ca-in-the-way');
    expect(textAt(home, 'ca/ca.key')).toBe(before);
  });
});

describe('issueCertificate', () => {
  it('writes certificate, key and trust anchor, and one line into the ledger', async () => {
    const home = await homeWithCa();
    const { files, certificates } = await issueCertificate(request(home), testPorts());
    expect(files.map(({ path, mode }) => [path, mode])).toEqual([
      [`${home}/es01/es01.crt`, '0644'],
      [`${home}/es01/es01.key`, '0600'],
      [`${home}/es01/ca.crt`, '0644'],
    ]);
    const [end, ...more] = certificatesIn(`${home}/es01/es01.crt`) as [X509Certificate];
    expect(more).toEqual([]);
    expect(end.checkPrivateKey(createPrivateKey(textAt(home, 'es01/es01.key')))).toBe(true);
    expect(textAt(home, 'es01/es01.key')).toMatch(/^-----BEGIN PRIVATE KEY-----\n/);
    expect(textAt(home, 'es01/ca.crt')).toBe(textAt(home, 'ca/ca.crt'));
    const [summary] = certificates;
    expect(summary).toEqual({
      path: `${home}/es01/es01.crt`,
      subject: 'CN=es01',
      issuer: expect.stringMatching(/^CN=tlsmith CA/),
      serialNumber: end.serialNumber.toLowerCase(),
      notBefore: '2026-11-20T10:00:00Z'.replace('10:00', '09:55'),
      notAfter: '2029-02-22T09:54:59Z',
      subjectAltNames: ['dns:es01.lan'],
      extKeyUsage: ['serverAuth'],
      sha256Fingerprint: end.fingerprint256.replaceAll(':', '').toLowerCase(),
    });
    const {
      path,
      issuer: _,
      extKeyUsage: __,
      ...recorded
    } = summary as NonNullable<typeof summary>;
    expect(ledgerOf(home)).toEqual([
      { at: '2026-11-20T10:00:00Z', event: 'issued', profile: 'server', ...recorded, path },
    ]);
  });

  it('below an intermediate sends the intermediate along and trusts the root', async () => {
    const home = await homeWithCa({ subject: parseDistinguishedName('CN=Root') });
    await createCa(
      caRequest(home, { out: `${home}/issuing`, issuer: { folder: `${home}/ca` } }),
      testPorts(),
    );
    const issuer = { source: { folder: `${home}/issuing` } };
    await issueCertificate(request(home, { issuer }), testPorts());
    expect(certificatesIn(`${home}/es01/es01.crt`)).toHaveLength(2);
    expect(textAt(home, 'es01/es01.crt')).toContain(textAt(home, 'issuing/ca.crt'));
    expect(textAt(home, 'es01/es01.crt')).not.toContain(textAt(home, 'ca/ca.crt'));
    expect(textAt(home, 'es01/ca.crt')).toBe(textAt(home, 'ca/ca.crt'));
    expect(ledgerOf(home, 'issuing')).toHaveLength(1);
  });

  it('self-signed is its own anchor and keeps no ledger, and says so', async () => {
    const home = newHome();
    const ports = testPorts();
    const { issuer: _, ...selfSigned } = request(home);
    await issueCertificate(selfSigned, ports);
    expect(textAt(home, 'es01/ca.crt')).toBe(textAt(home, 'es01/es01.crt'));
    expect(ports.reporter.notes).toEqual([expect.stringContaining('no ledger')]);
  });

  it('with a CA of another origin keeps no ledger, and says so', async () => {
    const home = newHome();
    const key = ecKey();
    writeFileSync(`${home}/c`, encodeCertificates([{ der: foreignCertificate({ key }) }]));
    writeFileSync(`${home}/k`, encodePem('PRIVATE KEY', key.privateKeyInfo));
    const ports = testPorts();
    const issuer = { source: { certificateFile: `${home}/c`, keyFile: `${home}/k` } };
    await issueCertificate(request(home, { issuer }), ports);
    expect(ports.reporter.notes).toEqual([expect.stringContaining('no ledger')]);
    expect(textAt(home, 'c')).toBe(textAt(home, 'es01/ca.crt'));
  });

  it('shortens a default to the end of the issuer and says so, but refuses a wish beyond it', async () => {
    const home = await homeWithCa({ validity: { days: 100, isDefault: false } });
    const ports = testPorts();
    const { certificates } = await issueCertificate(request(home), ports);
    expect(certificates[0]?.notAfter).toBe('2027-02-28T09:54:59Z');
    expect(ports.reporter.notes).toEqual([expect.stringContaining('2027-02-28')]);
    const wish = request(home, { out: `${home}/b`, validity: { days: 101, isDefault: false } });
    const error = await refusalOf(() => issueCertificate(wish, testPorts()));
    expect(error.code).toBe('outlives-issuer');
    expect(error.sentence).toContain('2027-02-28T09:54:59Z');
    expect(treeOf(home)).not.toContain('b/');
    expect(ledgerOf(home)).toHaveLength(1);
  });

  it.each<[string, Partial<IssueCertificateRequest>, string]>([
    ['a server without subjectAltName', { subjectAltNames: [] }, 'input-needed'],
    ['a peer without subjectAltName', { profile: 'peer', subjectAltNames: [] }, 'input-needed'],
    ['a name with a blank', { name: 'es 01' }, 'name-invalid'],
    ['a name that ends in a dot', { name: 'es01.' }, 'name-invalid'],
    ['an unknown consumer', { consumers: ['frobnicator'] }, 'target-unknown'],
    ['an unknown stack version', { stack: '6.8' }, 'version-unknown'],
    [
      'a CA folder that is absent',
      { issuer: { source: { folder: `${base}/absent` } } },
      'input-absent',
    ],
    ['an end in the past', { validity: { until: daysFromNow(-1) } }, 'date-invalid'],
    [
      'Ed25519 for Logstash',
      { consumers: ['logstash'], keyType: 'ed25519' },
      'consumer-cannot-read',
    ],
    [
      'a client for Logstash',
      { consumers: ['logstash'], profile: 'client' },
      'consumer-cannot-read',
    ],
    [
      'a server for Heartbeat',
      { consumers: ['heartbeat'], profile: 'server' },
      'consumer-cannot-read',
    ],
    [
      'an encrypted key for Logstash 8.10',
      { consumers: ['logstash'], stack: '8.10', password: 'generate' },
      'consumer-cannot-read',
    ],
    [
      'a password of letters beyond ASCII',
      { password: { text: 'p\u00e4ss' } },
      'password-unusable',
    ],
    ['an empty password', { password: { text: '' } }, 'password-unusable'],
  ])('refuses %s and leaves neither file nor line', async (_, changes, code) => {
    const home = await homeWithCa();
    const before = treeOf(home);
    const error = await refusalOf(() => issueCertificate(request(home, changes), testPorts()));
    expect(error.code).toBe(code);
    expect(treeOf(home)).toEqual(before);
    expect(ledgerOf(home)).toEqual([]);
  });

  it('says that the profile is missing where no consumer implies it', async () => {
    const home = await homeWithCa();
    const { profile: _, ...open } = request(home);
    const error = await refusalOf(() => issueCertificate(open, testPorts()));
    expect([error.code, error.details]).toEqual(['input-needed', { answer: 'profile' }]);
  });

  it.each<[string[], string[]]>([
    [['heartbeat'], ['clientAuth']],
    [['heartbeat', 'filebeat'], ['clientAuth']],
    [['logstash'], ['serverAuth']],
    [
      ['heartbeat', 'logstash'],
      ['serverAuth', 'clientAuth'],
    ],
  ])('for %j implies the use %j', async (consumers, extKeyUsage) => {
    const home = await homeWithCa();
    const { profile: _, ...open } = request(home, { consumers });
    const { certificates } = await issueCertificate(open, testPorts());
    expect(certificates[0]?.extKeyUsage).toEqual(extKeyUsage);
  });

  it('refuses what a consumer cannot verify: an Ed25519 CA for Logstash 8.3', async () => {
    const home = await homeWithCa({ keyType: 'ed25519' });
    const before = { consumers: ['logstash'], stack: '8.3' };
    expect(await codeOf(() => issueCertificate(request(home, before), testPorts()))).toBe(
      'consumer-cannot-read',
    );
    const since = { consumers: ['logstash'], stack: '8.4' };
    await expect(issueCertificate(request(home, since), testPorts())).resolves.toBeDefined();
  });

  it.each([
    ['a wildcard', '*.lan', '_wildcard.lan', 'CN=*.lan'],
    ['a name over 64 characters', 'a'.repeat(65), 'a'.repeat(65), ''],
  ])('takes %s', async (_, name, stem, subject) => {
    const home = await homeWithCa();
    const { certificates, files } = await issueCertificate(request(home, { name }), testPorts());
    expect(certificates[0]?.subject).toBe(subject);
    expect(files[0]?.path).toBe(`${home}/es01/${stem}.crt`);
  });

  it('takes another subject, and each name once', async () => {
    const home = await homeWithCa();
    const subject = parseDistinguishedName('CN=x,O=Example');
    const subjectAltNames = ['a.lan', 'A.lan', 'b.lan'].map((text) => parseGeneralName(text));
    const { certificates } = await issueCertificate(
      request(home, { subject, subjectAltNames }),
      testPorts(),
    );
    expect(certificates[0]).toMatchObject({
      subject: 'CN=x,O=Example',
      subjectAltNames: ['dns:a.lan', 'dns:b.lan'],
    });
  });

  it('encrypts the key under a generated password, which it keeps in secrets.env', async () => {
    const home = await homeWithCa();
    const { files } = await issueCertificate(request(home, { password: 'generate' }), testPorts());
    expect(files.at(-1)).toEqual({
      path: `${home}/es01/secrets.env`,
      kind: 'secrets',
      mode: '0600',
    });
    const [, password] =
      /^ES01_KEY_PASSWORD=(\w{24})\n$/.exec(textAt(home, 'es01/secrets.env')) ?? [];
    const key = createPrivateKey({
      key: textAt(home, 'es01/es01.key'),
      passphrase: password as string,
    });
    expect(certificatesIn(`${home}/es01/es01.crt`)[0]?.checkPrivateKey(key)).toBe(true);
  });

  it('keeps a chosen password to itself', async () => {
    const home = await homeWithCa();
    const password = { text: 'chosen CANARY' };
    const ports = testPorts();
    const summary = await issueCertificate(request(home, { password }), ports);
    expect(treeOf(`${home}/es01`)).toEqual(['ca.crt', 'es01.crt', 'es01.key']);
    const said = JSON.stringify([
      summary,
      ports.reporter.notes,
      ports.reporter.warnings,
      ledgerOf(home),
    ]);
    expect(said).not.toContain('CANARY');
  });

  describe('with a key that exists', () => {
    async function issueWith(key: string, password?: string, consumers: string[] = []) {
      const home = await homeWithCa();
      writeFileSync(`${home}/given.key`, key);
      const ports = testPorts();
      const given = {
        file: `${home}/given.key`,
        ...(password !== undefined && { password: { text: password } }),
      };
      const profile = 'peer' as const;
      await issueCertificate(request(home, { key: given, consumers, profile }), ports);
      return { home, ports };
    }

    it.each(['ec-p256', 'rsa-2048', 'rsa-3072'])('of %s uses it', async (name) => {
      const { home } = await issueWith(fixtureKey(name));
      expect(textAt(home, 'es01/es01.key')).toBe(fixtureKey(name));
      const [end] = certificatesIn(`${home}/es01/es01.crt`) as [X509Certificate];
      expect(end.checkPrivateKey(createPrivateKey(fixtureKey(name)))).toBe(true);
    });

    it('in another container writes PKCS#8', async () => {
      const sec1 = keyFromPem(fixtureKey('ec-p256')).privateKey.export({
        type: 'sec1',
        format: 'pem',
      });
      const { home } = await issueWith(sec1 as string);
      expect(textAt(home, 'es01/es01.key')).toBe(fixtureKey('ec-p256'));
    });

    it('that is encrypted stays so, under its own password, and that is said', async () => {
      const { home, ports } = await issueWith(fixtureKey('ec-p256.scrypt'), FIXTURE_PASSWORD);
      const pem = textAt(home, 'es01/es01.key');
      expect(pem).toContain('ENCRYPTED');
      expect(ports.reporter.notes).toEqual([expect.stringContaining('es01.key stays encrypted')]);
    });

    it.each<[string, () => string, string[], string]>([
      ['of RSA 1024', () => fixtureKey('rsa-1024'), [], 'key-weak'],
      ['of RSA 1024 for Logstash', () => fixtureKey('rsa-1024'), ['logstash'], 'key-weak'],
      [
        'on a curve that nobody loads',
        () => encodePem('PRIVATE KEY', ecKey('secp256k1').privateKeyInfo),
        [],
        'key-unsupported',
      ],
      [
        'that is a certificate',
        () => encodeCertificates([{ der: foreignCertificate({ key: ecKey() }) }]),
        [],
        'input-wrong-kind',
      ],
      [
        'that is encrypted, without password',
        () => fixtureKey('ec-p256.scrypt'),
        [],
        'password-missing',
      ],
    ])('%s is refused', async (_, key, consumers, code) => {
      expect(await codeOf(() => issueWith(key(), undefined, consumers))).toBe(code);
    });
  });

  it('does not write over the CA that signs, nor over the key that it reads', async () => {
    const home = await homeWithCa();
    const into = request(home, { out: `${home}/ca`, force: true });
    expect(await codeOf(() => issueCertificate(into, testPorts()))).toBe('output-is-input');
    mkdirSync(`${home}/es01`);
    writeFileSync(`${home}/es01/es01.key`, fixtureKey('ec-p256'));
    const own = request(home, { key: { file: `${home}/es01/es01.key` }, force: true });
    expect(await codeOf(() => issueCertificate(own, testPorts()))).toBe('output-is-input');
    expect(ledgerOf(home)).toEqual([]);
  });

  it('under a dry run answers all and writes nothing, not even into the ledger', async () => {
    const home = await homeWithCa();
    const before = treeOf(home);
    const summary = await issueCertificate(request(home, { dryRun: true }), testPorts());
    expect(summary.dryRun).toBe(true);
    expect(summary.files).toHaveLength(3);
    expect(treeOf(home)).toEqual(before);
    expect(ledgerOf(home)).toEqual([]);
  });

  it('whose files fail is recorded as issued, then as abandoned', async () => {
    const home = await homeWithCa();
    const code = await codeOf(() => issueCertificate(request(home), withDiskFull('rename')));
    expect(code).toBe('disk-full');
    const [issued, abandoned, ...more] = ledgerOf(home);
    expect([issued?.event, abandoned?.event, more]).toEqual(['issued', 'abandoned', []]);
    expect(abandoned?.serialNumber).toBe(issued?.serialNumber);
    expect(treeOf(home)).not.toContain('es01/');
  });

  it('that cannot be recorded is not written', async () => {
    const home = await homeWithCa();
    const code = await codeOf(() => issueCertificate(request(home), withDiskFull('appendLine')));
    expect(code).toBe('disk-full');
    expect(treeOf(home)).not.toContain('es01/');
  });
});
