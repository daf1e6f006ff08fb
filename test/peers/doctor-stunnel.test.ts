// What doctor says of stunnel at either end, against what stunnel does with the very same files.
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
import { STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
endRealEnds();

const HEAD = 'foreground = yes\npid =\n';
const SERVER = {
  accept: '127.0.0.1:PORT',
  connect: '127.0.0.1:BACK',
  cert: 'FILES/server.crt',
  key: 'FILES/server.key',
  CAfile: 'FILES/ca.crt',
  verifyChain: 'yes',
};
const CLIENT = {
  client: 'yes',
  accept: '127.0.0.1:FRONT',
  connect: 'localhost:PORT',
  cert: 'FILES/client.crt',
  key: 'FILES/client.key',
  CAfile: 'FILES/ca.crt',
  verifyChain: 'yes',
  checkHost: 'localhost',
};

/** Options of a section: null takes one out; a text in place of all is the whole config. */
type Options = Readonly<Record<string, string | null>> | string;

function configOf(base: Readonly<Record<string, string>>, options: Options): string {
  if (typeof options === 'string') return options;
  const lines = Object.entries({ ...base, ...options }).flatMap(([name, value]) =>
    value === null ? [] : [`${name.trim()} = ${value}`],
  );
  return `${HEAD}[tunnel]\n${lines.join('\n')}\n`;
}

const file = (name: string) => `FILES/${name}`;
const pair = (name: string) => ({ cert: file(`${name}.crt`), key: file(`${name}.key`) });

/** What the server's options, and the client's, are changed to; and what doctor blames: nothing where the link works. */
type Row = [string, Options, Options, Outcome];

const renamed = (base: Readonly<Record<string, string>>, rename: (name: string) => string) =>
  `${HEAD}[tunnel]\n${Object.entries(base)
    .map(([name, value]) => `${rename(name)}=${value}\n`)
    .join('')}`;

const ROWS: Row[] = [
  ['as it should be', {}, {}, works()],
  [
    'names in lower case',
    renamed(SERVER, (n) => n.toLowerCase()),
    renamed(CLIENT, (n) => n.toLowerCase()),
    works(),
  ],
  [
    'names in upper case',
    renamed(SERVER, (n) => n.toUpperCase()),
    renamed(CLIENT, (n) => n.toUpperCase()),
    works(),
  ],
  [
    'comments, blanks and values in odd case',
    `; a comment\n# another\n${HEAD}\n[ tunnel ]\n\n   accept   =  127.0.0.1:PORT\nconnect = BACK\ncert = FILES/server.crt\nkey = FILES/server.key\n  CAfile = FILES/ca.crt\nverifyChain = YES\n`,
    { client: 'YES' },
    works(),
  ],
  [
    'options above the section',
    `${HEAD}cert = FILES/server.crt\nkey = FILES/server.key\nCAfile = FILES/ca.crt\nverifyChain = yes\n[a]\naccept = 127.0.0.1:PORT\nconnect = 127.0.0.1:BACK\n`,
    `${HEAD}client = yes\ncert = FILES/client.crt\nkey = FILES/client.key\nCAfile = FILES/ca.crt\nverifyChain = yes\n[a]\naccept = 127.0.0.1:FRONT\nconnect = localhost:PORT\ncheckHost = localhost\n`,
    works(),
  ],
  ['verify = 2', { verifyChain: null, verify: '2' }, { verifyChain: null, verify: '2' }, works()],
  [
    'verify = 3',
    { verifyChain: null, verify: '3', CAfile: file('client.crt') },
    {},
    fails('runtime-refuses'),
  ],
  [
    'verifyPeer with the certificates themselves',
    { verifyChain: null, verifyPeer: 'yes', CAfile: file('client.crt') },
    { verifyChain: null, verifyPeer: 'yes', CAfile: file('server.crt'), checkHost: null },
    works(),
  ],
  [
    'verifyPeer with the CA',
    { verifyChain: null, verifyPeer: 'yes' },
    {},
    fails('runtime-refuses'),
  ],
  [
    'verifyPeer of the client with the CA',
    {},
    { verifyChain: null, verifyPeer: 'yes' },
    fails('runtime-refuses'),
  ],
  ['requireCert beside verifyChain', { requireCert: 'yes' }, {}, works()],
  ['nobody asked', { verifyChain: null, CAfile: null }, {}, works()],
  ['nobody asked, a CA all the same', { verifyChain: null }, {}, works('useless-setting')],
  ['verifyChain = no', { verifyChain: 'no' }, {}, works('useless-setting')],
  ['the client verifies nobody', {}, { verifyChain: null, checkHost: null, CAfile: null }, works()],
  ['the client without checkHost', {}, { checkHost: null }, works()],
  ['the client by its address', {}, { connect: '127.0.0.1:PORT' }, works()],
  [
    'checkIP beside a name',
    pair('server-address'),
    { checkHost: null, checkIP: '127.0.0.1' },
    works(),
  ],
  [
    'checkIP without that address',
    {},
    { checkHost: null, checkIP: '127.0.0.1' },
    fails('host-name'),
  ],
  [
    'several checkHost of which one fits',
    {},
    { checkHost: 'other.lan\ncheckHost = localhost' },
    works(),
  ],
  ['checkHost in another case', {}, { checkHost: 'LOCALHOST' }, works()],
  ['checkHost of another name', {}, { checkHost: 'other.lan' }, fails('host-name')],
  ['a certificate of another name', pair('server-named'), {}, fails('host-name')],
  [
    'a certificate of another name, by checkHost',
    pair('server-named'),
    { checkHost: 'other.lan' },
    works(),
  ],
  ['a certificate without names', pair('server-nameless'), {}, works()],
  ['a wildcard', pair('server-wild'), { checkHost: 'logs.lan' }, fails('host-name')],
  [
    'a wildcard over two labels',
    pair('server-wild'),
    { checkHost: 'a.logs.lan' },
    fails('host-name'),
  ],
  ['RSA keys', pair('server-rsa'), pair('client-rsa'), works()],
  [
    'key and certificate in one file',
    { cert: file('server-all.pem'), key: null },
    { cert: file('client-all.pem'), key: null },
    works(),
  ],
  [
    'the key behind the certificate',
    { cert: file('server-all-turned.pem'), key: null },
    { cert: file('client-all-turned.pem'), key: null },
    works(),
  ],
  [
    'one file under both names',
    { cert: file('server-all.pem'), key: file('server-all.pem') },
    {},
    works(),
  ],
  [
    'a chain',
    { cert: file('server-chain.crt'), key: file('server-chained.key') },
    { cert: file('client-chain.crt'), key: file('client-chained.key') },
    works(),
  ],
  [
    'a chain with its root',
    { cert: file('server-with-root.crt'), key: file('server-chained.key') },
    {},
    works(),
  ],
  [
    'a chain turned round',
    { cert: file('server-turned.crt'), key: file('server-chained.key') },
    {},
    fails('chain-order', 'key-mismatch'),
  ],
  [
    'a chain of the client turned round',
    {},
    { cert: file('client-turned.crt'), key: file('client-chained.key') },
    fails('chain-order', 'key-mismatch'),
  ],
  ['a chain without its middle', pair('server-chained'), {}, fails('no-path')],
  ['a chain of the client without its middle', {}, pair('client-chained'), fails('no-path')],
  [
    'the middle at the other end',
    pair('server-chained'),
    { CAfile: file('issuing.crt') },
    fails('runtime-refuses'),
  ],
  ['twice the same certificate', { cert: file('server-twice.crt') }, {}, works()],
  ['a certificate of others behind', { cert: file('server-and-other.crt') }, {}, works()],
  ['SEC1', { key: file('server-sec1.key') }, { key: file('client-sec1.key') }, works()],
  [
    'SEC1 with parameters above',
    { key: file('server-parameters.key') },
    { key: file('client-parameters.key') },
    works(),
  ],
  ['PKCS#1', { ...pair('server-rsa'), key: file('server-pkcs1.key') }, {}, works()],
  [
    'text above the certificate',
    { cert: file('server-text.crt') },
    { cert: file('client-text.crt') },
    works(),
  ],
  [
    'lines that end in CRLF',
    { cert: file('server-crlf.crt'), key: file('server-crlf.key') },
    {},
    works(),
  ],
  ['a byte-order mark', { cert: file('server-bom.crt') }, {}, works()],
  ['a byte-order mark of the key', { key: file('server-bom.key') }, {}, works()],
  ['no newline at the end', { cert: file('server-unended.crt') }, {}, works()],
  ['an old label', { cert: file('server-old-label.crt') }, {}, works()],
  ['an indented certificate', { cert: file('server-indented.crt') }, {}, fails('certificate-form')],
  ['a cut certificate', { cert: file('server-cut.crt') }, {}, fails('file-unusable')],
  ['a certificate in DER', { cert: file('server.der') }, {}, fails('certificate-form')],
  ['a key in DER', { key: file('server-key.der') }, {}, fails('key-form')],
  ['PKCS#12', { cert: file('server.p12'), key: null }, {}, unseen],
  ['an encrypted key', { key: file('server-locked.key') }, {}, fails('key-type')],
  ['an encrypted key of the client', {}, { key: file('client-locked.key') }, fails('key-type')],
  [
    'an encrypted PKCS#1',
    { ...pair('server-rsa'), key: file('server-pkcs1-locked.key') },
    {},
    fails('key-password'),
  ],
  ['no certificate', { cert: null }, {}, fails('missing-setting')],
  ['no key', { key: null }, {}, fails('file-unusable')],
  ['no key at the client', {}, { key: null }, fails('file-unusable')],
  ['no certificate at the client', {}, { cert: null, key: null }, fails('missing-setting')],
  ['an absent certificate', { cert: file('none.crt') }, {}, fails('file-absent')],
  ['an absent key', { key: file('none.key') }, {}, fails('file-absent')],
  ['an absent CA', { CAfile: file('none.crt') }, {}, fails('file-absent')],
  ['an absent CA at the client', {}, { CAfile: file('none.crt') }, fails('file-absent')],
  [
    'an absent CA that nobody looks at',
    { verifyChain: null, CAfile: file('none.crt') },
    {},
    works('useless-setting'),
  ],
  ['an empty certificate', { cert: file('empty.crt') }, {}, fails('file-unusable')],
  ['garbage for a certificate', { cert: file('garbage.crt') }, {}, fails('file-unusable')],
  ['garbage for a key', { key: file('garbage.crt') }, {}, fails('file-unusable')],
  ['garbage for a CA', { CAfile: file('garbage.crt') }, {}, fails('file-unusable')],
  ['an empty CA', { CAfile: file('empty.crt') }, {}, fails('file-unusable')],
  ['a CA in DER', { CAfile: file('ca.der') }, {}, fails('certificate-form')],
  ['a trusted certificate as CA', { CAfile: file('ca-trusted.crt') }, {}, unseen],
  ['a CA with text', { CAfile: file('ca-text.crt') }, { CAfile: file('ca-text.crt') }, works()],
  ['two CAs', { CAfile: file('both.crt') }, { CAfile: file('both.crt') }, works()],
  ['a folder', { cert: 'FILES' }, {}, fails('file-unusable')],
  ['the key of another', { key: file('client.key') }, {}, fails('key-mismatch')],
  ['the key of another at the client', {}, { key: file('server.key') }, fails('key-mismatch')],
  [
    'key and certificate exchanged',
    { cert: file('server.key'), key: file('server.crt') },
    {},
    fails('file-unusable'),
  ],
  [
    'another CA at the server',
    { CAfile: file('other-ca.crt') },
    {},
    fails('different-authorities'),
  ],
  [
    'another CA at the client',
    {},
    { CAfile: file('other-ca.crt') },
    fails('different-authorities'),
  ],
  ['an expired CA only', { CAfile: file('ca-expired.crt') }, {}, fails('different-authorities')],
  ['a foreign client', {}, pair('client-foreign'), fails('no-path')],
  ['a foreign server', pair('server-foreign'), {}, fails('no-path')],
  [
    'a foreign server, not verified',
    pair('server-foreign'),
    { verifyChain: 'no', checkHost: null },
    works(),
  ],
  ['an expired server', pair('server-expired'), {}, fails('expired')],
  ['an expired client', {}, pair('client-expired'), fails('expired')],
  [
    'an expired client that nobody asks',
    { verifyChain: null, CAfile: null },
    pair('client-expired'),
    works('expired'),
  ],
  ['a server of tomorrow', pair('server-future'), {}, fails('not-yet-valid')],
  ['a client of tomorrow', {}, pair('client-future'), fails('not-yet-valid')],
  ['a server with the purpose of a client', pair('server-purpose'), {}, fails('purpose')],
  ['a client with the purpose of a server', {}, pair('client-purpose'), fails('purpose')],
  ['no purpose at all', pair('server-unlimited'), pair('client-unlimited'), works()],
  ['a usage that fits no handshake', pair('server-usage'), {}, works()],
  ['a usage that fits no handshake, of the client', {}, pair('client-usage'), works()],
  [
    'a critical extension of nobody',
    pair('server-critical'),
    {},
    fails('unprocessed-critical-extension'),
  ],
  ['1024 bits', pair('server-weak'), {}, fails('key-size')],
  ['1024 bits of the client', {}, pair('client-weak'), fails('key-size')],
  ['SHA-1', pair('server-sha1'), { CAfile: file('ca-rsa.crt') }, fails('signature-algorithm')],
  [
    'SHA-1 of the client',
    { CAfile: file('ca-rsa.crt') },
    pair('client-sha1'),
    fails('signature-algorithm'),
  ],
  ['TLS 1.2 only', { sslVersion: 'TLSv1.2' }, {}, works()],
  ['TLS 1.3 only', { sslVersion: 'TLSv1.3' }, { sslVersionMin: 'tlsv1.2' }, works()],
  ['1.2 to 1.3', { sslVersionMin: 'TLSv1.2', sslVersionMax: 'TLSv1.3' }, {}, works()],
  [
    'ranges apart',
    { sslVersionMax: 'TLSv1.2' },
    { sslVersionMin: 'TLSv1.3' },
    fails('protocol-ranges'),
  ],
  [
    'versions apart',
    { sslVersion: 'TLSv1.3' },
    { sslVersion: 'TLSv1.2' },
    fails('protocol-ranges'),
  ],
  [
    'a range upside down',
    { sslVersionMin: 'TLSv1.3', sslVersionMax: 'TLSv1.2' },
    {},
    fails('protocol-ranges'),
  ],
  ['TLS 1.1 only', { sslVersion: 'TLSv1.1' }, { sslVersion: 'TLSv1.1' }, fails('protocol-ranges')],
  [
    'versions switched off by options',
    { options: 'NO_TLSv1.3' },
    { sslVersionMin: 'TLSv1.3' },
    fails('setting-value'),
  ],
  [
    'options that leave one',
    { options: 'NO_SSLv3\noptions = NO_TLSv1\noptions = NO_TLSv1.1' },
    {},
    fails('setting-value'),
  ],
  ['a bad version', { sslVersion: 'TLS1.2' }, {}, fails('protocol-ranges', 'setting-value')],
  ['a bad yes', { verifyChain: 'true' }, {}, fails('setting-value')],
  ['a bad level', { verifyChain: null, verify: '5' }, {}, fails('setting-value')],
  ['a misspelt name', { CAFiles: file('ca.crt') }, {}, fails('unknown-setting')],
  [
    'a name of another product',
    { ssl_certificate: file('server.crt') },
    {},
    fails('unknown-setting'),
  ],
  ['a name that is unknown to both', { verifyClient: 'yes' }, {}, fails('unknown-setting')],
  ['a misspelt name that is not about TLS', { acept: '1' }, {}, fails('unknown-setting')],
  [
    'the certificate twice',
    { cert: `${file('none.crt')}\ncert = ${file('server.crt')}` },
    {},
    works(),
  ],
  ['verification without CA', { CAfile: null }, {}, fails('missing-setting')],
  [
    'verification without CA at the client',
    {},
    { CAfile: null },
    fails('missing-setting', 'private-authority'),
  ],
  ['checkHost without verification', {}, { verifyChain: null }, fails('missing-setting')],
  ['verifyChain = no with checkHost', {}, { verifyChain: 'no' }, fails('excluded-settings')],
  ['verify beside verifyChain', { verify: '2' }, {}, works()],
  ['a folder of CAs', { CAfile: null, CApath: 'FILES' }, {}, unseen],
  ['ciphers', { ciphers: 'ECDHE+AESGCM', ciphersuites: 'TLS_AES_256_GCM_SHA384' }, {}, works()],
  ['bad ciphers', { ciphers: 'NO-SUCH' }, {}, unseen],
  ['a curve', { curves: 'X25519:P-256' }, {}, works()],
  ['a bad curve', { curves: 'P-1' }, {}, unseen],
  ['a security level that is too high', { securityLevel: '5' }, {}, unseen],
  ['both clients', { client: 'yes' }, {}, fails('purpose')],
  ['a client that is a server', {}, { client: 'no' }, fails('purpose')],
  ['a client that is no client', {}, { client: null }, fails('purpose')],
  ['sni', {}, { sni: 'localhost' }, works()],
  ['no port', { accept: null }, {}, fails('port-differs')],
  ['another port', {}, { connect: 'localhost:1' }, fails('port-differs')],
];

describePeer('stunnel to stunnel', { stunnel: STUNNEL, openssl: OPENSSL }, () => {
  let links: RealLinks;
  beforeAll(() => void (links = new RealLinks(folder, realFiles(`${folder}/files`))));

  it.each(ROWS)('%s', async (_, server, client, outcome) => {
    const ends = {
      server: { product: 'stunnel' as const, text: configOf(SERVER, server) },
      client: { product: 'stunnel' as const, text: configOf(CLIENT, client) },
    };
    await holds(links, ends, outcome);
  });
});
