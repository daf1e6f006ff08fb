// The links of kits with the real products at their ends, started from the generated files: nginx, stunnel, redis, and their clients.
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { TLSSocket } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  besideFile,
  endServersAfterwards,
  foreignClient,
  freePort,
  type InstalledEnd,
  type InstalledLink,
  installLink,
  runScript,
  startServer,
} from '../support/generated-link.js';
import { identityIn } from '../support/line-server.js';
import { describePeer, OPENSSL } from '../support/peer.js';
import { hostFolder } from '../support/peer-ends.js';
import { CURL, NGINX, REDIS, REDIS_CLI, STUNNEL } from '../support/strangers.js';
import { runProgram } from '../support/run-cli.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const nginx = { nginx: NGINX };
const redis = { 'redis-server': REDIS, 'redis-cli': REDIS_CLI };

const folder = temporaryFolder();
endServersAfterwards();

/** Four clients of one server: the kit's own, one of another CA, one that dials a name that is not in the certificate. */
interface Clients {
  link: InstalledLink;
  own: InstalledEnd;
  foreign: InstalledEnd;
  elsewhere: InstalledEnd;
}

/** `elsewhere` is of the same CA and dials 127.0.0.1, where a server answers whose certificate says localhost only. */
async function clientsOf(
  client: string,
  server: string,
  flags: readonly string[] = [],
): Promise<Clients> {
  const at = (name: string) => ({
    client,
    server,
    flags,
    folder: `${folder}/${client}-${server}${flags.join('')}/${name}`,
  });
  const link = await installLink(at('own'));
  const foreign = await foreignClient(link, at('foreign'));
  const other = { ...at('elsewhere'), hosts: ['127.0.0.1'], port: link.port };
  const elsewhere = await installLink({ ...other, flags: [...flags, '--ca', link.ca] });
  return { link, own: link.client, foreign, elsewhere: elsewhere.client };
}

/** What nginx wants around a file of conf.d; everything that it writes goes into the folder. */
function nginxConfig(end: InstalledEnd, include: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
    .map((kind) => `${kind}_temp_path ${end.folder}/${kind};`)
    .join(' ');
  return besideFile(
    end,
    'nginx.conf',
    `daemon off; pid ${end.folder}/pid; error_log stderr notice; events {}
http { access_log off; ${temporary} include ${include}; }\n`,
  );
}

async function startNginx(end: InstalledEnd, port: number) {
  const config = nginxConfig(end, end.file('tlsmith.conf'));
  const tested = await runProgram(NGINX ?? 'nginx', ['-t', '-c', config]);
  expect(tested).toMatchObject({ exitCode: 0 });
  expect(tested.stderr).not.toMatch(/\[(warn|emerg)\]/);
  return startServer(NGINX ?? 'nginx', ['-c', config], port);
}

/** As it is, but for where it keeps its data and on which address it listens: Debian's own file says that. */
function startRedis(config: readonly string[], port: number) {
  const args = ['--bind', '127.0.0.1', '--dir', folder, '--save', '', '--daemonize', 'no'];
  return startServer(REDIS ?? 'redis-server', [...config, ...args], port);
}

// nginx takes the connection and answers 400 to a certificate that is missing or wrong; 502 is of the empty place behind it.
describePeer('curl to nginx', { ...nginx, curl: CURL }, () => {
  describe.each(['required', 'optional'])('client certificates %s', (demand) => {
    let clients: Clients;
    beforeAll(async () => {
      clients = await clientsOf('curl', 'nginx', ['--client-auth', demand]);
      await startNginx(clients.link.server, clients.link.port);
    });

    it('the own certificate comes in', async () => {
      const { exitCode, stdout, stderr } = await runScript(clients.own, 'curl.sh');
      expect([exitCode, stdout], stderr).toEqual([0, expect.stringContaining('502 Bad Gateway')]);
    });

    it('none is refused where one is required', async () => {
      const { ca } = hostFolder(`${folder}/curl-nginx--client-auth${demand}/own/kit`, 'dialling');
      const url = `https://localhost:${clients.link.port}/`;
      const { stdout } = await runProgram(CURL ?? 'curl', [
        '-sS',
        '--noproxy',
        '*',
        '--cacert',
        ca,
        url,
      ]);
      expect(stdout).toContain(
        demand === 'required' ? '400 No required SSL certificate was sent' : '502 Bad Gateway',
      );
    });

    it('one of another CA is refused', async () => {
      const { stdout } = await runScript(clients.foreign, 'curl.sh');
      expect(stdout).toContain('400 The SSL certificate error');
    });

    it('the client refuses a server of another name', async () => {
      const { exitCode, stderr } = await runScript(clients.elsewhere, 'curl.sh');
      expect(exitCode).toBe(60);
      expect(stderr).toContain(
        "no alternative certificate subject name matches target host name '127.0.0.1'",
      );
    });
  });
});

