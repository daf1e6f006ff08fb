// What doctor says of nginx, as a server and before another one, against what nginx does with the very same files.
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
import { NGINX } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
endRealEnds();

type Directives = Readonly<Record<string, string | null>>;
/** Changed directives, or all that stands in `http`, or configs by their names of which `nginx.conf` is the first. */
type Config = Directives | string | { more: Readonly<Record<string, string>>; text: string };

const SERVER = {
  listen: '127.0.0.1:PORT ssl',
  server_name: 'localhost',
  ssl_certificate: 'FILES/server.crt',
  ssl_certificate_key: 'FILES/server.key',
  ssl_client_certificate: 'FILES/ca.crt',
  ssl_verify_client: 'on',
};
const CLIENT = {
  proxy_pass: 'https://localhost:PORT',
  proxy_ssl_certificate: 'FILES/client.crt',
  proxy_ssl_certificate_key: 'FILES/client.key',
  proxy_ssl_trusted_certificate: 'FILES/ca.crt',
  proxy_ssl_verify: 'on',
};

const written = (base: Directives, changes: Directives = {}) =>
  Object.entries({ ...base, ...changes })
    .flatMap(([name, value]) => (value === null ? [] : [`  ${name} ${value};\n`]))
    .join('');

function endOf(config: Config, frame: (changes: Directives) => string) {
  if (typeof config === 'string') return { product: 'nginx' as const, text: config };
  if (typeof config.text === 'string')
    return {
      product: 'nginx' as const,
      text: config.text,
      more: config.more as Record<string, string>,
    };
  return { product: 'nginx' as const, text: frame(config as Directives) };
}

const RETURN = '  location / { return 200 "hello\\n"; }\n';
const server = (changes: Directives) => `server {\n${written(SERVER, changes)}${RETURN}}\n`;
const FRONT = '  listen 127.0.0.1:FRONT;\n';
const client = (changes: Directives) =>
  `server {\n${FRONT}  location / {\n${written(CLIENT, changes)}  }\n}\n`;

const file = (name: string) => `FILES/${name}`;
const own = (name: string) => ({
  ssl_certificate: file(`${name}.crt`),
  ssl_certificate_key: file(`${name}.key`),
});
const shown = (name: string) => ({
  proxy_ssl_certificate: file(`${name}.crt`),
  proxy_ssl_certificate_key: file(`${name}.key`),
});

const { listen, server_name, ...TLS } = SERVER;
const { proxy_pass, ...PROXY } = CLIENT;
const LISTEN = `  listen ${listen};\n  server_name ${server_name};\n`;

