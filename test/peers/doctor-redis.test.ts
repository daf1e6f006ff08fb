// What doctor says of Redis, dialled by stunnel, against what both do with the very same files.
import { beforeAll, it } from 'vitest';
import { describePeer, OPENSSL } from '../support/peer.js';
import { realFiles } from '../support/real-files.js';
import {
  endRealEnds,
  fails,
  holds,
  type Outcome,
  RealLinks,
  unseen,
  works,
} from '../support/real-links.js';
import { REDIS, STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

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

type Row = [string, Config, string, Outcome];
const ROWS: Row[] = [
  ['as it should be', {}, CLIENT, works()],
  [
    'names in capitals',
    `BIND 127.0.0.1\nPort 0\nTLS-PORT PORT\nTls-Cert-File FILES/server.crt\nTLS-KEY-FILE FILES/server.key\ntls-CA-cert-file FILES/ca.crt\n`,
    CLIENT,
    works(),
  ],
  [
    'quotes, comments and blanks',
    `# a comment\n\n  bind 127.0.0.1\nport 0\ntls-port PORT\ntls-cert-file "FILES/server.crt"\ntls-key-file 'FILES/server.key'\n\ttls-ca-cert-file   FILES/ca.crt   \ntls-auth-clients YES\ntls-protocols "TLSv1.2 TLSv1.3"\n`,
    CLIENT,
    works(),
  ],
  [
    'a comment behind a value',
    { 'tls-auth-clients': 'yes # everybody' },
    CLIENT,
    fails('setting-value', 'too-many-values'),
  ],
  [
    'an include',
    { text: `include HERE/tls.conf\nport 0\n`, more: { 'tls.conf': written(SERVER) } },
    CLIENT,
    works(),
  ],
  [
    'an include that is absent',
    { text: `include HERE/none.conf\n${written(SERVER)}`, more: {} },
    CLIENT,
    unseen,
  ],
  [
    'twice, the last right',
    `${written({ ...SERVER, 'tls-cert-file': file('none.crt') })}${written(SERVER)}`,
    CLIENT,
    works('repeated-setting'),
  ],
  [
    'twice, the last wrong',
    `${written(SERVER)}tls-cert-file FILES/none.crt\n`,
    CLIENT,
    fails('file-absent', 'repeated-setting'),
  ],
  ['tls-auth-clients yes', { 'tls-auth-clients': 'yes' }, CLIENT, works()],
  ['tls-auth-clients no', { 'tls-auth-clients': 'no' }, CLIENT, works()],
  [
    'tls-auth-clients no, without CA',
    { 'tls-auth-clients': 'no', 'tls-ca-cert-file': null },
    CLIENT,
    works(),
  ],
  ['tls-auth-clients optional', { 'tls-auth-clients': 'optional' }, CLIENT, works()],
  [
    'optional, and a foreign one',
    { 'tls-auth-clients': 'optional' },
    shown('client-foreign'),
    fails('no-path'),
  ],
  [
    'optional, and none',
    { 'tls-auth-clients': 'optional' },
    CLIENT.replace(/^(cert|key).*\n/gm, ''),
    works(),
  ],
  ['the client has none', {}, CLIENT.replace(/^(cert|key).*\n/gm, ''), fails('missing-setting')],
  ['without CA', { 'tls-ca-cert-file': null }, CLIENT, fails('missing-setting')],
  [
    'a folder of CAs',
    { 'tls-ca-cert-file': null, 'tls-ca-cert-dir': 'FILES/hashed' },
    CLIENT,
    works(),
  ],
  [
    'a folder that is no folder of CAs',
    { 'tls-ca-cert-file': null, 'tls-ca-cert-dir': 'FILES/empty' },
    CLIENT,
    unseen,
  ],
  ['RSA keys', own('server-rsa'), shown('client-rsa'), works()],
  [
    'key and certificate in one file',
    { 'tls-cert-file': file('server-all.pem'), 'tls-key-file': file('server-all.pem') },
    CLIENT,
    works(),
  ],
  [
    'a chain',
    { 'tls-cert-file': file('server-chain.crt'), 'tls-key-file': file('server-chained.key') },
    CLIENT,
    works(),
  ],
  [
    'a chain turned round',
    { 'tls-cert-file': file('server-turned.crt'), 'tls-key-file': file('server-chained.key') },
    CLIENT,
    fails('chain-order', 'key-mismatch'),
  ],
  ['a chain without its middle', own('server-chained'), CLIENT, fails('no-path')],
  [
    'a chain without its middle, which the CA file has',
    { ...own('server-chained'), 'tls-ca-cert-file': file('both-levels.crt') },
    CLIENT,
    works(),
  ],
  ['SEC1', { 'tls-key-file': file('server-sec1.key') }, CLIENT, works()],
  ['PKCS#1', { ...own('server-rsa'), 'tls-key-file': file('server-pkcs1.key') }, CLIENT, works()],
  [
    'an encrypted key',
    { 'tls-key-file': file('server-locked.key') },
    CLIENT,
    fails('key-password'),
  ],
  [
    'an encrypted key with its password',
    { 'tls-key-file': file('server-locked.key'), 'tls-key-file-pass': '"correct horse"' },
    CLIENT,
    works(),
  ],
  [
    'an encrypted key with a wrong password',
    { 'tls-key-file': file('server-locked.key'), 'tls-key-file-pass': 'wrong' },
    CLIENT,
    fails('password-wrong'),
  ],
  [
    'a password of two words without quotes',
    { 'tls-key-file': file('server-locked.key'), 'tls-key-file-pass': 'correct horse' },
    CLIENT,
    fails('password-wrong', 'too-many-values'),
  ],
  ['a password for a plain key', { 'tls-key-file-pass': 'secret' }, CLIENT, works()],
  [
    'an encrypted PKCS#1 with its password',
    {
      ...own('server-rsa'),
      'tls-key-file': file('server-pkcs1-locked.key'),
      'tls-key-file-pass': '"correct horse"',
    },
    CLIENT,
    works(),
  ],
  ['no certificate', { 'tls-cert-file': null }, CLIENT, fails('missing-setting')],
  ['no key', { 'tls-key-file': null }, CLIENT, fails('missing-setting')],
  ['an absent certificate', { 'tls-cert-file': file('none.crt') }, CLIENT, fails('file-absent')],
  ['an absent key', { 'tls-key-file': file('none.key') }, CLIENT, fails('file-absent')],
  ['an absent CA', { 'tls-ca-cert-file': file('none.crt') }, CLIENT, fails('file-absent')],
  [
    'an absent CA that nobody looks at',
    { 'tls-auth-clients': 'no', 'tls-ca-cert-file': file('none.crt') },
    CLIENT,
    fails('file-absent'),
  ],
  [
    'an absent file for its own connections',
    { 'tls-client-cert-file': file('none.crt'), 'tls-client-key-file': file('none.key') },
    CLIENT,
    fails('file-absent'),
  ],
  ['an empty certificate', { 'tls-cert-file': file('empty.crt') }, CLIENT, fails('file-unusable')],
  ['garbage for a key', { 'tls-key-file': file('garbage.crt') }, CLIENT, fails('file-unusable')],
  ['garbage for a CA', { 'tls-ca-cert-file': file('garbage.crt') }, CLIENT, fails('file-unusable')],
  [
    'a certificate in DER',
    { 'tls-cert-file': file('server.der') },
    CLIENT,
    fails('certificate-form'),
  ],
  ['a CA in DER', { 'tls-ca-cert-file': file('ca.der') }, CLIENT, fails('certificate-form')],
  ['a trusted certificate as CA', { 'tls-ca-cert-file': file('ca-trusted.crt') }, CLIENT, works()],
  [
    'PKCS#12',
    { 'tls-cert-file': file('server.p12'), 'tls-key-file': file('server.p12') },
    CLIENT,
    fails('file-unusable'),
  ],
  ['the key of another', { 'tls-key-file': file('client.key') }, CLIENT, fails('key-mismatch')],
  [
    'key and certificate exchanged',
    { 'tls-cert-file': file('server.key'), 'tls-key-file': file('server.crt') },
    CLIENT,
    fails('file-unusable'),
  ],
  [
    'another CA',
    { 'tls-ca-cert-file': file('other-ca.crt') },
    CLIENT,
    fails('different-authorities'),
  ],
  ['two CAs', { 'tls-ca-cert-file': file('both.crt') }, CLIENT, works()],
  ['a foreign client', {}, shown('client-foreign'), fails('no-path')],
  ['a foreign server', own('server-foreign'), CLIENT, fails('no-path')],
  ['an expired server', own('server-expired'), CLIENT, fails('expired')],
  ['an expired client', {}, shown('client-expired'), fails('expired')],
  ['a server with the purpose of a client', own('server-purpose'), CLIENT, fails('purpose')],
  ['a client with the purpose of a server', {}, shown('client-purpose'), fails('purpose')],
  ['1024 bits', own('server-weak'), CLIENT, fails('key-size')],
  ['1024 bits of the client', {}, shown('client-weak'), fails('key-size')],
  ['TLS 1.2 only', { 'tls-protocols': 'TLSv1.2' }, CLIENT, works()],
  ['TLS 1.3 only', { 'tls-protocols': '"TLSv1.3"' }, CLIENT, works()],
  [
    'versions apart',
    { 'tls-protocols': 'TLSv1.3' },
    `${CLIENT}sslVersion = TLSv1.2\n`,
    fails('protocol-ranges'),
  ],
  [
    'TLS 1.1 only',
    { 'tls-protocols': 'TLSv1.1' },
    `${CLIENT}sslVersion = TLSv1.1\n`,
    fails('protocol-ranges'),
  ],
  [
    'a bad version',
    { 'tls-protocols': 'TLS1.2' },
    CLIENT,
    fails('protocol-ranges', 'setting-value'),
  ],
  [
    'a bad version behind a right one',
    { 'tls-protocols': '"TLSv1.2 TLS1.3"' },
    CLIENT,
    fails('setting-value'),
  ],
  [
    'versions without quotes',
    { 'tls-protocols': 'TLSv1.2 TLSv1.3' },
    CLIENT,
    fails('too-many-values'),
  ],
  [
    'versions with commas',
    { 'tls-protocols': '"TLSv1.2, TLSv1.3"' },
    CLIENT,
    fails('setting-value'),
  ],
  ['versions in lower case', { 'tls-protocols': '"tlsv1.2 tlsv1.3"' }, CLIENT, works()],
  ['empty versions', { 'tls-protocols': '""' }, CLIENT, works()],
  ['a bad yes', { 'tls-auth-clients': 'true' }, CLIENT, fails('setting-value')],
  ['a word of another product', { 'tls-auth-clients': 'required' }, CLIENT, fails('setting-value')],
  ['a misspelt name', { 'tls-auth-client': 'yes' }, CLIENT, fails('unknown-setting')],
  ['a misspelt file', { 'tls-cert-files': file('server.crt') }, CLIENT, fails('unknown-setting')],
  ['a name that is not about TLS', { 'save-all': 'yes' }, CLIENT, unseen],
  ['no value', `${written(SERVER)}tls-auth-clients\n`, CLIENT, fails('setting-value')],
  [
    'two values',
    { 'tls-cert-file': `${file('server.crt')} ${file('server.crt')}` },
    CLIENT,
    fails('too-many-values'),
  ],
  ['both ports the same', { port: 'PORT' }, CLIENT, unseen],
  ['another port', {}, CLIENT.replace(':PORT', ':1'), fails('port-differs')],
  [
    'ciphers',
    {
      'tls-ciphers': 'ECDHE+AESGCM',
      'tls-ciphersuites': 'TLS_AES_256_GCM_SHA384',
      'tls-prefer-server-ciphers': 'yes',
    },
    CLIENT,
    works(),
  ],
  ['bad ciphers', { 'tls-ciphers': 'NO-SUCH' }, CLIENT, unseen],
  [
    'an absent file of parameters',
    { 'tls-dh-params-file': file('none.pem') },
    CLIENT,
    fails('file-absent'),
  ],
  ['another name', own('server-named'), CLIENT, fails('host-name')],
  [
    'another name that nobody compares',
    own('server-named'),
    CLIENT.replace(/^checkHost.*\n/m, ''),
    works(),
  ],
  [
    'verifyPeer',
    {},
    CLIENT.replace('verifyChain', 'verifyPeer').replace('ca.crt', 'server.crt'),
    works(),
  ],
];

describePeer('stunnel to Redis', { stunnel: STUNNEL, redis: REDIS, openssl: OPENSSL }, () => {
  let links: RealLinks;
  beforeAll(() => void (links = new RealLinks(folder, realFiles(`${folder}/files`))));

  it.each(ROWS)('%s', async (_, server, client, outcome) => {
    const ends = { server: endOf(server), client: { product: 'stunnel' as const, text: client } };
    await holds(links, ends, outcome);
  });
});
