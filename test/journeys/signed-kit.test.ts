// A kit whose certificates another CA signs: both halves, and what comes back from a CA that got something wrong.
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect } from 'vitest';
import { modeOfPath } from '../support/file-tree.js';
import { itNeeding, OPENSSL } from '../support/peer.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const root = temporaryFolder();
const requests = join(root, 'tlsmith-kit-requests');
const LINK = [
  'kit',
  'logstash-output',
  'logstash-input',
  '--host',
  'logs.lan',
  '--client-name',
  'edge',
];
const KEY_USAGE = 'keyUsage=critical,keyCertSign,cRLSign';

const it = itNeeding({ openssl: OPENSSL });

function openssl(...args: string[]): string {
  return execFileSync('openssl', args, { cwd: root, stdio: 'pipe' }).toString();
}

interface Signing {
  /** Extensions in place of those of the request. */
  extensions?: string[];
  days?: number;
  ca?: string;
}

/** The certificate of one host, as text. */
function sign(name: string, { extensions, days = 30, ca = 'root' }: Signing = {}): string {
  const request = join(requests, name, `${name}.csr`);
  const args = ['x509', '-req', '-in', request, '-CA', `${ca}.pem`, '-CAkey', `${ca}.key`];
  args.push('-days', String(days));
  if (!extensions) return openssl(...args, '-copy_extensions', 'copy');
  const file = join(root, `${name}.ext`);
  writeFileSync(file, extensions.join('\n'));
  return openssl(...args, '-extfile', file);
}

function makeCa(name: string, issuer?: string): void {
  const subject = [
    '-subj',
    `/CN=${name}`,
    '-keyout',
    `${name}.key`,
    '-newkey',
    'rsa:2048',
    '-nodes',
  ];
  const ca = ['-addext', 'basicConstraints=critical,CA:TRUE', '-addext', KEY_USAGE];
  if (issuer === undefined) {
    openssl('req', '-x509', ...subject, '-out', `${name}.pem`, '-days', '90', '-addext', KEY_USAGE);
    return;
  }
  openssl('req', ...subject, ...ca, '-out', `${name}.csr`);
  const pem = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-copy_extensions', 'copy'];
  openssl('x509', '-req', '-in', `${name}.csr`, ...pem, '-days', '60', '-out', `${name}.pem`);
}

beforeAll(async () => {
  makeCa('root');
  makeCa('issuing', 'root');
  makeCa('other');
  const result = await runHere([...LINK, '--request'], { cwd: root });
  expect(result.exitCode, result.stderr).toBe(0);
});

let count = 0;
/** The second half with these certificates. */
async function finish(certificates: string, flags: string[] = [], ca = 'root.pem') {
  const name = `signed-${++count}`;
  writeFileSync(join(root, `${name}.pem`), certificates);
  const result = await runHereJson<{
    error: { code: string; message: string };
    handshakes: { outcome: string; with: string }[];
  }>([...LINK, '--signed', `${name}.pem`, '--ca-cert', ca, '--out', name, ...flags], { cwd: root });
  return { ...result, folder: join(root, name) };
}

it('the first half holds a request and a key for each host, and the line that goes on', async () => {
  const names = ['logstash-input', 'edge'];
  for (const name of names) {
    expect(readdirSync(join(requests, name)).sort()).toEqual([`${name}.csr`, `${name}.key`]);
    expect(await modeOfPath(join(requests, name, `${name}.key`))).toBe('0600');
    const text = openssl(
      'req',
      '-in',
      join(requests, name, `${name}.csr`),
      '-noout',
      '-text',
      '-verify',
    );
    expect(text).toContain('TLS Web Server Authentication, TLS Web Client Authentication');
  }
  const page = readFileSync(join(requests, 'README.md'), 'utf8');
  expect(page).toContain(
    'tlsmith kit logstash-output logstash-input --host logs.lan --client-name edge --signed SERVER.crt --signed CLIENT.crt --ca-cert ROOT.crt',
  );
  expect(page).toContain('names dns:logs.lan; extended key usage serverAuth and clientAuth');
});

