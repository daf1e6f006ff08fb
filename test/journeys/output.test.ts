// Proves what a run says and where: stdout is the answer, stderr the conversation, --json one document of a known shape.
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describePeer } from '../support/peer.js';
import { PROGRAM, runProgram } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { SCRIPT } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

interface Certificate {
  path: string;
  subject: string;
  issuer: string;
  serialNumber: string;
  notBefore: string;
  notAfter: string;
  subjectAltNames: string[];
  extKeyUsage: string[];
  sha256Fingerprint: string;
}

interface Written {
  ok: boolean;
  files: { path: string; kind: string; mode: string }[];
  certificates: Certificate[];
  choices?: { what: string; value: string; why: string }[];
  handshakes?: { protocol: string; host: string; with: string; outcome: string }[];
}

const cwd = temporaryFolder();
const ISSUE = ['cert', 'issue', 'x', '--profile', 'server', '--san', 'a.example'];
const KIT = ['kit', 'heartbeat', 'logstash', '--host', 'a.example'];
const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/;

beforeAll(async () => {
  const { exitCode, stderr } = await runHere(['ca', 'create'], { cwd });
  expect(exitCode, stderr).toBe(0);
});

describe('a writing command', () => {
  it.each([
    [
      ['ca', 'create', '--out', 'a'],
      ['a/ca.crt', 'a/ca.key', 'a/ledger.jsonl'],
    ],
    [
      ['ca', 'create', '--out', './b/'],
      ['./b/ca.crt', './b/ca.key', './b/ledger.jsonl'],
    ],
    [
      ['ca', 'create', '--out', 'c', '--issuer', 'ca'],
      ['c/ca.crt', 'c/ca.key', 'c/chain.crt', 'c/ledger.jsonl'],
    ],
    [ISSUE, ['./x/x.crt', './x/x.key', './x/ca.crt']],
    [
      ['cert', 'issue', '*.a.example', '--profile', 'server', '--san', '*.a.example'],
      [
        './_wildcard.a.example/_wildcard.a.example.crt',
        './_wildcard.a.example/_wildcard.a.example.key',
        './_wildcard.a.example/ca.crt',
      ],
    ],
    [
      [...ISSUE, '--out', 'secret', '--generate-password'],
      ['secret/x.crt', 'secret/x.key', 'secret/ca.crt', 'secret/secrets.env'],
    ],
    [
      [...KIT, '--out', 'd', '--no-handshake'],
      [
        'd/README.md',
        'd/ca/ca.crt',
        'd/ca/ca.key',
        'd/ca/ledger.jsonl',
        'd/logstash/logstash.crt',
        'd/logstash/logstash.key',
        'd/logstash/ca.crt',
        'd/logstash/logstash.conf',
        'd/heartbeat/heartbeat.crt',
        'd/heartbeat/heartbeat.key',
        'd/heartbeat/ca.crt',
        'd/heartbeat/heartbeat.yml',
      ],
    ],
  ])('prints its paths on stdout, one a line, as they were typed: %j', async (args, paths) => {
    const { stdout, stderr, exitCode } = await runHere(args, { cwd });
    expect(exitCode, stderr).toBe(0);
    expect(stdout.endsWith('\n')).toBe(true);
    expect(stdout.trimEnd().split('\n').sort()).toEqual([...paths].sort());
    expect(stderr).not.toBe('');
    await Promise.all(paths.map((path) => readdir(join(cwd, path, '..'))));
  });

  it.each([
    ['-q', ['ca', 'create', '--out', 'quiet-ca', '-q']],
    ['--quiet', [...ISSUE, '--out', 'quiet-host', '--quiet']],
    ['--quiet in front', ['--quiet', ...ISSUE, '--out', 'quiet-front']],
    ['--quiet of a kit', [...KIT, '--out', 'quiet-kit', '--quiet']],
  ])('is silent on stderr under %s and still prints its paths', async (_, args) => {
    const { stdout, stderr, exitCode } = await runHere(args, { cwd });
    expect(exitCode).toBe(0);
    expect(stderr).toBe('');
    expect(stdout).toMatch(/\.crt\n/);
  });

  it('still says an error under --quiet', async () => {
    const { stderr, exitCode } = await runHere([...ISSUE, '--days', '0', '--quiet'], { cwd });
    expect(exitCode).toBe(2);
    expect(stderr).toMatch(/^error: /);
  });

  it('says that the CA key is plain, and that no ledger is kept without a CA folder', async () => {
    const plain = await runHere(['ca', 'create', '--out', 'plain'], { cwd });
    expect(plain.stderr).toMatch(/CA key is not encrypted/);
    const alone = await runHere([...ISSUE, '--self-signed', '--out', 'alone'], { cwd });
    expect(alone.stderr.split('\n').filter((line) => /no ledger/.test(line))).toHaveLength(1);
    const foreign = ['--ca-cert', 'ca/ca.crt', '--ca-key', 'ca/ca.key', '--out', 'foreign'];
    expect((await runHere([...ISSUE, ...foreign], { cwd })).stderr).toMatch(/no ledger/);
  });

  it('says that a default was shortened to the end of the issuer', async () => {
    await runHere(['ca', 'create', '--out', 'short', '--days', '30'], { cwd });
    const { document, exitCode } = await runHereJson<Written>(
      [...ISSUE, '--ca', 'short', '--out', 'shortened', '--dry-run'],
      { cwd },
    );
    expect(exitCode).toBe(0);
    const [certificate] = document.certificates;
    const days = (Date.parse(certificate?.notAfter as string) - Date.now()) / 86_400_000;
    expect(days).toBeLessThan(30);
    const { stderr } = await runHere(
      [...ISSUE, '--ca', 'short', '--out', 'shortened', '--dry-run'],
      { cwd },
    );
    expect(stderr).toContain(certificate?.notAfter.slice(0, 10));
  });
});

