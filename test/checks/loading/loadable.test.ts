// Which product loads which key file, held against the table that was measured on the real ones; and what is said of certificates.
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  readInstalledCertificates,
  readInstalledKey,
} from '../../../src/app/reading/folder/installed.js';
import { judgeLoading } from '../../../src/checks/loading/loadable.js';
import { keyRefusal } from '../../../src/checks/loading/key-type.js';
import type { LoadedFiles } from '../../../src/checks/loading/loaded-files.js';
import type { Chain } from '../../../src/pki/certificate/identity.js';
import type { ProductRelease } from '../../../src/targets/target.js';
import { parseStackVersion } from '../../../src/targets/stack-version.js';
import { encodeCertificates, encodePem } from '../../../src/formats/containers/pem.js';
import { parseCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { encodePkcs7 } from '../../../src/formats/containers/pkcs7-encode.js';
import { fixtureKey, FIXTURE_PASSWORD } from '../../support/fixture-keys.js';
import { ca, endEntity } from '../../support/path-builder.js';
import { testPorts } from '../../support/test-ports.js';
import { shipped } from '../../targets/shipped.js';

const ports = testPorts();
const release = (name: string, stack = '9.5'): ProductRelease => ({
  ...{ target: shipped(name), version: parseStackVersion(stack).version },
});

const PRODUCTS = {
  netty: release('logstash'),
  tcp: release('logstash-tcp'),
  beats: release('filebeat'),
  'beats 7.17': release('filebeat', '7.17'),
  elasticsearch: release('elasticsearch'),
  openssl: release('python'),
} as const;
type Product = keyof typeof PRODUCTS;
const ALL = Object.keys(PRODUCTS) as Product[];

const rsa = createPrivateKey(fixtureKey('rsa-2048'));
const ec = createPrivateKey(fixtureKey('ec-p256'));
const pem = (key: ReturnType<typeof createPrivateKey>, type: 'pkcs1' | 'sec1' | 'pkcs8') =>
  key.export({ type: type as 'pkcs8', format: 'pem' }) as string;
const madeOn = (namedCurve: string) =>
  pem(generateKeyPairSync('ec', { namedCurve }).privateKey, 'pkcs8');
const root = ca('root');
const host = endEntity(root);
const certificate = encodeCertificates([parseCertificate(host.der)]);

/** Each file with those that load it. */
const FILES: [what: string, file: string | Uint8Array, loadedBy: readonly Product[]][] = [
  ['PKCS#8, EC', fixtureKey('ec-p256'), ALL],
  ['PKCS#8, RSA', fixtureKey('rsa-2048'), ALL],
  ['PKCS#8 with CRLF', fixtureKey('ec-p256').replaceAll('\n', '\r\n'), ALL],
  ['PKCS#8 behind bag attributes', `Bag Attributes\n    x: 1\n${fixtureKey('ec-p256')}`, ALL],
  ['PKCS#1', pem(rsa, 'pkcs1'), ALL.filter((one) => one !== 'netty')],
  ['SEC1', pem(ec, 'sec1'), ALL.filter((one) => one !== 'netty')],
  [
    'SEC1 behind EC PARAMETERS',
    fixtureKey('ec-p256.sec1-with-parameters'),
    ['beats', 'beats 7.17', 'elasticsearch', 'openssl'],
  ],
  [
    'SEC1, encrypted the old way',
    fixtureKey('ec-p256.sec1-aes256'),
    ALL.filter((one) => one !== 'netty'),
  ],
  [
    'PKCS#1, encrypted the old way',
    fixtureKey('rsa-2048.pkcs1-aes128'),
    ALL.filter((one) => one !== 'netty'),
  ],
  [
    'PBES2, AES-128, HMAC-SHA1',
    fixtureKey('ec-p256.pbes2-aes128-sha1'),
    ALL.filter((one) => one !== 'beats 7.17'),
  ],
  [
    'PBES2, AES-256, HMAC-SHA256',
    fixtureKey('ec-p256.pbes2-aes256'),
    ALL.filter((one) => one !== 'beats 7.17'),
  ],
  ['PBES2, 3DES', fixtureKey('ec-p256.pbes2-des3'), ['tcp', 'beats', 'openssl']],
  ['scrypt', fixtureKey('ec-p256.scrypt'), ['beats', 'openssl']],
  [
    'PBES1, SHA-1 and 3DES',
    fixtureKey('ec-p256.pbes1-sha1-3des'),
    ['netty', 'tcp', 'elasticsearch', 'openssl'],
  ],
  ['PBES1, MD5 and DES', fixtureKey('ec-p256.pbes1-md5-des'), ['netty', 'tcp']],
  ['PKCS#12, SHA-1 and RC2-40', fixtureKey('ec-p256.pbe-sha1-rc2-40'), ['netty', 'tcp']],
  ['PKCS#12, SHA-1 and RC4-128', fixtureKey('ec-p256.pbe-sha1-rc4-128'), ['netty', 'tcp']],
  ['Ed25519', pem(generateKeyPairSync('ed25519').privateKey, 'pkcs8'), ['openssl']],
  ['secp256k1', madeOn('secp256k1'), ['openssl']],
  ['DER', ec.export({ type: 'pkcs8', format: 'der' }), []],
  ['a byte order mark', `\ufeff${fixtureKey('ec-p256')}`, ['netty', 'openssl']],
  ['the key before its certificate', fixtureKey('ec-p256') + certificate, ALL],
  [
    'the key behind its certificate',
    certificate + fixtureKey('ec-p256'),
    ['netty', 'beats', 'beats 7.17', 'openssl'],
  ],
  [
    "OpenSSH's own form",
    readFileSync(new URL('../../fixtures/keys/openssh/ecdsa-256', import.meta.url)),
    [],
  ],
  ['SHA-1 and 2-key 3DES', fixtureKey('ec-p256.pbe-sha1-2des'), ['tcp', 'openssl']],
  ['SHA-1 and RC4-40', fixtureKey('ec-p256.pbe-sha1-rc4-40'), ['netty', 'tcp']],
  ['SHA-1 and DES', fixtureKey('ec-p256.pbe-sha1-des'), ['tcp']],
  ['MD5 and RC2', fixtureKey('ec-p256.pbe-md5-rc2-64'), ['tcp']],
  ['PBES2, DES', fixtureKey('ec-p256.pbes2-des'), ['tcp']],
  ['PBES2, RC2', fixtureKey('ec-p256.pbes2-rc2'), ['tcp']],
  ['PBES2, Camellia', fixtureKey('ec-p256.pbes2-camellia-256-cbc'), ['tcp', 'openssl']],
  ['PBES2, ARIA', fixtureKey('ec-p256.pbes2-aria-128-cbc'), ['tcp', 'openssl']],
  ['Ed448', pem(generateKeyPairSync('ed448').privateKey, 'pkcs8'), ['openssl']],
  ['X25519', pem(generateKeyPairSync('x25519').privateKey, 'pkcs8'), []],
  ['X448', pem(generateKeyPairSync('x448').privateKey, 'pkcs8'), []],
  ['RSA-PSS', fixtureKey('rsa-pss-2048'), ['openssl']],
  [
    'line ends of CR alone',
    fixtureKey('ec-p256').replaceAll('\n', '\r'),
    ['netty', 'tcp', 'elasticsearch'],
  ],
  [
    'a blank line between any two',
    fixtureKey('ec-p256').replaceAll('\n', '\n\n'),
    ALL.filter((one) => one !== 'openssl'),
  ],
  [
    'blanks at the ends of lines',
    fixtureKey('ec-p256').replaceAll('\n', '  \n'),
    ALL.filter((one) => one !== 'netty'),
  ],
  ...(
    [
      ['RSA PRIVATE KEY', ec, ['netty', 'tcp', 'beats', 'beats 7.17', 'elasticsearch']],
      ['EC PRIVATE KEY', ec, ALL],
      ['ANY PRIVATE KEY', ec, ['netty', 'tcp', 'beats', 'beats 7.17', 'elasticsearch']],
      ['ENCRYPTED PRIVATE KEY', ec, ALL.filter((one) => one !== 'netty')],
    ] as const
  ).map(([label, key, loadedBy]): [string, string, readonly Product[]] => [
    `PKCS#8 under the label ${label}`,
    pem(key, 'pkcs8').replaceAll('PRIVATE KEY', label),
    loadedBy,
  ]),
  [
    'PKCS#1 under the label of PKCS#8',
    pem(rsa, 'pkcs1').replaceAll('RSA PRIVATE KEY', 'PRIVATE KEY'),
    ['tcp', 'beats', 'beats 7.17', 'elasticsearch'],
  ],
  ['one line of base64', fixtureKey('ec-p256').replace(/-----.*-----|\n/g, ''), []],
  ['newlines that became blanks', fixtureKey('ec-p256').trim().replaceAll('\n', ' '), []],
];

const KINDS = {
  'P-256': ec,
  'P-384': generateKeyPairSync('ec', { namedCurve: 'P-384' }).privateKey,
  'P-521': generateKeyPairSync('ec', { namedCurve: 'P-521' }).privateKey,
  'RSA 2048': rsa,
} as const;
const traditionalOf = (key: KeyObject) => (key.asymmetricKeyType === 'rsa' ? 'pkcs1' : 'sec1');
const lockedBy = (cipher: string) => ({ cipher, passphrase: FIXTURE_PASSWORD });
const exported = (key: KeyObject, options: object) =>
  key.export({ format: 'pem', ...options } as { format: 'pem'; type: 'pkcs8' }) as string | Buffer;
const NOT_NETTY = ALL.filter((one) => one !== 'netty');
const NOT_OLD_BEATS = ALL.filter((one) => one !== 'beats 7.17');

/** What holds whatever the key: by the way in which it is kept. */
const WAYS: [
  way: string,
  made: (key: KeyObject) => string | Buffer,
  loadedBy: readonly Product[],
][] = [
  ['PKCS#8', (key) => exported(key, { type: 'pkcs8' }), ALL],
  ['its traditional form', (key) => exported(key, { type: traditionalOf(key) }), NOT_NETTY],
  ...['aes-128-cbc', 'aes-192-cbc', 'aes-256-cbc'].map((cipher): (typeof WAYS)[0] => [
    `PKCS#8 under ${cipher}`,
    (key) => exported(key, { type: 'pkcs8', ...lockedBy(cipher) }),
    // The JDK's PBES2 knows two lengths only.
    NOT_OLD_BEATS.filter((one) => cipher !== 'aes-192-cbc' || one !== 'netty'),
  ]),
  [
    'PKCS#8 under 3DES',
    (key) => exported(key, { type: 'pkcs8', ...lockedBy('des-ede3-cbc') }),
    ['tcp', 'beats', 'openssl'],
  ],
  ...['aes-128-cbc', 'aes-256-cbc', 'des-ede3-cbc'].map((cipher): (typeof WAYS)[0] => [
    `its traditional form under ${cipher}`,
    (key) => exported(key, { type: traditionalOf(key), ...lockedBy(cipher) }),
    NOT_NETTY,
  ]),
  ['DER', (key) => exported(key, { type: 'pkcs8', format: 'der' }), []],
];
const MORE_FILES = Object.entries(KINDS).flatMap(([kind, key]) =>
  WAYS.map(([way, made, loadedBy]): (typeof FILES)[0] => [
    `${kind} as ${way}`,
    made(key),
    loadedBy,
  ]),
);

async function keyIn(file: string | Uint8Array): Promise<LoadedFiles> {
  const bytes = typeof file === 'string' ? Buffer.from(file) : file;
  const passwords = { known: FIXTURE_PASSWORD, source: undefined, mayStayLocked: undefined };
  const read = await readInstalledKey({ path: 'host.key', bytes }, passwords, ports);
  const publicKey = read.privateKeyInfo && ports.crypto.publicKeyOf(read.privateKeyInfo);
  const hasPassword = read.source.encryption !== undefined;
  return { key: { source: read.source, publicKey, hasPassword } };
}

const errorsOf = (files: LoadedFiles, one: ProductRelease) =>
  judgeLoading(files, one).filter(({ severity }) => severity === 'error');

describe('a key file', () => {
  it.each([...FILES, ...MORE_FILES])(
    '%s is loaded by those who were seen to load it',
    async (_, file, loadedBy) => {
      const files = await keyIn(file);
      const loading = ALL.filter((name) => errorsOf(files, PRODUCTS[name]).length === 0);
      expect(loading).toEqual(loadedBy);
    },
  );

  it('that is refused is told what it is, by whom, and what would do', async () => {
    const files = await keyIn(pem(rsa, 'pkcs1'));
    expect(judgeLoading(files, PRODUCTS.netty)).toEqual([
      {
        ...{ code: 'key-form', severity: 'error', subject: 'host.key' },
        message:
          'the key is a traditional one (PKCS#1), which Netty in logstash (stack 9.5) does not load (its log: "File does not contain valid private key"); exported as PKCS#8 it is in the form that every product reads',
        citation: 'measured: Netty 4.1.48 and 4.1.129 on JDK 17 and 25, without BouncyCastle',
      },
    ]);
  });

  it('that nobody has tried is a warning and no refusal', async () => {
    const files = await keyIn(pem(rsa, 'pkcs1'));
    const findings = judgeLoading(files, release('logstash-output'));
    expect(findings).toMatchObject([{ code: 'key-form', severity: 'warning' }]);
    expect(findings[0]?.message).toContain('nobody has tried');
  });

  it.each([
    ['that of every export', 'ec-p256.pbes2-aes256', 'exported without a password'],
    ['another', 'ec-p256.scrypt', 'AES-256 and HMAC-SHA256'],
  ] as const)(
    'whose encryption nobody has tried, %s, is not told to be what it is already',
    async (_, name, cure) => {
      const findings = judgeLoading(await keyIn(fixtureKey(name)), release('logstash-output'));
      const untried = findings.filter(({ message }) => message.includes('nobody has tried'));
      expect(untried.map(({ message }) => message)).toEqual([expect.stringContaining(cure)]);
    },
  );

  it.each([
    ['a plain key and a password', fixtureKey('ec-p256'), true, ['netty']],
    ['an encrypted key and no password', fixtureKey('ec-p256.pbes2-aes256'), false, ALL],
  ] as const)('%s is refused', async (_, file, hasPassword, refusing) => {
    const { key } = await keyIn(file);
    const files = { key: key && { ...key, hasPassword } };
    const refused = ALL.filter((name) =>
      errorsOf(files, PRODUCTS[name]).some(({ code }) => code === 'key-password'),
    );
    expect(refused).toEqual(refusing);
  });
});

describe('a file of certificates', () => {
  const middle = ca('middle', root);
  const below = endEntity(middle);
  const [own, above, anchor] = [below, middle, root].map(({ der }) => parseCertificate(der));
  const chainOf = async (file: Uint8Array | string, at = 0): Promise<LoadedFiles> => {
    const bytes = Buffer.from(file);
    const read = await readInstalledCertificates({ path: 'host.crt', bytes }, 'ignored');
    const presented: Chain = read.certificates;
    return {
      certificates: { source: read.source, presented, own: presented[at] as Chain[0] },
    };
  };
  const codesFor = (files: LoadedFiles, name: Product) =>
    errorsOf(files, PRODUCTS[name]).map(({ code }) => code);
  const encoded = (...all: (typeof own)[]) => encodeCertificates(all as Chain[0][]);

  it.each([
    ['PEM, end entity first', encoded(own, above), 0, [], []],
    ['PEM with its root', encoded(own, above, anchor), 0, [], []],
    ['PEM, intermediate first', encoded(above, own), 1, ['chain-order'], ['chain-order']],
    ['PEM with a gap', encoded(own, anchor), 0, ['chain-order'], []],
    ['DER', below.der, 0, ['certificate-form'], ['certificate-form']],
    ['PKCS#7', encodePkcs7([below.der, middle.der]), 0, ['certificate-form'], ['certificate-form']],
    ['PEM with a byte order mark', `\ufeff${encoded(own, above)}`, 0, [], ['certificate-form']],
  ] as const)('%s', async (_, file, at, netty, beats) => {
    const files = await chainOf(file, at);
    expect([codesFor(files, 'netty'), codesFor(files, 'beats')]).toEqual([netty, beats]);
  });

  /** Own certificate, intermediate, root. */
  const MADE = { o: below, m: middle, r: root };
  const ORDERS = ['o', 'om', 'omr', 'or', 'orm', 'mo', 'mor', 'rmo'] as const;
  const CONTAINERS: [
    container: string,
    made: (text: string, ders: Uint8Array[]) => string | Uint8Array,
  ][] = [
    ['PEM', (text) => text],
    ['PEM with CRLF', (text) => text.replaceAll('\n', '\r\n')],
    ['PEM with text between', (text) => text.replaceAll('-----BEGIN', 'subject=CN=x\n-----BEGIN')],
    ['PEM with a byte order mark', (text) => `\ufeff${text}`],
    ['PKCS#7', (_, ders) => encodePkcs7(ders)],
  ];
  const isInOrder = (order: string) => ['o', 'om', 'omr'].includes(order);

  it.each(
    CONTAINERS.flatMap(([container, made]) => ORDERS.map((order) => ({ container, made, order }))),
  )('$container, in the order $order', async ({ container, made, order }) => {
    const ders = [...order].map((one) => MADE[one as keyof typeof MADE].der);
    const text = encodeCertificates(ders.map((der) => parseCertificate(der)));
    const { certificates } = await chainOf(made(text, ders));
    const { source, presented } = certificates as NonNullable<typeof certificates>;
    const mine = presented.find(({ der }) => Buffer.from(der).equals(below.der)) as Chain[0];
    const files = { certificates: { source, presented, own: mine } };
    const isBundle = container === 'PKCS#7';
    const isMarked = container.includes('byte order mark');
    const ordered = (isRight: boolean) => (isRight || isBundle ? [] : ['chain-order']);
    const formed = (isRight: boolean) => (isRight ? [] : ['certificate-form']);
    expect([codesFor(files, 'netty'), codesFor(files, 'beats')]).toEqual([
      [...formed(!isBundle), ...ordered(isInOrder(order))],
      [...formed(!isBundle && !isMarked), ...ordered(order.startsWith('o'))],
    ]);
  });

  /** X509_CERT_AUX: trusted for serverAuth alone. */
  const aux = Buffer.from('300c300a06082b06010505070301', 'hex');
  const labelled = (label: string, der: Uint8Array) => encodePem(label, der);
  type Form = [form: string, made: (der: Uint8Array) => string | Uint8Array];
  const PLAIN: Form = ['PEM', (der) => labelled('CERTIFICATE', der)];
  const X509: Form = ['the label X509', (der) => labelled('X509 CERTIFICATE', der)];
  const TRUSTED: Form = ['the label TRUSTED', (der) => labelled('TRUSTED CERTIFICATE', der)];
  const SETTINGS: Form = [
    'settings of trust',
    (der) => labelled('TRUSTED CERTIFICATE', Buffer.concat([der, aux])),
  ];
  const MARKED: Form = ['a byte order mark', (der) => `\ufeff${labelled('CERTIFICATE', der)}`];
  const DER: Form = ['DER', (der) => der];
  const PKCS7: Form = ['PKCS#7', (der) => encodePkcs7([der])];
  const WITH_KEY: Form = [
    'a key in the file',
    (der) => labelled('CERTIFICATE', der) + fixtureKey('ec-p256'),
  ];
  const ALIAS: Form = [
    'a name behind the certificate',
    (der) =>
      labelled('TRUSTED CERTIFICATE', Buffer.concat([der, Buffer.from('30040c02686f', 'hex')])),
  ];
  const CMS: Form = ['the label CMS', (der) => labelled('CMS', encodePkcs7([der]))];
  const BUNDLE: Form = [
    'PKCS#7 under the label CERTIFICATE',
    (der) => labelled('CERTIFICATE', encodePkcs7([der])),
  ];
  const crl = labelled('X509 CRL', Uint8Array.of(0x30, 0));
  const request = readFileSync(
    new URL('../../fixtures/inspect/request.csr', import.meta.url),
    'utf8',
  );
  const WITH_OTHER: Form = ['a CRL in it', (der) => labelled('CERTIFICATE', der) + crl];
  const WITH_REQUEST: Form = ['a request in it', (der) => labelled('CERTIFICATE', der) + request];
  const CR: Form = ['CR', (der) => labelled('CERTIFICATE', der).replaceAll('\n', '\r')];
  const SPACED: Form = [
    'blank lines',
    (der) => labelled('CERTIFICATE', der).replaceAll('\n', '\n\n'),
  ];
  const FORMS = [
    ...[PLAIN, X509, TRUSTED, SETTINGS, ALIAS, MARKED, DER, PKCS7, CMS, BUNDLE],
    ...[WITH_KEY, WITH_OTHER, WITH_REQUEST, CR, SPACED],
  ];

  const OF_GO = [PLAIN, WITH_KEY, WITH_OTHER, WITH_REQUEST, SPACED];
  const OF_OPENSSL = [
    ...[PLAIN, X509, TRUSTED, SETTINGS, ALIAS, MARKED],
    ...[WITH_KEY, WITH_OTHER, WITH_REQUEST],
  ];
  const ROLES: [role: 'own' | 'trust', product: Product, loaded: Form[]][] = [
    [
      'own',
      'netty',
      [PLAIN, X509, TRUSTED, SETTINGS, ALIAS, MARKED, WITH_KEY, WITH_OTHER, CR, SPACED],
    ],
    ['trust', 'netty', [PLAIN, X509, TRUSTED, DER, PKCS7, CMS, CR, SPACED]],
    ['own', 'beats', OF_GO],
    ['trust', 'beats', OF_GO],
    ['own', 'openssl', OF_OPENSSL],
    ['trust', 'openssl', OF_OPENSSL],
  ];
  it.each(
    ROLES.flatMap(([role, product, loaded]) =>
      FORMS.map((form) => ({
        role,
        product,
        form: form[0],
        made: form[1],
        is: loaded.includes(form),
      })),
    ),
  )('$form as $role of $product: $is', async ({ role, product, made, is }) => {
    const { certificates } = await chainOf(made(role === 'own' ? host.der : root.der));
    const { source, presented } = certificates as NonNullable<typeof certificates>;
    const files = role === 'own' ? { certificates } : { trust: { source, anchors: presented } };
    expect(judgeLoading(files, PRODUCTS[product]).map(({ code }) => code)).toEqual(
      is ? [] : ['certificate-form'],
    );
  });

  it.each([...FORMS.filter((form) => form !== PLAIN && form !== BUNDLE)])(
    '%s is a warning where nobody has tried',
    async (_, made) => {
      const { certificates } = await chainOf(made(host.der));
      expect(judgeLoading({ certificates }, release('logstash-output'))).toMatchObject([
        { code: 'certificate-form', severity: 'warning' },
      ]);
    },
  );
});

it.each(ALL)('an ML-KEM key signs nothing, and %s loads it for no certificate', (product) => {
  const key = { algorithm: 'other', oid: '2.16.840.1.101.3.4.4.2' } as const;
  const { message, found } = keyRefusal(key, PRODUCTS[product], ['pkcs8']) ?? {};
  expect([found, message]).toEqual(['ML-KEM-768', expect.stringContaining('signs nothing')]);
});
