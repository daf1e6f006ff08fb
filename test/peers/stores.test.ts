// Proves with strangers, in both directions, that stores are read: what they write in all their variants, and what we write.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { encodePem } from '../../src/formats/containers/pem.js';
import { decodeStore } from '../../src/formats/pkcs12/decode.js';
import { encodeKeyStore, encodeTrustStore } from '../../src/formats/pkcs12/encode.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { systemRandom } from '../../src/io/system-random.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { toHex } from '../../src/pki/der/hex.js';
import { findJdks } from '../support/jdks.js';
import { keytoolOf } from '../support/keytool.js';
import { describePeer, findProgram, OPENSSL, opensslDoes } from '../support/peer.js';
import { CRYPTOGRAPHY } from '../support/python.js';
import { CERTTOOL } from '../support/strangers.js';
import { runProgram } from '../support/run-cli.js';
import { storeSamples } from '../support/store-samples.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const PK12UTIL = findProgram(
  ['certutil'],
  ['-N', '-d', `sql:${temporaryFolder()}`, '--empty-password'],
);

const folder = temporaryFolder();
const file = (name: string) => join(folder, name);
const PASSWORD = "Pa ss~!'1";
const ports = { crypto: nodeCrypto, random: systemRandom };
const samples = storeSamples();
const chain = [samples.endEntity, samples.intermediate, samples.root].map(parseCertificate) as [
  C,
  C,
  C,
];
const roots = [samples.root, samples.otherRoot].map(parseCertificate);
type C = ReturnType<typeof parseCertificate>;

const OURS = ['modern', 'legacy'] as const;
const ours = (what: 'key' | 'trust', compat: string) => file(`ours-${what}-${compat}.p12`);

beforeAll(async () => {
  const pem = (...ders: Uint8Array[]) => ders.map((der) => encodePem('CERTIFICATE', der)).join('');
  writeFileSync(file('key.pem'), encodePem('PRIVATE KEY', samples.key.privateKeyInfo));
  writeFileSync(file('es01.pem'), pem(samples.endEntity));
  writeFileSync(file('cas.pem'), pem(samples.intermediate, samples.root));
  writeFileSync(file('root.pem'), pem(samples.root));
  writeFileSync(file('other.pem'), pem(samples.otherRoot));
  writeFileSync(file('roots.pem'), pem(samples.root, samples.otherRoot));
  for (const compat of OURS) {
    const protection = { compat, iterations: 10_000 };
    const { privateKeyInfo } = samples.key;
    const entry = { privateKeyInfo, chain, alias: 'My Alias' };
    const anchors = roots.map((certificate, index) => ({ certificate, alias: `ca-${index + 1}` }));
    writeFileSync(ours('key', compat), await encodeKeyStore(entry, PASSWORD, protection, ports));
    writeFileSync(
      ours('trust', compat),
      await encodeTrustStore(anchors, PASSWORD, protection, ports),
    );
  }
});

/** A program that must succeed; answers what it says on both streams. */
async function does(program: string, args: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await runProgram(program, args, { cwd: folder });
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')}: ${stdout}${stderr}`);
  return stdout + stderr;
}

const read = (name: string, password: string | undefined = PASSWORD) =>
  decodeStore(readFileSync(file(name)), password, ports);

/** The store holds our key with its certificates from the end entity up. */
async function holdsKey(name: string, password?: string, certificates = 3): Promise<void> {
  const { keys } = await read(name, password);
  const found = keys.map((key) => [
    toHex(nodeCrypto.decodePrivateKey({ der: key.privateKeyInfo, container: 'pkcs8' })),
    key.chain.map(({ der }) => toHex(der)),
  ]);
  const expected = chain.slice(0, certificates).map(({ der }) => toHex(der));
  expect(found).toEqual([[toHex(samples.key.privateKeyInfo), expected]]);
}

