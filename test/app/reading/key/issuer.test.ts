// Issuers of any origin: what is taken, in which order a chain may stand, and what is refused.
import { generateKeyPairSync } from 'node:crypto';
import { mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type IssuerRequest, loadIssuer } from '../../../../src/app/reading/key/issuer.js';
import { encodeCertificates, encodePem } from '../../../../src/formats/containers/pem.js';
import { formatDistinguishedName } from '../../../../src/pki/names/distinguished-name.js';
import { bitString, commonNames, nul, oid, sequence } from '../../../support/der.js';
import { FIXTURE_PASSWORD, fixtureKey } from '../../../support/fixture-keys.js';
import {
  basicConstraints,
  ecKey,
  foreignCertificate,
  type ForeignContent,
  foreignKey,
  type ForeignKey,
  keyFromPem,
} from '../../../support/foreign-certificate.js';
import { codeOf, refusalOf } from '../../../support/refusal-of.js';
import { scriptedPrompter } from '../../../support/scripted-prompter.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { testPorts } from '../../../support/test-ports.js';

const base = temporaryFolder();
let count = 0;

function write(content: string | Uint8Array): string {
  const path = join(base, `file-${(count += 1)}`);
  writeFileSync(path, content);
  return path;
}

const rootKey = ecKey();
const middleKey = ecKey();
const issuingKey = ecKey();
const [rootName, middleName, issuingName] = ['Root', 'Middle', 'Issuing'].map((name) =>
  commonNames(name),
) as [Uint8Array, Uint8Array, Uint8Array];
const root = foreignCertificate({ key: rootKey, subject: rootName });
const middle = foreignCertificate({
  key: middleKey,
  subject: middleName,
  signer: rootKey,
  issuer: rootName,
});
const issuing = foreignCertificate({
  key: issuingKey,
  subject: issuingName,
  signer: middleKey,
  issuer: middleName,
});
const stranger = foreignCertificate({ key: ecKey(), subject: commonNames('Stranger') });

const pem = (...ders: Uint8Array[]) => encodeCertificates(ders.map((der) => ({ der })));
const keyPem = (key: ForeignKey) => encodePem('PRIVATE KEY', key.privateKeyInfo);

function files(certificate: string | Uint8Array, key: string | Uint8Array): IssuerRequest {
  return { source: { certificateFile: write(certificate), keyFile: write(key) } };
}

async function chainOf(request: IssuerRequest): Promise<string[]> {
  const { chain } = await loadIssuer(request, testPorts());
  return (chain ?? []).map(({ subject }) => formatDistinguishedName(subject));
}

