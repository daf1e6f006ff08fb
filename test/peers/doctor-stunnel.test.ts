// What doctor says of stunnel at either end, against what stunnel does with the very same files.
import { beforeAll, expect, it } from 'vitest';
import { describePeer, OPENSSL } from '../support/peer.js';
import { realFiles } from '../support/real-files.js';
import { endRealEnds, RealLinks } from '../support/real-links.js';
import { STUNNEL } from '../support/strangers.js';
import { explore } from '../support/explored.js';
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
type Row = [string, Options, Options, string[]];

const renamed = (base: Readonly<Record<string, string>>, rename: (name: string) => string) =>
  `${HEAD}[tunnel]\n${Object.entries(base)
    .map(([name, value]) => `${rename(name)}=${value}\n`)
    .join('')}`;

const ROWS: Row[] = [
  ['as it should be', {}, {}, []],
  [
    'names in lower case',
    renamed(SERVER, (n) => n.toLowerCase()),
    renamed(CLIENT, (n) => n.toLowerCase()),
    [],
  ],
  [
    'names in upper case',
    renamed(SERVER, (n) => n.toUpperCase()),
    renamed(CLIENT, (n) => n.toUpperCase()),
    [],
  ],
  [
    'comments, blanks and values in odd case',
    `; a comment\n# another\n${HEAD}\n[ tunnel ]\n\n   accept   =  127.0.0.1:PORT\nconnect = BACK\ncert = FILES/server.crt\nkey = FILES/server.key\n  CAfile = FILES/ca.crt\nverifyChain = YES\n`,
    { client: 'YES' },
    [],
  ],
  [
    'options above the section',
    `${HEAD}cert = FILES/server.crt\nkey = FILES/server.key\nCAfile = FILES/ca.crt\nverifyChain = yes\n[a]\naccept = 127.0.0.1:PORT\nconnect = 127.0.0.1:BACK\n`,
    `${HEAD}client = yes\ncert = FILES/client.crt\nkey = FILES/client.key\nCAfile = FILES/ca.crt\nverifyChain = yes\n[a]\naccept = 127.0.0.1:FRONT\nconnect = localhost:PORT\ncheckHost = localhost\n`,
    [],
  ],
  ['verify = 2', { verifyChain: null, verify: '2' }, { verifyChain: null, verify: '2' }, []],
  ['verify = 3', { verifyChain: null, verify: '3', CAfile: file('client.crt') }, {}, []],
  [
    'verifyPeer with the certificates themselves',
    { verifyChain: null, verifyPeer: 'yes', CAfile: file('client.crt') },
    { verifyChain: null, verifyPeer: 'yes', CAfile: file('server.crt'), checkHost: null },
    [],
  ],
  ['verifyPeer with the CA', { verifyChain: null, verifyPeer: 'yes' }, {}, ['?']],
  ['verifyPeer of the client with the CA', {}, { verifyChain: null, verifyPeer: 'yes' }, ['?']],
  ['requireCert beside verifyChain', { requireCert: 'yes' }, {}, []],
  ['nobody asked', { verifyChain: null, CAfile: null }, {}, []],
  ['nobody asked, a CA all the same', { verifyChain: null }, {}, ['useless-setting']],
  ['verifyChain = no', { verifyChain: 'no' }, {}, ['useless-setting']],
  ['the client verifies nobody', {}, { verifyChain: null, checkHost: null, CAfile: null }, []],
  ['the client without checkHost', {}, { checkHost: null }, []],
  ['the client by its address', {}, { connect: '127.0.0.1:PORT' }, []],
  ['checkIP beside a name', pair('server-address'), { checkHost: null, checkIP: '127.0.0.1' }, []],
  ['checkIP without that address', {}, { checkHost: null, checkIP: '127.0.0.1' }, ['host-name']],
  [
    'several checkHost of which one fits',
    {},
    { checkHost: 'other.lan\ncheckHost = localhost' },
    [],
  ],
  ['checkHost in another case', {}, { checkHost: 'LOCALHOST' }, []],
  ['checkHost of another name', {}, { checkHost: 'other.lan' }, ['host-name']],
  ['a certificate of another name', pair('server-named'), {}, ['host-name']],
  [
    'a certificate of another name, by checkHost',
    pair('server-named'),
    { checkHost: 'other.lan' },
    [],
  ],
  ['a certificate without names', pair('server-nameless'), {}, []],
  ['a wildcard', pair('server-wild'), { checkHost: 'logs.lan' }, []],
  ['a wildcard over two labels', pair('server-wild'), { checkHost: 'a.logs.lan' }, ['host-name']],
  ['RSA keys', pair('server-rsa'), pair('client-rsa'), []],
  [
    'key and certificate in one file',
    { cert: file('server-all.pem'), key: null },
    { cert: file('client-all.pem'), key: null },
    [],
  ],
  [
    'the key behind the certificate',
    { cert: file('server-all-turned.pem'), key: null },
    { cert: file('client-all-turned.pem'), key: null },
    [],
  ],
  [
    'one file under both names',
    { cert: file('server-all.pem'), key: file('server-all.pem') },
    {},
    [],
  ],
  [
    'a chain',
    { cert: file('server-chain.crt'), key: file('server-chained.key') },
    { cert: file('client-chain.crt'), key: file('client-chained.key') },
    [],
  ],
  [
    'a chain with its root',
    { cert: file('server-with-root.crt'), key: file('server-chained.key') },
    {},
    [],
  ],
  [
    'a chain turned round',
    { cert: file('server-turned.crt'), key: file('server-chained.key') },
    {},
    ['chain-order'],
  ],
  [
    'a chain of the client turned round',
    {},
    { cert: file('client-turned.crt'), key: file('client-chained.key') },
    ['chain-order'],
  ],
  ['a chain without its middle', pair('server-chained'), {}, ['?']],
  ['a chain of the client without its middle', {}, pair('client-chained'), ['?']],
  ['the middle at the other end', pair('server-chained'), { CAfile: file('issuing.crt') }, ['?']],
  ['twice the same certificate', { cert: file('server-twice.crt') }, {}, []],
  ['a certificate of others behind', { cert: file('server-and-other.crt') }, {}, []],
  ['SEC1', { key: file('server-sec1.key') }, { key: file('client-sec1.key') }, []],
  [
    'SEC1 with parameters above',
    { key: file('server-parameters.key') },
    { key: file('client-parameters.key') },
    [],
  ],
  ['PKCS#1', { ...pair('server-rsa'), key: file('server-pkcs1.key') }, {}, []],
  [
    'text above the certificate',
    { cert: file('server-text.crt') },
    { cert: file('client-text.crt') },
    [],
  ],
  [
    'lines that end in CRLF',
    { cert: file('server-crlf.crt'), key: file('server-crlf.key') },
    {},
    [],
  ],
  ['a byte-order mark', { cert: file('server-bom.crt') }, {}, ['?']],
  ['a byte-order mark of the key', { key: file('server-bom.key') }, {}, ['?']],
  ['no newline at the end', { cert: file('server-unended.crt') }, {}, []],
  ['an old label', { cert: file('server-old-label.crt') }, {}, []],
  ['an indented certificate', { cert: file('server-indented.crt') }, {}, ['?']],
  ['a cut certificate', { cert: file('server-cut.crt') }, {}, ['file-unusable']],
  ['a certificate in DER', { cert: file('server.der') }, {}, ['?']],
  ['a key in DER', { key: file('server-key.der') }, {}, ['?']],
  ['PKCS#12', { cert: file('server.p12'), key: null }, {}, ['?']],
  ['an encrypted key', { key: file('server-locked.key') }, {}, ['key-password']],
  ['an encrypted key of the client', {}, { key: file('client-locked.key') }, ['key-password']],
  [
    'an encrypted PKCS#1',
    { ...pair('server-rsa'), key: file('server-pkcs1-locked.key') },
    {},
    ['key-password'],
  ],
  ['no certificate', { cert: null }, {}, ['missing-setting']],
  ['no key', { key: null }, {}, ['?']],
  ['no key at the client', {}, { key: null }, ['?']],
  ['no certificate at the client', {}, { cert: null, key: null }, ['?']],
  ['an absent certificate', { cert: file('none.crt') }, {}, ['file-absent']],
  ['an absent key', { key: file('none.key') }, {}, ['file-absent']],
  ['an absent CA', { CAfile: file('none.crt') }, {}, ['file-absent']],
  ['an absent CA at the client', {}, { CAfile: file('none.crt') }, ['file-absent']],
  ['an absent CA that nobody looks at', { verifyChain: null, CAfile: file('none.crt') }, {}, ['?']],
  ['an empty certificate', { cert: file('empty.crt') }, {}, ['file-unusable']],
  ['garbage for a certificate', { cert: file('garbage.crt') }, {}, ['file-unusable']],
  ['garbage for a key', { key: file('garbage.crt') }, {}, ['file-unusable']],
  ['garbage for a CA', { CAfile: file('garbage.crt') }, {}, ['file-unusable']],
  ['an empty CA', { CAfile: file('empty.crt') }, {}, ['file-unusable']],
  ['a CA in DER', { CAfile: file('ca.der') }, {}, ['?']],
  ['a trusted certificate as CA', { CAfile: file('ca-trusted.crt') }, {}, []],
  ['a CA with text', { CAfile: file('ca-text.crt') }, { CAfile: file('ca-text.crt') }, []],
  ['two CAs', { CAfile: file('both.crt') }, { CAfile: file('both.crt') }, []],
  ['a folder', { cert: 'FILES' }, {}, ['?']],
  ['the key of another', { key: file('client.key') }, {}, ['key-mismatch']],
  ['the key of another at the client', {}, { key: file('server.key') }, ['key-mismatch']],
  [
    'key and certificate exchanged',
    { cert: file('server.key'), key: file('server.crt') },
    {},
    ['?'],
  ],
  ['another CA at the server', { CAfile: file('other-ca.crt') }, {}, ['different-authorities']],
  ['another CA at the client', {}, { CAfile: file('other-ca.crt') }, ['different-authorities']],
  ['an expired CA only', { CAfile: file('ca-expired.crt') }, {}, ['different-authorities']],
  ['a foreign client', {}, pair('client-foreign'), ['different-authorities']],
  ['a foreign server', pair('server-foreign'), {}, ['different-authorities']],
  [
    'a foreign server, not verified',
    pair('server-foreign'),
    { verifyChain: 'no', checkHost: null },
    [],
  ],
  ['an expired server', pair('server-expired'), {}, ['expired']],
  ['an expired client', {}, pair('client-expired'), ['expired']],
  [
    'an expired client that nobody asks',
    { verifyChain: null, CAfile: null },
    pair('client-expired'),
    ['?'],
  ],
  ['a server of tomorrow', pair('server-future'), {}, ['not-yet-valid']],
  ['a client of tomorrow', {}, pair('client-future'), ['not-yet-valid']],
  ['a server with the purpose of a client', pair('server-purpose'), {}, ['purpose']],
  ['a client with the purpose of a server', {}, pair('client-purpose'), ['purpose']],
  ['no purpose at all', pair('server-unlimited'), pair('client-unlimited'), []],
  ['a usage that fits no handshake', pair('server-usage'), {}, ['?']],
  ['a usage that fits no handshake, of the client', {}, pair('client-usage'), ['?']],
  ['a critical extension of nobody', pair('server-critical'), {}, ['?']],
  ['1024 bits', pair('server-weak'), {}, ['?']],
  ['1024 bits of the client', {}, pair('client-weak'), ['?']],
  ['SHA-1', pair('server-sha1'), { CAfile: file('ca-rsa.crt') }, ['?']],
  ['SHA-1 of the client', { CAfile: file('ca-rsa.crt') }, pair('client-sha1'), ['?']],
  ['TLS 1.2 only', { sslVersion: 'TLSv1.2' }, {}, []],
  ['TLS 1.3 only', { sslVersion: 'TLSv1.3' }, { sslVersionMin: 'tlsv1.2' }, []],
  ['1.2 to 1.3', { sslVersionMin: 'TLSv1.2', sslVersionMax: 'TLSv1.3' }, {}, []],
  ['ranges apart', { sslVersionMax: 'TLSv1.2' }, { sslVersionMin: 'TLSv1.3' }, ['protocol-ranges']],
  ['versions apart', { sslVersion: 'TLSv1.3' }, { sslVersion: 'TLSv1.2' }, ['protocol-ranges']],
  ['a range upside down', { sslVersionMin: 'TLSv1.3', sslVersionMax: 'TLSv1.2' }, {}, ['?']],
  ['TLS 1.1 only', { sslVersion: 'TLSv1.1' }, { sslVersion: 'TLSv1.1' }, ['?']],
  [
    'versions switched off by options',
    { options: 'NO_TLSv1.3' },
    { sslVersionMin: 'TLSv1.3' },
    ['?'],
  ],
  [
    'options that leave one',
    { options: 'NO_SSLv3\noptions = NO_TLSv1\noptions = NO_TLSv1.1' },
    {},
    [],
  ],
  ['a bad version', { sslVersion: 'TLS1.2' }, {}, ['setting-value']],
  ['a bad yes', { verifyChain: 'true' }, {}, ['setting-value']],
  ['a bad level', { verifyChain: null, verify: '5' }, {}, ['setting-value']],
  ['a misspelt name', { CAFiles: file('ca.crt') }, {}, ['unknown-setting']],
  ['a name of another product', { ssl_certificate: file('server.crt') }, {}, ['unknown-setting']],
  ['a name that is unknown to both', { verifyClient: 'yes' }, {}, ['unknown-setting']],
  ['a misspelt name that is not about TLS', { acept: '1' }, {}, ['?']],
  [
    'the certificate twice',
    { cert: `${file('none.crt')}\ncert = ${file('server.crt')}` },
    {},
    ['?'],
  ],
  ['verification without CA', { CAfile: null }, {}, ['missing-setting']],
  ['verification without CA at the client', {}, { CAfile: null }, ['missing-setting']],
  ['checkHost without verification', {}, { verifyChain: null }, ['missing-setting']],
  ['verifyChain = no with checkHost', {}, { verifyChain: 'no' }, ['excluded-settings']],
  ['verify beside verifyChain', { verify: '2' }, {}, ['?']],
  ['a folder of CAs', { CAfile: null, CApath: 'FILES' }, {}, ['?']],
  ['ciphers', { ciphers: 'ECDHE+AESGCM', ciphersuites: 'TLS_AES_256_GCM_SHA384' }, {}, []],
  ['bad ciphers', { ciphers: 'NO-SUCH' }, {}, ['?']],
  ['a curve', { curves: 'X25519:P-256' }, {}, []],
  ['a bad curve', { curves: 'P-1' }, {}, ['?']],
  ['a security level that is too high', { securityLevel: '5' }, {}, ['?']],
  ['both clients', { client: 'yes' }, {}, ['?']],
  ['a client that is a server', {}, { client: 'no' }, ['?']],
  ['a client that is no client', {}, { client: null }, ['?']],
  ['sni', {}, { sni: 'localhost' }, []],
  ['no port', { accept: null }, {}, ['?']],
  ['another port', {}, { connect: 'localhost:1' }, ['port-differs']],
];

describePeer('stunnel to stunnel', { stunnel: STUNNEL, openssl: OPENSSL }, () => {
  let links: RealLinks;
  beforeAll(() => void (links = new RealLinks(folder, realFiles(`${folder}/files`))));

  it.each(ROWS)('%s', async (name, server, client, codes) => {
    expect(name).toBeTruthy();
    await explore(
      links,
      name,
      {
        server: { product: 'stunnel', text: configOf(SERVER, server) },
        client: { product: 'stunnel', text: configOf(CLIENT, client) },
      },
      codes,
    );
  });
});