describePeer('OpenSSL', { openssl: OPENSSL }, () => {
  const encrypted = (scheme: string) => [
    ...['-provider', 'default', '-provider', 'legacy', '-certpbe', scheme, '-keypbe', scheme],
  ];
  const schemes = [
    ...['PBE-SHA1-3DES', 'PBE-SHA1-2DES', 'PBE-SHA1-RC2-40', 'PBE-SHA1-RC2-128'],
    ...['PBE-SHA1-RC4-40', 'PBE-SHA1-RC4-128', 'PBE-MD5-DES', 'PBE-SHA1-DES', 'PBE-MD5-RC2-64'],
    ...['PBE-SHA1-RC2-64', 'AES-128-CBC', 'AES-192-CBC', 'camellia-256-cbc', 'aria-128-cbc'],
    ...['des-ede3-cbc', 'des-cbc', 'rc2-cbc', 'rc2-40-cbc', 'NONE'],
  ];
  const macs = ['md5', 'sha1', 'sha224', 'sha256', 'sha384', 'sha512', 'sha512-256'];
  it.each<[string, string[]]>([
    ['default', []],
    ['-legacy', ['-legacy']],
    ['-descert', ['-descert']],
    ['-nomac', ['-nomac']],
    ['-noiter', ['-noiter', '-nomaciter']],
    ['-iter', ['-iter', '600000']],
    ['in the clear', ['-nomac', '-certpbe', 'NONE', '-keypbe', 'NONE']],
    ...schemes.map((scheme): [string, string[]] => [scheme, encrypted(scheme)]),
    ...macs.map((mac): [string, string[]] => [`MAC ${mac}`, ['-macalg', mac]]),
  ])('writes and we read: %s', async (_, options) => {
    const name = `openssl-${options.join('')}.p12`;
    await opensslDoes([
      ...['pkcs12', '-export', '-inkey', file('key.pem'), '-in', file('es01.pem'), '-name', 'a'],
      ...['-certfile', file('cas.pem'), '-passout', `pass:${PASSWORD}`, '-out', file(name)],
      ...options,
    ]);
    await holdsKey(name);
  });

  it.each([
    ['', 'empty'],
    ['pässwörd€', 'utf-8'],
  ])('writes and we read: the password %j', async (password, name) => {
    for (const options of [[], ['-legacy']]) {
      await opensslDoes([
        ...['pkcs12', '-export', '-inkey', file('key.pem'), '-in', file('es01.pem')],
        ...['-passout', `pass:${password}`, '-out', file(`openssl-${name}.p12`), ...options],
      ]);
      await holdsKey(`openssl-${name}.p12`, password, 1);
    }
  });

  it('writes trust stores, and we say that Java does not see their certificates', async () => {
    await opensslDoes([
      ...['pkcs12', '-export', '-nokeys', '-in', file('roots.pem'), '-passout', `pass:${PASSWORD}`],
      ...['-out', file('openssl-trust.p12')],
    ]);
    const { certificates } = await read('openssl-trust.p12');
    expect(certificates.map(({ isTrustedByJava }) => isTrustedByJava)).toEqual([false, false]);
  });

  it.each(OURS)('reads what we write: %s', async (compat) => {
    const open = ['-passin', `pass:${PASSWORD}`, '-nodes'];
    const keys = await opensslDoes(['pkcs12', '-in', ours('key', compat), ...open]);
    expect(keys.match(/BEGIN [A-Z ]+/g)).toEqual([
      ...Array.from({ length: 3 }, () => 'BEGIN CERTIFICATE'),
      'BEGIN PRIVATE KEY',
    ]);
    const trust = await opensslDoes(['pkcs12', '-in', ours('trust', compat), ...open]);
    expect(trust.match(/BEGIN [A-Z ]+/g)).toHaveLength(2);
  });
});

