// What clients say of a server that does not fit: GnuTLS, openssl, Python and Node, each of a server of Node or one without TLS.
import { afterAll, beforeAll, it } from 'vitest';
import type { Fault } from '../../support/faulty-identities.js';
import { type End, SERVERS } from '../../support/peer-ends.js';
import { describePeer, findOnPath, OPENSSL } from '../../support/peer.js';
import { PYTHON } from '../../support/python.js';
import { runProgram } from '../../support/run-cli.js';
import { answering } from './answering.js';
import { expectSaid, identities } from './said.js';

const GNUTLS = findOnPath('gnutls-cli');
const CA = identities.right.ca;

type Server = Fault | 'plain' | 'closing';
const FAULTS: readonly Fault[] = [
  ...(['right', 'foreign', 'expired', 'future', 'client-only', 'other-name'] as const),
];

/** The arguments with which a program dials a port. */
type Dialling = (port: number) => readonly string[];

const gnutls: Dialling = (port) => ['--x509cafile', CA, '--port', `${port}`, 'localhost'];
const openssl: Dialling = (port) => [
  ...['s_client', '-connect', `localhost:${port}`, '-CAfile', CA, '-purpose', 'sslserver'],
  ...['-verify_return_error', '-verify_hostname', 'localhost'],
];
const python =
  (host: string): Dialling =>
  (port) => {
    const dials = `socket.create_connection(("localhost", ${port})), server_hostname="${host}"`;
    const trusts = `c = ssl.create_default_context(cafile="${CA}")`;
    return ['-c', `import ssl, socket; ${trusts}; c.wrap_socket(${dials})`];
  };
const pythonGets: Dialling = (port) => [
  ...['-c', `import urllib.request as r; r.urlopen("http://localhost:${port}")`],
];
const node: Dialling = (port) => [
  ...['-e', `require('tls').connect({ port: ${port}, ca: require('fs').readFileSync('${CA}') })`],
];

type Row = readonly [code: string, server: Server, dialling: Dialling];

const ROWS: Readonly<Record<string, readonly [string | undefined, readonly Row[]]>> = {
  'gnutls-cli': [
    GNUTLS,
    [
      ['gnutls-untrusted', 'foreign', gnutls],
      ['gnutls-expired', 'expired', gnutls],
      ['gnutls-not-yet-valid', 'future', gnutls],
      ['gnutls-purpose', 'client-only', gnutls],
      ['gnutls-host', 'other-name', gnutls],
      ['alert-certificate-required', 'right', gnutls],
      ['gnutls-plain', 'plain', gnutls],
      ['gnutls-closed', 'closing', gnutls],
    ],
  ],
  openssl: [
    OPENSSL,
    [
      ['openssl-no-local-issuer|openssl-first-certificate', 'foreign', openssl],
      ['openssl-purpose', 'client-only', openssl],
      ['openssl-host', 'other-name', openssl],
      ['openssl-plain-peer', 'plain', openssl],
      ['openssl-eof', 'closing', openssl],
    ],
  ],
  python3: [
    PYTHON,
    [
      ['python-host-differs', 'right', python('b.lan')],
      ['python-address-differs', 'right', python('10.0.0.5')],
      ['openssl-plain-peer', 'plain', python('localhost')],
      ['openssl-eof', 'closing', python('localhost')],
      ['python-remote-closed', 'closing', pythonGets],
    ],
  ],
  node: [
    process.execPath,
    [
      ['node-host-differs', 'other-name', node],
      ['openssl-plain-peer', 'plain', node],
      ['node-closed-early', 'closing', node],
    ],
  ],
};

export function saidByClients(): void {
  const ends: End[] = [];
  const ports = new Map<Server, number>();
  const others: { close(): void }[] = [];
  beforeAll(async () => {
    for (const fault of FAULTS) {
      const end = SERVERS.find(({ name }) => name === 'Node')?.start() as End;
      ends.push(end);
      ports.set(fault, (await end.serve(identities[fault])).port);
    }
    for (const name of ['plain', 'closing'] as const) {
      const server = await answering(name === 'plain' ? 'HTTP/1.1 400 Bad Request\r\n\r\n' : '');
      others.push(server);
      ports.set(name, server.port);
    }
  });
  afterAll(async () => {
    await Promise.all(ends.map((end) => end.end()));
    for (const server of others) server.close();
  });

  for (const [name, [program, rows]] of Object.entries(ROWS)) {
    describePeer(name, { [name]: program }, () => {
      it.each(rows)('%s, by a server that is %s', async (code, server, dialling) => {
        const args = dialling(ports.get(server) ?? 0);
        const { stdout, stderr } = await runProgram(program ?? '', args);
        expectSaid(code, stdout + stderr);
      });
    });
  }
}
