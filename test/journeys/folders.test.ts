// What becomes of the folder that a command writes into: a table of every writing command and every kind of folder, printed at the end.
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fileTree, modeOfPath } from '../support/file-tree.js';
import { printTable } from '../support/print-table.js';
import { itNeeding } from '../support/peer.js';
import { isRoot, NOBODY, programOfSomebody } from '../support/program-of-somebody.js';
import { runProgram } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';
import { GETFACL } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const base = temporaryFolder();
const place = programOfSomebody(base);
/** What the commands read. */
const given = join(base, 'given');
const ANOTHER_GROUP = 4242;

const LINK = ['--host', 'a.example', '--no-handshake'];
const KIT = ['kit', 'heartbeat', 'logstash', ...LINK];
const STORES = ['kit', 'logstash-output', 'logstash-input'];
const CA = ['--ca', 'given/ca'];
const END = ['--profile', 'server', '--san', 'a.example'];
const SIGNED = ['--signed', 'given/signed.crt', '--ca-cert', 'given/ca/ca.crt'];
const HOST = ['--dir', 'given/host'];
const GENERATED = '--generate-password';

/** Every command that writes, with the folder into which it does. */
const COMMANDS: readonly [name: string, args: (out: string) => string[]][] = [
  ['ca create', (out) => ['ca', 'create', '--out', out]],
  ['cert issue', (out) => ['cert', 'issue', 'x', ...END, ...CA, '--out', out]],
  ['cert request', (out) => ['cert', 'request', 'x', '--out', out]],
  ['cert sign', (out) => ['cert', 'sign', 'given/x.csr', ...END, ...CA, '--out', out]],
  ['cert batch', (out) => ['cert', 'batch', 'given/list.yml', ...CA, '--out', out]],
  [
    'cert batch --archive',
    (out) => ['cert', 'batch', 'given/list.yml', ...CA, '--archive', `${out}/hosts.zip`],
  ],
  ['kit', (out) => [...KIT, '--out', out]],
  ['kit, stores', (out) => [...STORES, ...LINK, '--store', 'pkcs12', '--out', out]],
  ['kit --request', (out) => [...KIT.slice(0, -1), '--request', '--out', out]],
  ['kit --signed', (out) => [...KIT, ...SIGNED, '--requests', 'given/requests', '--out', out]],
  ['export keystore', (out) => ['export', 'keystore', ...HOST, GENERATED, '--out', `${out}/k.p12`]],
  [
    'export truststore',
    (out) => ['export', 'truststore', ...CA, GENERATED, '--out', `${out}/t.p12`],
  ],
  ['export key', (out) => ['export', 'key', '--in', 'given/host/x.key', '--out', `${out}/x.pem`]],
  ['config show', (out) => ['config', 'show', 'logstash', '--out', `${out}/logstash.conf`]],
  [
    'config show, a timer',
    (out) => ['config', 'show', 'systemd-timer', '--ca', '/srv/ca', '--out', out],
  ],
  ['certutil ca', (out) => ['certutil', 'ca', '--pem', '--out', `${out}/ca.zip`]],
  [
    'certutil cert',
    (out) => [
      ...['certutil', 'cert', '--pem', '--in', 'given/list.yml', '--out', `${out}/certs.zip`],
      ...['--ca-cert', 'given/ca/ca.crt', '--ca-key', 'given/ca/ca.key'],
    ],
  ],
  [
    'certutil http',
    (out) => ['certutil', 'http', '--csr', '--dns', 'a.example', '--out', `${out}/http.zip`],
  ],
  ['certutil csr', (out) => ['certutil', 'csr', '--name', 'x', '--out', `${out}/csr.zip`]],
];

/** Commands whose output holds no secret. */
const OPEN = new Set(['cert sign', 'config show', 'config show, a timer']);

type Verdict = 'appears whole' | 'stays' | 'exit 5';