const JDKS = findJdks();
const NEWEST = JDKS.at(-1)?.version;
describePeer('a JDK', { 'JDK 17 or newer': JDKS[0]?.java }, () => {
  const pass = ['-storepass', PASSWORD, '-noprompt'];
  describe.each(JDKS)('JDK $version', ({ version, java }) => {
    const keytool = keytoolOf(java);
    const property = (name: string, value: string) => `-J-Dkeystore.pkcs12.${name}=${value}`;
    const algorithm = (name: string) => [
      property('keyProtectionAlgorithm', name),
      property('certProtectionAlgorithm', name),
    ];
    const variants: [string, string[]][] = [
      ['3DES', algorithm('PBEWithSHA1AndDESede')],
      ['RC2-128', algorithm('PBEWithSHA1AndRC2_128')],
      ['RC4-128', algorithm('PBEWithSHA1AndRC4_128')],
      ['AES-128, SHA-1', algorithm('PBEWithHmacSHA1AndAES_128')],
      ['AES-256, SHA-512', algorithm('PBEWithHmacSHA512AndAES_256')],
      ['MAC SHA-1', [property('macAlgorithm', 'HmacPBESHA1')]],
      ['MAC SHA-512', [property('macAlgorithm', 'HmacPBESHA512')]],
      ['no MAC', [property('macAlgorithm', 'NONE')]],
    ];
    // The algorithms are those of one code: the newest JDK stands for all.
    it.each<[string, string[]]>([
      ['default', []],
      ['legacy', ['-J-Dkeystore.pkcs12.legacy']],
      ...(version === NEWEST ? variants : []),
    ])('writes and we read: %s', async (variant, options) => {
      const name = `jdk-${version}-${variant}.p12`;
      await keytool.does(
        ...options,
        ...['-importkeystore', '-srckeystore', ours('key', 'modern'), '-srcstorepass', PASSWORD],
        ...['-destkeystore', file(name), '-deststoretype', 'pkcs12', '-deststorepass', PASSWORD],
      );
      await holdsKey(name);
    });

    it.each<[string, string[]]>([
      ['default', []],
      ['legacy', ['-J-Dkeystore.pkcs12.legacy']],
      [
        'no password',
        [property('macAlgorithm', 'NONE'), property('certProtectionAlgorithm', 'NONE')],
      ],
    ])('writes trust stores and we read: %s', async (variant, options) => {
      const name = `jdk-${version}-trust-${variant}.p12`;
      await keytool.does(
        ...options,
        ...['-importcert', '-alias', 'a', '-file', file('root.pem'), '-keystore', file(name)],
        ...['-storetype', 'pkcs12', ...pass],
      );
      const { certificates } = await read(name);
      expect(certificates).toEqual([{ certificate: roots[0], alias: 'a', isTrustedByJava: true }]);
    });

    it.each(['jks', 'jceks'])('writes %s, and we say how to convert it', async (type) => {
      const name = `jdk-${version}.${type}`;
      await keytool.does(
        ...['-importcert', '-alias', 'a', '-file', file('root.pem'), '-keystore', file(name)],
        ...['-storetype', type, ...pass],
      );
      await expect(read(name)).rejects.toMatchObject({
        code: 'input-wrong-kind',
        sentence: expect.stringContaining('keytool -importkeystore -srckeystore FILE'),
      });
    });

    it.each(OURS)('reads what we write: %s', async (compat) => {
      const list = (store: string) => keytool.does('-list', '-v', '-keystore', store, ...pass);
      const keys = await list(ours('key', compat));
      expect(keys.match(/(Alias name|Entry type|chain length): .+/g)).toEqual([
        'Alias name: my alias',
        'Entry type: PrivateKeyEntry',
        'chain length: 3',
      ]);
      const trust = await list(ours('trust', compat));
      expect(trust.match(/(Alias name|Entry type): .+/g)).toEqual([
        'Alias name: ca-1',
        'Entry type: trustedCertEntry',
        'Alias name: ca-2',
        'Entry type: trustedCertEntry',
      ]);
    });
  });
});

describePeer('GnuTLS', { GnuTLS: CERTTOOL }, () => {
  const certtool = (args: readonly string[]) => does('certtool', args);
  const write = (name: string, password: string, options: readonly string[]) =>
    certtool([
      ...['--to-p12', '--load-privkey', file('key.pem'), '--load-certificate', file('es01.pem')],
      ...['--p12-name', 'a', '--password', password, '--outfile', file(name), ...options],
    ]);

  it.each(['3des', '3des-pkcs12', 'aes-128', 'aes-256', 'rc2-40', 'arcfour'])(
    'writes and we read: %s',
    async (cipher) => {
      const name = `gnutls-${cipher}.p12`;
      await write(name, PASSWORD, ['--outder', '--pkcs-cipher', cipher]);
      await holdsKey(name, PASSWORD, 1);
    },
  );

  it.each<[string, string, string[]]>([
    ['PEM', PASSWORD, []],
    ['SHA-512', PASSWORD, ['--outder', '--hash', 'sha512']],
    ['the empty password', '', ['--outder']],
    ['no password', '', ['--outder', '--null-password']],
  ])('writes and we read: %s', async (variant, password, options) => {
    await write(`gnutls-${variant}`, password, options);
    await holdsKey(`gnutls-${variant}`, password, 1);
  });

  it.each(OURS)('reads what we write: %s', async (compat) => {
    const info = (store: string) =>
      certtool(['--p12-info', '--inder', '--infile', store, '--password', PASSWORD]);
    expect((await info(ours('key', compat))).match(/BEGIN [A-Z ]+/g)).toHaveLength(4);
    expect((await info(ours('trust', compat))).match(/BEGIN [A-Z ]+/g)).toHaveLength(2);
  });
});