it.each<[form: string, flags: string[]]>([
  ['PEM files', []],
  ['PEM files and other ports', ['--port', '6000', '--install-dir', '/srv/tls']],
  ['stores', ['--store', 'pkcs12']],
])('the second half is a proved kit of %s', async (_form, flags) => {
  const signed = sign('logstash-input') + sign('edge');
  const { exitCode, document, stderr, folder } = await finish(signed, flags);
  expect(exitCode, stderr).toBe(0);
  expect(readFileSync(join(folder, 'README.md'), 'utf8')).toContain(
    'tlsmith cert renew . --request',
  );
  expect(document.handshakes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(2);
  expect(document.handshakes.filter(({ outcome }) => outcome === 'refused').length).toBeGreaterThan(
    0,
  );
});

it('intermediates go with the certificates, whichever file they came in', async () => {
  const signed = sign('edge', { ca: 'issuing' }) + sign('logstash-input', { ca: 'issuing' });
  const issuing = readFileSync(join(root, 'issuing.pem'), 'utf8');
  const both = join(root, 'both.pem');
  writeFileSync(both, readFileSync(join(root, 'root.pem'), 'utf8') + issuing);
  for (const { exitCode, folder, stderr } of [
    await finish(issuing + signed),
    await finish(signed, [], both),
  ]) {
    expect(exitCode, stderr).toBe(0);
    const chain = readFileSync(join(folder, 'edge/edge.crt'), 'utf8');
    expect(chain.match(/BEGIN CERTIFICATE/g)).toHaveLength(2);
    expect(
      openssl(
        'verify',
        '-x509_strict',
        '-CAfile',
        'root.pem',
        '-untrusted',
        'issuing.pem',
        join(folder, 'edge/edge.crt'),
      ),
    ).toContain('OK');
  }
});

const CLEAN = ['basicConstraints=CA:FALSE', 'keyUsage=critical,digitalSignature'];

it.each<
  [
    fault: string,
    certificates: () => string,
    exit: number,
    code: string,
    message: RegExp,
    ca?: string,
  ]
>([
  ['one is missing', () => sign('edge'), 7, 'key-mismatch', /belongs to the key of logstash-input/],
  [
    'another CA signed',
    () => sign('edge') + sign('logstash-input', { ca: 'other' }),
    7,
    'issuer-chain-invalid',
    /nothing in "root.pem" leads to the certificate of logstash-input: it was signed by "CN=other"/,
  ],
  [
    'the intermediate is missing',
    () => sign('edge') + sign('logstash-input', { ca: 'issuing' }),
    7,
    'issuer-chain-invalid',
    /signed by "CN=issuing"/,
  ],
  [
    'the names were left out',
    () => sign('edge') + sign('logstash-input', { extensions: CLEAN }),
    7,
    'certificate-faulty',
    /does not name dns:logs.lan; it names no name at all/,
  ],
  [
    'the use was changed',
    () =>
      sign('logstash-input') +
      sign('edge', { extensions: [...CLEAN, 'extendedKeyUsage=serverAuth'] }),
    7,
    'certificate-faulty',
    /certificate of edge may not be used for clientAuth/,
  ],
  [
    'a CA was made of a host',
    () =>
      sign('logstash-input') + sign('edge', { extensions: ['basicConstraints=critical,CA:TRUE'] }),
    7,
    'certificate-faulty',
    /certificate of edge is that of a CA/,
  ],
  ['there is no certificate in the file', () => 'nothing\n', 3, 'input-wrong-kind', /./],
  ['the CA is no file', () => sign('edge'), 3, 'input-absent', /absent.pem/, 'absent.pem'],
])('where %s, nothing is written', async (_fault, certificates, exit, code, message, ca) => {
  const { exitCode, document, folder } = await finish(certificates(), [], ca);
  expect([exitCode, document.error.code]).toEqual([exit, code]);
  expect(document.error.message).toMatch(message);
  expect(readdirSync(root)).not.toContain(folder.slice(root.length + 1));
});

it('of two certificates for one key the newer one is taken', async () => {
  const old = sign('edge', { days: 3 });
  const { exitCode, folder } = await finish(
    old + sign('logstash-input') + sign('edge', { days: 40 }),
  );
  expect(exitCode).toBe(0);
  expect(daysOf(join(folder, 'edge/edge.crt'))).toBe('40');
});

function daysOf(file: string): string {
  const dates = openssl('x509', '-in', file, '-noout', '-dates');
  const [from, to] = [...dates.matchAll(/=(.*)/g)].map(([, date]) => Date.parse(date as string));
  return String(Math.round(((to as number) - (from as number)) / 86_400_000));
}

it('requests of other hosts are recognised by their folders', async () => {
  const moved = join(root, 'moved');
  cpSync(requests, moved, { recursive: true });
  const { exitCode, document } = await finish(sign('edge') + sign('logstash-input'), [
    '--requests',
    moved,
    '--server-name',
    'es',
  ]);
  expect([exitCode, document.error.code]).toEqual([3, 'input-absent']);
});

it.each<[flags: string[], exit: number, code: string]>([
  [['--request', '--ca', './ca'], 2, 'flags-conflict'],
  [['--request', '--store', 'pkcs12'], 2, 'flags-conflict'],
  [['--request', '--generate-password'], 2, 'flags-conflict'],
  [['--request', '--signed', 'x'], 2, 'flags-conflict'],
  [['--signed', 'x'], 2, 'input-needed'],
  [['--requests', 'x'], 2, 'input-needed'],
  [['--signed', 'x', '--ca-cert', 'y', '--days', '3'], 2, 'flags-conflict'],
  [['--request', '--add-client', 'x'], 2, 'flags-conflict'],
])('%j is refused', async (flags, exit, code) => {
  const cwd = join(root, `flags-${++count}`);
  mkdirSync(cwd);
  const { exitCode, document } = await runHereJson<{ error: { code: string } }>(
    [...LINK, ...flags],
    {
      cwd,
    },
  );
  expect([exitCode, document.error.code]).toEqual([exit, code]);
  expect(readdirSync(cwd)).toEqual([]);
});

it('an intermediate is taken for the anchor with a warning, which says why OpenSSL refuses it', async () => {
  const signed = sign('edge', { ca: 'issuing' }) + sign('logstash-input', { ca: 'issuing' });
  const { exitCode, document } = await finish(signed, ['--no-handshake'], 'issuing.pem');
  expect(exitCode).toBe(0);
  expect((document as unknown as { warnings: string[] }).warnings.join()).toMatch(
    /OpenSSL wants the root/,
  );
});

it('requests that may be at the CA are not replaced without a word', async () => {
  const { exitCode, stderr } = await runHere([...LINK, '--request'], { cwd: root });
  expect(exitCode).toBe(5);
  expect(stderr).toMatch(/whose requests may be at the CA/);
});
