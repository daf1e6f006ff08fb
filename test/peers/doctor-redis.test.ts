// What doctor says of Redis, dialled by stunnel, against what both do with the very same files.
import { beforeAll, expect, it } from 'vitest';
import { describePeer, OPENSSL } from '../support/peer.js';
import { realFiles } from '../support/real-files.js';
import { endRealEnds, RealLinks } from '../support/real-links.js';
import { REDIS, STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { explore } from '../support/explored.js';

const folder = temporaryFolder();
endRealEnds();

type Settings = Readonly<Record<string, string | null>>;
type Config = Settings | string | { more: Readonly<Record<string, string>>; text: string };

const SERVER = {
  bind: '127.0.0.1',
  port: '0',
  'tls-port': 'PORT',
  'tls-cert-file': 'FILES/server.crt',
  'tls-key-file': 'FILES/server.key',
  'tls-ca-cert-file': 'FILES/ca.crt',
};
const CLIENT = `foreground = yes
pid =
[redis]
client = yes
accept = 127.0.0.1:FRONT
connect = localhost:PORT
cert = FILES/client.crt
key = FILES/client.key
CAfile = FILES/ca.crt
verifyChain = yes
checkHost = localhost
`;
const written = (base: Settings, changes: Settings = {}) =>
  Object.entries({ ...base, ...changes })
    .flatMap(([name, value]) => (value === null ? [] : [`${name} ${value}\n`]))
    .join('');
function endOf(config: Config) {
  if (typeof config === 'string') return { product: 'redis' as const, text: config };
  if (typeof config.text === 'string')
    return {
      product: 'redis' as const,
      text: config.text,
      more: config.more as Record<string, string>,
    };
  return { product: 'redis' as const, text: written(SERVER, config as Settings) };
}
const file = (name: string) => `FILES/${name}`;
const own = (name: string) => ({
  'tls-cert-file': file(`${name}.crt`),
  'tls-key-file': file(`${name}.key`),
});
const shown = (name: string) => CLIENT.replaceAll('FILES/client.', `FILES/${name}.`);

type Row = [string, Config, string, string[]];
const ROWS: Row[] = [
  ['as it should be', {}, CLIENT, []],
  [
    'names in capitals',
    `BIND 127.0.0.1\nPort 0\nTLS-PORT PORT\nTls-Cert-File FILES/server.crt\nTLS-KEY-FILE FILES/server.key\ntls-CA-cert-file FILES/ca.crt\n`,
    CLIENT,
    [],
  ],
  [
    'quotes, comments and blanks',
    `# a comment\n\n  bind 127.0.0.1\nport 0\ntls-port PORT\ntls-cert-file "FILES/server.crt"\ntls-key-file 'FILES/server.key'\n\ttls-ca-cert-file   FILES/ca.crt   \ntls-auth-clients YES\ntls-protocols "TLSv1.2 TLSv1.3"\n`,
    CLIENT,
    [],
  ],
  ['a comment behind a value', { 'tls-auth-clients': 'yes # everybody' }, CLIENT, ['?']],
  [
    'an include',
    { text: `include HERE/tls.conf\nport 0\n`, more: { 'tls.conf': written(SERVER) } },
    CLIENT,
    [],
  ],
  [
    'an include that is absent',
    { text: `include HERE/none.conf\n${written(SERVER)}`, more: {} },
    CLIENT,
    ['?'],
  ],
  [
    'twice, the last right',
    `${written({ ...SERVER, 'tls-cert-file': file('none.crt') })}${written(SERVER)}`,
    CLIENT,
    [],
  ],
  [
    'twice, the last wrong',
    `${written(SERVER)}tls-cert-file FILES/none.crt\n`,
    CLIENT,
    ['file-absent'],
  ],
  ['tls-auth-clients yes', { 'tls-auth-clients': 'yes' }, CLIENT, []],
  ['tls-auth-clients no', { 'tls-auth-clients': 'no' }, CLIENT, []],
  [
    'tls-auth-clients no, without CA',
    { 'tls-auth-clients': 'no', 'tls-ca-cert-file': null },
    CLIENT,
    [],
  ],
  ['tls-auth-clients optional', { 'tls-auth-clients': 'optional' }, CLIENT, []],
  [
    'optional, and a foreign one',
    { 'tls-auth-clients': 'optional' },
    shown('client-foreign'),
    ['?'],
  ],
  [
    'optional, and none',
    { 'tls-auth-clients': 'optional' },
    CLIENT.replace(/^(cert|key).*\n/gm, ''),
    [],
  ],
  ['the client has none', {}, CLIENT.replace(/^(cert|key).*\n/gm, ''), ['?']],
  ['without CA', { 'tls-ca-cert-file': null }, CLIENT, ['missing-setting']],
  ['a folder of CAs', { 'tls-ca-cert-file': null, 'tls-ca-cert-dir': 'FILES/hashed' }, CLIENT, []],
  [
    'a folder that is no folder of CAs',
    { 'tls-ca-cert-file': null, 'tls-ca-cert-dir': 'FILES/empty' },
    CLIENT,
    ['?'],
  ],
  ['RSA keys', own('server-rsa'), shown('client-rsa'), []],
  [
    'key and certificate in one file',
    { 'tls-cert-file': file('server-all.pem'), 'tls-key-file': file('server-all.pem') },
    CLIENT,
    [],
  ],
  [
    'a chain',
    { 'tls-cert-file': file('server-chain.crt'), 'tls-key-file': file('server-chained.key') },
    CLIENT,
    [],
  ],
  [
    'a chain turned round',
    { 'tls-cert-file': file('server-turned.crt'), 'tls-key-file': file('server-chained.key') },
    CLIENT,
    ['?'],
  ],
  ['a chain without its middle', own('server-chained'), CLIENT, ['?']],
  [
    'a chain without its middle, which the CA file has',
    { ...own('server-chained'), 'tls-ca-cert-file': file('both-levels.crt') },
    CLIENT,
    [],
  ],
  ['SEC1', { 'tls-key-file': file('server-sec1.key') }, CLIENT, []],
  ['PKCS#1', { ...own('server-rsa'), 'tls-key-file': file('server-pkcs1.key') }, CLIENT, []],
  ['an encrypted key', { 'tls-key-file': file('server-locked.key') }, CLIENT, ['?']],
  [
    'an encrypted key with its password',
    { 'tls-key-file': file('server-locked.key'), 'tls-key-file-pass': '"correct horse"' },
    CLIENT,
    [],
  ],
  [
    'an encrypted key with a wrong password',
    { 'tls-key-file': file('server-locked.key'), 'tls-key-file-pass': 'wrong' },
    CLIENT,
    ['password-wrong'],
  ],
  [
    'a password of two words without quotes',
    { 'tls-key-file': file('server-locked.key'), 'tls-key-file-pass': 'correct horse' },
    CLIENT,
    ['?'],
  ],
  ['a password for a plain key', { 'tls-key-file-pass': 'secret' }, CLIENT, []],
  [
    'an encrypted PKCS#1 with its password',
    {
      ...own('server-rsa'),
      'tls-key-file': file('server-pkcs1-locked.key'),
      'tls-key-file-pass': '"correct horse"',
    },
    CLIENT,
    [],
  ],
  ['no certificate', { 'tls-cert-file': null }, CLIENT, ['missing-setting']],
  ['no key', { 'tls-key-file': null }, CLIENT, ['missing-setting']],
  ['an absent certificate', { 'tls-cert-file': file('none.crt') }, CLIENT, ['file-absent']],
  ['an absent key', { 'tls-key-file': file('none.key') }, CLIENT, ['file-absent']],
  ['an absent CA', { 'tls-ca-cert-file': file('none.crt') }, CLIENT, ['file-absent']],
  [
    'an absent CA that nobody looks at',
    { 'tls-auth-clients': 'no', 'tls-ca-cert-file': file('none.crt') },
    CLIENT,
    ['?'],
  ],
  [
    'an absent file for its own connections',
    { 'tls-client-cert-file': file('none.crt'), 'tls-client-key-file': file('none.key') },
    CLIENT,
    ['?'],
  ],
  ['an empty certificate', { 'tls-cert-file': file('empty.crt') }, CLIENT, ['file-unusable']],
  ['garbage for a key', { 'tls-key-file': file('garbage.crt') }, CLIENT, ['file-unusable']],
  ['garbage for a CA', { 'tls-ca-cert-file': file('garbage.crt') }, CLIENT, ['file-unusable']],
  ['a certificate in DER', { 'tls-cert-file': file('server.der') }, CLIENT, ['?']],
  ['a CA in DER', { 'tls-ca-cert-file': file('ca.der') }, CLIENT, ['?']],
  ['a trusted certificate as CA', { 'tls-ca-cert-file': file('ca-trusted.crt') }, CLIENT, ['?']],
  [
    'PKCS#12',
    { 'tls-cert-file': file('server.p12'), 'tls-key-file': file('server.p12') },
    CLIENT,
    ['?'],
  ],
  ['the key of another', { 'tls-key-file': file('client.key') }, CLIENT, ['key-mismatch']],
  [
    'key and certificate exchanged',
    { 'tls-cert-file': file('server.key'), 'tls-key-file': file('server.crt') },
    CLIENT,
    ['?'],
  ],
  ['another CA', { 'tls-ca-cert-file': file('other-ca.crt') }, CLIENT, ['different-authorities']],
  ['two CAs', { 'tls-ca-cert-file': file('both.crt') }, CLIENT, []],
  ['a foreign client', {}, shown('client-foreign'), ['?']],
  ['a foreign server', own('server-foreign'), CLIENT, ['?']],
  ['an expired server', own('server-expired'), CLIENT, ['expired']],
  ['an expired client', {}, shown('client-expired'), ['expired']],
  ['a server with the purpose of a client', own('server-purpose'), CLIENT, ['purpose']],
  ['a client with the purpose of a server', {}, shown('client-purpose'), ['purpose']],
  ['1024 bits', own('server-weak'), CLIENT, ['?']],
  ['1024 bits of the client', {}, shown('client-weak'), ['?']],
  ['TLS 1.2 only', { 'tls-protocols': 'TLSv1.2' }, CLIENT, []],
  ['TLS 1.3 only', { 'tls-protocols': '"TLSv1.3"' }, CLIENT, []],
  [
    'versions apart',
    { 'tls-protocols': 'TLSv1.3' },
    `${CLIENT}sslVersion = TLSv1.2\n`,
    ['protocol-ranges'],
  ],
  ['TLS 1.1 only', { 'tls-protocols': 'TLSv1.1' }, `${CLIENT}sslVersion = TLSv1.1\n`, ['?']],
  ['a bad version', { 'tls-protocols': 'TLS1.2' }, CLIENT, ['setting-value']],
  [
    'a bad version behind a right one',
    { 'tls-protocols': '"TLSv1.2 TLS1.3"' },
    CLIENT,
    ['setting-value'],
  ],
  ['versions without quotes', { 'tls-protocols': 'TLSv1.2 TLSv1.3' }, CLIENT, ['?']],
  ['versions with commas', { 'tls-protocols': '"TLSv1.2, TLSv1.3"' }, CLIENT, ['?']],
  ['versions in lower case', { 'tls-protocols': '"tlsv1.2 tlsv1.3"' }, CLIENT, []],
  ['empty versions', { 'tls-protocols': '""' }, CLIENT, []],
  ['a bad yes', { 'tls-auth-clients': 'true' }, CLIENT, ['setting-value']],
  ['a word of another product', { 'tls-auth-clients': 'required' }, CLIENT, ['setting-value']],
  ['a misspelt name', { 'tls-auth-client': 'yes' }, CLIENT, ['unknown-setting']],
  ['a misspelt file', { 'tls-cert-files': file('server.crt') }, CLIENT, ['unknown-setting']],
  ['a name that is not about TLS', { 'save-all': 'yes' }, CLIENT, ['?']],
  ['no value', `${written(SERVER)}tls-auth-clients\n`, CLIENT, ['?']],
  ['two values', { 'tls-cert-file': `${file('server.crt')} ${file('server.crt')}` }, CLIENT, ['?']],
  ['both ports the same', { port: 'PORT' }, CLIENT, ['?']],
  ['another port', {}, CLIENT.replace(':PORT', ':1'), ['port-differs']],
  [
    'ciphers',
    {
      'tls-ciphers': 'ECDHE+AESGCM',
      'tls-ciphersuites': 'TLS_AES_256_GCM_SHA384',
      'tls-prefer-server-ciphers': 'yes',
    },
    CLIENT,
    [],
  ],
  ['bad ciphers', { 'tls-ciphers': 'NO-SUCH' }, CLIENT, ['?']],
  ['an absent file of parameters', { 'tls-dh-params-file': file('none.pem') }, CLIENT, ['?']],
  ['another name', own('server-named'), CLIENT, ['host-name']],
  [
    'another name that nobody compares',
    own('server-named'),
    CLIENT.replace(/^checkHost.*\n/m, ''),
    [],
  ],
  [
    'verifyPeer',
    {},
    CLIENT.replace('verifyChain', 'verifyPeer').replace('ca.crt', 'server.crt'),
    [],
  ],
];

describePeer('stunnel to Redis', { stunnel: STUNNEL, redis: REDIS, openssl: OPENSSL }, () => {
  let links: RealLinks;
  beforeAll(() => void (links = new RealLinks(folder, realFiles(`${folder}/files`))));

  it.each(ROWS)('%s', async (name, server, client, codes) => {
    expect(name).toBeTruthy();
    await explore(
      links,
      name,
      { server: endOf(server), client: { product: 'stunnel', text: client } },
      codes,
    );
  });
});
