// What servers log of clients that do not fit, and what clients say of servers: nginx, stunnel, redis, with one fault each.
import { once } from 'node:events';
import { writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  endServersAfterwards,
  freePort,
  type RunningServer,
  startServer,
} from '../../support/generated-link.js';
import { type End, type Identity, SERVERS } from '../../support/peer-ends.js';
import { describePeer } from '../../support/peer.js';
import { runProgram } from '../../support/run-cli.js';
import { CURL, NGINX, REDIS, REDIS_CLI, STUNNEL } from '../../support/strangers.js';
import { answering } from './answering.js';
import { at, codesOf, expectSaid, identities } from './said.js';

const { right, foreign } = identities;

/** The log is waited for: the client may be gone before its line is there. */
async function expectLogged(code: string, server: RunningServer): Promise<void> {
  const isThere = () => codesOf(server.said()).includes(code);
  await expect
    .poll(isThere, { timeout: 20_000 })
    .toBe(true)
    .catch(() => undefined);
  expectSaid(code, server.said());
}

function config(name: string, ...lines: readonly string[]): string {
  writeFileSync(at(name), `${lines.join('\n')}\n`);
  return at(name);
}

const curl = (port: number, ...flags: readonly string[]) =>
  runProgram(CURL ?? '', ['-sS', '-m', '30', ...flags, `https://localhost:${port}/`]);
const showing = ({ certificate = '', key = '' }: Identity, ca = right.ca) => [
  ...['--cacert', ca, '--cert', certificate, '--key', key],
];

async function knock(port: number): Promise<void> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.destroy();
  await once(socket, 'close');
}

export function saidByNginx(): void {
  describePeer('nginx', { nginx: NGINX, curl: CURL }, () => {
    endServersAfterwards();
    let port = 0;
    let server: RunningServer;
    let demanding: End;
    let plain: Awaited<ReturnType<typeof answering>>;
    beforeAll(async () => {
      port = await freePort();
      demanding = SERVERS.find(({ name }) => name === 'Node')?.start() as End;
      plain = await answering('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
      const behind = (await demanding.serve(right)).port;
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
        (kind) => `${kind}_temp_path ${at(kind)};`,
      );
      const proxy = (path: string, to: number, ...settings: readonly string[]) =>
        `location ${path} { proxy_pass https://127.0.0.1:${to}; ${settings.join(' ')} }`;
      const own = `proxy_ssl_certificate ${right.certificate}; proxy_ssl_certificate_key ${right.key};`;
      const verified = (ca: string) => `proxy_ssl_verify on; proxy_ssl_trusted_certificate ${ca};`;
      const file = config(
        'live-nginx.conf',
        ...[`daemon off; pid ${at('live-nginx.pid')};`, 'error_log stderr info; events {}'],
        ...[
          'http { access_log off; proxy_ssl_session_reuse off;',
          ...temporary,
          `server { listen 127.0.0.1:${port} ssl;`,
        ],
        ...[`ssl_certificate ${right.certificate};`, `ssl_certificate_key ${right.key};`],
        ...[`ssl_client_certificate ${right.ca}; ssl_verify_client on; ssl_verify_depth 3;`],
        proxy('/host', behind, own, verified(right.ca), 'proxy_ssl_name other.lan;'),
        proxy('/ca', behind, own, verified(foreignTrust())),
        proxy('/refused', behind, 'proxy_ssl_protocols TLSv1.3;'),
        proxy('/name', behind, 'proxy_ssl_protocols TLSv1.2;'),
        proxy('/plain', plain.port),
        '} }',
      );
      server = await startServer(NGINX ?? '', ['-c', file], port);
    });
    afterAll(async () => {
      await server.end();
      await demanding.end();
      plain.close();
    });

    it.each([
      ['nginx-no-client-certificate', ['--cacert', right.ca]],
      ['nginx-client-expired', showing(identities.expired)],
      ['nginx-client-purpose', showing(identities['server-only'])],
      ['nginx-client-untrusted', showing(foreign)],
      ['nginx-client-does-not-trust', showing(right, foreignTrust())],
    ])('%s', async (code, flags) => {
      await curl(port, ...flags);
      await expectLogged(code, server);
    });

    it('nginx-plain-http', async () => {
      await runProgram(CURL ?? '', ['-sS', '-m', '30', `http://localhost:${port}/`]);
      await expectLogged('nginx-plain-http', server);
    });

    it.each([
      ['nginx-upstream-host', 'host'],
      ['nginx-upstream-untrusted', 'ca'],
      ['nginx-upstream-refused', 'refused'],
      ['nginx-upstream-name', 'name'],
      ['nginx-upstream-plain', 'plain'],
    ])('%s', async (code, path) => {
      await runProgram(CURL ?? '', [
        '-sS',
        '-m',
        '30',
        ...showing(right),
        `https://localhost:${port}/${path}`,
      ]);
      await expectLogged(code, server);
    });
  });
}