describe('--json', () => {
  it.each([
    {
      name: 'ca create',
      args: ['ca', 'create', '--out', 'json-ca', '--name', 'Example Root'],
      files: [
        ['ca.crt', 'certificate', '0644'],
        ['ca.key', 'private-key', '0600'],
        ['ledger.jsonl', 'ledger', '0600'],
      ],
      certificates: [
        {
          path: 'json-ca/ca.crt',
          subject: 'CN=Example Root',
          issuer: 'CN=Example Root',
          subjectAltNames: [],
          extKeyUsage: [],
        },
      ],
    },
    {
      name: 'cert issue',
      args: [
        ...['cert', 'issue', 'x', '--profile', 'peer', '--out', 'json-x'],
        ...['--subject', 'CN=x,OU=Logs,O=Example', '--san', 'Bücher.Example', '--san', '10.0.0.5'],
        ...['--san', 'FE80:0::1', '--san', 'a@b.example', '--san', 'uri:spiffe://b.example/x'],
      ],
      files: [
        ['x.crt', 'certificate', '0644'],
        ['x.key', 'private-key', '0600'],
        ['ca.crt', 'certificate', '0644'],
      ],
      certificates: [
        {
          path: 'json-x/x.crt',
          subject: 'CN=x,OU=Logs,O=Example',
          subjectAltNames: [
            'dns:xn--bcher-kva.example',
            'ip:10.0.0.5',
            'ip:fe80::1',
            'email:a@b.example',
            'uri:spiffe://b.example/x',
          ],
          extKeyUsage: ['serverAuth', 'clientAuth'],
        },
      ],
    },
    {
      name: 'kit',
      args: [...KIT, '--out', 'json-kit', '--generate-password'],
      files: [
        ['README.md', 'readme', '0644'],
        ['ca/ca.crt', 'certificate', '0644'],
        ['ca/ca.key', 'private-key', '0600'],
        ['ca/ledger.jsonl', 'ledger', '0600'],
        ['logstash/logstash.crt', 'certificate', '0644'],
        ['logstash/logstash.key', 'private-key', '0600'],
        ['logstash/ca.crt', 'certificate', '0644'],
        ['logstash/logstash.conf', 'snippet', '0644'],
        ['logstash/secrets.env', 'secrets', '0600'],
        ['heartbeat/heartbeat.crt', 'certificate', '0644'],
        ['heartbeat/heartbeat.key', 'private-key', '0600'],
        ['heartbeat/ca.crt', 'certificate', '0644'],
        ['heartbeat/heartbeat.yml', 'snippet', '0644'],
        ['heartbeat/secrets.env', 'secrets', '0600'],
      ],
      certificates: [
        { path: 'json-kit/logstash/logstash.crt', subject: 'CN=logstash' },
        { path: 'json-kit/heartbeat/heartbeat.crt', subject: 'CN=heartbeat' },
      ],
    },
  ])('of $name is one document with files and certificates', async (row) => {
    const { args, files, certificates } = row;
    const { document, exitCode, stderr } = await runHereJson<Written>(args, { cwd });
    expect(exitCode, stderr).toBe(0);
    expect(document.ok).toBe(true);
    const out = args[args.indexOf('--out') + 1] as string;
    const byPath = (a: { path: string }, b: { path: string }) => (a.path < b.path ? -1 : 1);
    expect([...document.files].sort(byPath)).toEqual(
      files.map(([name, kind, mode]) => ({ path: `${out}/${name}`, kind, mode })).sort(byPath),
    );
    for (const wanted of certificates) {
      const found = document.certificates.find(({ path }) => path === wanted.path);
      expect(found).toMatchObject(wanted);
    }
    for (const certificate of document.certificates) {
      expect(certificate).toEqual({
        path: expect.any(String),
        subject: expect.any(String),
        issuer: expect.stringMatching(/^CN=/),
        serialNumber: expect.stringMatching(/^[0-9a-f]{16,40}$/),
        notBefore: expect.stringMatching(TIME),
        notAfter: expect.stringMatching(TIME),
        subjectAltNames: expect.any(Array),
        extKeyUsage: expect.any(Array),
        sha256Fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
      });
    }
  });

  it('of kit adds what was chosen and why, and the handshakes', async () => {
    const { document } = await runHereJson<Written>([...KIT, '--out', 'json-proof'], { cwd });
    for (const choice of document.choices ?? []) {
      expect(choice).toEqual({
        what: expect.any(String),
        value: expect.any(String),
        why: expect.stringMatching(/.{10}/),
      });
    }
    expect(document.choices?.map(({ what }) => what)).toEqual(
      expect.arrayContaining(['key type', 'key container']),
    );
    expect(document.handshakes?.length).toBeGreaterThan(3);
    for (const handshake of document.handshakes ?? []) {
      expect(handshake).toMatchObject({
        protocol: expect.stringMatching(/^TLSv1\.[23]$/),
        host: 'a.example',
        with: expect.stringMatching(/^(own|none|foreign)$/),
        outcome: expect.stringMatching(/^(accepted|refused)$/),
      });
    }
  });

  it('of kit has no handshakes without the proof', async () => {
    const args = [...KIT, '--out', 'json-unproved', '--no-handshake'];
    const { document } = await runHereJson<Written>(args, { cwd });
    expect(document.handshakes ?? []).toEqual([]);
  });

  it.each([
    ['in front', ['--json', ...ISSUE, '--out', 'json-1']],
    ['behind the command', ['cert', 'issue', '--json', 'x', ...ISSUE.slice(3), '--out', 'json-2']],
    ['at the end', [...ISSUE, '--out', 'json-3', '--json']],
  ])('counts %s', async (_, args) => {
    const { stdout, exitCode } = await runHere(args, { cwd });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ ok: true });
  });

  it.each([
    ['--version', ['--version']],
    ['config list', ['config', 'list']],
    ['config show', ['config', 'show', 'heartbeat', '--host', 'a.example']],
    ['help exit-codes', ['help', 'exit-codes']],
  ])('of %s is one document that says ok', async (_, args) => {
    const { document, exitCode, stderr } = await runHereJson(args, { cwd });
    expect(exitCode, stderr).toBe(0);
    expect(document.ok).toBe(true);
  });

  it('never asks: on a terminal too, a missing answer is exit 2', async () => {
    const { exitCode, stdout } = await runHere(['kit', '--json'], { cwd });
    expect(exitCode).toBe(2);
    expect(JSON.parse(stdout)).toMatchObject({ ok: false, error: { code: 'input-needed' } });
  });
});

