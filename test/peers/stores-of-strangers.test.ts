// Proves that keys, certificates, requests and stores of every stranger, in all their variants, are read; prints what was read.
import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lineFile } from '../support/peer-certificate.js';
import { buildGo, GO, GO_CRYPTO } from '../support/go-peer.js';
import { JDKS } from '../support/jdks.js';
import { keytoolOf } from '../support/keytool.js';
import { describePeer, itNeeding, OPENSSL, opensslDoes, twoAtATime } from '../support/peer.js';
import { CRYPTOGRAPHY } from '../support/python.js';
import { does, NSS, nssDatabase, QUICK_JVM } from '../support/store-peers.js';
import { CERTTOOL } from '../support/strangers.js';
import { printTable } from '../support/print-table.js';
import { PACKAGE_ROOT } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Made by it: the samples that all others are given. */
const openssl = { openssl: OPENSSL };

const folder = temporaryFolder();
const at = (path: string) => join(folder, path);
const PASSWORD = "Pa ss~!'1";
const SAMPLES = ['ec', 'rsa'] as const;
type Sample = (typeof SAMPLES)[number];
const sampleKey = (sample: Sample) => at(`${sample}.key`);
const sampleCertificate = (sample: Sample) => at(`${sample}.crt`);

type Kind =
  'private-key' | 'certificate' | 'certification-request' | 'crl' | 'keystore' | 'truststore';
interface Written {
  file: string;
  kind: Kind;
  /** Whose key is in it. */
  sample: Sample;
}

interface Item {
  file: string;
  type: Kind;
  encrypted?: boolean;
  container?: string;
  subject?: string;
  issuer?: string;
  publicKey?: { sha256Fingerprint: string };
  entries?: { publicKey?: { sha256Fingerprint: string }; certificates: Item[] }[];
}

const table: { by: string; kind: string; variants: string[]; files: number }[] = [];

beforeAll(async () => {
  lineFile(at('password'), PASSWORD);
  for (const [sample, stored] of [
    ['ec', 'ec-p256'],
    ['rsa', 'rsa-2048'],
  ] as const) {
    copyFileSync(`${PACKAGE_ROOT}test/fixtures/keys/${stored}.pem`, sampleKey(sample));
    writeFileSync(
      at(`${sample}.der`),
      createPrivateKey(readFileSync(sampleKey(sample))).export({ type: 'pkcs8', format: 'der' }),
    );
    await opensslDoes([
      ...['req', '-x509', '-new', '-key', sampleKey(sample), '-subj', '/CN=es01', '-days', '9'],
      ...['-out', sampleCertificate(sample)],
    ]);
  }
});

/** SHA-256 of its SubjectPublicKeyInfo, as `inspect` has it. */
const publicKeys = new Map<Sample, KeyObject>();
function publicKey(sample: Sample): KeyObject {
  const known = publicKeys.get(sample) ?? createPublicKey(readFileSync(sampleKey(sample)));
  publicKeys.set(sample, known);
  return known;
}

/** All that one of them wrote: inspect describes each file, and export key opens each key and store. */
async function isRead(by: string, written: readonly Written[]): Promise<void> {
  const files = written.map(({ file }) => file);
  const opened = ['--in-password-file', at('password')];
  const { document, stdout } = await runHereJson<{ items: Item[]; errors?: object[] }>([
    ...['inspect', ...opened, ...files],
  ]);
  expect(document.errors ?? [], stdout.slice(0, 2000)).toEqual([]);
  const found = written.map(({ file }) => document.items.find((item) => item.file === file));
  const hash = await fingerprints();
  const named = (value: (item: Item | undefined, index: number) => unknown) =>
    Object.fromEntries(
      written.map(({ file }, index) => [basename(file), value(found[index], index)]),
    );
  expect(named((item) => [item?.type, keyOf(item)])).toEqual(
    named((_, index) => {
      const { kind, sample } = written[index] as Written;
      return [kind, kind === 'crl' ? undefined : hash.get(sample)];
    }),
  );
  // `inspect` has opened them all; `export key` shows that it does so too, on every third.
  const secrets = written
    .filter(({ kind }) => kind === 'private-key' || kind === 'keystore')
    .filter((_, position) => position % 3 === 0);
  const exported = await twoAtATime(secrets, async ({ file, sample }) => {
    const { stdout: pem, stderr } = await runHere([
      ...['export', 'key', '--in', file, '--out', '-', ...opened],
    ]);
    const isSame = pem !== '' && createPublicKey(createPrivateKey(pem)).equals(publicKey(sample));
    return [basename(file), isSame ? 'the key' : stderr];
  });
  expect(exported).toEqual(secrets.map(({ file }) => [basename(file), 'the key']));
  const kinds = [...new Set(written.map(({ kind }) => kind))];
  for (const kind of kinds) {
    const own = written.filter((one) => one.kind === kind);
    const variants = [...new Set(own.map(({ file }) => basename(file).replace(/^(ec|rsa)-/, '')))];
    table.push({ by, kind, variants, files: own.length });
  }
}