/** How a folder is found, and what must become of it. */
const KINDS: readonly {
  kind: string;
  verdict: Verdict;
  make(path: string): void;
  /** Only root can make it. */
  byRoot?: true;
}[] = [
  { kind: 'new', verdict: 'appears whole', make: () => undefined },
  { kind: 'empty', verdict: 'stays', make: (path) => folder(path, 0o755) },
  { kind: 'full', verdict: 'stays', make: (path) => folder(path, 0o750, 'other.txt') },
  {
    kind: 'setgid',
    verdict: 'stays',
    make: (path) => {
      folder(path, 0o755);
      if (isRoot) chownSync(path, NOBODY, ANOTHER_GROUP);
      chmodSync(path, 0o2775);
    },
  },
  { kind: 'sticky', verdict: 'stays', make: (path) => folder(path, 0o1777, 'other.txt') },
  { kind: 'write only', verdict: 'stays', make: (path) => folder(path, 0o300) },
  {
    kind: 'shared, of another',
    verdict: 'stays',
    byRoot: true,
    make: (path) => {
      folder(path, 0o777);
      chownSync(path, 0, 0);
    },
  },
  { kind: 'read only', verdict: 'exit 5', make: (path) => folder(path, 0o555, 'other.txt') },
  {
    kind: 'foreign',
    verdict: 'exit 5',
    byRoot: true,
    make: (path) => {
      folder(path, 0o755);
      chownSync(path, 0, 0);
    },
  },
  {
    kind: 'link',
    verdict: 'exit 5',
    make: (path) => {
      folder(`${path}-behind`, 0o755);
      symlinkSync(`${path}-behind`, path);
    },
  },
];

function folder(path: string, mode: number, file?: string): void {
  mkdirSync(path);
  if (file !== undefined) writeFileSync(join(path, file), 'mine\n');
  if (isRoot) chownSync(path, NOBODY, NOBODY);
  chmodSync(path, mode);
}

const run = (args: readonly string[]) =>
  runHere(args, { cwd: base, root: place.root, ...place.somebody });

async function succeed(...args: string[]): Promise<void> {
  const { exitCode, stderr } = await run(args);
  expect(exitCode, stderr).toBe(0);
}

beforeAll(async () => {
  mkdirSync(given);
  if (isRoot) chownSync(given, NOBODY, NOBODY);
  chmodSync(base, 0o777);
  writeFileSync(join(given, 'list.yml'), 'instances:\n  - name: es01\n    dns: [es01.lan]\n');
  await succeed('ca', 'create', '--out', 'given/ca');
  await succeed('cert', 'issue', 'x', ...END, ...CA, '--out', 'given/host');
  await succeed('cert', 'request', 'x', '--out', 'given/request');
  cpSync(join(given, 'request/x.csr'), join(given, 'x.csr'));
  await succeed(...KIT.slice(0, -1), '--request', '--out', 'given/requests');
  const signed: string[] = [];
  for (const [host, profile] of [
    ['heartbeat', 'peer'],
    ['logstash', 'peer'],
  ] as const) {
    const request = `given/requests/${host}/${host}.csr`;
    await succeed(
      'cert',
      'sign',
      request,
      '--profile',
      profile,
      '--copy-san',
      ...CA,
      '--out',
      `given/${host}`,
    );
    signed.push(`given/${host}/${host}.crt`);
  }
  writeFileSync(
    join(given, 'signed.crt'),
    signed.map((path) => readFileSync(join(base, path), 'utf8')).join(''),
  );
});

const rows: string[][] = [];

/** What of a folder must not change. */
function identityOf(path: string) {
  const { ino, mode, uid, gid } = lstatSync(path);
  return { ino, mode, uid, gid };
}

