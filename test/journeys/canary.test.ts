// Proves that a secret is never repeated: not on stdout or stderr, not in a JSON document, a snippet, a README or a ledger.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { inBatches } from '../support/in-batches.js';
import { PROGRAM_ROOT, runCli } from '../support/run-cli.js';
import { type HereOptions, runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Manifest {
  commands: Record<
    string,
    { flags: Record<string, { type: string }>; args: Record<string, { multiple?: boolean }> }
  >;
}

/** Usable as a password of any file, so that runs with it get far. */
const CANARY = 'Canary7f3a91c2e85d46';

/** A call of each command that comes far without asking. `{ca}` is a CA folder, `{request}` a file with a request, `{list}` one with hosts, `{hosts}` the folder of two hosts. */
const CALLS: Readonly<Record<string, readonly string[]>> = {
  'ca:create': ['ca', 'create', '--out', 'out'],
  'ca:renew': ['ca', 'renew', '{hosts}', '--ca', '{ca}', '--no-handshake'],
  'ca:rotate': ['ca', 'rotate', '{hosts}', '--ca', '{ca}', '--out', 'out', '--phase', 'trust'],
  'cert:issue': ['cert', 'issue', 'x', '--ca', '{ca}', '--profile', 'server', '--san', 'a.example'],
  'export:cert': ['export', 'cert', '--in', '{ca}/ca.crt', '--out', 'out.pem'],
  'export:key': ['export', 'key', '--in', '{ca}/ca.key', '--out', 'out.key'],
  'export:keystore': [
    ...['export', 'keystore', '--cert', '{ca}/ca.crt'],
    ...['--key', '{ca}/ca.key', '--out', 'out.p12'],
  ],
  'export:truststore': ['export', 'truststore', '--ca', '{ca}', '--out', 'out.p12'],
  inspect: ['inspect', '{ca}/ca.crt', '{ca}/ca.key', '--strict', '--for', 'nginx'],
  verify: ['verify', '{ca}/ca.crt', '--ca', '{ca}'],
  'config:show': ['config', 'show', 'heartbeat', '--host', 'logs.example'],
  'cert:batch': ['cert', 'batch', '{list}', '--ca', '{ca}', '--out', 'out'],
  'cert:list': ['cert', 'list', '--ca', '{ca}', '--name', 'a'],
  'cert:renew': [
    ...['cert', 'renew', '{hosts}', '--ca', '{ca}', '--no-handshake'],
    ...['--hook', `${process.execPath} -p "JSON.stringify(process.env.TLSMITH_FILES)"`],
  ],
  'cert:show': ['cert', 'show', '5f0c2a91b3d4e6', '--ca', '{ca}'],
  'cert:revoke': ['cert', 'revoke', '5f0c2a91b3d4e6', '--ca', '{ca}'],
  'crl:issue': [
    ...['crl', 'issue', '--ca', '{ca}', '--out', 'out.crl'],
    ...['--hook', `${process.execPath} -p "JSON.stringify(process.env.TLSMITH_FILES)"`],
  ],
  'cert:request': ['cert', 'request', 'x', '--profile', 'server', '--san', 'a.example'],
  'cert:sign': ['cert', 'sign', '{request}', '--ca', '{ca}', '--profile', 'server', '--copy-san'],
  'certutil:ca': ['certutil', 'ca', '--out', 'out.p12'],
  'certutil:cert': [
    ...['certutil', 'cert', '--ca-cert', '{ca}/ca.crt', '--ca-key', '{ca}/ca.key'],
    ...['--out', 'out.p12'],
  ],
  'certutil:csr': ['certutil', 'csr', '--out', 'out.zip'],
  'certutil:http': [
    ...['certutil', 'http', '--ca-cert', '{ca}/ca.crt', '--ca-key', '{ca}/ca.key'],
    ...['--dns', 'a.example', '--out', 'out.zip'],
  ],
  fixtures: ['fixtures', '--out', 'out', '--seed', '1'],
  probe: [
    ...['probe', '127.0.0.1:1', '--cert', '{ca}/ca.crt', '--key', '{ca}/ca.key', '--ca', '{ca}'],
    ...['--sign-with', '{ca}'],
  ],
  'config:list': ['config', 'list'],
  explain: ['explain', '-'],
  doctor: ['doctor', '{config}'],
  status: ['status', '{ca}', '{config}'],
  autocomplete: ['autocomplete', 'bash'],
  help: ['help'],
  wizard: ['wizard', '--answers', '{answers}'],
  kit: ['kit', 'heartbeat', 'logstash', '--host', 'logs.example', '--no-handshake'],
};

/** Configs of people with secrets in them: where they belong, misspelt, under old and new names, in addresses, inline. */
const CONFIGS: Readonly<Record<string, string>> = {
  'heartbeat.yml': `output.elasticsearch:
  hosts: ['https://elastic:${CANARY}@es.example:9200', 'http://u:${CANARY}@other.example']
  password: ${CANARY}
  ssl:
    key: ${CANARY.repeat(8)}
    key_passphrase: '${CANARY}'
    key_passphras: "${CANARY}"
    certificate: |
      -----BEGIN CERTIFICATE-----
      ${CANARY}
      -----END CERTIFICATE-----
`,
  'pipeline.conf': `input {
  beats {
    port => 5044
    ssl_enabled => true
    ssl_keyphrase => "${CANARY}"
    ssl_key_passphrase => "${CANARY}"
  }
  http {
    port => 8080
    ssl => true
    keystore => "/absent.jks"
    keystore_password => "${CANARY}"
    password => "${CANARY}"
  }
}
`,
  'redis.conf': `tls-port 6379
requirepass ${CANARY}
tls-key-file-pass "${CANARY}"
tls-key-file-passwd ${CANARY}
tls-cert-file /absent.crt
`,
  'kibana.yml': `server.ssl.enabled: true
server.ssl.keyPassphrase: ${CANARY}
server.ssl.keystore.passwort: ${CANARY}
elasticsearch.hosts: https://u:${CANARY}@es.example:9200
elasticsearch.password: ${CANARY}
`,
  'elasticsearch.yml': `xpack.security.http.ssl.enabled: true
xpack.security.http.ssl.secure_key_passphrase: ${CANARY}
xpack.security.http.ssl.keystore.password: ${CANARY}
xpack.security.http.ssl.keystore.path: absent.p12
`,
  'nginx.conf': `server {
  listen 443 ssl;
  ssl_certificate /absent.crt;
  ssl_password ${CANARY};
  location / { proxy_pass https://u:${CANARY}@es.example:9200; proxy_ssl_verify_deep 3; }
}
`,
  'stunnel.conf': `[tls]\naccept = 1\nconnect = es.example:2\nPSKsecret = ${CANARY}\nkeypass = ${CANARY}\n`,
};

const manifest = JSON.parse(
  await readFile(join(PROGRAM_ROOT, 'oclif.manifest.json'), 'utf8'),
) as Manifest;
const COMMANDS = Object.keys(manifest.commands);

const temporary = temporaryFolder();
const plainCa = join(temporary, 'plain-ca');
const lockedCa = join(temporary, 'locked-ca');
const requestFolder = join(temporary, 'request');
const secretFile = join(temporary, 'canary');
const hosts = join(temporary, 'hosts');

beforeAll(async () => {
  await writeFile(secretFile, `${CANARY}\n`);
  await writeFile(join(temporary, 'list.csv'), 'name,dns\na,a.example\n');
  await writeFile(join(temporary, 'other'), 'another password\n');
  await mkdir(join(temporary, 'configs'));
  for (const [name, text] of Object.entries(CONFIGS)) {
    await writeFile(join(temporary, 'configs', name), text);
  }
  for (const ca of [plainCa, lockedCa]) {
    const answers = `task: certificate\nname: x\nprofile: client\nca-from: folder\nca: ${ca}\n`;
    await writeFile(`${ca}.yml`, answers);
  }
  await Promise.all([
    runHere(['ca', 'create', '--out', plainCa]),
    runHere([...(CALLS['cert:request'] ?? []), '--out', requestFolder]),
    runHere(['ca', 'create', '--out', lockedCa, '--ca-password-file', join(temporary, 'other')]),
  ]);
  const host = ['--profile', 'client', '--ca', plainCa, '--out'];
  await runHere(['cert', 'issue', 'plain', ...host, join(hosts, 'plain')]);
  const locked = ['cert', 'issue', 'locked', ...host, join(hosts, 'locked')];
  await runHere([...locked, '--password-file', secretFile, '--format', 'pem,pkcs12']);
});

it('knows a call for every command', () => {
  expect(Object.keys(CALLS).sort()).toEqual(expect.arrayContaining(COMMANDS.sort()));
});

describe.each(COMMANDS)('%s', (command) => {
  const flags = Object.keys(manifest.commands[command]?.flags ?? {});
  const takesAnyNumber = Object.values(manifest.commands[command]?.args ?? {}).some(
    ({ multiple }) => multiple === true,
  );
  const call = (ca: string) =>
    (CALLS[command] ?? []).map((word) =>
      word
        .replace('{ca}', ca)
        .replace('{request}', join(requestFolder, 'x.csr'))
        .replace('{list}', join(temporary, 'list.csv'))
        .replace('{config}', join(temporary, 'configs/heartbeat.yml'))
        .replace('{hosts}', hosts)
        .replace('{answers}', `${ca}.yml`),
    );
  const variants: { how: string; args: readonly string[]; options?: HereOptions }[] = [
    { how: 'piped and not asked for', args: call(plainCa) },
    ...flags
      .filter((flag) => flag.endsWith('password-file'))
      .flatMap((flag) => [
        { how: `piped to --${flag}`, args: [...call(plainCa), `--${flag}`, '-'] },
        {
          how: `piped to --${flag} and unusable`,
          args: [...call(plainCa), `--${flag}`, '-'],
          options: { input: `${CANARY}\u0007${CANARY}ä\n` },
        },
        {
          how: `piped to --${flag} in a call that fails`,
          args: [...call(plainCa), `--${flag}`, '-', '--days', '0'],
        },
      ]),
    ...flags
      .filter((flag) => flag.endsWith('password-env'))
      .flatMap((flag) => [
        { how: `in the variable of --${flag}`, args: [...call(plainCa), `--${flag}`, 'SECRET'] },
        {
          how: `in place of the variable of --${flag}`,
          args: [...call(plainCa), `--${flag}`, CANARY],
        },
      ]),
    ...flags
      .filter((flag) => /^(ca|in)-password-file$/.test(flag))
      .map((flag) => ({ how: 'wrong', args: [...call(lockedCa), `--${flag}`, '-'] })),
    // certutil's own flags alone take a password as their value.
    ...flags
      .filter((flag) => /^(ca-)?pass$/.test(flag))
      .flatMap((flag) => [
        { how: `as the value of --${flag}`, args: [...call(plainCa), `--${flag}`, CANARY] },
        { how: `joined to -${flag}`, args: [...call(lockedCa), `-${flag}=${CANARY}`] },
        {
          how: `unusable as the value of --${flag}`,
          args: [...call(lockedCa), `--${flag}`, `${CANARY}ä`],
        },
        {
          how: `twice as the value of --${flag}`,
          args: [...call(plainCa), `--${flag}=x`, `--${flag}=${CANARY}`],
        },
      ]),
    { how: 'as the value of an unknown flag', args: [...call(plainCa), '--passwort', CANARY] },
    { how: 'joined to an unknown flag', args: [...call(plainCa), `--passwort=${CANARY}`] },
    { how: 'joined to a flag that takes none', args: [...call(plainCa), `--json=${CANARY}`] },
    { how: 'behind a single dash', args: [...call(plainCa), `-p${CANARY}`] },
    // A command that takes any number of files names those that it cannot read.
    ...(takesAnyNumber
      ? []
      : [
          { how: 'as an unexpected argument', args: [...call(plainCa), 'x', 'y', CANARY] },
          { how: 'as an argument behind --', args: [...call(plainCa), '--', 'x', 'y', CANARY] },
        ]),
  ];

  it('never repeats a secret, whichever way it comes', async () => {
    const leaks = await inBatches(
      // Every second one under --json: both ways of answering see each kind of mistake.
      variants.map((variant, index) =>
        index % 2 === 0 ? variant : { ...variant, args: [...variant.args, '--json'] },
      ),
      3,
      async ({ args, options }, index) => {
        const cwd = join(temporary, command.replace(':', '-'), String(index));
        await mkdir(cwd, { recursive: true });
        return leaksOf(args, cwd, options);
      },
    );
    expect(leaks.flat()).toEqual([]);
  });
});

const SHOWN = [[], ['--json'], ['--fix-plan'], ['--as', 'sarif'], ['--fix', '--yes']];

it.each(
  Object.keys(CONFIGS).flatMap((name) => ['7.17', '8.19', '9.5'].map((stack) => ({ name, stack }))),
)('never repeats a secret of $name, stack $stack', async ({ name, stack }) => {
  const cwd = join(temporary, `doctor-${name}-${stack}`);
  await mkdir(cwd);
  const file = join(temporary, 'configs', name);
  for (const args of SHOWN) {
    expect(await leaksOf(['doctor', file, '--stack', stack, ...args], cwd)).toEqual([]);
  }
  expect(await leaksOf(['status', join(temporary, 'configs')], cwd)).toEqual([]);
  const explained = ['explain', 'x509: certificate signed by unknown authority', '--dir', file];
  expect(await leaksOf(explained, cwd)).toEqual([]);
});

it.each([
  ['an unknown command', ['frobnicate', CANARY]],
  ['an unknown command and its flag', ['frobnicate', '--password', CANARY]],
  ['an unknown command and a flag joined to it', ['frobnicate', `--password=${CANARY}`]],
  ['an unknown subcommand', ['cert', 'frobnicate', CANARY]],
  ['a topic and a flag', ['cert', '--password', CANARY]],
  ['a flag without a command', ['--password', CANARY]],
  ['a flag joined to it without a command', [`--password=${CANARY}`]],
  ['the version', ['--version', CANARY]],
  ['the help', ['--help', `--password=${CANARY}`]],
])('never repeats what follows %s', async (_, args) => {
  expect(await leaksOf(args, temporary)).toEqual([]);
  expect(await leaksOf([...args, '--json'], temporary)).toEqual([]);
});

it('takes the canary as a password, so that these runs are real ones', async () => {
  const cwd = join(temporary, 'real');
  await mkdir(cwd);
  const args = ['cert', 'issue', 'x', '--self-signed', '--profile', 'client'];
  const { exitCode } = await runCli([...args, '--password-file', secretFile], { cwd });
  expect(exitCode).toBe(0);
  expect(await readFile(join(cwd, 'x/x.key'), 'utf8')).toMatch(/^-----BEGIN ENCRYPTED PRIVATE/);
});

/** Where the canary appears after a run: streams, names of files, files. */
async function leaksOf(
  args: readonly string[],
  cwd: string,
  options: HereOptions = {},
): Promise<string[]> {
  const env = { SECRET: CANARY, TLSMITH_PASSWORD: CANARY };
  const result = await runHere(args, { input: `${CANARY}\n`, env, ...options, cwd });
  if (result.exitCode === null || result.exitCode === 70) {
    return [`${args.join(' ')}: exit ${result.exitCode}`];
  }
  const places: [string, string][] = [
    ['stdout', result.stdout],
    ['stderr', result.stderr],
    ['the ledger', await readFile(join(plainCa, 'ledger.jsonl'), 'utf8')],
  ];
  for (const folder of cwd === temporary ? [] : [cwd, hosts]) {
    // secrets.env is the one place where a password of the person's choice belongs.
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const path = join(entry.parentPath, entry.name);
      const text =
        entry.isFile() && entry.name !== 'secrets.env' ? await readFile(path, 'latin1') : '';
      places.push([path, `${entry.name}\n${text}`]);
    }
  }
  return places
    .filter(([, text]) => text.includes(CANARY))
    .map(([place]) => `${args.join(' ')}: ${place}`);
}