const keyOf = (item: Item | undefined): string | undefined =>
  item?.publicKey?.sha256Fingerprint ??
  item?.entries?.[0]?.publicKey?.sha256Fingerprint ??
  item?.entries?.[0]?.certificates[0]?.publicKey?.sha256Fingerprint;

async function fingerprints(): Promise<Map<Sample, string>> {
  const { document } = await runHereJson<{ items: Item[] }>(['inspect', ...SAMPLES.map(sampleKey)]);
  return new Map(SAMPLES.map((sample, index) => [sample, keyOf(document.items[index]) ?? '']));
}

/** A folder for what one of them writes. */
function place(name: string) {
  mkdirSync(at(name), { recursive: true });
  const written: Written[] = [];
  const add = (kind: Kind, sample: Sample, name_: string) => {
    const file = join(at(name), `${sample}-${name_}`);
    written.push({ file, kind, sample });
    return file;
  };
  return { written, add };
}

const kindOfName = (file: string): Kind =>
  file.startsWith('certificate')
    ? 'certificate'
    : file.startsWith('request')
      ? 'certification-request'
      : file.startsWith('crl')
        ? 'crl'
        : 'private-key';

describePeer('OpenSSL', openssl, () => {
  const out = `pass:${PASSWORD}`;
  const legacy = ['-provider', 'default', '-provider', 'legacy'];
  const pbes1 = [
    ...['PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-128', 'PBE-SHA1-RC4-40'],
    ...['PBE-SHA1-RC4-128', 'PBE-MD5-DES', 'PBE-SHA1-DES', 'PBE-MD5-RC2-64', 'PBE-SHA1-RC2-64'],
  ];
  const pbes2 = [
    ...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc', 'des3', 'aria-256-cbc', 'camellia-128-cbc'],
    ...['des', 'rc2'],
  ];
  const prfs = ['SHA1', 'SHA224', 'SHA384', 'SHA512', 'SHA512-256'];
  const dek = ['des', 'des3', 'aes128', 'aes192', 'aes256', 'camellia256', 'aria256'];

  it('keys: plain, traditional, and in every encryption', async () => {
    const { written, add } = place('openssl-keys');
    const calls = SAMPLES.flatMap((sample) => {
      const key = ['-in', sampleKey(sample)];
      const program = sample === 'ec' ? ['ec'] : ['rsa', '-traditional'];
      const pkcs8 = (name: string, ...options: readonly string[]) => [
        ...['pkcs8', '-topk8', ...key, '-passout', out, ...options],
        ...['-out', add('private-key', sample, name)],
      ];
      const plain = (form: string, name: string, ...command: readonly string[]) => [
        ...[...command, ...key, '-outform', form, '-out', add('private-key', sample, name)],
      ];
      return [
        plain('PEM', 'pkcs8.pem', 'pkcs8', '-topk8', '-nocrypt'),
        plain('DER', 'pkcs8.der', 'pkcs8', '-topk8', '-nocrypt'),
        plain('PEM', 'traditional.pem', ...program),
        plain('DER', 'traditional.der', ...program),
        ...dek.map((cipher) => [
          ...[...program, ...key, `-${cipher}`, '-passout', out, ...legacy],
          ...['-out', add('private-key', sample, `dek-${cipher}.pem`)],
        ]),
        ...pbes1.map((scheme) => pkcs8(`${scheme}.pem`, '-v1', scheme, ...legacy)),
        ...pbes2.map((scheme) => pkcs8(`${scheme}.pem`, '-v2', scheme, ...legacy)),
        ...prfs.map((prf) => pkcs8(`hmac-${prf}.pem`, '-v2prf', `hmacWith${prf}`)),
        pkcs8('scrypt.pem', '-scrypt'),
        pkcs8('encrypted.der', '-outform', 'DER'),
        pkcs8('pbes1.der', '-outform', 'DER', '-v1', 'PBE-SHA1-3DES'),
        pkcs8('iterations.pem', '-iter', '300000'),
      ];
    });
    await twoAtATime(calls, (call) => opensslDoes(call));
    await isRead('OpenSSL', written);
  });

  it('certificates, requests and CRLs: DER, PEM, with text, trusted', async () => {
    const { written, add } = place('openssl-certificates');
    lineFile(at('index.txt'), '');
    writeFileSync(at('index.txt'), '');
    writeFileSync(
      at('ca.cnf'),
      `[ca]\ndefault_ca=x\n[x]\ndatabase=${at('index.txt')}\ndefault_md=sha256\ndefault_crl_days=9\n`,
    );
    for (const sample of SAMPLES) {
      const certificate = ['x509', '-in', sampleCertificate(sample)];
      const made = (kind: Kind, name: string) => ['-out', add(kind, sample, name)];
      const crl = ['ca', '-gencrl', '-config', at('ca.cnf'), '-keyfile', sampleKey(sample)];
      const request = ['req', '-new', '-key', sampleKey(sample), '-subj', '/CN=es01'];
      for (const call of [
        [...certificate, ...made('certificate', 'x.pem')],
        [...certificate, '-outform', 'DER', ...made('certificate', 'x.der')],
        [...certificate, '-text', ...made('certificate', 'text.pem')],
        [
          ...certificate,
          '-trustout',
          '-addtrust',
          'serverAuth',
          ...made('certificate', 'trusted.pem'),
        ],
        [...request, ...made('certification-request', 'request.pem')],
        [...request, '-outform', 'DER', ...made('certification-request', 'request.der')],
        [...crl, '-cert', sampleCertificate(sample), ...made('crl', 'crl.pem')],
      ]) {
        await opensslDoes(call);
      }
      const list = at(`openssl-certificates/${sample}-crl.pem`);
      await opensslDoes([
        ...['crl', '-in', list, '-outform', 'DER', '-out', add('crl', sample, 'crl.der')],
      ]);
      for (const form of ['PEM', 'DER']) {
        await opensslDoes([
          ...['crl2pkcs7', '-nocrl', '-certfile', sampleCertificate(sample), '-outform', form],
          ...['-out', add('certificate', sample, `p7b.${form.toLowerCase()}`)],
        ]);
      }
    }
    await isRead('OpenSSL', written);
  });
});

