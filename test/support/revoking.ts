// CAs with certificates that were revoked in every way, and servers that ask their CRLs, for the tests in which strangers refuse.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { connect } from 'node:tls';
import { expect } from 'vitest';
import { freePort, type RunningServer, startServer } from './generated-link.js';
import { makes } from './peer-certificate.js';
import { runHere } from './run-here.js';
import { NGINX, STUNNEL } from './strangers.js';

export const CRL_URL = 'http://pki.example/root.crl';
export const URLS = ['--crl-url', CRL_URL, '--aia-url', 'http://pki.example/ca.cer'];

export interface Pki {
  /** Of the CA that issues. */
  ca: string;
  root: string;
  /** PEM, of every CA of the chain. */
  crls: string;
  crt(name: string): string;
  key(name: string): string;
}

export const pkiOf = (folder: string, name: string, root = name): Pki => ({
  ca: `${folder}/${name}`,
  root: `${folder}/${root}/ca.crt`,
  crls: `${folder}/${name}.crls`,
  crt: (host) => `${folder}/${name}-${host}/${host}.crt`,
  key: (host) => `${folder}/${name}-${host}/${host}.key`,
});

/** `tlsmith ARGS...`, which must succeed. */
export async function does(args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(args);
  expect(exitCode, stderr).toBe(0);
}

/** Flags of `cert revoke`, call by call. */
export type Acts = readonly (readonly string[])[];

/** Certificates by name, each revoked and released as its calls say. */
export async function makeRevoked(
  { ca }: Pki,
  clients: readonly (readonly [name: string, acts: Acts, ...rest: unknown[]])[],
): Promise<void> {
  const wanted = ['--profile', 'peer', '--san', 'localhost', '--ca', ca];
  for (const name of ['server', ...clients.map(([one]) => one)]) {
    await makes(['cert', 'issue', name, ...wanted, '-o', `${ca}-${name}`, ...URLS]);
  }
  for (const [name, acts] of clients) {
    for (const act of acts) await does(['cert', 'revoke', `${ca}-${name}`, '--ca', ca, ...act]);
  }
}

/** The CRL of each CA, in one file. */
export async function issueCrls({ crls }: Pki, authorities: readonly string[]): Promise<void> {
  const texts = [];
  for (const ca of authorities) {
    await does(['crl', 'issue', '--ca', ca]);
    texts.push(readFileSync(`${ca}/ca.crl`, 'utf8'));
  }
  writeFileSync(crls, texts.join(''));
}

/** TLS 1.3, where a refusal comes late: who is taken hears something. */
const asClient = ({ root, crt, key }: Pki, name: string) => ({
  ca: readFileSync(root),
  cert: readFileSync(crt(name)),
  key: readFileSync(key(name)),
  servername: 'localhost',
});

export interface AskingServer extends RunningServer {
  takes(name: string): Promise<boolean>;
}

/** nginx as its snippet has it; who is refused is told so in HTTP. */
export async function startNginx(pki: Pki, crls = pki.crls): Promise<AskingServer> {
  const port = await freePort();
  const home = `${pki.ca}-nginx-${port}`;
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${home}.${kind};`)
    .join(' ');
  writeFileSync(
    `${home}.conf`,
    `daemon off; pid ${home}.pid; error_log stderr info; events {}
http { access_log off; ${temporary} server { listen 127.0.0.1:${port} ssl;
ssl_certificate ${pki.crt('server')}; ssl_certificate_key ${pki.key('server')};
ssl_client_certificate ${pki.root}; ssl_verify_client on; ssl_verify_depth 3; ssl_crl ${crls};
location / { return 200 taken; } } }\n`,
  );
  const server = await startServer(NGINX ?? 'nginx', ['-c', `${home}.conf`], port);
  const takes = async (name: string) => {
    const asked = request({ host: '127.0.0.1', port, agent: false, ...asClient(pki, name) }).end();
    const [answer] = (await once(asked, 'response')) as [{ statusCode?: number; resume(): void }];
    answer.resume();
    expect([200, 400]).toContain(answer.statusCode);
    return answer.statusCode === 200;
  };
  return { ...server, takes };
}

/** stunnel before a server that says one word. */
export async function startStunnel(pki: Pki, crls = pki.crls): Promise<AskingServer> {
  const behind = createServer((socket) => socket.end('taken')).listen(0, '127.0.0.1');
  await once(behind, 'listening');
  const { port: back } = behind.address() as { port: number };
  const port = await freePort();
  const home = `${pki.ca}-stunnel-${port}`;
  writeFileSync(
    `${home}.conf`,
    `foreground = yes\npid = ${home}.pid\n[tunnel]\naccept = 127.0.0.1:${port}\nconnect = 127.0.0.1:${back}
cert = ${pki.crt('server')}\nkey = ${pki.key('server')}\nCAfile = ${pki.root}\nverifyChain = yes\nCRLfile = ${crls}\n`,
  );
  const server = await startServer(STUNNEL ?? 'stunnel', [`${home}.conf`], port);
  const takes = (name: string) =>
    new Promise<boolean>((resolve) => {
      const socket = connect({ host: '127.0.0.1', port, ...asClient(pki, name) });
      socket.on('data', () => resolve(true));
      socket.on('error', () => resolve(false));
      socket.on('close', () => resolve(false));
    });
  const end = async () => {
    await server.end();
    behind.close();
  };
  return { ...server, takes, end };
}

/** Of each whether the server takes it, which is started and ended for that. */
export async function takenBy(
  starting: Promise<AskingServer>,
  names: readonly string[],
): Promise<boolean[]> {
  const server = await starting;
  const found = [];
  for (const name of names) found.push(await server.takes(name));
  await server.end();
  return found;
}
