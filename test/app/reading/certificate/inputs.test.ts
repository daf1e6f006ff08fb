// Every kind of file × every command that takes certificates: what one reads, all read. The table is printed.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { exportCertificate } from '../../../../src/app/export/certificate.js';
import { exportKeystore } from '../../../../src/app/export/keystore.js';
import { exportTruststore } from '../../../../src/app/export/truststore.js';
import { inspect } from '../../../../src/app/inspect/files.js';
import { readCertificates } from '../../../../src/app/reading/certificate/certificates.js';
import { loadIdentity } from '../../../../src/app/reading/key/identity.js';
import { loadIssuer } from '../../../../src/app/reading/key/issuer.js';
import { verifyCertificate } from '../../../../src/app/verify/certificate.js';
import { encodeCertificates, encodePem } from '../../../../src/formats/containers/pem.js';
import { encodePkcs7 } from '../../../../src/formats/containers/pkcs7-encode.js';
import { encodeKeyStore, encodeTrustStore } from '../../../../src/formats/pkcs12/encode.js';
import { encodePrivateKey } from '../../../../src/formats/keys/private-key.js';
import { TlsmithError } from '../../../../src/errors.js';
import { parseCertificate } from '../../../../src/pki/certificate/certificate-encoding.js';
import { sequence } from '../../../support/der.js';
import { ca, crl, endEntity } from '../../../support/path-builder.js';
import { printTable } from '../../../support/print-table.js';
import { temporaryFolder } from '../../../support/temporary-folder.js';
import { testPorts } from '../../../support/test-ports.js';

const base = temporaryFolder();
const PASSWORD = 'Chosen4This';
const password = { text: PASSWORD };
const root = ca('Root');
const issuing = ca('Issuing', root);
const host = endEntity(issuing);
const [rootDer, issuingDer, hostDer] = [root.der, issuing.der, host.der];
const pem = (...ders: readonly Uint8Array[]) => encodeCertificates(ders.map((der) => ({ der })));
const keyOf = (made: { key: { privateKeyInfo: Uint8Array } }) => made.key.privateKeyInfo;

/** The intermediate CA with its root, in every form; `isCertificates` says whether every command must read it. */
const files = new Map<string, { path: string; isCertificates: boolean }>();

function add(name: string, content: string | Uint8Array, isCertificates = true): void {
  const path = join(base, `${name.replaceAll(/[ ,:#]+/g, '-')}.bin`);
  writeFileSync(path, content);
  files.set(name, { path, isCertificates });
}

beforeAll(async () => {
  mkdirSync(join(base, 'out'));
  const ports = testPorts();
  const [first, second] = [parseCertificate(issuingDer), parseCertificate(rootDer)];
  const chain = [first, second] as const;
  add('PEM', pem(issuingDer, rootDer));
  add('PEM, root first', pem(rootDer, issuingDer));
  add(
    'PEM with text around',
    `subject=CN = Issuing\n${pem(issuingDer)}\nissuer=…\n${pem(rootDer)}`,
  );
  add('PEM with CRLF', pem(issuingDer, rootDer).replaceAll('\n', '\r\n'));
  add(
    'PEM, X509 CERTIFICATE',
    pem(issuingDer, rootDer).replaceAll(' CERTIFICATE', ' X509 CERTIFICATE'),
  );
  add(
    'PEM, TRUSTED CERTIFICATE',
    [issuingDer, rootDer]
      .map((der) => encodePem('TRUSTED CERTIFICATE', Buffer.concat([der, sequence()])))
      .join(''),
  );
  add('PEM with its key before it', encodePrivateKey(keyOf(issuing)) + pem(issuingDer, rootDer));
  add('DER, one behind the other', Buffer.concat([issuingDer, rootDer]));
  add('PKCS#7, PEM', encodePem('PKCS7', encodePkcs7([issuingDer, rootDer])));
  add('PKCS#7, DER', encodePkcs7([issuingDer, rootDer]));
  const seal = { compat: 'modern', iterations: 1_000 } as const;
  add(
    'PKCS#12 with its key',
    await encodeKeyStore(
      { privateKeyInfo: keyOf(issuing), chain, alias: 'ca' },
      PASSWORD,
      seal,
      ports,
    ),
  );
  add(
    'PKCS#12 trust store',
    await encodeTrustStore(
      [
        { certificate: first, alias: 'a' },
        { certificate: second, alias: 'b' },
      ],
      PASSWORD,
      seal,
      ports,
    ),
  );
  add('a private key', encodePrivateKey(keyOf(issuing)), false);
  add('a CRL', crl({ signer: root }), false);
  add('nothing', '', false);
  add('text', 'no PEM in here\n', false);
  writeFileSync(join(base, 'issuing.key'), encodePrivateKey(keyOf(issuing)));
  writeFileSync(join(base, 'host.key'), encodePrivateKey(keyOf(host)));
  writeFileSync(join(base, 'host.crt'), pem(hostDer));
});