for (const { name, path = '' } of JDKS) {
  describePeer(name, { ...openssl, [name]: path || undefined }, () => {
    const keytool = keytoolOf(path);
    // The algorithms are those of one code: the newest JDK stands for all.
    const keyTest = name === JDKS.at(-1)?.name ? it : undefined;
    keyTest?.('keys in every encryption', async () => {
      const { written, add } = place(`${name}-keys`);
      for (const sample of SAMPLES) {
        mkdirSync(at(`${name}-${sample}`));
        await does(path, [
          ...[...QUICK_JVM, `${PACKAGE_ROOT}test/peers/java/KeyFiles.java`, at(`${sample}.der`)],
          ...[at(`${name}-${sample}`), PASSWORD],
        ]);
        const hashes = ['MD5AndDES', 'SHA1AndDESede', 'SHA1AndRC2_40', 'SHA1AndRC2_128'];
        hashes.push('SHA1AndRC4_40', 'SHA1AndRC4_128', 'HmacSHA1AndAES_128');
        hashes.push('HmacSHA1AndAES_256', 'HmacSHA224AndAES_128', 'HmacSHA256AndAES_128');
        hashes.push('HmacSHA256AndAES_256', 'HmacSHA384AndAES_256', 'HmacSHA512AndAES_128');
        hashes.push('HmacSHA512AndAES_256');
        for (const hash of hashes) {
          const file = `PBEWith${hash}.${sample === 'ec' ? 'pem' : 'der'}`;
          copyFileSync(at(`${name}-${sample}/${file}`), add('private-key', sample, file));
        }
      }
      await isRead(name, written);
    });

    it('certificates, requests, CRLs and stores of keytool', async () => {
      const { written, add } = place(`${name}-keytool`);
      for (const sample of SAMPLES) {
        const source = at(`${name}-${sample}.p12`);
        await opensslDoes([
          ...['pkcs12', '-export', '-inkey', sampleKey(sample), '-in', sampleCertificate(sample)],
          ...['-name', 'a', '-passout', `pass:${PASSWORD}`, '-out', source],
        ]);
        const store = ['-keystore', source, '-storepass', PASSWORD, '-alias', 'a'];
        const made = (kind: Kind, file: string) => ['-file', add(kind, sample, file)];
        const imported = (file: string, kind: Kind) => [
          ...['-keystore', add(kind, sample, file), '-storetype', 'pkcs12', '-storepass', PASSWORD],
        ];
        await twoAtATime(
          [
            ['-exportcert', ...store, ...made('certificate', 'x.der')],
            ['-exportcert', '-rfc', ...store, ...made('certificate', 'x.pem')],
            ['-certreq', ...store, ...made('certification-request', 'request.pem')],
            ['-gencrl', '-id', '7', ...store, ...made('crl', 'crl.der')],
            ['-gencrl', '-rfc', '-id', '7', ...store, ...made('crl', 'crl.pem')],
            ...[[], ['-J-Dkeystore.pkcs12.legacy']].flatMap((options) => {
              const form = options.length === 0 ? 'new' : 'old';
              return [
                [
                  ...[...options, '-importcert', '-noprompt', '-alias', 'b'],
                  ...['-file', sampleCertificate(sample)],
                  ...imported(`trust-${form}.p12`, 'truststore'),
                ],
                [
                  ...[...options, '-importkeystore', '-srckeystore', source],
                  ...['-srcstorepass', PASSWORD, '-deststoretype', 'pkcs12', '-destkeystore'],
                  ...[add('keystore', sample, `key-${form}.p12`), '-deststorepass', PASSWORD],
                ],
              ];
            }),
          ],
          (call) => keytool.does(...call),
        );
      }
      await isRead(name, written);
    });
  });
}