type Row = [string, Config, Config, Outcome];
const ROWS: Row[] = [
  ['as it should be', {}, {}, works()],
  [
    'TLS at the level of http',
    `${written(TLS)}server {\n${LISTEN}${RETURN}}\n`,
    `${written(PROXY)}server {\n${FRONT}  location / { proxy_pass ${proxy_pass}; }\n}\n`,
    works(),
  ],
  [
    'TLS at the level of server',
    {},
    `server {\n${FRONT}${written(PROXY)}  location / { proxy_pass ${proxy_pass}; }\n}\n`,
    works(),
  ],
  [
    'one directive of the level above replaced',
    `ssl_certificate FILES/none.crt;\nssl_verify_client off;\n${server({})}`,
    `proxy_ssl_verify off;\n${client({})}`,
    works(),
  ],
  [
    'a list of the level above replaced',
    `ssl_protocols TLSv1.3;\n${server({ ssl_protocols: 'TLSv1.2' })}`,
    client({ proxy_ssl_protocols: 'TLSv1.2' }),
    works(),
  ],
  [
    'an included snippet',
    {
      text: `server {\n${LISTEN}include HERE/tls.conf;\n${RETURN}}\n`,
      more: { 'tls.conf': written(TLS) },
    },
    {
      text: `server {\n${FRONT}  location / { include HERE/tls/*.conf; }\n}\n`.replace(
        'tls/*.conf',
        'tls-*.conf',
      ),
      more: { 'tls-a.conf': written(PROXY), 'tls-b.conf': `proxy_pass ${proxy_pass};\n` },
    },
    works(),
  ],
  [
    'an included site',
    { text: 'include site*.conf;\n', more: { 'site1.conf': server({}) } },
    {},
    works(),
  ],
  [
    'an include that is absent',
    { text: `include HERE/none.conf;\n${server({})}`, more: {} },
    {},
    unseen,
  ],
  [
    'a pattern that fits nothing',
    { text: `include HERE/none*.conf;\n${server({})}`, more: {} },
    {},
    works(),
  ],
  [
    'quotes and one line',
    `server { listen "127.0.0.1:PORT" ssl; server_name 'localhost' ; ssl_certificate "FILES/server.crt"; ssl_certificate_key 'FILES/server.key'; ssl_client_certificate FILES/ca.crt; ssl_verify_client ON; location / { return 200 "hello\\n"; } }\n`,
    {},
    works(),
  ],
  [
    'comments and blocks beside',
    `# ssl_verify_client off;\nmap $http_upgrade $connection_upgrade { default upgrade; '' close; }\nlog_format a '$ssl_client_s_dn {';\n${server({ ssl_ciphers: 'HIGH:!aNULL:!MD5', ssl_session_cache: 'shared:SSL:1m', ssl_session_timeout: '5m', ssl_prefer_server_ciphers: 'off', ssl_session_tickets: 'off' })}`,
    {},
    works(),
  ],
  [
    'an upstream',
    {},
    `upstream a { server localhost:PORT; keepalive 2; }\n${client({ proxy_pass: 'https://a', proxy_ssl_name: 'localhost' })}`,
    works(),
  ],
  [
    'an upstream without proxy_ssl_name',
    {},
    `upstream a { server localhost:PORT; }\n${client({ proxy_pass: 'https://a' })}`,
    fails('host-name'),
  ],
  [
    'an upstream called as the certificate',
    {},
    `upstream localhost { server 127.0.0.1:PORT; }\n${client({ proxy_pass: 'https://localhost' })}`,
    works(),
  ],
  [
    'an address with proxy_ssl_name',
    {},
    { proxy_pass: 'https://127.0.0.1:PORT', proxy_ssl_name: 'localhost' },
    works(),
  ],
  ['an address', {}, { proxy_pass: 'https://127.0.0.1:PORT' }, fails('host-name')],
  [
    'an address in the certificate',
    own('server-address'),
    { proxy_pass: 'https://127.0.0.1:PORT' },
    unseen,
  ],
  ['a path in proxy_pass', {}, { proxy_pass: 'https://localhost:PORT/a/b' }, works()],
  ['proxy_ssl_name of another', {}, { proxy_ssl_name: 'other.lan' }, fails('host-name')],
  ['proxy_ssl_name by a variable', {}, { proxy_ssl_name: '$proxy_host' }, works()],
  ['proxy_ssl_server_name', {}, { proxy_ssl_server_name: 'on' }, works()],
  ['a certificate of another name', own('server-named'), {}, fails('host-name')],
  [
    'a certificate of another name, by proxy_ssl_name',
    own('server-named'),
    { proxy_ssl_name: 'other.lan' },
    works(),
  ],
  ['a certificate without names', own('server-nameless'), {}, works()],
  ['nobody asked', { ssl_client_certificate: null, ssl_verify_client: null }, {}, works()],
  ['nobody asked, a CA all the same', { ssl_verify_client: null }, {}, works('useless-setting')],
  ['ssl_verify_client off', { ssl_verify_client: 'off' }, {}, works('useless-setting')],
  ['ssl_verify_client optional', { ssl_verify_client: 'optional' }, {}, works()],
  [
    'optional, and a foreign one',
    { ssl_verify_client: 'optional' },
    shown('client-foreign'),
    fails('no-path'),
  ],
  [
    'ssl_verify_client optional_no_ca',
    { ssl_verify_client: 'optional_no_ca', ssl_client_certificate: null },
    {},
    works(),
  ],
  [
    'optional_no_ca, and a foreign one',
    { ssl_verify_client: 'optional_no_ca', ssl_client_certificate: null },
    shown('client-foreign'),
    works(),
  ],
  [
    'optional, and none',
    { ssl_verify_client: 'optional' },
    { proxy_ssl_certificate: null, proxy_ssl_certificate_key: null },
    works(),
  ],
  [
    'optional without CA',
    { ssl_verify_client: 'optional', ssl_client_certificate: null },
    {},
    fails('missing-setting'),
  ],
  ['on without CA', { ssl_client_certificate: null }, {}, fails('missing-setting')],
  [
    'on with ssl_trusted_certificate only',
    { ssl_client_certificate: null, ssl_trusted_certificate: file('ca.crt') },
    {},
    fails('missing-setting'),
  ],
  ['both kinds of CA', { ssl_trusted_certificate: file('ca.crt') }, {}, works()],
  [
    'the right CA is only trusted',
    { ssl_client_certificate: file('other-ca.crt'), ssl_trusted_certificate: file('ca.crt') },
    {},
    works(),
  ],
  [
    'the right CA is only announced',
    { ssl_trusted_certificate: file('other-ca.crt') },
    {},
    works(),
  ],
  [
    'the client has none',
    {},
    { proxy_ssl_certificate: null, proxy_ssl_certificate_key: null },
    fails('missing-setting'),
  ],
  [
    'the client verifies nobody',
    {},
    { proxy_ssl_verify: null, proxy_ssl_trusted_certificate: null },
    works(),
  ],
  ['the client verifies nobody, a CA all the same', {}, { proxy_ssl_verify: 'off' }, works()],
  [
    'proxy_ssl_verify without CA',
    {},
    { proxy_ssl_trusted_certificate: null },
    fails('missing-setting', 'private-authority'),
  ],
  ['RSA keys', own('server-rsa'), shown('client-rsa'), works()],
  [
    'two certificates',
    `server {\n${written(SERVER)}${written(own('server-rsa'))}${RETURN}}\n`,
    {},
    works(),
  ],
  [
    'two certificates of one kind',
    `server {\n${written(SERVER)}${written(own('server-wild'))}${RETURN}}\n`,
    {},
    works(),
  ],
  [
    'key and certificate in one file',
    { ssl_certificate: file('server-all.pem'), ssl_certificate_key: file('server-all.pem') },
    {},
    works(),
  ],
  [
    'a chain',
    {
      ssl_certificate: file('server-chain.crt'),
      ssl_certificate_key: file('server-chained.key'),
      ssl_verify_depth: '2',
    },
    {
      proxy_ssl_certificate: file('client-chain.crt'),
      proxy_ssl_certificate_key: file('client-chained.key'),
      proxy_ssl_verify_depth: '2',
    },
    works(),
  ],
  [
    'a chain of the server at the depth of nginx',
    { ssl_certificate: file('server-chain.crt'), ssl_certificate_key: file('server-chained.key') },
    {},
    works(),
  ],
  [
    'a chain of the client at the depth of nginx',
    {},
    {
      proxy_ssl_certificate: file('client-chain.crt'),
      proxy_ssl_certificate_key: file('client-chained.key'),
    },
    works(),
  ],
  ['a depth of 0', {}, { proxy_ssl_verify_depth: '0' }, works()],
  [
    'a chain with its root',
    {
      ssl_certificate: file('server-with-root.crt'),
      ssl_certificate_key: file('server-chained.key'),
    },
    { proxy_ssl_verify_depth: '3' },
    works(),
  ],
  [
    'a chain turned round',
    { ssl_certificate: file('server-turned.crt'), ssl_certificate_key: file('server-chained.key') },
    {},
    fails('chain-order', 'key-mismatch'),
  ],
  [
    'a chain of the client turned round',
    {},
    {
      proxy_ssl_certificate: file('client-turned.crt'),
      proxy_ssl_certificate_key: file('client-chained.key'),
    },
    fails('chain-order', 'key-mismatch'),
  ],
  ['a chain without its middle', own('server-chained'), {}, fails('no-path')],
  ['a chain of the client without its middle', {}, shown('client-chained'), fails('no-path')],
  [
    'the middle known to the other end',
    own('server-chained'),
    { proxy_ssl_trusted_certificate: file('both-levels.crt') },
    works(),
  ],
  [
    'SEC1',
    { ssl_certificate_key: file('server-sec1.key') },
    { proxy_ssl_certificate_key: file('client-parameters.key') },
    works(),
  ],
  ['PKCS#1', { ...own('server-rsa'), ssl_certificate_key: file('server-pkcs1.key') }, {}, works()],
  ['text above the certificate', { ssl_certificate: file('server-text.crt') }, {}, works()],
  [
    'lines that end in CRLF',
    { ssl_certificate: file('server-crlf.crt'), ssl_certificate_key: file('server-crlf.key') },
    {},
    works(),
  ],
  ['a byte-order mark', { ssl_certificate: file('server-bom.crt') }, {}, works()],
  ['a certificate in DER', { ssl_certificate: file('server.der') }, {}, fails('certificate-form')],
  ['a key in DER', { ssl_certificate_key: file('server-key.der') }, {}, fails('key-form')],
  [
    'PKCS#12',
    { ssl_certificate: file('server.p12'), ssl_certificate_key: file('server.p12') },
    {},
    fails('file-unusable'),
  ],
  [
    'an encrypted key',
    { ssl_certificate_key: file('server-locked.key') },
    {},
    fails('key-password'),
  ],
  [
    'an encrypted key with its password',
    { ssl_certificate_key: file('server-locked.key'), ssl_password_file: file('password') },
    {},
    works(),
  ],
  [
    'an encrypted key with the password second',
    { ssl_certificate_key: file('server-locked.key'), ssl_password_file: file('passwords') },
    {},
    works(),
  ],
  [
    'an encrypted key with the password without newline',
    { ssl_certificate_key: file('server-locked.key'), ssl_password_file: file('bare-password') },
    {},
    works(),
  ],
  [
    'an encrypted key with a wrong password',
    { ssl_certificate_key: file('server-locked.key'), ssl_password_file: file('wrong-password') },
    {},
    fails('password-wrong'),
  ],
  [
    'an encrypted key with an absent password file',
    { ssl_certificate_key: file('server-locked.key'), ssl_password_file: file('none') },
    {},
    fails('file-absent'),
  ],
  [
    'an encrypted PKCS#1 with its password',
    {
      ...own('server-rsa'),
      ssl_certificate_key: file('server-pkcs1-locked.key'),
      ssl_password_file: file('password'),
    },
    {},
    works(),
  ],
  ['a plain key with a password file', { ssl_password_file: file('password') }, {}, works()],
  [
    'an encrypted key of the client',
    {},
    { proxy_ssl_certificate_key: file('client-locked.key') },
    fails('key-password'),
  ],
  [
    'an encrypted key of the client with its password',
    {},
    {
      proxy_ssl_certificate_key: file('client-locked.key'),
      proxy_ssl_password_file: file('password'),
    },
    works(),
  ],
  ['no certificate', { ssl_certificate: null }, {}, fails('missing-setting')],
  ['neither', { ssl_certificate: null, ssl_certificate_key: null }, {}, fails('missing-setting')],
  ['no key', { ssl_certificate_key: null }, {}, fails('missing-setting')],
  ['no key at the client', {}, { proxy_ssl_certificate_key: null }, fails('missing-setting')],
  [
    'no certificate at the client',
    {},
    { proxy_ssl_certificate: null },
    fails('missing-setting', 'useless-setting'),
  ],
  ['an absent certificate', { ssl_certificate: file('none.crt') }, {}, fails('file-absent')],
  ['an absent key', { ssl_certificate_key: file('none.key') }, {}, fails('file-absent')],
  ['an absent CA', { ssl_client_certificate: file('none.crt') }, {}, fails('file-absent')],
  [
    'an absent CA that nobody looks at',
    { ssl_client_certificate: file('none.crt'), ssl_verify_client: 'off' },
    {},
    works('useless-setting'),
  ],
  ['an absent trusted CA', { ssl_trusted_certificate: file('none.crt') }, {}, fails('file-absent')],
  ['an absent list of the revoked', { ssl_crl: file('none.crl') }, {}, fails('file-absent')],
  [
    'an absent CA at the client',
    {},
    { proxy_ssl_trusted_certificate: file('none.crt') },
    fails('file-absent'),
  ],
  [
    'an absent CA at the client that verifies nobody',
    {},
    { proxy_ssl_verify: 'off', proxy_ssl_trusted_certificate: file('none.crt') },
    works(),
  ],
  [
    'an absent certificate of the client',
    {},
    { proxy_ssl_certificate: file('none.crt') },
    fails('file-absent'),
  ],
  ['a relative path', { ssl_certificate: '../../files/server.crt' }, {}, works()],
  ['an empty certificate', { ssl_certificate: file('empty.crt') }, {}, fails('file-unusable')],
  [
    'garbage for a certificate',
    { ssl_certificate: file('garbage.crt') },
    {},
    fails('file-unusable'),
  ],
  ['garbage for a key', { ssl_certificate_key: file('garbage.crt') }, {}, fails('file-unusable')],
  ['garbage for a CA', { ssl_client_certificate: file('garbage.crt') }, {}, fails('file-unusable')],
  ['a CA in DER', { ssl_client_certificate: file('ca.der') }, {}, fails('certificate-form')],
  ['a trusted certificate as CA', { ssl_client_certificate: file('ca-trusted.crt') }, {}, unseen],
  [
    'two CAs',
    { ssl_client_certificate: file('both.crt') },
    { proxy_ssl_trusted_certificate: file('both.crt') },
    works(),
  ],
  ['the key of another', { ssl_certificate_key: file('client.key') }, {}, fails('key-mismatch')],
  [
    'the key of another at the client',
    {},
    { proxy_ssl_certificate_key: file('server.key') },
    fails('key-mismatch'),
  ],
  [
    'key and certificate exchanged',
    { ssl_certificate: file('server.key'), ssl_certificate_key: file('server.crt') },
    {},
    fails('file-unusable'),
  ],
  [
    'another CA at the server',
    { ssl_client_certificate: file('other-ca.crt') },
    {},
    fails('different-authorities'),
  ],
  [
    'another CA at the client',
    {},
    { proxy_ssl_trusted_certificate: file('other-ca.crt') },
    fails('different-authorities'),
  ],
  ['a foreign client', {}, shown('client-foreign'), fails('no-path')],
  ['a foreign server', own('server-foreign'), {}, fails('no-path')],
  ['a foreign server, not verified', own('server-foreign'), { proxy_ssl_verify: 'off' }, works()],
  ['an expired server', own('server-expired'), {}, fails('expired')],
  ['an expired client', {}, shown('client-expired'), fails('expired')],
  ['a server of tomorrow', own('server-future'), {}, fails('not-yet-valid')],
  ['a client of tomorrow', {}, shown('client-future'), fails('not-yet-valid')],
  ['a server with the purpose of a client', own('server-purpose'), {}, fails('purpose')],
  ['a client with the purpose of a server', {}, shown('client-purpose'), fails('purpose')],
  ['no purpose at all', own('server-unlimited'), shown('client-unlimited'), works()],
  ['a usage that fits no handshake', own('server-usage'), {}, unseen],
  [
    'a critical extension of nobody',
    own('server-critical'),
    {},
    fails('unprocessed-critical-extension'),
  ],
  ['1024 bits', own('server-weak'), {}, fails('key-size')],
  ['1024 bits of the client', {}, shown('client-weak'), fails('key-size')],
  [
    'SHA-1',
    own('server-sha1'),
    { proxy_ssl_trusted_certificate: file('ca-rsa.crt') },
    fails('signature-algorithm'),
  ],
  ['TLS 1.2 only', { ssl_protocols: 'TLSv1.2' }, {}, works()],
  [
    'TLS 1.3 only',
    { ssl_protocols: 'TLSv1.3' },
    { proxy_ssl_protocols: 'TLSv1.2 TLSv1.3' },
    works(),
  ],
  ['old versions too', { ssl_protocols: 'TLSv1 TLSv1.1 TLSv1.2' }, {}, works()],
  [
    'versions apart',
    { ssl_protocols: 'TLSv1.3' },
    { proxy_ssl_protocols: 'TLSv1.2' },
    fails('protocol-ranges'),
  ],
  [
    'TLS 1.1 only',
    { ssl_protocols: 'TLSv1.1' },
    { proxy_ssl_protocols: 'TLSv1.1' },
    fails('protocol-ranges'),
  ],
  ['a bad version', { ssl_protocols: 'TLS1.2' }, {}, fails('protocol-ranges', 'setting-value')],
  [
    'versions with commas',
    { ssl_protocols: 'TLSv1.2,TLSv1.3' },
    {},
    fails('protocol-ranges', 'setting-value'),
  ],
  ['a bad word for verification', { ssl_verify_client: 'require' }, {}, fails('setting-value')],
  ['a bad word at the client', {}, { proxy_ssl_verify: 'true' }, fails('setting-value')],
  ['a number that is none', { ssl_verify_depth: 'two' }, {}, unseen],
  ['a misspelt directive', { ssl_verify_clients: 'on' }, {}, fails('unknown-setting')],
  [
    'a misspelt directive of the client',
    {},
    { proxy_ssl_trusted_certificates: file('ca.crt') },
    fails('unknown-setting'),
  ],
  ['a directive in capitals', { SSL_VERIFY_DEPTH: '2' }, {}, fails('unknown-setting')],
  [
    'a directive of another product',
    { sslCertificate: file('server.crt') },
    {},
    fails('unknown-setting'),
  ],
  [
    'a directive twice',
    `server {\n${written(SERVER)}  ssl_verify_client on;\n${RETURN}}\n`,
    {},
    fails('repeated-setting'),
  ],
  [
    'a list twice',
    `server {\n${written(SERVER)}  ssl_protocols TLSv1.2;\n  ssl_protocols TLSv1.3;\n${RETURN}}\n`,
    {},
    works(),
  ],
  [
    'a directive of the client twice',
    {},
    `server {\n${FRONT}  location / {\n${written(CLIENT)}  proxy_ssl_verify on;\n  }\n}\n`,
    fails('repeated-setting'),
  ],
  [
    'two values for one file',
    { ssl_client_certificate: `${file('ca.crt')} ${file('other-ca.crt')}` },
    {},
    fails('too-many-values'),
  ],
  ['no value', { ssl_verify_client: '' }, {}, fails('setting-value', 'useless-setting')],
  [
    'a semicolon is missing',
    `server {\n${LISTEN}${written(TLS).replace(';', '')}${RETURN}}\n`,
    {},
    fails('missing-setting', 'too-many-values'),
  ],
  ['ssl on', { listen: '127.0.0.1:PORT', ssl: 'on' }, {}, works()],
  ['no ssl on the port', { listen: '127.0.0.1:PORT' }, {}, fails('plain-text')],
  ['plain HTTP to a port of TLS', {}, { proxy_pass: 'http://localhost:PORT' }, fails('plain-text')],
  [
    'TLS to a port of plain HTTP',
    `server { listen 127.0.0.1:PORT;\n${RETURN}}\n`,
    {},
    fails('plain-text'),
  ],
  ['http2', { listen: '127.0.0.1:PORT ssl http2' }, {}, works()],
  ['a default server', { listen: '127.0.0.1:PORT ssl default_server' }, {}, works()],
  ['bad ciphers', { ssl_ciphers: 'NO-SUCH' }, {}, unseen],
  ['a bad curve', { ssl_ecdh_curve: 'P-1' }, {}, unseen],
  ['a bad word of a switch', { ssl_session_tickets: 'no' }, {}, fails('setting-value')],
  ['a conf command', { ssl_conf_command: 'Options PrioritizeChaCha' }, {}, works()],
  [
    'ssl_reject_handshake for others',
    `server { listen 127.0.0.1:PORT ssl default_server; ssl_reject_handshake on; }\n${server({})}`,
    { proxy_ssl_server_name: 'on' },
    works(),
  ],
  [
    'ssl_reject_handshake for others, without SNI',
    `server { listen 127.0.0.1:PORT ssl default_server; ssl_reject_handshake on; }\n${server({})}`,
    {},
    unseen,
  ],
  [
    'two servers by names',
    `${server({})}${server({ server_name: 'other.lan', ...own('server-named') })}`,
    { proxy_ssl_server_name: 'on' },
    works(),
  ],
  [
    'two servers by names, without SNI',
    `${server({ server_name: 'other.lan', ...own('server-named') })}${server({})}`,
    {},
    fails('host-name'),
  ],
];

describePeer('nginx to nginx', { nginx: NGINX, openssl: OPENSSL }, () => {
  let links: RealLinks;
  beforeAll(() => void (links = new RealLinks(folder, realFiles(`${folder}/files`))));

  it.each(ROWS)('%s', async (_, serving, dialling, outcome) => {
    const ends = { server: endOf(serving, server), client: endOf(dialling, client) };
    await holds(links, ends, outcome);
  });
});
