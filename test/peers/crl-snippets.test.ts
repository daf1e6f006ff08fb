// The snippets of `config show --crl`, run as they are against servers whose certificate is good or revoked; and a CRL that is served
// as the README says, and fetched from where certificates name it.
import { once } from 'node:events';
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { get, type IncomingMessage } from 'node:http';
import { beforeAll, describe, expect, it } from 'vitest';
import { endServersAfterwards, freePort, startServer } from '../support/generated-link.js';
import { makes } from '../support/peer-certificate.js';
import { describePeer, OPENSSL, openssl } from '../support/peer.js';
import { PYTHON } from '../support/python.js';
import { does, issueCrls, makeRevoked, type Pki, pkiOf } from '../support/revoking.js';
import { PACKAGE_ROOT, runProgram } from '../support/run-cli.js';
import { CURL, NGINX } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
endServersAfterwards();

const root = pkiOf(folder, 'root');
const below = pkiOf(folder, 'below', 'root');
const NAMES = ['good', 'bad'];

beforeAll(async () => {
  await makes(['ca', 'create', '-o', root.ca]);
  await makes(['ca', 'create', '-o', below.ca, '--issuer', root.ca]);
  for (const pki of [root, below]) {
    await makeRevoked(pki, [
      ['good', []],
      ['bad', [[]]],
    ]);
  }
  await issueCrls(root, [root.ca]);
  await issueCrls(below, [below.ca, root.ca]);
});

/** What OpenSSL says of it, whoever asks it. */
const REFUSALS = /certificate revoked|unable to get certificate CRL/;

let count = 0;
/** The snippet of a client with the files of one that is good, for a port of this machine. */
async function snippetFor(target: string, pki: Pki, port: number, crl = pki.crls) {
  const [own, file] = [`${pki.ca}-good`, `${folder}/snippet-${(count += 1)}`];
  await does([
    ...['config', 'show', target, '--host', 'localhost', '--port', String(port), '--dir', own],
    ...['--install-dir', own, '--crl', crl, '--out', file],
  ]);
  return file;
}

const identity = ({ crt, key }: Pki, name: string) => [
  ...['-cert', crt(name), '-cert_chain', crt(name), '-key', key(name)],
];

/** With that certificate; it answers what it is asked in HTTP, and passes over all else. */
async function serving(pki: Pki, name: string, asks: readonly string[] = []) {
  const port = await freePort();
  const listening = ['s_server', '-accept', `127.0.0.1:${port}`, '-www'];
  const args = [...listening, ...identity(pki, name), ...asks];
  return { port, server: await startServer(OPENSSL ?? 'openssl', args, port) };
}

const CLIENTS: readonly [
  target: string,
  needs: Record<string, string | undefined>,
  file: string,
][] = [
  ['openssl', { openssl: OPENSSL }, 'sh'],
  ['curl', { openssl: OPENSSL, curl: CURL }, 'sh'],
  ['python', { openssl: OPENSSL, python: PYTHON }, PYTHON ?? 'python3'],
];

describe.each(CLIENTS)('the snippet of %s', (target, needs, file) => {
  describePeer('as it is', needs, () => {
    const takes = async (pki: Pki, name: string, crl?: string) => {
      const { port, server } = await serving(pki, name);
      const snippet = await snippetFor(target, pki, port, crl);
      const { exitCode, stderr } = await runProgram(file, [snippet], { input: 'Q\n' });
      await server.end();
      return exitCode === 0 ? 'taken' : (REFUSALS.exec(stderr)?.[0] ?? stderr);
    };

    it.each([
      ['below a root', root],
      ['below an intermediate', below],
    ])('takes the good one and refuses what is revoked, %s', async (_, pki) => {
      const found = [];
      for (const name of NAMES) found.push(await takes(pki, name));
      expect(found).toEqual(['taken', 'certificate revoked']);
    });

    it('takes nobody where the CRL of the root is not in the file', async () => {
      expect(await takes(below, 'good', `${below.ca}/ca.crl`)).toBe(
        'unable to get certificate CRL',
      );
    });
  });
});

describePeer(
  'a CRL that nginx serves as the README says',
  { nginx: NGINX, openssl: OPENSSL },
  () => {
    const readme = readFileSync(`${PACKAGE_ROOT}README.md`, 'utf8');
    const [, location = ''] = /^ *(location = \/ca\.crl \{[^}]*\{[^}]*\} *\})$/m.exec(readme) ?? [];

    it('is fetched from where the certificates name it, as what it is', async () => {
      const [www, home] = [`${folder}/www`, `${folder}/serving`];
      mkdirSync(www);
      // Its workers are nobody, where the tests are run by root.
      for (const path of [folder, www]) chmodSync(path, 0o755);
      const port = await freePort();
      expect(location).toContain('/srv/crl');
      const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi']
        .map((kind) => `${kind}_temp_path ${home}.${kind};`)
        .join(' ');
      writeFileSync(
        `${home}.conf`,
        `daemon off; pid ${home}.pid; error_log stderr info; events {}
http { access_log off; ${temporary} server { listen 127.0.0.1:${port};
${location.replace('/srv/crl', www)}
} }\n`,
      );
      const url = `http://127.0.0.1:${port}/ca.crl`;
      for (const name of NAMES) {
        const wanted = ['--profile', 'client', '--ca', root.ca, '-o', `${root.ca}-named-${name}`];
        await makes(['cert', 'issue', `named-${name}`, ...wanted, '--crl-url', url]);
      }
      await does(['cert', 'revoke', `${root.ca}-named-bad`, '--ca', root.ca]);
      await does(['crl', 'issue', '--ca', root.ca, '--form', 'der', '--out', `${www}/ca.crl`]);
      const server = await startServer(NGINX ?? 'nginx', ['-c', `${home}.conf`], port);

      const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
      const octets = Buffer.concat((await answer.toArray()) as Buffer[]);
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([
        ...[200, 'application/pkix-crl'],
      ]);
      expect(octets).toEqual(readFileSync(`${www}/ca.crl`));

      const verdicts = [];
      for (const name of NAMES) {
        const file = root.crt(`named-${name}`);
        const asked = ['-CAfile', root.root, '-crl_download', '-crl_check', file];
        const { exitCode, stderr } = await openssl(['verify', ...asked]);
        verdicts.push(exitCode === 0 ? 'taken' : /certificate revoked/.exec(stderr)?.[0]);
      }
      expect(verdicts).toEqual(['taken', 'certificate revoked']);
      await server.end();
    });
  },
);
