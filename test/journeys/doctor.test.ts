// Proves `doctor` and `explain` with files through the program: a kit that somebody has broken, its plan, its repair, and the forms of the answer.
import { spawnSync } from 'node:child_process';
import { createPrivateKey, X509Certificate } from 'node:crypto';
import { cp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { PACKAGE_ROOT } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { itNeeding, OPENSSL } from '../support/peer.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Answer {
  ok: boolean;
  files: { path: string; products: string[] }[];
  links: { client: { place: string }; server: { place: string }; hosts: string[] }[];
  findings: {
    code: string;
    severity: string;
    file: string;
    line: number | null;
    remedy: string;
    edits: { line: number; replaces: boolean; lines: string[] }[];
    commands: string[];
  }[];
  notJudged: { file: string; what: string }[];
  fixed?: string[];
  plan?: string[];
}

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);
let count = 0;

beforeAll(async () => {
  const kit = ['kit', 'heartbeat', 'logstash', '--host', 'logs.example', '--no-handshake'];
  expect((await runHere([...kit, '--out', at('kit')])).exitCode).toBe(0);
  expect((await runHere([...kit, '--out', at('other')])).exitCode).toBe(0);
});

/** A copy of the kit in which one text of a file is another one. */
async function changed(file: string, from: string, to: string): Promise<string> {
  const copy = `copy-${(count += 1)}`;
  await cp(at('kit'), at(copy), { recursive: true });
  const text = await readFile(at(`${copy}/${file}`), 'utf8');
  expect(text).toContain(from);
  await writeFile(at(`${copy}/${file}`), text.replace(from, to));
  return at(copy);
}

/** The same key as OpenSSL wrote it for long (SEC1). */
const traditional = (pem: string) =>
  createPrivateKey(pem).export({ type: 'sec1', format: 'pem' }) as string;

const doctor = (...words: string[]) => runHereJson<Answer>(['doctor', ...words]);

describe('a kit', () => {
  it('is without a finding, and says what it was taken for', async () => {
    const { exitCode, document } = await doctor(at('kit'));
    expect([exitCode, document.ok, document.findings, document.notJudged]).toEqual([
      0,
      true,
      [],
      [],
    ]);
    expect(document.files.flatMap(({ products }) => products)).toEqual([
      'heartbeat 9.5',
      'logstash 9.5',
    ]);
    expect(document.links).toMatchObject([
      {
        client: { place: 'output.logstash' },
        server: { place: 'input beats' },
        hosts: ['logs.example:5044'],
      },
    ]);
  });

  it('named by its two configs is the same', async () => {
    const files = [at('kit/heartbeat/heartbeat.yml'), at('kit/logstash/logstash.conf')];
    const { document } = await doctor(...files, '--stack', '8.19');
    expect([document.findings, document.links.length]).toEqual([[], 1]);
    expect(document.files[0]?.products).toEqual(['heartbeat 8.19']);
  });

  it('of which one end is named says that the other was not', async () => {
    const { exitCode, document } = await doctor(at('kit/heartbeat'));
    expect(exitCode).toBe(0);
    expect(document.notJudged).toMatchObject([
      { what: 'output.logstash with its other end: no config of one that it dials was named' },
    ]);
  });
});

