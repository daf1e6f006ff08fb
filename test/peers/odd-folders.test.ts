// Proves that every line which names an installed file is read by its program as it is meant, whatever the folder is called: curl, openssl, install, systemd.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { once } from 'node:events';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createCa } from '../../src/app/issue/create-ca.js';
import { issueCertificate } from '../../src/app/issue/certificate.js';
import { makeKit } from '../../src/app/kit/make.js';
import { parseHost } from '../../src/pki/names/general-name.js';
import { describePeer, findProgram, OPENSSL } from '../support/peer.js';
import { runProgram } from '../support/run-cli.js';
import { CURL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { systemClock } from '../../src/io/system-clock.js';

const base = temporaryFolder();
/** Only root hands files to others. */
const INSTALL = process.getuid?.() === 0 ? findProgram(['install'], ['--version']) : undefined;
const FOLDERS = [
  ...['a:b', 'a:b:c:', ':', 'a\\b', 'a\\:b', 'a\\\\b', 'a b', ' a', "o'neil", 'say "hi"', '$HOME'],
  ...['`id`', '$(id)', '100%', '%n', 'a;b', 'a&b', 'a|b', '#a', 'a=b', '*', '[a]', '~', '!a'],
  ...['Schlüssel', '日本', '-a', 'a,b', 'a@b', '{a,b}', 'pkcs11:a'],
];

const ports = () => testPorts({ crypto: nodeCrypto, clock: systemClock });
const writing = { force: false, dryRun: false };
const validity = { days: 9, isDefault: true };
let kits = 0;
let server: Server;
let port: number;

beforeAll(async () => {
  await createCa({ keyType: 'ec-p256', validity, out: `${base}/ca`, ...writing }, ports());
  const issuer = { source: { folder: `${base}/ca` } };
  const names = { name: 's', subjectAltNames: [parseHost('localhost')], consumers: [] };
  const files = { formats: ['pem'] as const, out: `${base}/s`, ...writing };
  await issueCertificate({ ...names, ...files, profile: 'server', validity, issuer }, ports());
  const [cert, key, ca] = ['s/s.crt', 's/s.key', 'ca/ca.crt'].map((file) =>
    readFileSync(`${base}/${file}`),
  );
  const demands = { requestCert: true, rejectUnauthorized: true };
  server = createServer({ cert, key, ca, ...demands }, (_, answer) => answer.end('welcome'));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  ({ port } = server.address() as AddressInfo);
});
afterAll(() => server.close());

/** A kit whose files are installed in a folder of that name; answers its page and the host's folder. */
async function installed(client: string, name: string) {
  const place = `${base}/${client}-installed/${name}`;
  const out = `${base}/kit-${(kits += 1)}`;
  await makeKit(
    {
      ...({ client, server: 'logstash', store: 'pem', extKeyUsage: 'both', proof: false } as const),
      ...{ hosts: [parseHost('localhost')], otherNames: [], newCa: {}, validity, port, out },
      ...{ issuer: { source: { folder: `${base}/ca` } }, installFolder: place, ...writing },
    },
    ports(),
  );
  mkdirSync(place, { recursive: true });
  cpSync(`${out}/${client}`, place, { recursive: true });
  return { page: readFileSync(`${out}/README.md`, 'utf8'), folder: `${out}/${client}`, place };
}

const shell = (line: string, cwd: string) => runProgram('sh', ['-c', line], { cwd });

describePeer('curl', { curl: CURL, openssl: OPENSSL }, () => {
  it.each(FOLDERS)(
    'reads its files in %j: by the snippet, and by the lines of the page',
    async (name) => {
      const { page, folder } = await installed('curl', name);
      const lines = page.split('\n').map((line) => line.trim());
      const checks = lines.filter(
        (line) => line.startsWith('sudo curl') && line.includes('--cert '),
      );
      expect(checks.length).toBeGreaterThan(0);
      for (const line of ['sh ./curl.sh', ...checks.map((check) => check.slice('sudo '.length))]) {
        const { exitCode, stdout, stderr } = await shell(line, folder);
        expect([line, exitCode, stdout], stderr).toEqual([line, 0, 'welcome']);
      }
    },
  );
});

describePeer('openssl', { openssl: OPENSSL }, () => {
  it.each(FOLDERS)('reads its files in %j', async (name) => {
    const { folder } = await installed('openssl', name);
    const { stderr, stdout } = await shell('sh ./openssl.sh', folder);
    expect(stdout + stderr).toMatch(/Verification: OK/);
    expect(stdout + stderr).not.toMatch(/[Cc]ould not|No such file|alert/);
  });
});

describePeer('install', { install: INSTALL }, () => {
  it.each(FOLDERS)('puts the files into %j', async (name) => {
    const { page, folder, place } = await installed('curl', name);
    rmSync(place, { recursive: true });
    const lines = page.split('\n').map((line) => line.trim());
    // those of the other end have a group of their own, which is not here
    const own = lines.filter((line) => line.startsWith('sudo install') && line.includes('-g root'));
    for (const line of own.map((one) => one.slice('sudo '.length))) {
      const { exitCode, stderr } = await shell(line, folder);
      expect([line, exitCode, stderr]).toEqual([line, 0, '']);
    }
    expect(readdirSync(place).sort()).toEqual(['ca.crt', 'curl.crt', 'curl.key']);
  });
});