describePeer('redis-cli and openssl to redis', { ...redis, openssl: OPENSSL }, () => {
  let clients: Clients;
  let openssl: Clients;
  beforeAll(async () => {
    clients = await clientsOf('redis-cli', 'redis');
    await startRedis([clients.link.server.file('redis.conf')], clients.link.port);
    openssl = await clientsOf('openssl', 'redis');
    await startRedis([openssl.link.server.file('redis.conf')], openssl.link.port);
  });

  it('the own certificate comes in', async () => {
    expect(await runScript(clients.own, 'redis-cli.sh', 'PING\n')).toMatchObject({
      exitCode: 0,
      stdout: 'PONG\n',
    });
  });

  it('none is refused', async () => {
    const args = ['-h', 'localhost', '-p', String(clients.link.port), '--tls'];
    const result = await runProgram(REDIS_CLI ?? 'redis-cli', [
      ...args,
      '--cacert',
      `${clients.link.ca}/ca.crt`,
      'PING',
    ]);
    expect(result.stdout + result.stderr).toMatch(
      /certificate required|closed the connection|Connection reset/,
    );
  });

  it('one of another CA is refused', async () => {
    const { stdout, stderr } = await runScript(clients.foreign, 'redis-cli.sh', 'PING\n');
    expect(stdout).not.toContain('PONG');
    expect(stdout + stderr).toMatch(/unknown ca|closed the connection|Connection reset/i);
  });

  it('redis-cli compares no names, as the page of the kit says: openssl does', async () => {
    expect(await runScript(clients.elsewhere, 'redis-cli.sh', 'PING\n')).toMatchObject({
      stdout: 'PONG\n',
    });
    expect(clients.elsewhere.folder).toContain('elsewhere');
    const refused = await runScript(openssl.elsewhere, 'openssl.sh', 'PING\r\nQUIT\r\n');
    expect(refused.exitCode).not.toBe(0);
    expect(refused.stderr).toContain('IP address mismatch');
    const accepted = await runScript(openssl.own, 'openssl.sh', 'PING\r\nQUIT\r\n');
    expect(accepted.stderr).toContain('Verification: OK');
    expect(accepted.stderr).toContain('Verified peername: localhost');
  });
});

describePeer(
  'stunnel to stunnel, with a plain redis behind it',
  { stunnel: STUNNEL, ...redis },
  () => {
    let plain: number;
    let clients: Clients;
    beforeAll(async () => {
      plain = await freePort();
      await startRedis(['--port', String(plain)], plain);
      clients = await clientsOf('stunnel', 'stunnel');
      const text = clients.link.server.text('stunnel.conf');
      const config = besideFile(
        clients.link.server,
        'own-port.conf',
        text.replace('127.0.0.1:6379', `127.0.0.1:${plain}`),
      );
      await startServer(STUNNEL ?? 'stunnel4', [config], clients.link.port);
    });

    /** Asks a plain redis-cli through the client's end of the tunnel. */
    async function ping(client: InstalledEnd) {
      const port = await freePort();
      const text = client.text('stunnel.conf').replace('127.0.0.1:6379', `127.0.0.1:${port}`);
      const tunnel = await startServer(
        STUNNEL ?? 'stunnel4',
        [besideFile(client, `${port}.conf`, text)],
        port,
      );
      const { stdout, stderr } = await runProgram(REDIS_CLI ?? 'redis-cli', [
        '-p',
        String(port),
        'PING',
      ]);
      await tunnel.end();
      return { answer: stdout + stderr, said: tunnel.said() };
    }

    it('the own certificate comes in', async () => {
      expect((await ping(clients.own)).answer).toBe('PONG\n');
    });

    it('none is refused', async () => {
      const args = [
        's_client',
        '-connect',
        `localhost:${clients.link.port}`,
        '-CAfile',
        `${clients.link.ca}/ca.crt`,
      ];
      const { stdout, stderr } = await runProgram(
        OPENSSL ?? 'openssl',
        [...args, '-brief', '-ign_eof'],
        { input: 'PING\r\n' },
      );
      expect(stdout).not.toContain('PONG');
      expect(stderr).toContain('alert certificate required');
    });

    it('one of another CA is refused', async () => {
      const { answer, said } = await ping(clients.foreign);
      expect(answer).not.toContain('PONG');
      expect(said).toContain('alert unknown ca');
    });

    it('the client refuses a server of another name', async () => {
      const { answer, said } = await ping(clients.elsewhere);
      expect(answer).not.toContain('PONG');
      expect(said).toMatch(/Rejected by CERT at depth=0|No matching IP address found/);
    });
  },
);