describe('a fault', () => {
  it('of a config has its file, its line and the line that mends it', async () => {
    const copy = await changed(
      'heartbeat/heartbeat.yml',
      'verification_mode: full',
      'verification_mode: none',
    );
    const { exitCode, document } = await doctor(copy);
    expect(exitCode).toBe(1);
    expect(document.findings).toMatchObject([
      {
        ...{ code: 'verification-off', severity: 'error', line: 8 },
        ...{ file: join(copy, 'heartbeat/heartbeat.yml'), commands: [] },
        edits: [{ line: 8, replaces: true, lines: ["  ssl.verification_mode: 'full'"] }],
      },
    ]);
  });

  it('of a certificate has the command that mends it, which a shell can run', async () => {
    const copy = await changed('heartbeat/heartbeat.yml', 'logs.example', 'logz.example');
    const { stdout, exitCode } = await runHere(['doctor', copy, '--fix-plan']);
    expect(exitCode).toBe(1);
    const program = `"${process.execPath}" "${PACKAGE_ROOT}bin/run.js"`;
    const { status } = spawnSync('sh', ['-e'], { input: stdout.replace(/^tlsmith/gm, program) });
    expect(status).toBe(0);
    const after = await doctor(copy);
    expect(after.document.findings).toEqual([]);
  });

  it.each([
    ['key-form', 'logstash/logstash.key', traditional],
    ['chain-order', 'logstash/logstash.crt', (pem: string, ca: string) => ca + pem],
    ['certificate-form', 'heartbeat/ca.crt', (pem: string) => new X509Certificate(pem).raw],
    [
      'key-mismatch',
      'heartbeat/heartbeat.key',
      (_pem: string, _ca: string, other: string) => other,
    ],
  ] as const)('of a file (%s) has a plan that mends it', async (code, file, damaged) => {
    const copy = await changed('README.md', 'logs.example', 'logs.example');
    const texts = [file, 'ca/ca.crt', 'ca/ca.key'].map((name) =>
      readFile(join(copy, name), 'utf8'),
    );
    const [own = '', ca = '', other = ''] = await Promise.all(texts);
    await writeFile(join(copy, file), damaged(own, ca, other));
    const before = await doctor(copy);
    expect(before.document.findings.map((one) => one.code)).toContain(code);
    const { stdout } = await runHere(['doctor', copy, '--fix-plan']);
    const program = `"${process.execPath}" "${PACKAGE_ROOT}bin/run.js"`;
    const { status } = spawnSync('sh', ['-e'], { input: stdout.replace(/^tlsmith/gm, program) });
    expect(status).toBe(0);
    expect((await doctor(copy)).document.findings).toEqual([]);
  });

  it('of another CA is one for each direction, without what follows from it', async () => {
    await cp(at('kit'), at('mixed'), { recursive: true });
    await rm(at('mixed/logstash'), { recursive: true });
    await cp(at('other/logstash'), at('mixed/logstash'), { recursive: true });
    const { document } = await doctor(at('mixed'));
    expect(document.findings.map(({ code }) => code)).toEqual([
      'different-authorities',
      'different-authorities',
    ]);
  });
});

describe('--fix', () => {
  itNeeding({ openssl: OPENSSL })(
    'brings a key of a kit into the form that its product reads, and asks first',
    async () => {
      const copy = await changed('README.md', 'logs.example', 'logs.example');
      const key = join(copy, 'logstash/logstash.key');
      const args = ['pkey', '-in', key, '-traditional'];
      const { stdout } = spawnSync(OPENSSL ?? 'openssl', args, { encoding: 'utf8' });
      await writeFile(key, stdout);
      const asked = await doctor(copy, '--fix');
      expect(asked.document).toMatchObject({
        error: { code: 'input-needed', details: { flag: '--yes' } },
      });
      expect(await readFile(key, 'utf8')).toBe(stdout);
      const { exitCode, document } = await doctor(copy, '--fix', '--yes');
      expect([exitCode, document.fixed, document.findings]).toEqual([0, [key], []]);
      expect(await readFile(key, 'utf8')).toMatch(/^-----BEGIN PRIVATE KEY-----/);
      expect((await stat(key)).mode & 0o777).toBe(0o600);
    },
  );

  it('changes nothing where nothing is to be changed', async () => {
    const { exitCode, document } = await doctor(at('kit'), '--fix', '--yes');
    expect([exitCode, document.fixed]).toEqual([0, []]);
  });
});