describePeer('NSS', { NSS: PK12UTIL }, () => {
  const database = async (name: string) => {
    await does('mkdir', ['-p', file(name)]);
    await does('certutil', ['-N', '-d', `sql:${file(name)}`, '--empty-password']);
    return `sql:${file(name)}`;
  };
  let filled = '';
  beforeAll(async () => {
    filled = await database('nss');
    await does('pk12util', ['-i', ours('key', 'modern'), '-W', PASSWORD, '-d', filled]);
  });
  const pkcs12 = 'PKCS #12 V2 PBE With SHA-1 and';
  it.each<[string, string[]]>([
    ['default', []],
    ...[
      ...['AES-128-CBC', 'CAMELLIA-256-CBC', 'DES-EDE3-CBC', 'DES-CBC', 'RC4'],
      `${pkcs12} 40 Bit RC2 CBC`,
    ].map((cipher): [string, string[]] => [cipher, ['-c', cipher, '-C', cipher]]),
    ['SHA-1', ['-M', 'SHA-1']],
    ['SHA-512', ['-M', 'SHA-512']],
    ['plain certificates', ['-C', 'none']],
  ])('writes and we read: %s', async (variant, options) => {
    const name = `nss-${variant.replace(/\W+/g, '-')}.p12`;
    const store = ['-o', file(name), '-n', 'my alias', '-W', PASSWORD];
    await does('pk12util', [...store, '-d', filled, ...options]);
    await holdsKey(name);
  });

  it('writes and we read: the empty password', async () => {
    const store = ['-o', file('nss-empty.p12'), '-n', 'my alias', '-W', ''];
    await does('pk12util', [...store, '-d', filled]);
    await holdsKey('nss-empty.p12', '');
  });

  it.each(OURS)('reads what we write: %s', async (compat) => {
    const fresh = await database(`nss-${compat}`);
    const open = ['-W', PASSWORD, '-d', fresh];
    const listed = await does('pk12util', ['-l', ours('key', compat), ...open]);
    expect(listed.match(/^(Key\(shrouded\)|Certificate)/gm)).toHaveLength(4);
    await does('pk12util', ['-i', ours('key', compat), ...open]);
    await does('pk12util', ['-i', ours('trust', compat), ...open]);
    const certificates = await does('certutil', ['-L', '-d', fresh]);
    expect(certificates.match(/,.*,/g)).toHaveLength(5);
  });
});

describePeer('python3-cryptography', { 'python3-cryptography': CRYPTOGRAPHY }, () => {
  const python = (script: string) => does(CRYPTOGRAPHY ?? 'python3', ['-c', script]);
  const IMPORTS = `
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.serialization import *
from cryptography.hazmat.primitives.serialization import pkcs12
password = ${JSON.stringify(PASSWORD)}.encode()
`;
  const builder = (scheme: string, hash: string) =>
    `PrivateFormat.PKCS12.encryption_builder().kdf_rounds(5000).key_cert_algorithm(pkcs12.PBES.${scheme}).hmac_hash(hashes.${hash}()).build(password)`;
  it.each([
    ['best', 'BestAvailableEncryption(password)', PASSWORD],
    ['none', 'NoEncryption()', undefined],
    ['3DES, SHA-1', builder('PBESv1SHA1And3KeyTripleDESCBC', 'SHA1'), PASSWORD],
    ['AES, SHA-512', builder('PBESv2SHA256AndAES256CBC', 'SHA512'), PASSWORD],
  ])('writes and we read: %s', async (variant, encryption, password) => {
    const name = `python-${variant}.p12`;
    await python(`${IMPORTS}
key = load_pem_private_key(open('key.pem', 'rb').read(), None)
load = lambda text: x509.load_pem_x509_certificate(b'-----BEGIN' + text)
cas = [load(text) for text in open('cas.pem', 'rb').read().split(b'-----BEGIN')[1:]]
certificate = load(open('es01.pem', 'rb').read().split(b'-----BEGIN')[1])
store = pkcs12.serialize_key_and_certificates(b'a', key, certificate, cas, ${encryption})
open(${JSON.stringify(name)}, 'wb').write(store)
`);
    const { keys } = await decodeStore(readFileSync(file(name)), password, ports);
    expect(keys.map((key) => key.chain.map(({ der }) => toHex(der)))).toEqual([
      chain.map(({ der }) => toHex(der)),
    ]);
  });

  it.each(OURS)('reads what we write: %s', async (compat) => {
    const said = await python(`${IMPORTS}
for file in ${JSON.stringify([ours('key', compat), ours('trust', compat)])}:
    store = pkcs12.load_pkcs12(open(file, 'rb').read(), password)
    names = [one.friendly_name for one in store.additional_certs]
    print(store.key is not None, store.cert and store.cert.friendly_name, names)
`);
    expect(said).toBe("True b'my alias' [None, None]\nFalse None [b'ca-1', b'ca-2']\n");
  });
});
