// What is revoked is refused and everything else is taken: by openssl, nginx, stunnel, Go and every JDK, with the CRLs that are made for them.
import { once } from 'node:events';
import { readFileSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { connect } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { endServersAfterwards, freePort, startServer } from '../support/generated-link.js';
import { buildGo, GO } from '../support/go-peer.js';
import { JDKS } from '../support/jdks.js';
import { makes } from '../support/peer-certificate.js';
import { describePeer, OPENSSL, openssl, opensslDoes } from '../support/peer.js';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { QUICK_JVM } from '../support/store-peers.js';
import { NGINX, STUNNEL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
endServersAfterwards();

/** How each becomes what it is, and whether it is taken then. */
const CLIENTS: readonly [name: string, acts: readonly (readonly string[])[], isTaken: boolean][] = [
  ['good', [], true],
  ['stolen', [['--reason', 'keyCompromise']], false],
  ['plain', [[]], false],
  ['held', [['--reason', 'certificateHold']], false],
  ['released', [['--reason', 'certificateHold'], ['--release']], true],
];
const NAMES = CLIENTS.map(([name]) => name);
const TAKEN = CLIENTS.map(([, , isTaken]) => isTaken);

const URLS = ['--crl-url', 'http://pki.example/root.crl', '--aia-url', 'http://pki.example/ca.cer'];

interface Pki {
  /** Of the CA that issues. */
  ca: string;
  root: string;
  /** PEM, of every CA of the chain. */
  crls: string;
  crt(name: string): string;
  key(name: string): string;
}

const pkiOf = (name: string): Pki => ({
  ca: `${folder}/${name}`,
  root: `${folder}/root/ca.crt`,
  crls: `${folder}/${name}.crls`,
  crt: (host) => `${folder}/${name}-${host}/${host}.crt`,
  key: (host) => `${folder}/${name}-${host}/${host}.key`,
});
const PKIS = [pkiOf('root'), pkiOf('issuing')];
const below = pkiOf('issuing');

beforeAll(async () => {
  await makes(['ca', 'create', '-o', `${folder}/root`]);
  await makes(['ca', 'create', '-o', `${folder}/issuing`, '--issuer', `${folder}/root`, ...URLS]);
  for (const { ca } of PKIS) {
    for (const name of ['server', ...NAMES]) {
      const wanted = ['--profile', 'peer', '--san', 'localhost', '--ca', ca, '-o', `${ca}-${name}`];
      await makes(['cert', 'issue', name, ...wanted, ...URLS]);
    }
    for (const [name, acts] of CLIENTS) {
      for (const act of acts) await does(['cert', 'revoke', `${ca}-${name}`, '--ca', ca, ...act]);
    }
    await does(['crl', 'issue', '--ca', ca]);
  }
  const text = (name: string) => readFileSync(`${folder}/${name}/ca.crl`, 'utf8');
  writeFileSync(`${folder}/root.crls`, text('root'));
  writeFileSync(`${folder}/issuing.crls`, text('issuing') + text('root'));
});

async function does(args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(args);
  expect(exitCode, stderr).toBe(0);
}

const both = describe.each([
  { title: 'below a root', pki: PKIS[0] as Pki },
  { title: 'below an intermediate', pki: PKIS[1] as Pki },
]);

describePeer('openssl', { openssl: OPENSSL }, () => {
  both('$title', ({ pki }) => {
    it('refuses what is revoked', async () => {
      const verdicts = [];
      for (const name of NAMES) {
        const trust = ['-CAfile', pki.root, '-CRLfile', pki.crls, '-crl_check_all', '-x509_strict'];
        const { exitCode } = await openssl([
          ...['verify', ...trust, '-untrusted', pki.crt(name), pki.crt(name)],
        ]);
        verdicts.push(exitCode === 0);
      }
      expect(verdicts).toEqual(TAKEN);
    });

    it('verifies the list, as PEM and as DER', async () => {
      const der = `${pki.ca}.der`;
      await does(['crl', 'issue', '--ca', pki.ca, '--form', 'der', '--out', der]);
      for (const [form, file] of [
        ['PEM', `${pki.ca}/ca.crl`],
        ['DER', der],
      ] as const) {
        const args = ['crl', '-in', file, '-inform', form, '-CAfile', `${pki.ca}/ca.crt`, '-noout'];
        const { stderr } = await openssl([...args, '-verify']);
        expect(stderr).toContain('verify OK');
      }
    });
  });

  it('reads the URLs, also of what was renewed', async () => {
    const { ca } = below;
    const wanted = ['--profile', 'client', '--ca', ca, '-o', `${ca}-again`];
    await makes(['cert', 'issue', 'again', ...wanted, ...URLS]);
    await makes(['cert', 'renew', `${ca}-again`, '--ca', ca]);
    const text = await opensslDoes(['x509', '-in', below.crt('again'), '-noout', '-text']);
    expect(text).toMatch(
      /CRL Distribution Points:\s+Full Name:\s+URI:http:\/\/pki.example\/root.crl/,
    );
    expect(text).toMatch(/CA Issuers - URI:http:\/\/pki.example\/ca.cer/);
  });
});

/** TLS 1.3, where a refusal comes late: who is taken hears something. */
const asClient = ({ root, crt, key }: Pki, name: string) => ({
  ca: readFileSync(root),
  cert: readFileSync(crt(name)),
  key: readFileSync(key(name)),
  servername: 'localhost',
});

describePeer('nginx', { nginx: NGINX }, () => {
  async function statuses(pki: Pki, crls = pki.crls) {
    const port = await freePort();
    const home = `${pki.ca}-nginx`;
    const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
      .map((kind) => `${kind}_temp_path ${home}.${kind};`)
      .join(' ');
    writeFileSync(
      `${home}.conf`,
      `daemon off; pid ${home}.pid; error_log stderr info; events {}
http { access_log off; ${temporary} server { listen 127.0.0.1:${port} ssl;
ssl_certificate ${pki.crt('server')}; ssl_certificate_key ${pki.key('server')};
ssl_client_certificate ${pki.root}; ssl_verify_client on; ssl_verify_depth 2; ssl_crl ${crls};
location / { return 200 taken; } } }\n`,
    );
    const server = await startServer(NGINX ?? 'nginx', ['-c', `${home}.conf`], port);
    const found = [];
    for (const name of NAMES) found.push(await statusFor(pki, name, port));
    await server.end();
    return { found, said: server.said() };
  }

  both('$title', ({ pki }) => {
    it('refuses what is revoked', async () => {
      const { found, said } = await statuses(pki);
      expect(found).toEqual(TAKEN.map((isTaken) => (isTaken ? 200 : 400)));
      expect(said).toContain('certificate revoked');
    });
  });

  it('refuses everybody where it has no CRL of the root', async () => {
    const { found } = await statuses(below, `${below.ca}/ca.crl`);
    expect(found).toEqual(NAMES.map(() => 400));
  });
});

async function statusFor(pki: Pki, name: string, port: number): Promise<number | undefined> {
  const asked = request({ host: '127.0.0.1', port, agent: false, ...asClient(pki, name) }).end();
  const [answer] = (await once(asked, 'response')) as [{ statusCode?: number; resume(): void }];
  answer.resume();
  return answer.statusCode;
}

describePeer('stunnel', { stunnel: STUNNEL }, () => {
  async function taken(pki: Pki, crls = pki.crls): Promise<boolean[]> {
    const behind = createServer((socket) => socket.end('taken')).listen(0, '127.0.0.1');
    await once(behind, 'listening');
    const { port: back } = behind.address() as { port: number };
    const port = await freePort();
    writeFileSync(
      `${pki.ca}-stunnel.conf`,
      `foreground = yes\npid =\n[tunnel]\naccept = 127.0.0.1:${port}\nconnect = 127.0.0.1:${back}
cert = ${pki.crt('server')}\nkey = ${pki.key('server')}\nCAfile = ${pki.root}\nverifyChain = yes\nCRLfile = ${crls}\n`,
    );
    const server = await startServer(STUNNEL ?? 'stunnel', [`${pki.ca}-stunnel.conf`], port);
    const found = [];
    for (const name of NAMES) found.push(await hears(pki, name, port));
    await server.end();
    behind.close();
    return found;
  }

  both('$title', ({ pki }) => {
    it('refuses what is revoked', async () => {
      expect(await taken(pki)).toEqual(TAKEN);
    });
  });

  it('asks no CRL of the root', async () => {
    expect(await taken(below, `${below.ca}/ca.crl`)).toEqual(TAKEN);
  });
});

function hears(pki: Pki, name: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host: '127.0.0.1', port, ...asClient(pki, name) });
    socket.on('data', () => resolve(true));
    socket.on('error', () => resolve(false));
    socket.on('close', () => resolve(false));
  });
}