describe('the call', () => {
  it.each([
    ['before its arguments', ['cert', 'issue', '--profile', 'client', 'y']],
    ['after its arguments', ['cert', 'issue', 'y', '--profile', 'client']],
    ['joined with =', ['cert', 'issue', 'y', '--profile=client']],
    [
      'with an argument between repeated ones',
      ['cert', 'issue', '--san', 'a', 'y', '--san', 'b', '--profile', 'peer'],
    ],
  ])('takes flags %s', async (_, args) => {
    const { exitCode, stderr, stdout } = await runHere([...args, '--dry-run'], { cwd });
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toContain('./y/y.crt\n');
  });

  it('takes -o for --out', async () => {
    const { exitCode, stdout } = await runHere([...ISSUE, '-o', 'short-flag', '--dry-run'], {
      cwd,
    });
    expect(exitCode).toBe(0);
    expect(stdout).toContain('short-flag/x.crt\n');
  });

  it('finds the CA in TLSMITH_CA; what is typed beats it, and kit ignores it', async () => {
    await runHere(['ca', 'create', '--out', 'env-ca', '--name', 'Env'], { cwd });
    await runHere(['ca', 'create', '--out', 'typed-ca', '--name', 'Typed'], { cwd });
    const env = { TLSMITH_CA: 'env-ca' };
    const issuerOf = async (args: string[]) =>
      (await runHereJson<Written>([...args, '--out', 'env-out', '--dry-run'], { cwd, env }))
        .document.certificates[0]?.issuer;
    expect(await issuerOf(ISSUE)).toBe('CN=Env');
    expect(await issuerOf([...ISSUE, '--ca', 'typed-ca'])).toBe('CN=Typed');
    const files = ['--ca-cert', 'typed-ca/ca.crt', '--ca-key', 'typed-ca/ca.key'];
    expect(await issuerOf([...ISSUE, ...files])).toBe('CN=Typed');
    expect(await issuerOf(KIT)).toMatch(/^CN=tlsmith CA /);
  });

  it('answers --version with one line', async () => {
    const { stdout, exitCode } = await runHere(['--version']);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^tlsmith\/\d+\.\d+\.\d+.*\n$/);
  });
});