/** One command on one kind of folder; answers what became of it. */
async function cell(
  name: string,
  args: (out: string) => string[],
  { kind, verdict, make }: (typeof KINDS)[number],
): Promise<Verdict> {
  const out = `${name}-${kind}`.replaceAll(/[ ,-]+/g, '-');
  const path = join(base, out);
  make(path);
  const identity = existsSync(path) ? identityOf(path) : undefined;
  const names = kind === 'new' ? [] : readdirSync(path);
  const before = kind === 'new' ? [] : await fileTree(path);
  const { exitCode, stderr } = await run(args(out));
  if (verdict === 'exit 5') {
    expect([exitCode, stderr]).toEqual([5, expect.stringMatching(/^error: .+/m)]);
    expect(await fileTree(path)).toEqual(before);
    expect(readdirSync(base).filter((entry) => entry.includes(`${out}.tlsmith`))).toEqual([]);
    if (kind !== 'link') expect(identityOf(path)).toEqual(identity);
    return 'exit 5';
  }
  expect([name, kind, exitCode, exitCode === 0 ? '' : stderr]).toEqual([name, kind, 0, '']);
  const after = await fileTree(path);
  expect(after.length).toBeGreaterThan(before.length);
  expect(after).toEqual(expect.arrayContaining(before));
  expect(after.join('\n')).not.toContain('.tlsmith-');
  expectExactModes(after.filter((line) => !before.includes(line)));
  if (kind === 'new') {
    expect(await modeOfPath(path)).toBe(OPEN.has(name) ? '0755' : '0700');
    return 'appears whole';
  }
  expect(identityOf(path)).toEqual(identity);
  expect(readdirSync(path)).toEqual(expect.arrayContaining(names));
  const isOpen = ['empty', 'setgid', 'sticky'].includes(kind);
  const warnings = stderr.match(/others may enter|belongs to another user/g) ?? [];
  const hasOwnSecrets = after.some((line) => /^[^/]+ file 0600/.test(line));
  if (kind !== 'shared, of another') expect(warnings).toHaveLength(isOpen && hasOwnSecrets ? 1 : 0);
  return 'stays';
}

/** 0600 for what is secret, 0644 for the rest, 0700 for folders. */
function expectExactModes(lines: readonly string[]): void {
  const wrong = lines.filter((line) => {
    const [, name = '', type, mode] = /^(\S+) (\S+) (\d{4})/.exec(line) ?? [];
    if (type === 'folder') return mode !== '0700';
    const isSecret = /\.(key|pem|zip|jsonl|env)$|(^|\/)(k|keystore|ca)\.p12$/.test(name);
    return mode !== (isSecret ? '0600' : '0644');
  });
  expect(wrong).toEqual([]);
}

describe('the folder that is written into', () => {
  const kinds = KINDS.filter(({ byRoot }) => isRoot || !byRoot);

  it.each(COMMANDS)('of %s', async (name, args) => {
    const verdicts: Verdict[] = [];
    for (const kind of kinds) verdicts.push(await cell(name, args, kind));
    rows.push([name, ...verdicts]);
    expect(verdicts).toEqual(kinds.map(({ verdict }) => verdict));
  });

  itNeeding({ getfacl: GETFACL })('keeps the list of those who may enter it (ACL)', async () => {
    const acl = async (path: string) => (await runProgram('getfacl', ['-cp', path])).stdout;
    const path = join(base, 'acl');
    folder(path, 0o770);
    for (const more of [[], ['-d']])
      await runProgram('setfacl', [...more, '-m', 'u:4243:rwx,g:4244:r-x', path]);
    const before = await acl(path);
    expect(before).toContain('default:user:4243:rwx');
    await succeed('cert', 'issue', 'x', ...END, ...CA, '--out', 'acl');
    expect(await acl(path)).toBe(before);
    // Those who are named in it get nothing of a key.
    expect(await acl(join(path, 'x.key'))).toMatch(/^user:4243:rwx\s+#effective:---$/m);
    expect(await modeOfPath(join(path, 'x.key'))).toBe('0600');
  });

  afterAll(() =>
    printTable('what becomes of a folder', ['command', ...kinds.map(({ kind }) => kind)], rows),
  );
});