describePeer('GnuTLS', { ...openssl, GnuTLS: CERTTOOL }, () => {
  it('keys, certificates, requests and stores', async () => {
    const { written, add } = place('gnutls');
    writeFileSync(at('gnutls.cfg'), 'cn = es01\nexpiration_days = 9\nca\ncrl_signing_key\n');
    const ciphers = ['3des', '3des-pkcs12', 'aes-128', 'aes-192', 'aes-256', 'rc2-40', 'arcfour'];
    const calls = SAMPLES.flatMap((sample) => {
      const key = ['--load-privkey', sampleKey(sample)];
      const made = (kind: Kind, name: string) => ['--outfile', add(kind, sample, name)];
      const signed = ['--load-ca-privkey', sampleKey(sample), '--template', at('gnutls.cfg')];
      const issuer = ['--load-ca-certificate', sampleCertificate(sample)];
      const self = ['--generate-self-signed', ...key, '--template', at('gnutls.cfg')];
      const request = ['--generate-request', ...key, '--template', at('gnutls.cfg')];
      const sealed = ['--to-p8', ...key, '--password', PASSWORD];
      return [
        // Its traditional form of an EC key leaves out the curve, and nobody reads that.
        ...(sample === 'ec'
          ? []
          : [
              ['--key-info', '--infile', sampleKey(sample), ...made('private-key', 'x.pem')],
              [
                ...['--key-info', '--infile', sampleKey(sample), '--outder'],
                ...made('private-key', 'x.der'),
              ],
            ]),
        // PEM of one sample and DER of the other: 600,000 rounds each.
        ...ciphers.map((cipher) => {
          const form = sample === 'ec' ? [] : ['--outder'];
          const file = `${cipher}.${sample === 'ec' ? 'pem' : 'der'}`;
          return [...sealed, '--pkcs-cipher', cipher, ...form, ...made('private-key', file)];
        }),
        [...self, ...made('certificate', 'certificate.pem')],
        [...self, '--outder', ...made('certificate', 'certificate.der')],
        [...request, ...made('certification-request', 'request.pem')],
        [...request, '--outder', ...made('certification-request', 'request.der')],
        ['--generate-crl', ...signed, ...issuer, ...made('crl', 'crl.pem')],
        [
          ...['--to-p12', ...key, '--load-certificate', sampleCertificate(sample), '--p12-name'],
          ...['a', '--password', PASSWORD, '--outder', ...made('keystore', 'x.p12')],
        ],
      ];
    });
    await twoAtATime(calls, (call) => does('certtool', call));
    await isRead('GnuTLS', written);
  });
});

