// What `certutil` writes, read by strangers: keytool of every JDK, openssl, unzip; and by Node, whose two ends trust each other through it.
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { connect, createServer } from 'node:tls';
import { beforeAll, describe, expect, it } from 'vitest';
import { extensionsIn } from '../support/peer-certificate.js';
import { JDKS } from '../support/jdks.js';
import { keytoolOf } from '../support/keytool.js';
import { describePeer, itNeeding, OPENSSL, opensslDoes } from '../support/peer.js';
import { does, QUICK_JVM } from '../support/store-peers.js';
import { TAR, UNZIP } from '../support/strangers.js';
import { PACKAGE_ROOT, PROGRAM, runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { zipEntries } from '../support/zip-entries.js';

const folder = temporaryFolder();
const at = (path: string) => `${folder}/${path}`;
/** What a shell would take apart. */
const PASSWORD = `a$b!c 'd"`;

async function certutil(...args: string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(['certutil', ...args], { cwd: folder });
  if (exitCode !== 0) throw new Error(`certutil ${args.join(' ')}: exit ${exitCode}\n${stderr}`);
}

function unpack(zip: string): void {
  for (const [name, { bytes }] of zipEntries(at(zip))) {
    mkdirSync(join(at(zip.replace('.zip', '')), name, '..'), { recursive: true });
    writeFileSync(join(at(zip.replace('.zip', '')), name), bytes);
  }
}

beforeAll(async () => {
  writeFileSync(at('pass'), `${PASSWORD}\n`);
  writeFileSync(at('list'), '- {name: n1, dns: n1.lan}\n- {name: n2, ip: 127.0.0.1}\n');
  await certutil('ca', '--out', 'ca.p12', '--password-file', 'pass');
  await certutil('ca', '--out', 'open-ca.p12');
  const below = ['cert', '--ca', 'ca.p12', '--ca-password-file', 'pass'];
  await certutil(...below, '--name', 'es01', '--dns', 'es01.lan', '--password-file', 'pass');
  const locked = ['--password-file', 'pass', '--out'];
  await certutil(...below, '--name', 'es02', ...locked, 'es02.p12');
  await certutil('cert', '--ca', 'open-ca.p12', '--name', 'stranger', ...locked, 'stranger.p12');
  await certutil(...below, '--out', 'open.p12', '--dns', 'open.lan');
  await certutil(...below, '--pem', '--in', 'list', '--out', 'certs.zip');
  await certutil('csr', '--name', 'r', '--dns', 'r.lan', '--pass', PASSWORD, '--out', 'csr.zip');
  await certutil('http', '--dns', 'localhost', '--password-file', 'pass', '--out', 'http.zip');
  for (const zip of ['certs.zip', 'csr.zip', 'http.zip']) unpack(zip);
});

for (const { name: jdk, path = '' } of JDKS) {
  describePeer(`${jdk}: keytool`, { [jdk]: path || undefined }, () => {
    const keytool = keytoolOf(path);
    const list = (store: string) =>
      keytool.does('-list', '-v', '-keystore', at(store), '-storepass', PASSWORD);

    it.each([
      ['[out-ca]', 'ca.p12', ['ca, PrivateKeyEntry']],
      ['[out-cert]', 'es01.p12', ['ca, trustedCertEntry', 'es01, PrivateKeyEntry']],
      [
        '[http-elasticsearch]',
        'http/elasticsearch/http.p12',
        ['ca, trustedCertEntry', 'http, PrivateKeyEntry'],
      ],
    ])('%s lists %s', async (_, store, expected) => {
      const entries = [
        ...(await list(store)).matchAll(/^Alias name: (\w+)$.*?^Entry type: (\w+)$/gms),
      ];
      expect(entries.map(([, alias, kind]) => `${alias}, ${kind}`).sort()).toEqual(expected);
    });

    it('[password-none] a store without a password opens with none', async () => {
      const copy = ['ca', at('open-ca.p12'), '', at(`${jdk.replace(' ', '-')}.p12`), PASSWORD];
      const java = [...QUICK_JVM, `${PACKAGE_ROOT}test/peers/java/KeyFiles.java`, ...copy];
      await does(path, java);
    });
  });
}

describePeer('openssl', { openssl: OPENSSL }, () => {
  const pkcs12 = (store: string, ...args: string[]) =>
    opensslDoes(['pkcs12', '-in', at(store), '-passin', `pass:${PASSWORD}`, ...args]);

  it('[content-identifiers] [content-eku] [content-serial] verifies a store, strictly, for both roles', async () => {
    writeFileSync(at('ca.pem'), await pkcs12('ca.p12', '-nokeys'));
    writeFileSync(at('es01.pem'), await pkcs12('es01.p12', '-nokeys', '-clcerts'));
    for (const purpose of ['sslserver', 'sslclient']) {
      const args = ['-x509_strict', '-purpose', purpose, '-CAfile', at('ca.pem'), at('es01.pem')];
      expect(await opensslDoes(['verify', ...args])).toMatch(/: OK/);
    }
    const text = await opensslDoes(['x509', '-in', at('es01.pem'), '-noout', '-text']);
    expect(Object.keys(extensionsIn(text)).sort()).toEqual([
      'X509v3 Authority Key Identifier',
      'X509v3 Basic Constraints',
      'X509v3 Extended Key Usage',
      'X509v3 Key Usage',
      'X509v3 Subject Alternative Name',
      'X509v3 Subject Key Identifier',
    ]);
    expect(text).toMatch(/sha256WithRSAEncryption/);
  });

  it('[password-none] opens a store without a password', async () => {
    const store = ['-in', at('open.p12'), '-passin', 'pass:', '-nodes'];
    const text = await opensslDoes(['pkcs12', ...store]);
    expect(text).toMatch(/BEGIN PRIVATE KEY/);
    expect(text.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
  });

  it('[out-cert-pem] verifies what lies in an archive with the CA beside it', async () => {
    for (const name of ['n1', 'n2']) {
      const anchors = ['-x509_strict', '-CAfile', at('certs/n1/ca.crt')];
      expect(await opensslDoes(['verify', ...anchors, at(`certs/${name}/${name}.crt`)])).toMatch(
        /OK/,
      );
      await opensslDoes(['pkey', '-in', at(`certs/${name}/${name}.key`), '-check', '-noout']);
    }
  });

  it('[out-csr] [content-eku] [password-pem] reads a request, which demands no extKeyUsage, and its key', async () => {
    const text = await opensslDoes(['req', '-in', at('csr/r/r.csr'), '-verify', '-noout', '-text']);
    expect(text).toMatch(/DNS:r\.lan/);
    expect(text).not.toMatch(/Key Usage/);
    expect(readFileSync(at('csr/r/r.key'), 'utf8')).toMatch(/BEGIN ENCRYPTED PRIVATE KEY/);
    const key = ['-in', at('csr/r/r.key'), '-passin', `pass:${PASSWORD}`, '-noout', '-check'];
    await opensslDoes(['pkey', ...key]);
  });

  it('[content-eku] [http-kibana] verifies the certificate of http for servers only', async () => {
    const store = await pkcs12('http/elasticsearch/http.p12', '-nokeys', '-clcerts');
    writeFileSync(at('http.pem'), store);
    const verify = (purpose: string) => [
      ...['verify', '-x509_strict', '-purpose', purpose, '-verify_hostname', 'localhost'],
      ...['-CAfile', at('http/kibana/elasticsearch-ca.pem'), at('http.pem')],
    ];
    expect(await opensslDoes(verify('sslserver'))).toMatch(/: OK/);
    await expect(opensslDoes(verify('sslclient'))).rejects.toThrow(/unsuitable|unsupported/);
  });
});

describe('Node, with the stores as they are', () => {
  interface End {
    pfx: Buffer;
    passphrase: string;
    ca: Buffer;
  }
  const end = (store: string, ca: string): End => ({
    pfx: readFileSync(at(store)),
    passphrase: PASSWORD,
    ca: readFileSync(at(ca)),
  });

  /** What the client read, or why it was refused. */
  async function talk(server: End, client: Partial<End>, isMutual: boolean): Promise<string> {
    const demands = { requestCert: isMutual, rejectUnauthorized: isMutual };
    const listening = createServer({ ...server, ...demands }, (socket) => socket.end('pong'));
    listening.on('tlsClientError', () => undefined);
    listening.listen(0, '127.0.0.1');
    await once(listening, 'listening');
    const { port } = listening.address() as AddressInfo;
    const answer = await new Promise<string>((resolve) => {
      // certutil's certificates are trusted by their CA; only those of http are dialled by name.
      const names = isMutual ? { checkServerIdentity: () => undefined } : {};
      const socket = connect({
        port,
        host: '127.0.0.1',
        servername: 'localhost',
        ...client,
        ...names,
      });
      let text = '';
      socket.on('data', (chunk: Buffer) => (text += chunk.toString()));
      socket.on('error', ({ message }) => resolve(message));
      socket.on('close', () => resolve(text));
    });
    listening.close();
    return answer;
  }

  it('[content-eku] two certificates of one CA trust each other, one of another CA is refused', async () => {
    writeFileSync(at('stack-ca.pem'), readFileSync(at('certs/n1/ca.crt')));
    const [own, other] = [end('es01.p12', 'stack-ca.pem'), end('es02.p12', 'stack-ca.pem')];
    const stranger = end('stranger.p12', 'stack-ca.pem');
    expect(await talk(own, other, true)).toBe('pong');
    expect(await talk(other, own, true)).toBe('pong');
    expect(await talk(own, stranger, true)).not.toBe('pong');
    expect(await talk(own, { ca: own.ca }, true)).not.toBe('pong');
  });

  it('[http-elasticsearch] [http-kibana] Kibana dials Elasticsearch by its name', async () => {
    const ca = readFileSync(at('http/kibana/elasticsearch-ca.pem'));
    const server = end('http/elasticsearch/http.p12', 'http/kibana/elasticsearch-ca.pem');
    expect(await talk(server, { ca }, false)).toBe('pong');
    const other = readFileSync(at('certs/n1/ca.crt'));
    expect(await talk(server, { ca: other }, false)).toMatch(/unable to verify|self-signed/);
  });
});

describePeer('unzip', { unzip: UNZIP }, () => {
  it.each(['certs.zip', 'http.zip', 'csr.zip'])(
    '[out-entry-modes] keeps the modes of %s, whatever the umask',
    async (zip) => {
      const out = at(`unzipped-${zip}`);
      const { exitCode, stderr } = await runProgram('sh', [
        ...['-c', 'umask 000; unzip -q "$0" -d "$1"', at(zip), out],
      ]);
      expect([exitCode, stderr]).toEqual([0, '']);
      for (const [name, { mode }] of zipEntries(at(zip))) {
        const found = (statSync(`${out}/${name}`).mode & 0o7777).toString(8).padStart(4, '0');
        expect([name, found]).toEqual([name, mode]);
        expect([name, mode]).toEqual([name, /\.(key|p12)$/.test(name) ? '0600' : '0644']);
      }
    },
  );
});

/** What `elasticsearch-certutil` is in scripts; nothing is on stdin, so that a question ends them. */
const SCRIPT = `
  set -e
  umask 077
  certutil() { '${process.execPath}' '${PROGRAM}' certutil --silent "$@"; }
  certutil ca --pem --out ca.zip
  unzip ca.zip -d certs
  certutil cert --pem --in list --ca-cert certs/ca/ca.crt --ca-key certs/ca/ca.key --out certs.zip
  unzip certs.zip -d certs
  certutil cert --pem --name n3 --ca-cert certs/ca/ca.crt --ca-key certs/ca/ca.key --out more.zip
  unzip more.zip -d certs
  certutil csr --name r --out csr.zip
  unzip csr.zip -d certs
  certutil http --in list --ca-cert certs/ca/ca.crt --ca-key certs/ca/ca.key --out http.zip
  unzip http.zip -d certs
`;

describePeer('unzip in a script', { unzip: UNZIP }, () => {
  it('[out-cert-pem] [out-entry-modes] unpacks every archive into one folder without a question, and services may look into all of it', async () => {
    const cwd = at('script');
    mkdirSync(cwd);
    writeFileSync(`${cwd}/list`, readFileSync(at('list')));
    const { exitCode, stderr } = await runProgram('sh', ['-c', SCRIPT], { cwd });
    expect([exitCode, stderr]).toEqual([0, expect.not.stringMatching(/replace|error/)]);
    const paths = readdirSync(`${cwd}/certs`, { recursive: true }) as string[];
    const modes = Object.fromEntries(
      paths.map((path) => [path, (statSync(`${cwd}/certs/${path}`).mode & 0o777).toString(8)]),
    );
    const expected = (path: string) => {
      if (statSync(`${cwd}/certs/${path}`).isDirectory()) return '755';
      return /\.(key|p12)$/.test(path) ? '600' : '644';
    };
    expect(modes).toEqual(Object.fromEntries(paths.map((path) => [path, expected(path)])));
    expect(Object.keys(modes)).toEqual(
      expect.arrayContaining(['n1/n1.key', 'n3/ca.crt', 'elasticsearch', 'elasticsearch/n2']),
    );
  });
});

describe('an archive by the name of a tar.gz', () => {
  itNeeding({ tar: TAR })('[out-tar] is unpacked by tar', async () => {
    await certutil('csr', '--name', 't', '--out', 't.tar.gz');
    const { stdout } = await runProgram('tar', ['-tzf', at('t.tar.gz')]);
    expect(stdout.trim().split('\n')).toEqual(['t/', 't/t.csr', 't/t.key']);
  });
});
