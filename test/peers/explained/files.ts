// What programs say of files and ports that do not fit: each is run once with one fault, and ends by itself.
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { afterAll, beforeAll, it } from 'vitest';
import { type End, SERVERS } from '../../support/peer-ends.js';
import { describePeer, findOnPath, itNeeding, type Needs, OPENSSL } from '../../support/peer.js';
import { PYTHON } from '../../support/python.js';
import { runProgram } from '../../support/run-cli.js';
import { CURL, NGINX, REDIS, REDIS_CLI, STUNNEL } from '../../support/strangers.js';
import { at, expectSaid, folder, identities } from './said.js';

const KEYTOOL = findOnPath('keytool');

const { right, expired, future, foreign, ...faulty } = identities;
const OTHER_KEY = foreign.key as string;
const CERTIFICATE = right.certificate as string;
const KEY = right.key as string;

/** The code that one line of what it says must get, the program, and what it is called with. */
type Row = readonly [code: string, program: string | undefined, ...args: string[]];

const config = (name: string, ...lines: readonly string[]) => {
  writeFileSync(at(name), `${lines.join('\n')}\n`);
  return at(name);
};
const nginx = (name: string, ...server: readonly string[]) =>
  config(
    name,
    ...[`error_log stderr;`, `pid ${at('nginx.pid')};`, 'events {}'],
    ...['http { access_log off;', `server { listen 127.0.0.1:1 ssl; ${server.join(' ')} } }`],
  );
const stunnel = (name: string, ...service: readonly string[]) =>
  config(name, 'foreground = yes', 'pid =', '[x]', 'accept = 127.0.0.1:0', ...service);
const redis = (certificate: string, key: string, ca: string) => [
  ...['--port', '0', '--tls-port', '1', '--tls-cert-file', certificate],
  ...['--tls-key-file', key, '--tls-ca-cert-file', ca],
];

const script = (text: string) => ['-c', `import ssl; c = ssl.create_default_context(); ${text}`];
const node = (options: string) => [
  ...['-e', `const f = require('fs').readFileSync; require('tls').createSecureContext(${options})`],
];
const verify = (certificate: string | undefined, ...flags: readonly string[]) => [
  ...['verify', ...flags, '-CAfile', right.ca, certificate ?? ''],
];

writeFileSync(at('empty'), '');
writeFileSync(at('damaged.crt'), '-----BEGIN CERTIFICATE-----\nMII!\n-----END CERTIFICATE-----\n');
writeFileSync(at('truncated.der'), Uint8Array.of(0x30, 0x82, 0x01, 0x01, 0x30));
if (OPENSSL !== undefined) {
  const make = (...args: readonly string[]) =>
    execFileSync(OPENSSL ?? '', args, { stdio: 'ignore' });
  make('pkcs8', '-topk8', '-in', KEY, '-out', at('locked.key'), '-passout', 'pass:right');
  make(
    ...['pkcs12', '-export', '-in', CERTIFICATE, '-inkey', KEY, '-out', at('store.p12')],
    ...['-passout', 'pass:rightpassword'],
  );
}
const LOCKED = at('locked.key');
const STORE = at('store.p12');

