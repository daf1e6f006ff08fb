// What becomes of a run whose reader goes away, whose answer cannot be written, or whose folder belongs to something else.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { describePeer, OPENSSL } from '../support/peer.js';
import { PROGRAM, runProgram } from '../support/run-cli.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { BASH } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const home = temporaryFolder();
const shell = (command: string) =>
  runProgram('bash', ['-c', `t() { "${process.execPath}" "${PROGRAM}" "$@"; }; ${command}`], {
    cwd: home,
  });

beforeAll(async () => {
  for (const out of ['ca', 'other']) await runHere(['ca', 'create', '--out', out], { cwd: home });
});

describePeer('a reader that goes away', { bash: BASH }, () => {
  it('of stderr does not end the work', async () => {
    const { stdout } = await shell(
      '{ t kit --host a.lan --out talk; echo $? >&3; } 3>&1 2>&1 >/dev/null | head -c 1 >/dev/null',
    );
    expect(stdout === '' || stdout === '0\n').toBe(true);
    expect(existsSync(join(home, 'talk/heartbeat/heartbeat.key'))).toBe(true);
  });

  it('of stdout does not end the work either', async () => {
    await shell('t kit --host a.lan --out paths 2>/dev/null | true');
    expect(existsSync(join(home, 'paths/heartbeat/heartbeat.key'))).toBe(true);
  });
});

describePeer('an answer that cannot be written', { bash: BASH }, () => {
  it.each(['config list', 'config list --json', 'help exit-codes'])(
    'is a failure of its own: %s',
    async (words) => {
      const { exitCode, stderr } = await shell(`t ${words} >/dev/full`);
      expect(stderr).toBe('error: the answer could not be written\n');
      expect(exitCode).toBe(5);
    },
  );
});

describe('--json', () => {
  it.each([['--help'], ['help'], ['help', 'kit'], ['kit', '--help'], ['cert', 'issue', '--help']])(
    'gives help as one document: %j',
    async (...words) => {
      const { document, exitCode } = await runHereJson<{ ok: boolean; help: string }>(words);
      expect(exitCode).toBe(0);
      expect(document).toMatchObject({ ok: true, help: expect.stringContaining('USAGE') });
    },
  );

  it('does not share stdout with a snippet', async () => {
    const args = ['config', 'show', 'logstash', '--out', '-'];
    const { exitCode, document } = await runHereJson<{ error: { code: string } }>(args);
    expect([exitCode, document.error.code]).toEqual([2, 'stdout-unsuitable']);
  });
});

describe('a folder of something else', () => {
  it("keeps a CA's own certificate from being overwritten, also with --force", async () => {
    const before = readFileSync(join(home, 'other/ca.crt'));
    const args = ['cert', 'issue', 'x', '--profile', 'client', '--ca', 'ca', '--out', 'other'];
    const { exitCode, document } = await runHereJson<{ error: { code: string } }>(
      [...args, '--force'],
      {
        cwd: home,
      },
    );
    expect([exitCode, document.error.code]).toEqual([5, 'ca-in-the-way']);
    expect(readFileSync(join(home, 'other/ca.crt'))).toEqual(before);
    expect(readdirSync(join(home, 'other')).sort()).toEqual(['ca.crt', 'ca.key', 'ledger.jsonl']);
  });

  it('leaves no parent folders behind when the name is too long', async () => {
    const args = ['cert', 'issue', 'x', '--profile', 'client', '--self-signed', '--out'];
    const { exitCode } = await runHere([...args, `p/q/${'n'.repeat(300)}`], { cwd: home });
    expect(exitCode).toBe(5);
    expect(existsSync(join(home, 'p'))).toBe(false);
  });
});

describe('a password flag that would open nothing', () => {
  it.each([
    ['ca', 'create', '--in-password-file', 'p'],
    ['cert', 'issue', 'x', '--profile', 'client', '--self-signed', '--ca-password-file', 'p'],
    ['cert', 'issue', 'x', '--profile', 'client', '--in-password-env', 'P'],
  ])('is refused: %j', async (...args) => {
    const { exitCode, document } = await runHereJson<{ error: { code: string } }>(args, {
      cwd: home,
    });
    expect([exitCode, document.error.code]).toEqual([2, 'flags-conflict']);
  });
});

describePeer('a CA that the products cannot verify', { openssl: OPENSSL }, () => {
  it('makes no kit', async () => {
    const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:secp256k1', '-nodes'];
    const files = ['-keyout', 'k1.key', '-out', 'k1.crt', '-subj', '/CN=k1'];
    const { exitCode: made } = await runProgram('openssl', ['req', '-x509', ...key, ...files], {
      cwd: home,
    });
    expect(made).toBe(0);
    const args = ['kit', '--host', 'a.lan', '--ca-cert', 'k1.crt', '--ca-key', 'k1.key'];
    const { exitCode, document } = await runHereJson<{ error: { code: string; message: string } }>(
      [...args, '--out', 'k1'],
      { cwd: home },
    );
    expect([exitCode, document.error.code]).toEqual([7, 'consumer-cannot-read']);
    expect(document.error.message).toContain('secp256k1');
    expect(existsSync(join(home, 'k1'))).toBe(false);
  });
});