describePeer('colour', { script: SCRIPT }, () => {
  // It gives the program a terminal, where colour would be used.
  const onTerminal = (env: string, args: string) =>
    runProgram(
      'script',
      ['-qec', `env ${env} ${process.execPath} ${PROGRAM} ${args}`, '/dev/null'],
      {
        cwd,
        env: { TERM: 'xterm' },
      },
    );

  it.each(['-u FORCE_COLOR NO_COLOR=1', '-u NO_COLOR FORCE_COLOR=0', '-u NO_COLOR TERM=dumb'])(
    'is left out under %s',
    async (env) => {
      const { stdout } = await onTerminal(env, 'frobnicate');
      expect(stdout).toMatch(/frobnicate/);
      expect(stdout).not.toContain('\u001b[');
    },
  );

  it('is used on a terminal, so that the tests above can fail', async () => {
    const { stdout } = await onTerminal('-u NO_COLOR -u FORCE_COLOR', 'frobnicate');
    expect(stdout).toContain('\u001b[');
  });

  it('is left out in a pipe', async () => {
    const args = ['-u', 'NO_COLOR', '-u', 'FORCE_COLOR', process.execPath, PROGRAM, 'frobnicate'];
    const { stderr } = await runProgram('env', args, { env: { TERM: 'xterm' } });
    expect(stderr).toMatch(/frobnicate/);
    expect(stderr).not.toContain('\u001b[');
  });
});

it('ends quietly when the reader of its output has gone', async () => {
  const { stderr } = await runProgram(
    'sh',
    ['-c', `"$0" "$1" config list | head -n 1`, process.execPath, PROGRAM],
    { cwd },
  );
  expect(stderr).not.toMatch(/EPIPE|^\s+at /m);
});