describe('a bundle', () => {
  it.each<[string, Uint8Array[], string[]]>([
    ['a root alone', [root], ['CN=Root']],
    [
      'issuer first, then its chain',
      [issuing, middle, root],
      ['CN=Issuing', 'CN=Middle', 'CN=Root'],
    ],
    ['the chain out of order', [issuing, root, middle], ['CN=Issuing', 'CN=Middle', 'CN=Root']],
    ['no root', [issuing, middle], ['CN=Issuing', 'CN=Middle']],
    ['the issuer alone', [issuing], ['CN=Issuing']],
    [
      'a certificate twice',
      [issuing, middle, root, root, issuing],
      ['CN=Issuing', 'CN=Middle', 'CN=Root'],
    ],
  ])('may hold %s', async (_, ders, expected) => {
    const key = ders[0] === root ? rootKey : issuingKey;
    expect(await chainOf(files(pem(...ders), keyPem(key)))).toEqual(expected);
  });

  it('may have text around its certificates', async () => {
    const text = `# the CA\n${pem(issuing)}\n# above it\n${pem(middle, root)}`;
    expect(await chainOf(files(text, keyPem(issuingKey)))).toHaveLength(3);
  });

  it('may be DER', async () => {
    expect(await chainOf(files(root, keyPem(rootKey)))).toEqual(['CN=Root']);
  });

  it.each([
    ['a stranger', [issuing, middle, root, stranger], 'Stranger'],
    ['a gap', [issuing, root], 'Root'],
  ])('with %s is refused, and that certificate named', async (_, ders, name) => {
    const error = await refusalOf(() => chainOf(files(pem(...ders), keyPem(issuingKey))));
    expect(error.code).toBe('issuer-chain-invalid');
    expect(error.sentence).toContain(name);
  });

  it('whose issuer does not stand first is a mismatch of the key', async () => {
    const code = await codeOf(() => chainOf(files(pem(root, issuing), keyPem(issuingKey))));
    expect(['issuer-key-mismatch', 'issuer-chain-invalid']).toContain(code);
  });

  it('takes the certificate that signed, not one of the same name', async () => {
    const twin = foreignCertificate({ key: ecKey(), subject: rootName });
    const chain = await chainOf(files(pem(middle, root), keyPem(middleKey)));
    expect(chain).toEqual(['CN=Middle', 'CN=Root']);
    const code = await codeOf(() => chainOf(files(pem(middle, twin), keyPem(middleKey))));
    expect(code).toBe('issuer-chain-invalid');
  });

  it.each<[string, Uint8Array[], number]>([
    ['no root', [issuing, middle], 1],
    ['a root', [issuing, middle, root], 0],
  ])('that ends in %s is warned of that many times', async (_, ders, warnings) => {
    const ports = testPorts();
    const { ledger } = await loadIssuer(files(pem(...ders), keyPem(issuingKey)), ports);
    expect(ports.reporter.warnings).toHaveLength(warnings);
    expect(ledger).toBeUndefined();
    if (warnings > 0) expect(ports.reporter.warnings[0]).toMatch(/CN=Middle.*no root.*OpenSSL/);
  });

  it('that is a circle comes to an end', async () => {
    const a = foreignCertificate({
      key: rootKey,
      subject: commonNames('A'),
      signer: middleKey,
      issuer: commonNames('B'),
    });
    const b = foreignCertificate({
      key: middleKey,
      subject: commonNames('B'),
      signer: rootKey,
      issuer: commonNames('A'),
    });
    expect(await chainOf(files(pem(a, b), keyPem(rootKey)))).toEqual(['CN=A', 'CN=B']);
  });
});