export function saidByStunnel(): void {
  describePeer('stunnel', { stunnel: STUNNEL, curl: CURL }, () => {
    endServersAfterwards();
    const start = async (name: string, ...service: readonly string[]) => {
      const port = await freePort();
      const global = ['foreground = yes', 'pid =', 'debug = info', 'syslog = no', '[x]'];
      const file = config(name, ...global, `accept = 127.0.0.1:${port}`, ...service);
      return { port, server: await startServer(STUNNEL ?? '', [file], port) };
    };
    const own = [`cert = ${right.certificate}`, `key = ${right.key}`, `CAfile = ${right.ca}`];

    it('as a server', async () => {
      const demanding = ['connect = 127.0.0.1:1', 'verifyChain = yes', 'requireCert = yes'];
      const { port, server } = await start('live-server.s', ...own, ...demanding);
      await expectLogged('stunnel-insecure-key', server);
      await curl(port, ...showing(foreign));
      await expectLogged('stunnel-untrusted', server);
      await expectLogged('stunnel-rejected', server);
      await curl(port, ...showing(identities.expired));
      await expectLogged('stunnel-pre-verification', server);
      await curl(port, '--cacert', right.ca);
      await expectLogged('openssl-no-client-certificate', server);
      await curl(port, ...showing(right));
      await expectLogged('network-refused', server);
      await runProgram(CURL ?? '', ['-sS', '-m', '30', `http://localhost:${port}/`]);
      await expectLogged('openssl-plain-http-client', server);
      await knock(port);
      await expectLogged('openssl-eof', server);
      await server.end();
    });

    it('as a client', async () => {
      const end = SERVERS.find(({ name }) => name === 'Node')?.start() as End;
      const { port: behind } = await end.serve(right);
      const checking = ['client = yes', `connect = 127.0.0.1:${behind}`, 'verifyChain = yes'];
      const { port, server } = await start(
        'live-client.s',
        ...[...own, ...checking, 'checkHost = other.lan'],
      );
      await runProgram(CURL ?? '', ['-sS', '-m', '30', `http://localhost:${port}/`]);
      await expectLogged('stunnel-host', server);
      await server.end();
      await end.end();
    });
  });
}

export function saidByRedis(): void {
  const needs = { 'redis-server': REDIS, 'redis-cli': REDIS_CLI };
  describePeer('redis', needs, () => {
    endServersAfterwards();
    let port = 0;
    let server: RunningServer;
    const place = ['--bind', '127.0.0.1', '--save', '', '--daemonize', 'no'];
    const cli = async (to: number, ...flags: readonly string[]) => {
      const args = ['-h', 'localhost', '-p', String(to), ...flags, 'PING'];
      const { stdout, stderr } = await runProgram(REDIS_CLI ?? '', args);
      return stdout + stderr;
    };
    beforeAll(async () => {
      port = await freePort();
      server = await startServer(
        REDIS ?? '',
        [
          ...[
            '--port',
            '0',
            '--tls-port',
            String(port),
            '--tls-cert-file',
            right.certificate ?? '',
          ],
          ...['--tls-key-file', right.key ?? '', '--tls-ca-cert-file', right.ca, ...place],
        ],
        port,
      );
    });
    afterAll(() => server.end());

    it('of clients that do not fit', async () => {
      await knock(port);
      await expectLogged('redis-client-gone', server);
      expectSaid('redis-cli-closed', await cli(port));
      await expectLogged('redis-plain-client', server);
      await cli(port, '--tls', '--cacert', right.ca);
      await expectLogged('redis-no-client-certificate', server);
      await cli(port, '--tls', ...showing(foreign));
      await expectLogged('redis-client-untrusted', server);
      const other = foreignTrust();
      expectSaid('redis-cli-untrusted', await cli(port, '--tls', ...showing(right, other)));
      await expectLogged('redis-client-does-not-trust', server);
    });

    it('of a server that has no TLS', async () => {
      const plain = await answering('-ERR no TLS here\r\n');
      expectSaid('redis-cli-plain', await cli(plain.port, '--tls', ...showing(right)));
      plain.close();
    });
  });
}

/** A CA that has issued nothing here. */
const foreignTrust = () => identities['self-signed'].certificate ?? '';