const ROWS: readonly Row[] = [
  ['openssl-no-local-issuer', OPENSSL, ...verify(foreign.certificate)],
  ['openssl-expired', OPENSSL, ...verify(expired.certificate)],
  ['openssl-not-yet-valid', OPENSSL, ...verify(future.certificate)],
  ['openssl-self-signed', OPENSSL, ...verify(faulty['self-signed'].certificate)],
  [
    'openssl-purpose',
    OPENSSL,
    ...verify(faulty['client-only'].certificate, '-purpose', 'sslserver'),
  ],
  [
    'openssl-invalid-ca',
    OPENSSL,
    'verify',
    '-CAfile',
    at('below-none/ca.crt'),
    at('below-none/end.crt'),
  ],
  ['openssl-crl-missing', OPENSSL, ...verify(CERTIFICATE, '-crl_check')],
  ['openssl-key-password', OPENSSL, 'pkey', '-in', LOCKED, '-passin', 'pass:wrong', '-noout'],
  [
    'openssl-store-password',
    OPENSSL,
    ...['pkcs12', '-in', STORE, '-passin', 'pass:wrong', '-noout'],
  ],
  ['openssl-could-not-read', OPENSSL, 'crl', '-in', CERTIFICATE, '-inform', 'PEM'],
  ['openssl-could-not-read', OPENSSL, 'x509', '-in', at('damaged.crt'), '-noout', '-inform', 'PEM'],
  ['openssl-file-absent', OPENSSL, 'x509', '-in', at('absent.crt'), '-noout'],
  ['openssl-could-not-read', OPENSSL, 'crl', '-inform', 'DER', '-in', at('truncated.der')],
  ['nginx-key-mismatch', NGINX, '-t', '-c', nginxFile('mismatch', CERTIFICATE, OTHER_KEY)],
  ['nginx-no-ca', NGINX, '-t', '-c', nginxFile('no-ca', CERTIFICATE, KEY, 'ssl_verify_client on;')],
  ['nginx-no-certificate', NGINX, '-t', '-c', nginx('none.conf')],
  ['openssl-file-absent', NGINX, '-t', '-c', nginxFile('absent', at('absent.crt'), KEY)],
  ['openssl-no-start-line', NGINX, '-t', '-c', nginxFile('no-pem', at('empty'), KEY)],
  ['openssl-file-absent', NGINX, '-t', '-c', nginxFile('no-key', CERTIFICATE, at('absent.key'))],
  [
    'stunnel-no-ca',
    STUNNEL,
    stunnel('no-ca.s', 'connect = 127.0.0.1:1', 'client = yes', 'verifyChain = yes'),
  ],
  [
    'openssl-key-mismatch',
    STUNNEL,
    stunnel('pair.s', 'connect = 1', `cert = ${CERTIFICATE}`, `key = ${OTHER_KEY}`),
  ],
  [
    'openssl-file-absent',
    STUNNEL,
    stunnel('absent.s', 'connect = 1', `cert = ${at('absent.crt')}`, `key = ${KEY}`),
  ],
  [
    'stunnel-setting',
    STUNNEL,
    stunnel('setting.s', 'connect = 1', `cert = ${CERTIFICATE}`, 'verify = default'),
  ],
  ['stunnel-no-certificate', STUNNEL, stunnel('none.s', 'connect = 1')],
  ['openssl-key-mismatch', REDIS, ...redis(CERTIFICATE, OTHER_KEY, right.ca)],
  ['redis-failed-tls', REDIS, ...redis(CERTIFICATE, OTHER_KEY, right.ca)],
  ['openssl-file-absent', REDIS, ...redis(at('absent.crt'), KEY, right.ca)],
  ['openssl-file-absent', REDIS, ...redis(CERTIFICATE, KEY, at('absent.crt'))],
  ['redis-no-ca', REDIS, ...redis(CERTIFICATE, KEY, right.ca).slice(0, -2)],
  ['redis-bad-directive', REDIS, '--tls-nothing', '1'],
  ['network-refused', REDIS_CLI, '-h', '127.0.0.1', '-p', '1', 'PING'],
  ['network-refused', CURL, '-sS', 'https://127.0.0.1:1/'],
  ['network-no-host', CURL, '-sS', 'https://nobody.invalid/'],
  [
    'openssl-key-mismatch',
    PYTHON,
    ...script(`c.load_cert_chain('${CERTIFICATE}', '${OTHER_KEY}')`),
  ],
  ['python-pem', PYTHON, ...script(`c.load_cert_chain('${at('empty')}')`)],
  ['python-no-host', PYTHON, ...script('import socket; c.wrap_socket(socket.socket())')],
  [
    'openssl-key-mismatch',
    process.execPath,
    ...node(`{ cert: f('${CERTIFICATE}'), key: f('${OTHER_KEY}') }`),
  ],
  ['node-file-absent', process.execPath, ...node(`{ key: f('${at('absent.key')}') }`)],
  ['node-invalid-passphrase', process.execPath, ...node(`{ key: f('${LOCKED}') }`)],
  [
    'openssl-store-password',
    process.execPath,
    ...node(`{ pfx: f('${STORE}'), passphrase: 'wrong' }`),
  ],
  ['openssl-no-start-line', process.execPath, ...node(`{ cert: f('${at('empty')}') + 'x' }`)],
  ['java-store-password', KEYTOOL, '-list', '-keystore', STORE, '-storepass', 'wrongpassword'],
];

function nginxFile(name: string, certificate: string, key: string, more = ''): string {
  const files = [`ssl_certificate ${certificate};`, `ssl_certificate_key ${key};`];
  return nginx(`${name}.conf`, ...files, more);
}

export function saidOfFiles(): void {
  for (const [code, program, ...args] of ROWS) {
    const needs: Needs = { [code.split('-')[0] as string]: program };
    itNeeding(needs)(`${code}: ${program?.split('/').pop() ?? ''} ${args[0] ?? ''}`, async () => {
      const { stdout, stderr } = await runProgram(program ?? '', args, { cwd: folder });
      expectSaid(code, stdout + stderr);
    });
  }
}

export function saidByCurl(): void {
  describePeer('curl against a server of Node', { curl: CURL }, () => {
    const ends: End[] = [];
    const serve = async (identity: typeof right) => {
      const end = SERVERS.find(({ name }) => name === 'Node')?.start() as End;
      ends.push(end);
      return `https://localhost:${(await end.serve(identity)).port}/`;
    };
    const OWN = ['--cert', CERTIFICATE, '--key', KEY];
    let urls: Record<'right' | 'other-name' | 'foreign', string>;
    beforeAll(async () => {
      const [good, named, strange] = await Promise.all(
        [right, faulty['other-name'], foreign].map(serve),
      );
      urls = { right: good ?? '', 'other-name': named ?? '', foreign: strange ?? '' };
    });
    afterAll(() => Promise.all(ends.map((end) => end.end())));

    it.each([
      ['curl-empty-reply', 'right', OWN],
      ['curl-host-differs', 'other-name', OWN],
      ['openssl-no-local-issuer', 'foreign', OWN],
      ['alert-certificate-required', 'right', []],
      ['curl-client-key', 'right', ['--cert', CERTIFICATE, '--key', OTHER_KEY]],
      ['curl-authorities-file', 'right', ['--cacert', at('absent.crt')]],
      ['curl-client-certificate', 'right', ['--cert', at('absent.crt'), '--key', KEY]],
    ] as const)('%s of %s', async (code, server, own) => {
      const args = ['-sS', '--http1.1', '--cacert', right.ca, ...own, urls[server]];
      const { stderr } = await runProgram(CURL ?? '', args);
      expectSaid(code, stderr);
    });
  });
}