describe('a CA key', () => {
  const fixture = keyFromPem(fixtureKey('ec-p256'));
  const certificate = foreignCertificate({ key: fixture });
  const rsa = keyFromPem(fixtureKey('rsa-2048'));
  const rsaCertificate = foreignCertificate({ key: rsa });
  const exported = (key: ForeignKey, type: 'sec1' | 'pkcs1', format: 'pem' | 'der') =>
    key.privateKey.export({ type, format } as { type: 'sec1'; format: 'pem' }) as string | Buffer;

  it.each<[string, Uint8Array, string | Uint8Array]>([
    ['PKCS#8 PEM', certificate, fixtureKey('ec-p256')],
    ['PKCS#8 DER', certificate, fixture.privateKeyInfo],
    ['SEC1 PEM', certificate, exported(fixture, 'sec1', 'pem')],
    ['SEC1 DER', certificate, exported(fixture, 'sec1', 'der')],
    ['SEC1 behind its parameters', certificate, fixtureKey('ec-p256.sec1-with-parameters')],
    ['PKCS#1 PEM', rsaCertificate, exported(rsa, 'pkcs1', 'pem')],
    ['PKCS#1 DER', rsaCertificate, exported(rsa, 'pkcs1', 'der')],
    ['the same file as the certificate', certificate, pem(certificate) + fixtureKey('ec-p256')],
  ])('may be %s', async (_, der, key) => {
    await expect(loadIssuer(files(pem(der), key), testPorts())).resolves.toBeDefined();
  });

  it.each(['pbes2-aes256', 'pbes1-sha1-3des', 'scrypt', 'sec1-aes256'])(
    'that is encrypted (%s) is opened by its password, asked for only then',
    async (scheme) => {
      const request = files(pem(certificate), fixtureKey(`ec-p256.${scheme}`));
      const code = await codeOf(() => loadIssuer(request, testPorts()));
      expect(code).toBe('password-missing');
      const prompter = scriptedPrompter(FIXTURE_PASSWORD);
      await loadIssuer(request, testPorts({ prompter }));
      expect(prompter.questions).toHaveLength(1);
      const password = { file: write(`${FIXTURE_PASSWORD}\n`) };
      const silent = scriptedPrompter();
      await loadIssuer({ ...request, password }, testPorts({ prompter: silent }));
      expect(silent.questions).toEqual([]);
    },
  );

  it('under a wrong password is refused, with the file and without the password', async () => {
    const request = files(pem(certificate), fixtureKey('ec-p256.pbes2-aes256'));
    const password = { text: 'CANARY' };
    const error = await refusalOf(() => loadIssuer({ ...request, password }, testPorts()));
    expect(error.code).toBe('password-wrong');
    expect(error.details.path).toMatch(/file-/);
    expect(JSON.stringify([error.sentence, error.details])).not.toContain('CANARY');
  });

  it.each<[string, string | Uint8Array, string]>([
    ['of another certificate', keyPem(ecKey()), 'issuer-key-mismatch'],
    ['of another kind', fixtureKey('rsa-2048'), 'issuer-key-mismatch'],
    ['that is a certificate', pem(certificate), 'input-wrong-kind'],
    ['that is empty', '', 'input-wrong-kind'],
    ['that is binary', Uint8Array.of(0, 1, 2), 'input-wrong-kind'],
    ['that is cut off', fixtureKey('ec-p256').slice(0, -40), 'input-malformed'],
    [
      'that is random under the right label',
      encodePem('PRIVATE KEY', new Uint8Array(100).fill(7)),
      'input-malformed',
    ],
  ])('%s is refused', async (_, key, code) => {
    const error = await refusalOf(() => loadIssuer(files(pem(certificate), key), testPorts()));
    expect(error.code).toBe(code);
    expect(error.sentence).toMatch(/file-\d+/);
  });

  it('of RSA below 2048 bits is refused', async () => {
    const weak = keyFromPem(fixtureKey('rsa-1024'));
    const request = files(pem(foreignCertificate({ key: weak })), fixtureKey('rsa-1024'));
    expect(await codeOf(() => loadIssuer(request, testPorts()))).toBe('key-weak');
  });
});

describe('a CA certificate', () => {
  it.each<[string, string | Uint8Array, string]>([
    ['that is a key', keyPem(rootKey), 'input-wrong-kind'],
    ['that is empty', '', 'input-wrong-kind'],
    ['that is text', 'hello\n', 'input-wrong-kind'],
    ['that is binary', Uint8Array.of(0, 1, 2, 3), 'input-wrong-kind'],
    ['that is cut off', pem(root).slice(0, 100), 'input-malformed'],
    ['that is damaged', encodePem('CERTIFICATE', root.subarray(0, 100)), 'input-malformed'],
  ])('%s is refused', async (_, certificate, code) => {
    const error = await refusalOf(() =>
      loadIssuer(files(certificate, keyPem(rootKey)), testPorts()),
    );
    expect(error.code).toBe(code);
    expect(error.sentence).toMatch(/file-\d+/);
  });

  it('that is absent is refused with its path', async () => {
    const source = { certificateFile: `${base}/absent`, keyFile: write(keyPem(rootKey)) };
    const error = await refusalOf(() => loadIssuer({ source }, testPorts()));
    expect(error.code).toBe('input-absent');
    expect(error.details.path).toBe(`${base}/absent`);
  });

  const ed448 = foreignKey(generateKeyPairSync('ed448').privateKey);
  const ed25519 = foreignKey(generateKeyPairSync('ed25519').privateKey);
  const offCurve = sequence(
    sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')),
    bitString(Uint8Array.of(4, ...new Uint8Array(64).fill(5))),
  );
  const unusual: [string, Partial<ForeignContent> & { key: ForeignKey }][] = [
    ['with a point that is not on its curve', { key: rootKey, subjectPublicKeyInfo: offCurve }],
    [
      'with a key that is no key',
      {
        key: rootKey,
        subjectPublicKeyInfo: sequence(
          sequence(oid('1.2.840.10045.2.1')),
          bitString(Uint8Array.of(1)),
        ),
      },
    ],
    [
      'with a key of an unknown algorithm',
      {
        key: rootKey,
        subjectPublicKeyInfo: sequence(sequence(oid('1.2.3.4')), bitString(Uint8Array.of(1))),
      },
    ],
    ['of Ed448', { key: ed448 }],
    [
      'of Ed25519 that claims ECDSA',
      { key: ed25519, signatureAlgorithm: sequence(oid('1.2.840.10045.4.3.2')) },
    ],
    [
      'that claims RSA over an EC key',
      { key: rootKey, signatureAlgorithm: sequence(oid('1.2.840.113549.1.1.11'), nul) },
    ],
    [
      'that claims MD5',
      { key: rootKey, signatureAlgorithm: sequence(oid('1.2.840.113549.1.1.4'), nul) },
    ],
  ];
  it.each(unusual)('%s is refused with one of our codes, not as a bug', async (_, content) => {
    const request = files(pem(foreignCertificate(content)), keyPem(content.key));
    const outcome = await loadIssuer(request, testPorts()).then(
      () => 'loaded',
      (error: unknown) => (error as { code?: string }).code ?? String(error),
    );
    expect([
      'loaded',
      'key-unsupported',
      'input-malformed',
      'issuer-key-mismatch',
      'issuer-chain-invalid',
    ]).toContain(outcome);
  });

  it('that is no CA is loaded: what it may sign is judged when it signs', async () => {
    const der = foreignCertificate({ key: rootKey, extensions: [basicConstraints({ ca: false })] });
    await expect(loadIssuer(files(pem(der), keyPem(rootKey)), testPorts())).resolves.toBeDefined();
  });
});

