// `probe` against real servers, in good and bad configuration: openssl, nginx, stunnel, redis, Node.
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import type { AddressInfo, Server } from 'node:net';
import { createServer as createHttpsServer } from 'node:https';
import { createServer as createTlsServer } from 'node:tls';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  besideFile,
  endServersAfterwards,
  freePort,
  type InstalledEnd,
  type InstalledLink,
  installLink,
  startServer,
} from '../support/generated-link.js';
import { JDKS } from '../support/jdks.js';
import { makes } from '../support/peer-certificate.js';
import { describePeer, OPENSSL } from '../support/peer.js';
import { startJava } from '../support/peer-ends.js';
import { runHereJson } from '../support/run-here.js';
import { NGINX, REDIS, STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Document {
  protocol?: string;
  asksForCertificate?: boolean;
  acceptedIssuers?: string[];
  certificates: { subject: string }[];
  attempts: { with: string; outcome: string; alert?: string; message: string }[];
  findings: { code: string; severity: string }[];
  also: { how: string; outcome: string }[];
  error?: { code: string };
}

const folder = temporaryFolder();
endServersAfterwards();

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) server.close();
});

/** Client and server of one CA, and where the server is to listen. */
const linkOf = (client: string, server: string, flags: readonly string[] = []) =>
  installLink({ client, server, flags, folder: `${folder}/${server}${flags.join('')}` });

async function probe(port: number, own: InstalledEnd | undefined, flags: readonly string[] = []) {
  const side = own ? ['--dir', own.folder] : [];
  const result = await runHereJson<Document>(['probe', `localhost:${port}`, ...side, ...flags]);
  return {
    exitCode: result.exitCode,
    document: result.document,
    outcomes: result.document.attempts?.map((one) => `${one.with} ${one.outcome}`),
    errors: result.document.findings
      ?.filter(({ severity }) => severity === 'error')
      .map(({ code }) => code),
  };
}

const RIGHT = {
  ...{ exitCode: 0, errors: [] },
  outcomes: ['own accepted', 'none refused', 'foreign refused'],
};
const OPEN = {
  ...{ exitCode: 1, errors: ['accepts-without-certificate', 'accepts-unknown-ca'] },
  outcomes: ['own accepted', 'none accepted', 'foreign accepted'],
};
const UNASKED = { ...OPEN, errors: ['asks-nobody'] };