let count = 0;
const common = () => ({
  consumers: [],
  out: join(base, 'out', String((count += 1))),
  force: false,
  dryRun: true,
});

/** Each throws where it does not read the file. */
const COMMANDS: Readonly<Record<string, (path: string) => Promise<unknown>>> = {
  inspect: async (path) => {
    const { items, failures } = (await inspect(
      { files: [path], password },
      testPorts(),
    )) as unknown as { items: { type: string }[]; failures: { error: unknown }[] };
    if (failures[0]) throw failures[0].error;
    const isFound = items.some(({ type }) => /certificate$|store$/.test(type));
    if (!isFound) throw new TlsmithError('input-wrong-kind', 'no certificate among the items');
  },
  'verify CERT': (path) => verify({ certificate: path, trust: join(base, 'PEM.bin') }),
  'verify --ca': (path) => verify({ certificate: join(base, 'host.crt'), trust: path }),
  'verify --untrusted': (path) =>
    verify({
      certificate: join(base, 'host.crt'),
      trust: join(base, 'PEM.bin'),
      untrusted: [path],
    }),
  '--ca-cert': (path) =>
    loadIssuer(
      { source: { certificateFile: path, keyFile: join(base, 'issuing.key') }, password },
      testPorts(),
    ),
  'kit --signed': (path) => readCertificates(path, password, testPorts()),
  'export cert': (path) =>
    exportCertificate(
      {
        ...common(),
        source: { file: path },
        sourcePassword: password,
        selection: 'all',
        form: 'pem',
      },
      testPorts(),
    ),
  'export truststore': (path) =>
    exportTruststore(
      {
        ...common(),
        sources: [path],
        sourcePassword: password,
        password: 'generate',
        compat: 'modern',
      },
      testPorts(),
    ),
  'export keystore --chain': (path) =>
    exportKeystore(
      {
        ...common(),
        source: {
          certificateFile: join(base, 'host.crt'),
          keyFile: join(base, 'host.key'),
          chainFile: path,
        },
        sourcePassword: password,
        password: 'generate',
        compat: 'modern',
      },
      testPorts(),
    ),
};

function verify(more: { certificate: string; trust: string; untrusted?: string[] }) {
  const request = { untrusted: [], crls: [], purpose: 'any', password, ...more } as const;
  return verifyCertificate(request, testPorts());
}

const rows: string[][] = [];

describe('a file of certificates', () => {
  afterAll(() => printTable('who reads what', ['file', ...Object.keys(COMMANDS)], rows));

  it('is read by every command, or refused by every one with a sentence about it', async () => {
    for (const [name, { path, isCertificates }] of files) {
      const cells: string[] = [];
      for (const command of Object.values(COMMANDS)) {
        cells.push(
          await command(path).then(
            () => 'read',
            (error: unknown) => {
              if (!(error instanceof TlsmithError)) throw error;
              return error.code;
            },
          ),
        );
      }
      rows.push([name, ...cells]);
      const expected = isCertificates
        ? 'read'
        : expect.stringMatching(/^input-(wrong-kind|malformed)$/);
      expect([name, ...cells]).toEqual([name, ...cells.map(() => expected)]);
    }
  });
});

describe('the key finds its certificate', () => {
  it.each([
    ['end entity first', () => pem(hostDer, issuingDer, rootDer)],
    ['root first', () => pem(rootDer, issuingDer, hostDer)],
    ['in PKCS#7, sorted by octets', () => encodePkcs7([hostDer, issuingDer, rootDer])],
  ])('%s: the chain is the same, without its root', async (name, content) => {
    const path = join(base, `bundle-${name.length}`);
    writeFileSync(path, content());
    const source = { certificateFile: path, keyFile: join(base, 'host.key') };
    const { chain } = await loadIdentity({ source }, testPorts());
    expect(chain.map(({ der }) => Buffer.from(der).toString('hex'))).toEqual(
      [hostDer, issuingDer].map((der) => Buffer.from(der).toString('hex')),
    );
  });
});

describe('a file that products do not read', () => {
  const own = pem(hostDer);
  it.each([
    ['newlines that became blanks', own.trim().replaceAll('\n', ' ')],
    ['newlines that became \\n', own.trim().replaceAll('\n', '\\n')],
  ])('(%s) is read with a note that they do not', async (_, text) => {
    const ports = testPorts();
    const path = join(base, 'mangled.pem');
    writeFileSync(path, text);
    const [certificate] = await readCertificates(path, undefined, ports);
    expect(certificate.der).toEqual(hostDer);
    expect(ports.reporter.notes).toEqual([
      expect.stringMatching(/mangled\.pem" .*it is read all the same, and most products will not$/),
    ]);
  });
});
