// The table of bad calls and files of `export`, `inspect` and stores in kits: what is typed, and how it must end.
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunOptions } from '../support/run-cli.js';
import { keyFixture, type StoreInputs } from '../support/store-inputs.js';

export interface BadStoreInput {
  what: string;
  args: (inputs: StoreInputs) => readonly string[];
  exit: number;
  code: string;
  /** What the sentence must say. */
  says: RegExp;
  /** What a hint or sentence must say. */
  advises?: RegExp;
  /** Makes the working folder ready. */
  prepare?: (cwd: string) => Promise<void>;
  options?: RunOptions;
  /** The call has --json already, or its answer goes to stdout: there is no second run with it. */
  isTextOnly?: boolean;
}

type At = StoreInputs['at'];
const locked = (at: At) => ['--password-file', at('password')];
const opened = (at: At) => ['--in-password-file', at('password')];
const keystore = (cert: string, key: string, ...more: readonly string[]) => [
  ...['export', 'keystore', '--cert', cert, '--key', key, '--out', 'out.p12', ...more],
];
const goodKeystore = (at: At, ...more: readonly string[]) =>
  keystore(at('es01.crt'), at('es01.key'), ...locked(at), ...more);
const folderStore = (folder: string, ...more: readonly string[]) => [
  ...['export', 'keystore', '--dir', folder, '--out', 'out.p12', ...more],
];
const truststore = (source: string, ...more: readonly string[]) => [
  ...['export', 'truststore', '--ca', source, '--out', 'out.p12', ...more],
];
const key = (file: string, ...more: readonly string[]) => [
  ...['export', 'key', '--in', file, '--out', 'out.key', ...more],
];
const issueFrom = (store: string, ...more: readonly string[]) => [
  ...['cert', 'issue', 'x', '--profile', 'client', '--out', 'out', '--ca-p12', store, ...more],
];
const mine = (name: string) => (cwd: string) => writeFile(join(cwd, name), 'mine\n');

const PASSWORDS: BadStoreInput[] = [
  {
    what: 'a wrong password of a store',
    args: ({ at }) =>
      key(at('keystore.p12'), '--in-password-file', at('wrong-password'), ...locked(at)),
    exit: 4,
    code: 'password-wrong',
    says: /keystore\.p12".*password/,
  },
  {
    what: 'a wrong password of an encrypted key',
    args: ({ at }) => key(at('locked.key'), '--in-password-file', at('wrong-password')),
    exit: 4,
    code: 'password-wrong',
    says: /locked\.key".*password/,
  },
  {
    what: 'a wrong password of a trust store',
    args: ({ at }) =>
      truststore(
        at('truststore.p12'),
        ...['--in-password-file', at('wrong-password')],
        ...locked(at),
      ),
    exit: 4,
    code: 'password-wrong',
    says: /truststore\.p12".*password/,
  },
  {
    what: 'a wrong password of a CA store',
    args: ({ at }) => issueFrom(at('keystore.p12'), '--ca-password-file', at('wrong-password')),
    exit: 4,
    code: 'password-wrong',
    says: /keystore\.p12".*password/,
  },
  {
    what: 'a store without its password and nobody to ask',
    args: ({ at }) => key(at('keystore.p12')),
    exit: 4,
    code: 'password-missing',
    says: /keystore\.p12" is encrypted, and no password was given/,
    advises: /--in-password-file/,
  },
  {
    what: 'an encrypted key without its password and nobody to ask',
    args: ({ at }) => keystore(at('es01.crt'), at('locked.key'), ...locked(at)),
    exit: 4,
    code: 'password-missing',
    says: /locked\.key" is encrypted/,
  },
  {
    what: 'a key store without a password to write it with',
    args: ({ at }) => keystore(at('es01.crt'), at('es01.key')),
    exit: 4,
    code: 'password-missing',
    says: /a store needs a password/,
    advises: /--password-file/,
  },
  {
    what: 'a trust store without a password to write it with',
    args: ({ at }) => truststore(at('root.crt')),
    exit: 4,
    code: 'password-missing',
    says: /a store needs a password/,
  },
  {
    what: 'a key store under a password outside ASCII',
    args: ({ at }) => keystore(at('es01.crt'), at('es01.key'), '--password-file', at('umlaut')),
    exit: 4,
    code: 'password-unusable',
    says: /outside printable ASCII, which Java and OpenSSL encode differently/,
  },
  {
    what: 'a trust store under a password outside ASCII',
    args: ({ at }) => truststore(at('root.crt'), '--password-file', at('umlaut')),
    exit: 4,
    code: 'password-unusable',
    says: /outside printable ASCII/,
  },
  {
    what: 'a key under a password outside ASCII',
    args: ({ at }) => key(at('es01.key'), '--password-file', at('umlaut')),
    exit: 4,
    code: 'password-unusable',
    says: /outside printable ASCII/,
  },
  {
    what: 'a key store under an empty password',
    args: ({ at }) => keystore(at('es01.crt'), at('es01.key'), '--password-file', at('empty')),
    exit: 4,
    code: 'password-unusable',
    says: /empty/,
  },
  {
    what: '--in-password-env of a variable that is not set',
    args: ({ at }) => key(at('locked.key'), '--in-password-env', 'TLSMITH_TEST_NOT_SET'),
    exit: 4,
    code: 'password-missing',
    says: /--in-password-env .*not set/,
  },
  {
    what: '--in-password-env of a variable that is empty',
    args: ({ at }) => key(at('locked.key'), '--in-password-env', 'TLSMITH_TEST_EMPTY'),
    exit: 4,
    code: 'password-unusable',
    says: /empty/,
    options: { env: { TLSMITH_TEST_EMPTY: '' } },
  },
  {
    what: 'an endless password file',
    args: ({ at }) => key(at('locked.key'), '--in-password-file', '/dev/zero'),
    exit: 3,
    code: 'input-too-large',
    says: /\/dev\/zero" is larger than \d+ bytes/,
  },
];