describePeer('NSS', { ...openssl, NSS }, () => {
  it('certificates, requests and stores', async () => {
    const { written, add } = place('nss');
    for (const sample of SAMPLES) {
      const database = await nssDatabase(at(`nss-${sample}`));
      const source = at(`nss-${sample}.p12`);
      await opensslDoes([
        ...['pkcs12', '-export', '-inkey', sampleKey(sample), '-in', sampleCertificate(sample)],
        ...['-name', 'a', '-passout', `pass:${PASSWORD}`, '-out', source],
      ]);
      await does('pk12util', ['-i', source, '-W', PASSWORD, '-d', database]);
      const certutil = (...args: readonly string[]) => does('certutil', [...args, '-d', database]);
      for (const [name, option] of [
        ['pem', '-a'],
        ['der', '-r'],
      ] as const) {
        const { stdout } = await runBinary(['certutil', '-L', '-n', 'a', option, '-d', database]);
        writeFileSync(add('certificate', sample, `x.${name}`), stdout);
        const more = name === 'pem' ? ['-a'] : [];
        const request = add('certification-request', sample, `request.${name}`);
        await certutil('-R', '-k', 'a', '-s', 'CN=es01', '-o', request, ...more);
      }
      const ciphers = ['AES-256-CBC', 'DES-EDE3-CBC', 'CAMELLIA-128-CBC'];
      for (const cipher of sample === 'ec' ? ciphers : ciphers.slice(0, 1)) {
        const store = add('keystore', sample, `${cipher}.p12`);
        await does('pk12util', [
          ...['-o', store, '-n', 'a', '-W', PASSWORD, '-d', database, '-c', cipher, '-C', cipher],
        ]);
      }
    }
    await isRead('NSS', written);
  });
});

describePeer('python3-cryptography', { ...openssl, 'python3-cryptography': CRYPTOGRAPHY }, () => {
  it('keys, certificates, requests, CRLs and stores', async () => {
    const { written, add } = place('python');
    const forms = ['TraditionalOpenSSL', 'PKCS8'].flatMap((form) =>
      ['PEM', 'DER'].flatMap((encoding) => [
        { form, encoding, encryption: 'NoEncryption()' },
        ...(form === 'TraditionalOpenSSL' && encoding === 'DER'
          ? []
          : [{ form, encoding, encryption: 'BestAvailableEncryption(password)' }]),
      ]),
    );
    const lines = SAMPLES.flatMap((sample) => [
      `key = load_pem_private_key(open(${JSON.stringify(sampleKey(sample))}, 'rb').read(), None)`,
      ...forms.map(({ form, encoding, encryption }) => {
        const how = encryption.startsWith('No') ? 'plain' : 'encrypted';
        const file = add('private-key', sample, `${form}-${how}.${encoding.toLowerCase()}`);
        return `put(${JSON.stringify(file)}, key.private_bytes(Encoding.${encoding}, PrivateFormat.${form}, ${encryption}))`;
      }),
      'certificate = x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key()).serial_number(42).not_valid_before(now).not_valid_after(later).sign(key, hashes.SHA256())',
      'request = x509.CertificateSigningRequestBuilder().subject_name(name).sign(key, hashes.SHA256())',
      'crl = x509.CertificateRevocationListBuilder().issuer_name(name).last_update(now).next_update(later).sign(key, hashes.SHA256())',
      ...(['certificate', 'certification-request', 'crl'] as const).flatMap((kind) =>
        ['PEM', 'DER'].map((encoding) => {
          const file = add(kind, sample, `${kind}.${encoding.toLowerCase()}`);
          const object = kind === 'certification-request' ? 'request' : kind;
          return `put(${JSON.stringify(file)}, ${object}.public_bytes(Encoding.${encoding}))`;
        }),
      ),
      `put(${JSON.stringify(add('keystore', sample, 'x.p12'))}, pkcs12.serialize_key_and_certificates(b'a', key, certificate, None, BestAvailableEncryption(password)))`,
    ]);
    const script = `
from datetime import datetime, timedelta
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import *
from cryptography.hazmat.primitives.serialization import pkcs12
password = ${JSON.stringify(PASSWORD)}.encode()
name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, 'es01')])
now = datetime.utcnow()
later = now + timedelta(days=9)
def put(file, octets):
    open(file, 'wb').write(octets)
${lines.join('\n')}
`;
    await does(CRYPTOGRAPHY ?? 'python3', ['-W', 'ignore', '-c', script]);
    await isRead('Python', written);
  });
});

