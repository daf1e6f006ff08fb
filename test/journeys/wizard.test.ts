// The wizard in a real terminal: the whole way to a kit, changes, Ctrl-C, narrow and colourless terminals, plain text, answers files.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { fileTree } from '../support/file-tree.js';
import { itNeeding, OPENSSL } from '../support/peer.js';
import { PROGRAM } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { TMUX, UNZIP } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { openTerminal, type Terminal, type TerminalOptions } from '../support/terminal.js';

const root = temporaryFolder();
const it = itNeeding({ tmux: TMUX });
let count = 0;

function newFolder(): string {
  const folder = join(root, `run-${++count}`);
  mkdirSync(folder);
  return folder;
}

async function startWizard(folder: string, options: TerminalOptions = {}, flags: string[] = []) {
  return openTerminal([process.execPath, PROGRAM, 'wizard', ...flags], folder, options);
}

/** Answers each question as it comes; no answer takes what is proposed. */
async function answer(
  terminal: Terminal,
  ...turns: readonly (readonly [question: string | RegExp, answer?: string])[]
): Promise<void> {
  for (const [question, text] of turns) {
    await terminal.see(question);
    await terminal.enter(text);
  }
}

/** From the menu to the review of a kit from Heartbeat to Logstash; Enter takes what is proposed. */
async function answerKit(terminal: Terminal): Promise<string> {
  await answer(
    terminal,
    ['What do you want to do?'],
    ['What sends?'],
    ['What receives?'],
    ['Which version', '8.14'],
    ['Names or addresses of the server', 'logs.lan 10.0.0.5'],
    ['Names of the client hosts'],
    ['Which CA signs?'],
    ['Which password has the key'],
    ['For how many days'],
  );
  return terminal.see('What now?');
}

/** The command line of the last review page, as a shell would take it. */
function shownLine(page: string): string {
  const [, line] =
    /The same without questions:\n\n((?: {2,}.*\n)+)/.exec(
      page.slice(page.lastIndexOf('The same without')),
    ) ?? [];
  return (line ?? '').replaceAll('\\\n', ' ').trim();
}

/** Runs a shown line in a shell, with the built program in the place of its name. */
function runShown(line: string, folder: string): void {
  const program = `'${process.execPath}' '${PROGRAM}'`;
  execFileSync('sh', ['-c', line.replace(/^tlsmith/, program)], { cwd: folder, stdio: 'pipe' });
}

/** What two runs must have in common: paths, modes, the settings, and what the certificates say but for keys and dates. */
async function shapeOf(folder: string): Promise<unknown> {
  const tree = (await fileTree(folder)).map((line) => line.replace(/(file \d+) .*/, '$1'));
  const named = (end: string) =>
    tree.map((line) => line.split(' ')[0] as string).filter((path) => path.endsWith(end));
  const snippets = [...named('.yml'), ...named('.conf')].map((path) =>
    readFileSync(join(folder, path), 'utf8'),
  );
  const paths = named('.crt').map((path) => join(folder, path));
  const { document } = await runHereJson<{ items: Record<string, unknown>[] }>([
    'inspect',
    ...paths,
  ]);
  const certificates = document.items.map(
    ({ subject, subjectAltNames, extKeyUsage, publicKey, notBefore, notAfter, type }) => ({
      ...{ type, subjectAltNames, extKeyUsage },
      curve: (publicKey as { curve: string }).curve,
      subject: String(subject).replace(/[\da-f]{6}$/, ''),
      days: Math.round((Date.parse(String(notAfter)) - Date.parse(String(notBefore))) / 86_400_000),
    }),
  );
  return { tree, snippets, certificates };
}