const SOURCES: BadStoreInput[] = [
  {
    what: 'an empty store where a key is needed',
    args: ({ at }) => key(at('empty.p12')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /empty\.p12" (holds no private key|is an empty store|holds nothing)/,
  },
  {
    what: 'an empty store where trust anchors are needed',
    args: ({ at }) => truststore(at('empty.p12'), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /empty\.p12" holds no(thing| certificate)/,
  },
  {
    what: 'an empty store where a CA is needed',
    args: ({ at }) => issueFrom(at('empty.p12')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /empty\.p12" holds no(thing| private key)/,
  },
  {
    what: 'a store without key where one is needed',
    args: ({ at }) => key(at('truststore.p12'), ...opened(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /truststore\.p12" holds no private key: it is a trust store/,
  },
  {
    what: 'a trust store where a CA with its key is needed',
    args: ({ at }) => issueFrom(at('truststore.p12'), '--ca-password-file', at('password')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /truststore\.p12" holds no private key/,
  },
  {
    what: 'a store of two keys',
    args: ({ at }) => key(at('two-keys.p12')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /two-keys\.p12" holds 2 private keys, and it is not said which one is meant/,
  },
  {
    what: 'a store of two keys as a CA',
    args: ({ at }) => issueFrom(at('two-keys.p12')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /holds 2 private keys/,
  },
  {
    what: 'a store whose key has no certificate, as a CA',
    args: ({ at }) => issueFrom(at('lone-key.p12')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /lone-key\.p12" holds no certificate for its private key/,
  },
  {
    what: 'a key store of an end entity as a CA',
    args: ({ at }) => issueFrom(at('keystore.p12'), '--ca-password-file', at('password')),
    exit: 7,
    code: 'issuer-not-ca',
    says: /is not a CA/,
  },
  {
    what: 'a store that is cut off',
    args: ({ at }) => key(at('cut.p12'), ...opened(at)),
    exit: 3,
    code: 'input-malformed',
    says: /cut\.p12"/,
  },
  {
    what: 'a key that does not fit the certificate',
    args: ({ at }) => keystore(at('es01.crt'), at('stranger.key'), ...locked(at)),
    exit: 7,
    code: 'key-mismatch',
    says: /stranger\.key" is not the key of the certificate "CN=es01"/,
  },
  {
    what: 'a certificate where a key is expected',
    args: ({ at }) => keystore(at('es01.crt'), at('es01.crt'), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /es01\.crt" is a certificate, not a private key/,
  },
  {
    what: 'a certificate for export key',
    args: ({ at }) => key(at('es01.crt')),
    exit: 3,
    code: 'input-wrong-kind',
    says: /es01\.crt" is a certificate, not a private key/,
  },
  {
    what: 'a key where a certificate is expected',
    args: ({ at }) => keystore(at('es01.key'), at('es01.key'), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /es01\.key" is a private key, not a certificate/,
  },
  {
    what: 'a key where trust anchors are expected',
    args: ({ at }) => truststore(at('es01.key'), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /es01\.key" is a private key, not a certificate/,
  },
  {
    what: 'a key store where trust anchors are expected',
    args: ({ at }) => truststore(at('keystore.p12'), ...opened(at), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /keystore\.p12" is a host's key store/,
  },
  {
    what: 'a trust store from a folder without CA',
    args: ({ at }) => truststore(at('bare'), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /bare" is a folder without ca\.crt/,
    advises: /tlsmith ca create/,
  },
  {
    what: 'a trust store from a folder that is absent',
    args: ({ at }) => truststore(at('no-such-ca'), ...locked(at)),
    exit: 3,
    code: 'input-absent',
    says: /no-such-ca" does not exist/,
  },
  {
    what: 'a trust store of no CA named and none at ./ca',
    args: ({ at }) => ['export', 'truststore', '--out', 'out.p12', ...locked(at)],
    exit: 3,
    code: 'input-absent',
    says: /\.\/ca" does not exist/,
  },
  {
    what: "a host's folder without key",
    args: ({ at }) => folderStore(at('bare'), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /bare" holds no private key, so it is no host's folder/,
  },
  {
    what: "a host's folder with two keys",
    args: ({ at }) => folderStore(at('two-key-host'), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /two-key-host" holds more than one private key/,
  },
  {
    what: "a host's folder that is absent",
    args: ({ at }) => folderStore(at('nowhere'), ...locked(at)),
    exit: 3,
    code: 'input-absent',
    says: /nowhere" does not exist/,
  },
  {
    what: "a host's folder that is a file",
    args: ({ at }) => folderStore(at('es01.crt'), ...locked(at)),
    exit: 3,
    code: 'input-wrong-kind',
    says: /es01\.crt" is a file/,
  },
  ...(['jks', 'jceks'] as const).flatMap((type) =>
    [
      { what: 'as a key', args: ({ at }: StoreInputs) => key(at(`java.${type}`)) },
      {
        what: 'as trust anchors',
        args: ({ at }: StoreInputs) => truststore(at(`java.${type}`), ...locked(at)),
      },
      { what: 'as a CA', args: ({ at }: StoreInputs) => issueFrom(at(`java.${type}`)) },
      { what: 'for inspect', args: ({ at }: StoreInputs) => ['inspect', at(`java.${type}`)] },
    ].map(({ what, args }) => ({
      what: `a ${type.toUpperCase()} store that is cut off ${what}`,
      args,
      exit: 3,
      code: 'input-malformed',
      says: new RegExp(`java\\.${type}": the Java key store is malformed`),
    })),
  ),
  ...(
    [
      ['export key', (file: string) => key(file)],
      ['a trust store', (file: string, at: At) => truststore(file, ...locked(at))],
      ['a key store', (file: string, at: At) => keystore(file, at('es01.key'), ...locked(at))],
      ['a CA store', (file: string) => issueFrom(file)],
      ['inspect', (file: string) => ['inspect', file]],
    ] as const
  ).flatMap(([what, call]) => [
    {
      what: `a file of 17 MiB for ${what}`,
      args: ({ at, huge }: StoreInputs) => call(huge, at),
      exit: 3,
      code: 'input-too-large',
      says: /17-mib" is larger than 16777216 bytes/,
    },
    {
      what: `/dev/zero for ${what}`,
      args: ({ at }: StoreInputs) => call('/dev/zero', at),
      exit: 3,
      code: 'input-too-large',
      says: /\/dev\/zero" is larger than 16777216 bytes/,
    },
  ]),
];

const FLAGS: BadStoreInput[] = [
  ...(
    [
      ['with a slash', 'a/b', /"a\/b" is not an alias: it contains a slash/],
      ['with a backslash', 'a\\b', /it contains a slash/],
      ['that is blank', '  ', /it is empty/],
      ['with a control character', 'a\u0007b', /control or invisible character/],
      ['of 101 characters', 'a'.repeat(101), /longer than 100 characters/],
    ] as const
  ).map(([what, alias, says]) => ({
    what: `an --alias ${what}`,
    args: ({ at }: StoreInputs) => goodKeystore(at, '--alias', alias),
    exit: 2,
    code: 'name-invalid',
    says,
  })),
  {
    what: '--compat nonsense',
    args: ({ at }) => goodKeystore(at, '--compat', 'nonsense'),
    exit: 2,
    code: 'flag-value-invalid',
    says: /modern,? (or )?legacy/,
  },
  {
    what: '--container nonsense',
    args: ({ at }) => key(at('es01.key'), '--container', 'pkcs9'),
    exit: 2,
    code: 'flag-value-invalid',
    says: /pkcs8,? (or )?traditional/,
  },
  {
    what: '--dir with --cert',
    args: ({ at }) => folderStore(at('host'), '--cert', at('es01.crt'), ...locked(at)),
    exit: 2,
    code: 'flags-conflict',
    says: /--dir and --cert/,
  },
  {
    what: '--cert without --key',
    args: ({ at }) => [
      ...['export', 'keystore', '--cert', at('es01.crt'), '--out', 'out.p12', ...locked(at)],
    ],
    exit: 2,
    code: 'input-needed',
    says: /which key and certificate/,
    advises: /--key/,
  },
  {
    what: 'an export without --out',
    args: ({ at }) => ['export', 'key', '--in', at('es01.key')],
    exit: 2,
    code: 'input-needed',
    says: /--out/,
  },
  {
    what: 'two passwords from stdin',
    args: ({ at }) => key(at('locked.key'), '--in-password-file', '-', '--password-file', '-'),
    exit: 2,
    code: 'flags-conflict',
    says: /--(in-)?password-file and --(in-)?password-file .*stdin/,
    options: { input: 'secret\n' },
  },
  {
    what: 'a key and its password from stdin',
    args: () => key('-', '--in-password-file', '-'),
    exit: 2,
    code: 'flags-conflict',
    says: /stdin/,
    options: { input: 'secret\n' },
  },
  {
    what: 'trust anchors and a password from stdin',
    args: () => truststore('-', '--password-file', '-'),
    exit: 2,
    code: 'flags-conflict',
    says: /stdin/,
    options: { input: 'secret\n' },
  },
  {
    what: 'certificate and key from stdin, with its password too',
    args: () => keystore('-', '-', '--password-file', '-'),
    exit: 2,
    code: 'flags-conflict',
    says: /stdin/,
    options: { input: 'secret\n' },
  },
  {
    what: 'a chosen and a generated password',
    args: ({ at }) => goodKeystore(at, '--generate-password'),
    exit: 2,
    code: 'flags-conflict',
    says: /--generate-password and --password-file/,
  },
  {
    what: '--ca-p12 with --ca',
    args: ({ at }) => issueFrom(at('keystore.p12'), '--ca', at('host')),
    exit: 2,
    code: 'flags-conflict',
    says: /--ca-p12 and --ca/,
  },
  {
    what: '--out - with --json',
    args: ({ at }) => ['export', 'key', '--in', at('es01.key'), '--out', '-', '--json'],
    exit: 2,
    code: 'stdout-unsuitable',
    says: /stdout cannot take the file and the JSON document/,
    isTextOnly: true,
  },
  {
    what: '--out - with a generated password',
    args: ({ at }) => [
      ...['export', 'truststore', '--ca', at('root.crt'), '--out', '-', '--generate-password'],
    ],
    exit: 2,
    code: 'stdout-unsuitable',
    says: /generated password needs a secrets\.env|stdout/,
  },
  {
    what: 'an unknown target',
    args: ({ at }) => goodKeystore(at, '--for', 'logstash-outputt'),
    exit: 2,
    code: 'target-unknown',
    says: /"logstash-outputt"/,
    advises: /config list/,
  },
];

const CONSUMERS: BadStoreInput[] = [
  {
    what: 'an encrypted traditional key',
    args: ({ at }) => key(at('es01.key'), '--container', 'traditional', ...locked(at)),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /encrypted key is written as PKCS#8 only/,
  },
  {
    what: 'a traditional key for a product',
    args: ({ at }) => key(at('es01.key'), '--container', 'traditional', '--for', 'logstash'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /traditional one .* Netty in logstash .* does not load/,
  },
  {
    what: 'a trust store for logstash-input, which has no setting for one',
    args: ({ at }) => truststore(at('root.crt'), ...locked(at), '--for', 'logstash-input'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /logstash-input .* reads no trust store; it reads trust anchors as PEM/,
  },
  {
    what: 'a trust store for a Beat',
    args: ({ at }) => truststore(at('root.crt'), ...locked(at), '--for', 'filebeat'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /filebeat .* reads no trust store/,
  },
  {
    what: 'a key store for a Beat',
    args: ({ at }) => goodKeystore(at, '--for', 'heartbeat'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /heartbeat .* does not load a PKCS#12 store; it loads a plain PKCS#8 key/,
  },
  {
    what: 'a key store for logstash-input below 8.12',
    args: ({ at }) => goodKeystore(at, '--for', 'logstash-input', '--stack', '8.11'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /logstash-input \(stack 8\.11\) does not load a PKCS#12 store before 8\.12/,
  },
  {
    what: 'an EC key in PEM for logstash-output',
    args: ({ at }) => key(at('es01.key'), '--for', 'logstash-output'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /logstash-output .* does not load a key of type ec-p256 .*; it loads rsa-2048/,
  },
  {
    what: 'an encrypted key for logstash-output',
    args: ({ at }) => key(at('es01.key'), '--for', 'logstash-output', ...locked(at)),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /logstash-output .* does not load an encrypted key/,
  },
  {
    what: 'an encrypted key for Logstash before 8.11',
    args: ({ at }) =>
      key(keyFixture('rsa-2048'), '--for', 'logstash', '--stack', '8.10', ...locked(at)),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /logstash \(stack 8\.10\) does not load an encrypted key before 8\.11/,
  },
];

const pair = (client: string, server: string, ...more: readonly string[]) => [
  ...['kit', client, server, '--host', 'logs.example', '--store', 'pkcs12', ...more],
];
const KITS: BadStoreInput[] = [
  ...[
    ['heartbeat', 'logstash'],
    ['filebeat', 'logstash'],
  ].map(([client = '', server = '']) => ({
    what: `stores for ${client} and ${server}`,
    args: () => pair(client, server),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /reads no PKCS#12 store; pairs that do: .*logstash-output logstash-input/,
  })),
  {
    what: 'stores for Logstash to Logstash below 8.12',
    args: () => pair('logstash-output', 'logstash-input', '--stack', '8.11'),
    exit: 7,
    code: 'consumer-cannot-read',
    says: /\(stack 8\.11\) reads no PKCS#12 store/,
  },
  ...['special', 'password'].map((file) => ({
    what: `a chosen password with special characters for stores in a kit: ${file}`,
    args: ({ at }: StoreInputs) =>
      pair('logstash-output', 'logstash-input', '--password-file', at(file)),
    exit: 4,
    code: 'password-unusable',
    says: /goes into secrets\.env.* a letter followed by letters and digits/,
  })),
  {
    what: 'a kit below a CA store that is a trust store',
    args: ({ at }) =>
      pair(
        ...(['logstash-output', 'logstash-input', '--ca-p12', at('truststore.p12')] as const),
        ...['--ca-password-file', at('password')],
      ),
    exit: 3,
    code: 'input-wrong-kind',
    says: /truststore\.p12" holds no private key/,
  },
];

const OUTPUT: BadStoreInput[] = [
  {
    what: 'a key store where a file is',
    args: ({ at }) => goodKeystore(at),
    prepare: mine('out.p12'),
    exit: 5,
    code: 'output-exists',
    says: /"(\.\/)?out\.p12" exists already/,
    advises: /--force/,
  },
  {
    what: 'a trust store where a file is',
    args: ({ at }) => truststore(at('root.crt'), ...locked(at)),
    prepare: mine('out.p12'),
    exit: 5,
    code: 'output-exists',
    says: /"(\.\/)?out\.p12" exists already/,
  },
  {
    what: 'a key where a file is',
    args: ({ at }) => key(at('es01.key')),
    prepare: mine('out.key'),
    exit: 5,
    code: 'output-exists',
    says: /"(\.\/)?out\.key" exists already/,
  },
  {
    what: 'a generated password beside a secrets.env to which nothing can be added',
    args: ({ at }) => keystore(at('es01.crt'), at('es01.key'), '--generate-password'),
    prepare: (cwd: string) => writeFile(join(cwd, 'secrets.env'), 'MINE="open\n'),
    exit: 3,
    code: 'input-malformed',
    says: /secrets\.env" is unfinished: it ends inside a quoted value/,
  },
  {
    what: 'the input as the file to be written, even with --force',
    args: ({ at }) => [
      ...['export', 'key', '--in', at('es01.key'), '--out', at('es01.key'), '--force'],
    ],
    exit: 5,
    code: 'output-is-input',
    says: /es01\.key" is also the input/,
  },
  {
    what: 'a folder as the file to be written, even with --force',
    args: ({ at }) => ['export', 'key', '--in', at('es01.key'), '--out', at('host'), '--force'],
    exit: 5,
    code: 'output-exists',
    says: /host"/,
  },
  {
    what: 'a path that ends in a slash',
    args: ({ at }) => ['export', 'key', '--in', at('es01.key'), '--out', 'folder/'],
    exit: 5,
    code: 'output-not-permitted',
    says: /^[^~]*"folder\/"/,
  },
];

const INSPECTED: BadStoreInput[] = [
  {
    what: 'a wrong password of a store, for inspect',
    args: ({ at }) => ['inspect', at('keystore.p12'), '--in-password-file', at('wrong-password')],
    exit: 4,
    code: 'password-wrong',
    says: /keystore\.p12".*password/,
  },
  {
    what: 'a store without its password, for inspect',
    args: ({ at }) => ['inspect', at('truststore.p12')],
    exit: 4,
    code: 'password-missing',
    says: /truststore\.p12".*password/,
  },
  {
    what: 'a store that is cut off, for inspect',
    args: ({ at }) => ['inspect', at('cut.p12'), ...opened(at)],
    exit: 3,
    code: 'input-malformed',
    says: /cut\.p12"/,
  },
  {
    what: 'an empty file, for inspect',
    args: ({ at }) => ['inspect', at('empty')],
    exit: 3,
    code: 'input-wrong-kind',
    says: /empty" is an empty file/,
  },
  {
    what: 'a folder, for inspect',
    args: ({ at }) => ['inspect', at('host')],
    exit: 3,
    code: 'input-wrong-kind',
    says: /host" is a folder/,
  },
  {
    what: 'a file and its password from stdin, for inspect',
    args: () => ['inspect', '-', '--in-password-file', '-'],
    exit: 2,
    code: 'flags-conflict',
    says: /stdin/,
    options: { input: 'secret\n' },
  },
  {
    what: 'nothing, for inspect',
    args: () => ['inspect'],
    exit: 2,
    code: 'argument-missing',
    says: /FILE/i,
  },
];

export const BAD_STORE_INPUTS: Readonly<Record<string, readonly BadStoreInput[]>> = {
  passwords: PASSWORDS,
  'what is exported': SOURCES,
  flags: FLAGS,
  consumers: CONSUMERS,
  'stores in kits': KITS,
  output: OUTPUT,
  inspect: INSPECTED,
};
