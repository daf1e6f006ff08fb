// What doctor says of a Beat's output, against what the library of Beats makes of the very same config: whether it
// loads, and whether it comes into a server that demands certificates.
import { beforeAll, it } from 'vitest';
import { describePeer, OPENSSL } from '../support/peer.js';
import { realFiles } from '../support/real-files.js';
import {
  endRealEnds,
  fails,
  holds,
  type Outcome,
  RealLinks,
  works,
} from '../support/real-links.js';
import { BEATS, STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
endRealEnds();

const CLIENT = {
  enabled: 'true',
  certificate_authorities: '["FILES/ca.crt"]',
  certificate: '"FILES/client.crt"',
  key: '"FILES/client.key"',
};
type Settings = Readonly<Record<string, string | null>>;
/** Below `ssl`; `hosts` above it. A text is the whole file. */
type Config = Settings | string;

function beatOf(config: Config): string {
  if (typeof config === 'string') return config;
  const { hosts = '["localhost:PORT"]', ...ssl } = { ...CLIENT, ...config } as Settings;
  const lines = Object.entries(ssl).flatMap(([name, value]) =>
    value === null ? [] : [`    ${name}: ${value}\n`],
  );
  return `output.logstash:\n  hosts: ${hosts}\n  ssl:\n${lines.join('')}`;
}

const SERVER = {
  accept: '127.0.0.1:PORT',
  connect: '127.0.0.1:BACK',
  cert: 'FILES/server.crt',
  key: 'FILES/server.key',
  CAfile: 'FILES/ca.crt',
  verifyChain: 'yes',
};
const serverOf = (changes: Settings) =>
  `foreground = yes\npid =\n[beats]\n${Object.entries({ ...SERVER, ...changes })
    .flatMap(([name, value]) => (value === null ? [] : [`${name} = ${value}\n`]))
    .join('')}`;

const file = (name: string) => `"FILES/${name}"`;
const pair = (name: string) => ({ certificate: file(`${name}.crt`), key: file(`${name}.key`) });
const own = (name: string) => ({ cert: `FILES/${name}.crt`, key: `FILES/${name}.key` });
const NONE = { certificate: null, key: null };

type Row = [string, Config, Settings, Outcome];
const ROWS: Row[] = [
  ['as it should be', {}, {}, works()],
  [
    'dotted',
    'output.logstash.hosts: ["localhost:PORT"]\noutput.logstash.ssl.enabled: true\noutput.logstash.ssl.certificate_authorities: ["FILES/ca.crt"]\noutput.logstash.ssl.certificate: FILES/client.crt\noutput.logstash.ssl.key: FILES/client.key\n',
    {},
    works(),
  ],
  [
    'half dotted, with comments',
    "# a Beat\noutput:\n  logstash:\n    hosts: localhost:PORT # one\n    ssl.certificate_authorities:\n      - FILES/ca.crt\n    ssl.certificate: FILES/client.crt\n    ssl.key: 'FILES/client.key'\n    #ssl.verification_mode: none\n",
    {},
    works(),
  ],
  ['the CA as a text', { certificate_authorities: file('ca.crt') }, {}, works()],
  ['ssl.enabled left out', { enabled: null }, {}, works()],
  ['ssl.enabled false', { enabled: 'false' }, {}, fails('plain-text', 'useless-setting')],
  ['verification_mode full', { verification_mode: 'full' }, {}, works()],
  ['verification_mode strict', { verification_mode: 'strict' }, {}, works()],
  [
    'verification_mode certificate',
    { verification_mode: 'certificate' },
    own('server-named'),
    works(),
  ],
  [
    'verification_mode none',
    { verification_mode: 'none', certificate_authorities: null },
    own('server-foreign'),
    works(),
  ],
  ['verification_mode in capitals', { verification_mode: 'FULL' }, {}, fails('setting-value')],
  [
    'verification_mode of another product',
    { verification_mode: 'peer' },
    {},
    fails('setting-value'),
  ],
  ['verification_mode empty', { verification_mode: '""' }, {}, works()],
  ['an unknown setting', { certificate_authority: file('none.crt') }, {}, works('unknown-setting')],
  ['a misspelt verification', { verification_moode: 'none' }, {}, works('unknown-setting')],
  [
    'a misspelt certificate',
    { certificate: null, certficate: file('client.crt') },
    {},
    fails('unknown-setting'),
  ],
  ['no CA', { certificate_authorities: null }, {}, fails('private-authority')],
  [
    'another CA',
    { certificate_authorities: `[${file('other-ca.crt')}]` },
    {},
    fails('different-authorities'),
  ],
  [
    'two CAs in a list',
    { certificate_authorities: `[${file('other-ca.crt')}, ${file('ca.crt')}]` },
    {},
    works(),
  ],
  ['two CAs in a file', { certificate_authorities: `[${file('both.crt')}]` }, {}, works()],
  ['an absent CA', { certificate_authorities: `[${file('none.crt')}]` }, {}, fails('file-absent')],
  [
    'an absent CA beside the right one',
    { certificate_authorities: `[${file('ca.crt')}, ${file('none.crt')}]` },
    {},
    fails('file-absent'),
  ],
  [
    'garbage for a CA',
    { certificate_authorities: `[${file('garbage.crt')}]` },
    {},
    fails('file-unusable'),
  ],
  [
    'a CA in DER',
    { certificate_authorities: `[${file('ca.der')}]` },
    {},
    fails('certificate-form'),
  ],
  [
    'a trusted certificate as CA',
    { certificate_authorities: `[${file('ca-trusted.crt')}]` },
    {},
    fails('certificate-form'),
  ],
  ['a CA with text', { certificate_authorities: `[${file('ca-text.crt')}]` }, {}, works()],
  ['no certificate', NONE, {}, fails('missing-setting')],
  ['no certificate, and nobody asks', NONE, { verifyChain: null, CAfile: null }, works()],
  ['no key', { key: null }, {}, fails('missing-setting')],
  ['no certificate, but a key', { certificate: null }, {}, fails('missing-setting')],
  ['an absent certificate', { certificate: file('none.crt') }, {}, fails('file-absent')],
  ['an absent key', { key: file('none.key') }, {}, fails('file-absent')],
  ['the key of another', { key: file('server.key') }, {}, fails('key-mismatch')],
  [
    'key and certificate exchanged',
    { certificate: file('client.key'), key: file('client.crt') },
    {},
    fails('file-unusable'),
  ],
  [
    'both in one file',
    { certificate: file('client-all.pem'), key: file('client-all.pem') },
    {},
    works(),
  ],
  [
    'both in one file, turned',
    { certificate: file('client-all-turned.pem'), key: file('client-all-turned.pem') },
    {},
    works(),
  ],
  ['SEC1', { key: file('client-sec1.key') }, {}, works()],
  ['SEC1 with parameters above', { key: file('client-parameters.key') }, {}, works()],
  ['PKCS#1', { ...pair('client-rsa'), key: file('client-pkcs1.key') }, {}, works()],
  ['a key in DER', { key: file('client-key.der') }, {}, fails('key-form')],
  [
    'PKCS#12',
    { certificate: file('client.p12'), key: file('client.p12') },
    {},
    fails('file-unusable'),
  ],
  [
    'an encrypted key without its password',
    { key: file('client-locked.key') },
    {},
    fails('key-password'),
  ],
  [
    'an encrypted key with its password',
    { key: file('client-locked.key'), key_passphrase: '"correct horse"' },
    {},
    works(),
  ],
  [
    'an encrypted key with a wrong password',
    { key: file('client-locked.key'), key_passphrase: 'wrong' },
    {},
    fails('password-wrong'),
  ],
  [
    'an encrypted PKCS#1 with its password',
    {
      ...pair('client-rsa'),
      key: file('client-pkcs1-locked.key'),
      key_passphrase: '"correct horse"',
    },
    {},
    works(),
  ],
  ['a password for a plain key', { key_passphrase: 'secret' }, {}, works()],
  [
    'the password in a file',
    { key: file('client-locked.key'), key_passphrase_path: file('bare-password') },
    {},
    works(),
  ],
  [
    'the password in a file that ends in a newline',
    { key: file('client-locked.key'), key_passphrase_path: file('password') },
    {},
    fails('password-wrong'),
  ],
  [
    'an absent file of the password',
    { key: file('client-locked.key'), key_passphrase_path: file('none') },
    {},
    fails('file-absent'),
  ],
  ['a byte-order mark', { certificate: file('client-bom.crt') }, {}, fails('certificate-form')],
  ['a byte-order mark of the key', { key: file('client-bom.key') }, {}, fails('key-form')],
  [
    'lines that end in CRLF',
    { certificate: file('client-crlf.crt'), key: file('client-crlf.key') },
    {},
    works(),
  ],
  ['an old label', { certificate: file('client-old-label.crt') }, {}, fails('certificate-form')],
  ['text above the certificate', { certificate: file('client-text.crt') }, {}, works()],
  [
    'a chain',
    { certificate: file('client-chain.crt'), key: file('client-chained.key') },
    {},
    works(),
  ],
  [
    'a chain turned round',
    { certificate: file('client-turned.crt'), key: file('client-chained.key') },
    {},
    fails('chain-order', 'key-mismatch'),
  ],
  ['a chain without its middle', pair('client-chained'), {}, fails('no-path')],
  ['a chain of the server without its middle', {}, own('server-chained'), fails('no-path')],
  ['a foreign client', pair('client-foreign'), {}, fails('no-path')],
  ['a foreign server', {}, own('server-foreign'), fails('no-path')],
  ['an expired client', pair('client-expired'), {}, fails('expired')],
  ['an expired server', {}, own('server-expired'), fails('expired')],
  ['a server of tomorrow', {}, own('server-future'), fails('not-yet-valid')],
  ['a client with the purpose of a server', pair('client-purpose'), {}, fails('purpose')],
  ['a server with the purpose of a client', {}, own('server-purpose'), fails('purpose')],
  ['a server of another name', {}, own('server-named'), fails('host-name')],
  ['a server whose name stands in its subject alone', {}, own('server-nameless'), works()],
  [
    'an address that is not in the certificate',
    { hosts: '["127.0.0.1:PORT"]' },
    {},
    fails('host-name'),
  ],
  [
    'an address in the certificate',
    { hosts: '["127.0.0.1:PORT"]' },
    own('server-address'),
    works(),
  ],
  ['1024 bits of the client', pair('client-weak'), {}, fails('key-size')],
  ['versions', { supported_protocols: '[TLSv1.2, TLSv1.3]' }, {}, works()],
  ['one version', { supported_protocols: 'TLSv1.2' }, {}, works()],
  [
    'versions apart',
    { supported_protocols: '[TLSv1.2]' },
    { sslVersion: 'TLSv1.3' },
    fails('protocol-ranges'),
  ],
  [
    'a bad version',
    { supported_protocols: '[TLS1.2]' },
    {},
    fails('protocol-ranges', 'setting-value'),
  ],
  ['a cipher suite', { cipher_suites: '[ECDHE-ECDSA-AES-128-GCM-SHA256]' }, {}, works()],
  [
    'a cipher suite as OpenSSL calls it',
    { cipher_suites: '[ECDHE-ECDSA-AES128-GCM-SHA256]' },
    {},
    fails('setting-value'),
  ],
  ['a curve', { curve_types: '[P-256]' }, {}, works()],
  ['a bad curve', { curve_types: '[secp256r1]' }, {}, fails('setting-value')],
  ['renegotiation', { renegotiation: 'never' }, {}, works()],
  ['a bad word for renegotiation', { renegotiation: 'always' }, {}, fails('setting-value')],
  [
    'a bad fingerprint',
    { ca_trusted_fingerprint: 'abc', certificate_authorities: null },
    {},
    fails('ca-fingerprint'),
  ],
  [
    'a fingerprint of a root that the server has among its CAs',
    { ca_trusted_fingerprint: '"FINGERPRINT"', certificate_authorities: null },
    {},
    works(),
  ],
  [
    'a fingerprint that the server does not send',
    { ca_trusted_fingerprint: '"FINGERPRINT"', certificate_authorities: null, ...NONE },
    { verifyChain: null, CAfile: null },
    fails('ca-fingerprint'),
  ],
  [
    'a fingerprint that the server sends',
    { ca_trusted_fingerprint: '"FINGERPRINT"', certificate_authorities: null },
    { cert: 'FILES/server-with-root.crt', key: 'FILES/server-chained.key' },
    works(),
  ],
  ['a port that is another', { hosts: '["localhost:1"]' }, {}, fails('port-differs')],
];

describePeer('a Beat to stunnel', { tlscommon: BEATS, stunnel: STUNNEL, openssl: OPENSSL }, () => {
  let links: RealLinks;
  beforeAll(() => void (links = new RealLinks(folder, realFiles(`${folder}/files`))));

  it.each(ROWS)('%s', async (_, beat, server, outcome) => {
    const ends = {
      server: { product: 'stunnel' as const, text: serverOf(server) },
      client: { product: 'beats' as const, text: beatOf(beat) },
    };
    await holds(links, ends, outcome);
  });
});