describePeer('openssl s_server', { openssl: OPENSSL }, () => {
  let link: InstalledLink;
  beforeAll(async () => {
    link = await linkOf('heartbeat', 'logstash');
  });

  async function serve(flags: readonly string[]) {
    const { server } = link;
    const port = await freePort();
    const files = ['-cert', server.file('listening.crt'), '-key', server.file('listening.key')];
    const trust = ['-CAfile', server.file('ca.crt')];
    const args = ['s_server', '-accept', `127.0.0.1:${port}`, '-www', ...files, ...trust];
    const running = await startServer(OPENSSL ?? 'openssl', [...args, ...flags], port);
    return { port, end: () => running.end() };
  }

  const demanding = ['-Verify', '3', '-verify_return_error'];
  describe.each(['-tls1_3', '-tls1_2'])('%s', (version) => {
    it.each([
      ['demands a certificate', demanding, RIGHT, true],
      ['asks for one and takes everybody', ['-verify', '3'], OPEN, true],
      ['asks nobody', [], UNASKED, false],
    ])('%s', async (_, flags, expected, asks) => {
      const server = await serve([version, ...flags]);
      const seen = await probe(server.port, link.client, ['--http']);
      await server.end();
      expect(seen).toMatchObject(expected);
      const { protocol, asksForCertificate, acceptedIssuers, certificates } = seen.document;
      expect(protocol).toBe(version === '-tls1_3' ? 'TLSv1.3' : 'TLSv1.2');
      expect(asksForCertificate).toBe(asks);
      expect(acceptedIssuers?.length).toBe(asks ? 1 : undefined);
      expect(certificates[0]).toMatchObject({ subject: 'CN=listening' });
    });
  });

  it('a server that says nothing has accepted, and is sent nothing', async () => {
    const server = await serve(demanding);
    const seen = await probe(server.port, link.client);
    await server.end();
    expect(seen).toMatchObject(RIGHT);
    expect(seen.document.also).toMatchObject([
      { how: 'TLSv1.2', outcome: 'accepted' },
      { how: 'without a server name', outcome: 'accepted' },
    ]);
  });

  it('a server of another CA refuses ours and is not believed', async () => {
    const other = await linkOf('heartbeat', 'logstash', ['--stack', '8.19']);
    const server = await serve(demanding);
    const seen = await probe(server.port, other.client, ['--http']);
    await server.end();
    expect(seen).toMatchObject({
      exitCode: 1,
      outcomes: ['own refused', 'none refused', 'foreign refused'],
    });
    expect(seen.errors).toContain('refuses-own');
    expect(seen.errors).toContain('no-path');
  });

  it('the certificate that is served is compared with a renewed one', async () => {
    const server = await serve(demanding);
    const { server: end, ca } = link;
    const same = await probe(server.port, undefined, ['--cert-served', end.folder]);
    const out = `${folder}/renewed`;
    const host = ['--profile', 'server', '--san', 'localhost', '--ca', ca, '--out', out];
    await makes(['cert', 'issue', 'listening', ...host]);
    const served = ['--cert-served', `${out}/listening.crt`];
    const other = await probe(server.port, undefined, served);
    await server.end();
    expect(same).toMatchObject({ exitCode: 0, errors: [] });
    expect(other).toMatchObject({ exitCode: 1, errors: ['served-certificate'] });
  });

  it('the chain is saved as it was served', async () => {
    const server = await serve([]);
    const saved = `${folder}/chain.pem`;
    await probe(server.port, undefined, ['--http', '--save-chain', saved]);
    await server.end();
    const text = readFileSync(saved, 'utf8');
    expect(text.startsWith(link.server.text('listening.crt').trimEnd())).toBe(true);
  });
});