describePeer('Go', { ...openssl, go: GO, 'x/crypto of Go': GO_CRYPTO }, () => {
  it('keys, certificates, requests and CRLs', async () => {
    const { written, add } = place('go');
    const program = await buildGo('peer', folder);
    for (const sample of SAMPLES) {
      const own = at(`go-${sample}`);
      mkdirSync(own);
      await does(program, ['write', sampleKey(sample), own, PASSWORD]);
      const ciphers = ['des', '3des', 'aes128', 'aes192', 'aes256'];
      for (const name of [
        ...['pkcs8', 'traditional', 'certificate', 'request', 'crl'].flatMap((stem) => [
          `${stem}.pem`,
          `${stem}.der`,
        ]),
        ...ciphers.map((cipher) => `traditional-${cipher}.pem`),
      ]) {
        copyFileSync(join(own, name), add(kindOfName(name), sample, name));
      }
    }
    await isRead('Go', written);
  });
});

describePeer('Node', openssl, () => {
  it('keys in every form', async () => {
    const { written, add } = place('node');
    for (const sample of SAMPLES) {
      const key = createPrivateKey(readFileSync(sampleKey(sample)));
      const traditional = sample === 'ec' ? 'sec1' : 'pkcs1';
      const put = (name: string, bytes: string | Buffer) =>
        writeFileSync(add('private-key', sample, name), bytes);
      for (const type of ['pkcs8', traditional] as const) {
        for (const format of ['pem', 'der'] as const) {
          put(
            `${type}.${format}`,
            key.export({ type, format } as { type: 'pkcs8'; format: 'pem' }),
          );
        }
        for (const cipher of ['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc']) {
          const sealed = { type, format: 'pem', cipher, passphrase: PASSWORD } as const;
          put(`${type}-${cipher}.pem`, key.export(sealed as { type: 'pkcs8'; format: 'pem' }));
        }
      }
      const sealed = { cipher: 'aes-256-cbc', passphrase: PASSWORD };
      put('pkcs8-encrypted.der', key.export({ type: 'pkcs8', format: 'der', ...sealed }));
    }
    await isRead('Node', written);
  });
});

afterAll(() => {
  const files = table.reduce((sum, row) => sum + row.files, 0);
  printTable(
    `Keys, certificates and stores of strangers, read by tlsmith: ${files} files`,
    ['written by', 'kind', 'files', 'variants'],
    table.map(({ by, kind, variants, files: count }) => [
      ...[by, kind, String(count)],
      variants.length > 6
        ? `${variants.slice(0, 6).join(', ')}, … ${variants.length}`
        : variants.join(', '),
    ]),
  );
});

itNeeding(openssl)('at least 40 files were read', () => {
  const files = table.reduce((sum, row) => sum + row.files, 0);
  expect(files).toBeGreaterThanOrEqual(OPENSSL === undefined ? 0 : 40);
});

/** Octets of stdout, which may be DER. */
async function runBinary([program = '', ...args]: readonly string[]) {
  const { execFile } = await import('node:child_process');
  return new Promise<{ stdout: Buffer }>((resolve, reject) => {
    execFile(program, args, { encoding: 'buffer' }, (error, stdout) =>
      error ? reject(error) : resolve({ stdout }),
    );
  });
}