describePeer('redis-cli to stunnel, and stunnel to redis', { stunnel: STUNNEL, ...redis }, () => {
  it('redis-cli with TLS needs no tunnel at its side', async () => {
    const plain = await freePort();
    await startRedis(['--port', String(plain)], plain);
    const link = await installLink({
      client: 'redis-cli',
      server: 'stunnel',
      folder: `${folder}/cli-stunnel`,
    });
    const text = link.server.text('stunnel.conf').replace('127.0.0.1:6379', `127.0.0.1:${plain}`);
    await startServer(
      STUNNEL ?? 'stunnel4',
      [besideFile(link.server, 'own-port.conf', text)],
      link.port,
    );
    expect(await runScript(link.client, 'redis-cli.sh', 'PING\n')).toMatchObject({
      stdout: 'PONG\n',
    });
  });

  it('a plain redis-cli reaches a redis with TLS through the tunnel', async () => {
    const link = await installLink({
      client: 'stunnel',
      server: 'redis',
      folder: `${folder}/stunnel-redis`,
    });
    await startRedis([link.server.file('redis.conf')], link.port);
    const port = await freePort();
    const text = link.client.text('stunnel.conf').replace('127.0.0.1:6379', `127.0.0.1:${port}`);
    await startServer(
      STUNNEL ?? 'stunnel4',
      [besideFile(link.client, 'own-port.conf', text)],
      port,
    );
    expect(await runProgram(REDIS_CLI ?? 'redis-cli', ['-p', String(port), 'PING'])).toMatchObject({
      stdout: 'PONG\n',
    });
  });

  it('redis with optional certificates takes a client that has none, and refuses a wrong one', async () => {
    const flags = ['--client-auth', 'optional'];
    const clients = await clientsOf('redis-cli', 'redis', flags);
    await startRedis([clients.link.server.file('redis.conf')], clients.link.port);
    const args = [
      '-h',
      'localhost',
      '-p',
      String(clients.link.port),
      '--tls',
      '--cacert',
      `${clients.link.ca}/ca.crt`,
    ];
    expect(await runProgram(REDIS_CLI ?? 'redis-cli', [...args, 'PING'])).toMatchObject({
      stdout: 'PONG\n',
    });
    expect((await runScript(clients.foreign, 'redis-cli.sh', 'PING\n')).stdout).not.toContain(
      'PONG',
    );
  });
});

// A server of Node stands for Elasticsearch, on the files of its folder; it says who has come.
describePeer('nginx to Elasticsearch, with curl in front', { ...nginx, curl: CURL }, () => {
  const at = (name: string) => ({
    ...{ client: 'nginx', server: 'elasticsearch', folder: `${folder}/nginx-es/${name}` },
  });
  let link: InstalledLink;
  let foreign: InstalledEnd;
  const refusals: string[] = [];
  beforeAll(async () => {
    link = await installLink(at('own'));
    foreign = await foreignClient(link, at('foreign'));
    const server = createServer(identityIn(link.server), (request, response) => {
      const { subject } = (request.socket as TLSSocket).getPeerCertificate();
      response.end(`hello ${String(subject.CN)}`);
    });
    server.on('tlsClientError', (error) => refusals.push(error.message));
    server.listen(link.port, '127.0.0.1');
    await once(server, 'listening');
    return () => server.close();
  });

  /** What nginx answers over plain HTTP on a port of its own. */
  async function ask(client: InstalledEnd): Promise<string> {
    const port = await freePort();
    const text = `server { listen 127.0.0.1:${port}; include ${client.file('upstream.conf')}; }`;
    const config = nginxConfig(client, besideFile(client, 'server.conf', text));
    expect(await runProgram(NGINX ?? 'nginx', ['-t', '-c', config])).toMatchObject({ exitCode: 0 });
    const nginx = await startServer(NGINX ?? 'nginx', ['-c', config], port);
    const { stdout } = await runProgram(CURL ?? 'curl', [
      '-sS',
      '--noproxy',
      '*',
      `http://127.0.0.1:${port}/`,
    ]);
    await nginx.end();
    return stdout + nginx.said();
  }

  it('the own certificate comes in', async () => {
    expect(await ask(link.client)).toContain('hello dialling');
  });

  it('one of another CA is refused', async () => {
    expect(await ask(foreign)).toMatch(/502 Bad Gateway[^]*(alert|closed|reset)/);
    expect(refusals.length).toBeGreaterThan(0);
  });

  it('nginx refuses a server of another name', async () => {
    const other = await installLink({
      ...{ ...at('other'), hosts: ['localhost.localdomain', 'localhost'], port: link.port },
      flags: ['--ca', link.ca],
    });
    const text = other.client
      .text('upstream.conf')
      .replace('//localhost.localdomain:', '//localhost:');
    besideFile(other.client, 'upstream.conf', text);
    expect(await ask(other.client)).toMatch(
      /502 Bad Gateway[^]*upstream SSL certificate does not match "localhost.localdomain"/,
    );
  });
});

describePeer('nginx in front of Elasticsearch', nginx, () => {
  it.each(['7.17', '9.5'])('takes the file of a kit for stack %s as it is', async (stack) => {
    const at = { client: 'filebeat', server: 'nginx', folder: `${folder}/beat-nginx-${stack}` };
    const link = await installLink({ ...at, flags: ['--stack', stack] });
    await startNginx(link.server, link.port);
    expect(link.server.text('tlsmith.conf')).toContain('proxy_pass http://127.0.0.1:9200;');
    expect(link.client.text('filebeat.yml')).toContain(`https://localhost:${link.port}`);
  });
});