const linesOf = (stdout: string) => stdout.trim().split('\n');
const argumentsOf = (pki: Pki) => [pki.root, pki.crls, ...NAMES.map((name) => pki.crt(name))];

describePeer('Go', { go: GO }, () => {
  let program: string;
  beforeAll(async () => {
    program = await buildGo('revoked', folder);
  });

  both('$title', ({ pki }) => {
    it('refuses what is revoked', async () => {
      const { stdout, stderr } = await runProgram(program, argumentsOf(pki));
      const expected = ['accepts', 'revoked 1', 'revoked 0', 'revoked 6', 'accepts'];
      expect(linesOf(stdout), stderr).toEqual(expected);
    });
  });
});

describe.each(JDKS)('$name', ({ name: jdk, path }) => {
  describePeer('PKIX', { [jdk]: path }, () => {
    both('$title', ({ pki }) => {
      it('refuses what is revoked', async () => {
        const program = `${PACKAGE_ROOT}test/peers/java/Revoked.java`;
        const args = [...QUICK_JVM, program, ...argumentsOf(pki)];
        const { stdout, stderr } = await runProgram(path ?? 'java', args);
        const expected = TAKEN.map((isTaken) => (isTaken ? 'accepts' : 'revoked'));
        expect(linesOf(stdout), stderr).toEqual(expected);
      });
    });
  });
});