it('--as sarif is one JSON document, with exit 1 where something was found', async () => {
  const copy = await changed('heartbeat/heartbeat.yml', 'ssl.key:', 'ssl.kei:');
  const { stdout, exitCode } = await runHere(['doctor', copy, '--as', 'sarif']);
  const log = JSON.parse(stdout) as { version: string; runs: { results: { ruleId: string }[] }[] };
  expect([exitCode, log.version]).toEqual([1, '2.1.0']);
  expect(log.runs[0]?.results.map(({ ruleId }) => ruleId)).toContain('unknown-setting');
});

it('a config of a folder that cannot be read is a finding, and the others are judged', async () => {
  const copy = await changed('heartbeat/heartbeat.yml', 'hosts: [', 'hosts: [[');
  const { exitCode, document } = await doctor(copy);
  expect(exitCode).toBe(1);
  expect(document.findings).toMatchObject([{ code: 'malformed-config', severity: 'error' }]);
  expect(document.files.flatMap(({ products }) => products)).toEqual(['logstash 9.5']);
  const alone = await doctor(join(copy, 'heartbeat/heartbeat.yml'));
  expect(alone).toMatchObject({ exitCode: 3, document: { error: { code: 'input-malformed' } } });
});

it('--root: files of another host below a folder', async () => {
  await cp(at('kit/logstash'), at('copied/etc/logstash/certs'), { recursive: true });
  const config = at('copied/etc/logstash/certs/logstash.conf');
  const { exitCode, document } = await doctor(config, '--root', at('copied'));
  expect([exitCode, document.findings]).toEqual([0, []]);
  await rm(at('copied/etc/logstash/certs/ca.crt'));
  const after = await doctor(config, '--root', at('copied'));
  expect(after.document.findings).toMatchObject([{ code: 'file-absent', line: 6 }]);
});

describe('explain with the files at hand', () => {
  const line = 'x509: certificate is valid for logs.example, not logz.example';

  it('names the finding that is the cause of the line', async () => {
    const copy = await changed('heartbeat/heartbeat.yml', 'logs.example', 'logz.example');
    for (const files of [
      ['--dir', copy],
      ['--pair', join(copy, 'logstash'), '--with', join(copy, 'heartbeat')],
    ]) {
      const { document } = await runHereJson<{ lines: { findings: { code: string }[] }[] }>([
        'explain',
        line,
        ...files,
      ]);
      expect(document.lines[0]?.findings.map(({ code }) => code)).toEqual(['host-name']);
    }
  });

  it('says so where nothing fits', async () => {
    const { stdout, exitCode } = await runHere(['explain', line, '--dir', at('kit')]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain('found\tnothing in the files fits this line');
  });
});

it.each([
  ['a path that is not there', ['/absent'], 3, 'input-absent'],
  ['a file that is no config', [join(PACKAGE_ROOT, 'LICENSE')], 3, 'input-wrong-kind'],
  ['a folder without a config', [join(PACKAGE_ROOT, 'bin')], 3, 'input-wrong-kind'],
  ['a root that is not there', ['{kit}', '--root', '/absent'], 3, 'input-absent'],
  ['a version that nobody knows', ['{kit}', '--stack', '6'], 2, 'version-unknown'],
  ['a form that it has not', ['{kit}', '--as', 'csv'], 2, 'flag-value-invalid'],
  ['two forms', ['{kit}', '--as', 'sarif'], 2, 'flags-conflict'],
  ['a plan and a repair', ['{kit}', '--fix', '--fix-plan'], 2, 'flags-conflict'],
  ['an agreement to nothing', ['{kit}', '--yes'], 2, 'flags-conflict'],
  ['no path at all', [], 2, 'argument-missing'],
])('refuses %s', async (_what, words, exitCode, code) => {
  const args = words.map((word) => word.replace('{kit}', at('kit')));
  const answer = await runHereJson(['doctor', ...args]);
  expect(answer).toMatchObject({ exitCode, document: { ok: false, error: { code } } });
});