describePeer('nginx', { nginx: NGINX }, () => {
  it.each([
    ['required', ['--http'], RIGHT],
    [
      ...(['required', ['--http', '--sign-with', '{ca}']] as const),
      {
        ...{ exitCode: 0, errors: [] },
        outcomes: [...RIGHT.outcomes, 'wrong-purpose refused', 'expired refused'],
      },
    ],
    // Who shows a wrong one is refused, who shows none is not.
    [
      'optional',
      ['--http'],
      { exitCode: 1, outcomes: ['own accepted', 'none accepted', 'foreign refused'] },
    ],
    // The refusal comes by HTTP, so that it is not seen without a request.
    ['required', [], OPEN],
  ])('client certificates %s, probed with %j', async (demand, flags, expected) => {
    const link = await installLink({
      ...{ client: 'curl', server: 'nginx', flags: ['--client-auth', demand] },
      folder: `${folder}/nginx-${demand}${flags.join('').replace(/\W/g, '')}`,
    });
    const { server, port } = link;
    const places = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${server.folder}/${kind};`)
      .join(' ');
    const include = `include ${server.file('tlsmith.conf')};`;
    const config = besideFile(
      server,
      'nginx.conf',
      `daemon off; pid ${server.folder}/pid; error_log stderr; events {}
http { access_log off; ${places} ${include} }\n`,
    );
    const running = await startServer(NGINX ?? 'nginx', ['-c', config], port);
    const words = flags.map((flag) => flag.replace('{ca}', link.ca));
    const seen = await probe(port, link.client, words);
    await running.end();
    expect(seen).toMatchObject(expected);
  });
});

describePeer('redis and stunnel', { 'redis-server': REDIS, stunnel: STUNNEL }, () => {
  const startRedis = (config: readonly string[], port: number) => {
    const place = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no'];
    return startServer(REDIS ?? 'redis-server', [...config, ...place], port);
  };

  it('redis with TLS', async () => {
    const link = await linkOf('redis-cli', 'redis');
    const running = await startRedis([link.server.file('redis.conf')], link.port);
    expect(await probe(link.port, link.client, ['--redis'])).toMatchObject(RIGHT);
    await running.end();
  });

  it('redis that demands no certificate', async () => {
    const link = await linkOf('redis-cli', 'redis', ['--days', '30']);
    const config = [link.server.file('redis.conf'), '--tls-auth-clients', 'no'];
    const running = await startRedis(config, link.port);
    expect(await probe(link.port, link.client, ['--redis'])).toMatchObject(UNASKED);
    await running.end();
  });

  it('stunnel before a plain redis', async () => {
    const plain = await freePort();
    const behind = await startRedis(['--port', String(plain)], plain);
    const link = await linkOf('stunnel', 'stunnel');
    const text = link.server.text('stunnel.conf').replace('127.0.0.1:6379', `127.0.0.1:${plain}`);
    const config = besideFile(link.server, 'own.conf', text);
    const running = await startServer(STUNNEL ?? 'stunnel4', [config], link.port);
    expect(await probe(link.port, link.client, ['--redis'])).toMatchObject(RIGHT);
    await running.end();
    await behind.end();
  });
});

const [jdk] = JDKS;
describePeer('a JDK', { [jdk?.name ?? 'a JDK']: jdk?.path }, () => {
  it('demands a certificate', async () => {
    const link = await linkOf('heartbeat', 'logstash', ['--days', '50']);
    const { server, client } = link;
    const java = startJava(jdk?.path ?? 'java');
    const [certificate, key] = [server.file('listening.crt'), server.file('listening.key')];
    const { port } = await java.serve({ certificate, key, ca: server.file('ca.crt') });
    const seen = await probe(port, client);
    await java.end();
    expect(seen).toMatchObject(RIGHT);
    expect(seen.document.attempts).toMatchObject([
      {},
      { alert: 'bad_certificate' },
      { alert: 'certificate_unknown' },
    ]);
  });
});

describe('Node', () => {
  it.each(['TLSv1.3', 'TLSv1.2'] as const)('an HTTPS server over %s', async (version) => {
    const link = await linkOf('heartbeat', 'logstash-http', ['--days', version.slice(-1) + '0']);
    const read = (name: string) => readFileSync(link.server.file(name));
    const server = createHttpsServer(
      {
        ...{ cert: read('listening.crt'), key: read('listening.key'), ca: read('ca.crt') },
        ...{ requestCert: true, minVersion: version, maxVersion: version },
      },
      (_, response) => response.end('ok'),
    );
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    expect(await probe(port, link.client, ['--http'])).toMatchObject(RIGHT);
  });

  it('an input for Beats gets one event, and acknowledges it', async () => {
    const link = await linkOf('heartbeat', 'logstash', ['--days', '40']);
    const read = (name: string) => readFileSync(link.server.file(name));
    const events: unknown[] = [];
    const server = createTlsServer(
      {
        ...{ cert: read('listening.crt'), key: read('listening.key'), ca: read('ca.crt') },
        requestCert: true,
      },
      (socket) => {
        socket.on('error', () => undefined);
        socket.once('data', (chunk: Buffer) => {
          // The window's size, then the event: its number and length.
          const length = chunk.readUInt32BE(12);
          events.push(JSON.parse(chunk.subarray(16, 16 + length).toString()));
          socket.end(Buffer.concat([Buffer.from('2A'), chunk.subarray(8, 12)]));
        });
      },
    );
    servers.push(server);
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const seen = await probe(port, link.client, ['--send-beats-event']);
    expect(seen).toMatchObject(RIGHT);
    expect(seen.document.attempts[0]?.message).toBe('it acknowledges the event');
    expect(events).toMatchObject([{ message: 'sent by tlsmith probe' }]);
  });
});