it('leads from Heartbeat to Logstash, and its line makes the same files', async () => {
  const folder = newFolder();
  const terminal = await startWizard(folder);
  const page = await answerKit(terminal);
  expect(page).toContain('hosts                   logs.lan 10.0.0.5');
  expect(readdirSync(folder)).toEqual([]);
  await terminal.enter();
  await terminal.see('proved: heartbeat to logs.lan');
  expect(await terminal.ended()).toBe(0);
  const again = newFolder();
  const line = shownLine(page);
  expect(line).toContain('tlsmith kit heartbeat logstash --stack 8.14 --host logs.lan');
  runShown(line, again);
  expect(await shapeOf(again)).toEqual(await shapeOf(folder));
});

it('lets an answer be changed on the review page, with a password that is on no line', async () => {
  const folder = newFolder();
  const terminal = await startWizard(folder);
  await answerKit(terminal);
  await terminal.press('Down');
  await terminal.enter();
  await terminal.see('Which answer?');
  for (let i = 0; i < 6; i++) await terminal.press('Down');
  await terminal.see('❯ password of the CA key: none');
  await terminal.enter();
  await terminal.see(/Which password has the key[\s\S]*Which password has the key/);
  await terminal.press('Down');
  await terminal.enter();
  await terminal.see('The password of the CA key');
  await terminal.enter('open sesame');
  await terminal.see('Once more');
  await terminal.enter('open sesame');
  const page = await terminal.see(/What now\?[\s\S]*What now\?/);
  expect(page).toContain('--ca-password-file CA_FILE');
  await terminal.enter();
  expect(await terminal.ended()).toBe(0);
  const shown = await terminal.see('proved: heartbeat');
  expect(shown).not.toContain('open sesame');
  const key = readFileSync(join(folder, 'tlsmith-kit/ca/ca.key'), 'utf8');
  expect(key).toContain('BEGIN ENCRYPTED PRIVATE KEY');
  const password = join(newFolder(), 'pass');
  writeFileSync(password, 'open sesame\n');
  const kit = join(folder, 'tlsmith-kit');
  const added = await runHere(
    [
      'kit',
      '--add-client',
      'hb2',
      '--ca',
      join(kit, 'ca'),
      '--ca-password-file',
      password,
      '--out',
      kit,
    ],
    { cwd: folder },
  );
  expect(added.exitCode, added.stderr).toBe(0);
});