describe('a CA folder', () => {
  function folder(content: Record<string, string>): string {
    const path = join(base, `folder-${(count += 1)}`);
    mkdirSync(path);
    for (const [name, text] of Object.entries(content)) writeFileSync(join(path, name), text);
    return path;
  }
  const ca = { 'ca.crt': pem(root), 'ca.key': keyPem(rootKey), 'ledger.jsonl': '' };
  const load = (path: string) => loadIssuer({ source: { folder: path } }, testPorts());

  it('has a ledger, and its files are inputs', async () => {
    const path = folder(ca);
    const { ledger, inputs, chain } = await load(path);
    expect(ledger).toBe(`${path}/ledger.jsonl`);
    expect(inputs).toEqual([`${path}/ca.crt`, `${path}/ca.key`, `${path}/ledger.jsonl`]);
    expect(chain).toHaveLength(1);
  });

  it('of an intermediate has its chain', async () => {
    const path = folder({
      'ca.crt': pem(issuing),
      'chain.crt': pem(middle, root),
      'ca.key': keyPem(issuingKey),
      'ledger.jsonl': '',
    });
    const { chain, inputs } = await load(path);
    expect(chain).toHaveLength(3);
    expect(inputs).toContain(`${path}/chain.crt`);
  });

  it('may be reached through a link', async () => {
    const path = folder(ca);
    symlinkSync(path, `${path}-link`);
    await expect(load(`${path}-link`)).resolves.toBeDefined();
  });

  it.each(Object.keys(ca))('without %s is refused', async (name) => {
    const rest = Object.fromEntries(Object.entries(ca).filter(([other]) => other !== name));
    const error = await refusalOf(() => load(folder(rest)));
    expect(error.code).toBe('input-absent');
    expect(error.sentence).toContain(name);
  });

  it.each<[string, () => string, string]>([
    ['absent', () => `${base}/absent`, 'input-absent'],
    ['a file', () => write('x'), 'input-wrong-kind'],
    ['below a file', () => `${write('x')}/ca`, 'input-absent'],
    ['empty', () => folder({}), 'input-absent'],
  ])('that is %s is refused as a CA folder', async (_, make, code) => {
    const error = await refusalOf(() => load(make()));
    expect(error.code).toBe(code);
    expect(error.details.expected).toBe('a CA folder');
  });
});