it.each<[where: string, reach: (terminal: Terminal) => Promise<unknown>]>([
  ['at the first question', (terminal) => terminal.see('What do you want to do?')],
  [
    'in the middle',
    async (terminal) => {
      await terminal.see('What do you want to do?');
      await terminal.enter();
      await terminal.see('What sends?');
    },
  ],
  ['on the review page', answerKit],
])('Ctrl-C %s ends with 130 and leaves nothing behind', async (_where, reach) => {
  const folder = newFolder();
  const terminal = await startWizard(folder);
  await reach(terminal);
  await terminal.press('C-c');
  expect(await terminal.ended()).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

it('fits a terminal of 60 columns and 20 rows', async () => {
  const folder = newFolder();
  const terminal = await startWizard(folder, { columns: 60, rows: 20 });
  const page = await answerKit(terminal);
  expect(page).toMatch(/^  --host|^    --host/m);
  await terminal.enter();
  expect(await terminal.ended()).toBe(0);
});

it.each([{ NO_COLOR: '1' }, { TERM: 'dumb' }])('paints nothing with %j', async (environment) => {
  const terminal = await startWizard(newFolder(), { environment });
  await answerKit(terminal);
  expect(await terminal.painted()).not.toMatch(/\u001b\[[\d;]*m/);
});

it('is lines of plain text with --plain, also for a password', async () => {
  const folder = newFolder();
  const terminal = await startWizard(folder, {}, ['--plain']);
  await answer(
    terminal,
    ['1. Connect two programs', '2'],
    ['1. a root (root): trusted by itself', 'third'],
    ['one of 1 to 2 can be chosen', 'root'],
  );
  await terminal.see('Its name; Enter makes one');
  await terminal.enter('CN=Plain CA');
  await answer(
    terminal,
    ['Which password has the key of the CA?', 'typed'],
    ['The password of the CA key (not shown):', 'open sesame'],
    ['Once more (not shown):', 'open sesame'],
    ['5. Stop, and write nothing'],
  );
  const page = await terminal.see('./ca/ca.crt');
  expect(await terminal.ended()).toBe(0);
  expect(page).not.toContain('open sesame');
  expect(readFileSync(join(folder, 'ca/ca.key'), 'utf8')).toContain('ENCRYPTED');
});

it('--plain ends with 130 on Ctrl-C, also where a password is typed', async () => {
  const folder = newFolder();
  const terminal = await startWizard(folder, {}, ['--plain']);
  await answer(
    terminal,
    ['1. Connect two programs', 'ca'],
    ['Which kind'],
    ['Its name'],
    ['Which password has the key', '2'],
  );
  await terminal.see('(not shown):');
  await terminal.press('C-c');
  expect(await terminal.ended()).toBe(130);
  expect(readdirSync(folder)).toEqual([]);
});

it('saves its answers without the password, and does the same again from them', async () => {
  const folder = newFolder();
  const terminal = await startWizard(folder, {}, ['--plain']);
  await answer(
    terminal,
    ['1. Connect two programs', 'ca'],
    ['Which kind'],
    ['Its name', 'CN=Saved CA,O=Example'],
    ['Which password has the key', 'typed'],
    ['The password of the CA key', 'open sesame'],
    ['Once more', 'open sesame'],
    ['What now?', 'save'],
    ['Into which file?'],
    [/What now\?[\s\S]*What now\?/, 'stop'],
  );
  expect(await terminal.ended()).toBe(130);
  expect(readdirSync(folder)).toEqual(['answers.yml']);
  const text = readFileSync(join(folder, 'answers.yml'), 'utf8');
  expect(text).not.toContain('open sesame');
  expect(text).toContain('subject: "CN=Saved CA,O=Example"');
  const replay = ['wizard', '--answers', 'answers.yml'];
  const without = await runHereJson<{ error: { code: string } }>(replay, { cwd: folder });
  expect([without.exitCode, without.document.error.code]).toEqual([4, 'password-missing']);
  const done = await runHereJson<{ certificates: { subject: string }[] }>(
    [...replay, '--ca-password-env', 'PASS'],
    { cwd: folder, env: { PASS: 'open sesame' } },
  );
  expect(done.exitCode).toBe(0);
  expect(done.document.certificates[0]?.subject).toBe('CN=Saved CA,O=Example');
});

itNeeding({ tmux: TMUX, openssl: OPENSSL })(
  'continues a kit that a corporate CA has signed',
  async () => {
    const folder = newFolder();
    const answers = join(folder, 'first.yml');
    writeFileSync(
      answers,
      'task: kit\nclient: heartbeat\nserver: logstash\nhost: [logs.lan]\nclients: [heartbeat]\nstack: 9.5\nca-from: corporate\n',
    );
    const first = await runHere(['wizard', '--answers', answers], { cwd: folder });
    expect(first.exitCode, first.stderr).toBe(0);
    signRequests(folder);
    const terminal = await startWizard(folder, {}, ['--plain']);
    await answer(
      terminal,
      ['Finish a kit', 'signed-kit'],
      ['The folder with the keys and requests'],
      ['Files that came back', 'signed.pem'],
      ['File with the root certificate', 'root.pem'],
      ['What now?'],
    );
    await terminal.see('proved: heartbeat to logs.lan');
    expect(await terminal.ended()).toBe(0);
  },
);

/** What a corporate CA would send back: both certificates in one file, and its root. */
function signRequests(folder: string): void {
  const openssl = (...args: string[]) =>
    execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' }).toString();
  openssl(
    ...['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'root.key', '-out', 'root.pem'],
    ...[
      '-subj',
      '/CN=Corporate',
      '-days',
      '30',
      '-addext',
      'keyUsage=critical,keyCertSign,cRLSign',
    ],
  );
  const signed = ['logstash', 'heartbeat'].map((name) =>
    openssl(
      ...['x509', '-req', '-in', `tlsmith-kit-requests/${name}/${name}.csr`, '-days', '20'],
      ...['-CA', 'root.pem', '-CAkey', 'root.key', '-copy_extensions', 'copy'],
    ),
  );
  writeFileSync(join(folder, 'signed.pem'), signed.join(''));
}

test.each<[what: string, text: string, line: number, reason: RegExp]>([
  ['no task', 'client: heartbeat\n', 1, /task is one of kit, ca/],
  ['an unknown task', 'task: cake\n', 1, /task is one of kit, ca/],
  ['an answer of another task', 'task: ca\nhost: [a.lan]\n', 2, /"host" is no answer of ca/],
  ['a slip', 'task: kit\nhots: a\n', 2, /did you mean host\?/],
  ['a bad number', 'task: ca\ndays: many\n', 2, /is not a number of days/],
  ['a secret', 'task: ca\nca-password: open sesame\n', 2, /one of none, typed can be answered/],
  ['a list for a text', 'task: ca\ndays: [1, 2]\n', 2, /it takes one text/],
  ['a tab', 'task: ca\n\tdays: 1\n', 2, /./],
  ['an alias', 'task: &a ca\nsubject: *a\n', 2, /is an alias/],
  ['no map', '- task\n', 1, /holds no fields/],
])(
  'an answers file with %s is refused with its line, and nothing is written',
  async (_what, text, line, reason) => {
    const folder = newFolder();
    const file = join(newFolder(), 'a.yml');
    writeFileSync(file, text);
    const { exitCode, document, stdout } = await runHereJson<{
      error: { details: { faults: { line: number; reason: string }[] } };
    }>(['wizard', '--answers', file], { cwd: folder });
    expect(exitCode).toBe(3);
    expect(document.error.details.faults[0]?.line).toBe(line);
    expect(document.error.details.faults[0]?.reason).toMatch(reason);
    expect(stdout).not.toContain('open sesame');
    expect(readdirSync(folder)).toEqual([]);
  },
);

test.each<[args: string[], exitCode: number, code: string]>([
  [['wizard'], 2, 'input-needed'],
  [['wizard', '--answers', 'absent.yml'], 3, 'input-absent'],
  [['wizard', '--no-input'], 2, 'input-needed'],
])('without a terminal, %j ends with %i', async (args, exitCode, code) => {
  const result = await runHereJson<{ error: { code: string } }>(args, { cwd: newFolder() });
  expect([result.exitCode, result.document.error.code]).toEqual([exitCode, code]);
});

test('answers that lack what nobody can guess are refused by name', async () => {
  const folder = newFolder();
  writeFileSync(join(folder, 'a.yml'), 'task: kit\nclient: heartbeat\nserver: logstash\n');
  const result = await runHere(['wizard', '--answers', 'a.yml'], { cwd: folder });
  expect([result.exitCode, result.stderr]).toEqual([
    2,
    expect.stringContaining('the answers do not say "host"'),
  ]);
});

it('makes many hosts from a list that is typed, and keeps no list of what the command refuses', async () => {
  const folder = newFolder();
  const terminal = await startWizard(folder, {}, ['hosts', '--plain']);
  await answer(
    terminal,
    ['Where is the list?', '2'],
    ['The file [./hosts.yml]'],
    ['Hosts, with blanks between', 'es01=es01.lan,10.0.0.5 es02=es02.lan'],
    ['Which CA signs?'],
    ['The folder of the CA'],
    ['Which password has the key'],
    ['What are they for?'],
    ['In which form?'],
    ['For how many days'],
    ['What now?'],
  );
  await terminal.see('not done: the CA folder "./ca" does not exist');
  expect(readdirSync(folder)).toEqual([]);
  expect((await runHere(['ca', 'create'], { cwd: folder })).exitCode).toBe(0);
  await terminal.see(/What now\?[\s\S]*What now\?/);
  await terminal.enter();
  expect(await terminal.ended()).toBe(0);
  expect(readdirSync(join(folder, 'hosts')).sort()).toEqual(['es01', 'es02']);
  const { document } = await runHereJson<{ items: { subjectAltNames: string[] }[] }>([
    'inspect',
    join(folder, 'hosts/es01/es01.crt'),
  ]);
  expect(document.items[0]?.subjectAltNames).toEqual(['dns:es01.lan', 'ip:10.0.0.5']);
});

itNeeding({ tmux: TMUX, unzip: UNZIP })(
  '[http-dialogue] certutil http without flags asks, reviews and writes the archive',
  async () => {
    const folder = newFolder();
    const program = [process.execPath, PROGRAM, 'certutil', 'http'];
    const terminal = await openTerminal(program, folder);
    await answer(
      terminal,
      ['Which CA signs?'],
      ['Which password has the key of the CA?'],
      ['One certificate for all nodes'],
      ['Host names of Elasticsearch', 'es01.lan es02.lan'],
      ['IP addresses of Elasticsearch', '10.0.0.5'],
      ['For how many days'],
      ['Which password?'],
      ['What now?'],
    );
    expect(await terminal.ended()).toBe(0);
    const page = await terminal.see('elasticsearch-ssl-http.zip');
    expect(shownLine(page)).toBe(
      'tlsmith certutil http --dns es01.lan,es02.lan --ip 10.0.0.5 --no-input',
    );
    expect(readdirSync(folder)).toEqual(['elasticsearch-ssl-http.zip']);
    const again = newFolder();
    runShown(shownLine(page), again);
    const names = (at: string) =>
      execFileSync('unzip', ['-Z1', join(at, 'elasticsearch-ssl-http.zip')]).toString();
    expect(names(again)).toBe(names(folder));
  },
);

it('--plain asks for the password of an encrypted CA in the same conversation, and goes on', async () => {
  const folder = newFolder();
  const env = { PASS: 'open sesame' };
  await runHere(['ca', 'create', '--ca-password-env', 'PASS'], { cwd: folder, env });
  const terminal = await startWizard(folder, {}, ['certificate', '--plain']);
  await answer(
    terminal,
    ['Name of the host', 'web'],
    ['What is it for?', 'client'],
    ['Names in the certificate'],
    ['Which product'],
    ['Which CA signs?'],
    ['The folder of the CA'],
    ['Which password has the key', 'none'],
    ['In which form?'],
    ['For how many days'],
    ['What now?', 'show'],
    ['Password of', 'a wrong one'],
    [/not done:[\s\S]*What now\?/, 'write'],
    [/What now\?[\s\S]*What now\?[\s\S]*Password of/, 'open sesame'],
  );
  expect(await terminal.ended()).toBe(0);
  expect(readdirSync(join(folder, 'web')).sort()).toEqual(['ca.crt', 'web.crt', 'web.key']);
});

test('a dry run keeps no list, and the answers are asked for in their own words', async () => {
  const folder = newFolder();
  await runHere(['ca', 'create'], { cwd: folder });
  const list = 'task: hosts\nlist-from: typed-list\nfile: list.yml\nhosts: ["a=a.lan"]\n';
  writeFileSync(join(folder, 'a.yml'), list);
  const dry = await runHere(['wizard', '--answers', 'a.yml', '--dry-run'], { cwd: folder });
  expect([dry.exitCode, readdirSync(folder).sort()]).toEqual([0, ['a.yml', 'ca']]);
  writeFileSync(join(folder, 'b.yml'), 'task: certificate\nname: x\nprofile: server\n');
  const unnamed = await runHere(['wizard', '--answers', 'b.yml'], { cwd: folder });
  expect([unnamed.exitCode, unnamed.stderr]).toEqual([
    2,
    expect.stringMatching(/do not say "san"/),
  ]);
});
