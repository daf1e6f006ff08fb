// Proves that both ends of a link need not be renewed at one moment: old and new talk to each other, with new
// keys and with kept ones, and what a renewal does not concern stays as it was.
import { cpSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { PairVerification } from '../../src/app/verify/pair.js';
import { fileTree } from '../support/file-tree.js';
import { runHere, runHereJson } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const temporary = temporaryFolder();

interface Renewed {
  handshakes: { outcome: string }[];
  hosts: { path: string; state: string; key: string }[];
}

const KITS = [
  ['PEM', 'logstash', 'heartbeat', []],
  ['locked PEM', 'logstash', 'filebeat', ['--generate-password']],
  ['PKCS#12', 'elasticsearch', 'kibana', ['--store', 'pkcs12']],
] as const;

describe.each(KITS)('a kit of %s', (name, server, client, flags) => {
  it.each([
    ['--new-key', 'new'],
    ['--keep-key', 'kept'],
  ])('works while one end is old and the other renewed with %s', async (flag, key) => {
    const home = join(temporary, `${name}${flag}`.replaceAll(' ', '-'));
    mkdirSync(home);
    const [old, kit] = [join(home, 'old'), join(home, 'kit')];
    await succeed(['kit', client, server, '--host', 'logs.lan', '--out', kit, ...flags]);
    cpSync(kit, old, { recursive: true });

    const { exitCode, document, stderr } = await runHereJson<Renewed>(['cert', 'renew', kit, flag]);
    expect(exitCode, stderr).toBe(0);
    const states = document.hosts.map((host) => [host.state, host.key]);
    expect(states).toEqual([
      ['renewed', key],
      ['renewed', key],
    ]);
    const outcomes = document.handshakes.map(({ outcome }) => outcome);
    expect(outcomes).toContain('accepted');
    expect(outcomes).toContain('refused');

    for (const serving of [old, kit]) {
      for (const dialling of [old, kit]) {
        const pair = ['--pair', join(serving, server), '--with', join(dialling, client)];
        const judged = await runHereJson<PairVerification>(['verify', ...pair]);
        expect(judged.exitCode, judged.stdout).toBe(0);
      }
    }
    await expectKept(old, kit, [server, client]);
    await succeed(['cert', 'renew', kit, '--rollback']);
    const rolledBack = (await fileTree(kit)).filter((line) => !/previous|ledger/.test(line));
    expect(rolledBack).toEqual((await fileTree(old)).filter((line) => !line.includes('ledger')));
  });
});

/** Passwords, snippets, trust, and the mode of each file. */
async function expectKept(old: string, kit: string, folders: readonly string[]): Promise<void> {
  for (const folder of folders) {
    const [before, after] = [await fileTree(join(old, folder)), await fileTree(join(kit, folder))];
    const changed = before.filter((line) => !after.includes(line)).map((line) => line.split(' '));
    const names = changed.map(([name]) => name as string);
    expect(names.length).toBeGreaterThan(0);
    for (const [name, , mode] of changed) {
      expect(name).toMatch(/\.crt$|\.key$|keystore\.p12$/);
      expect(after.find((line) => line.startsWith(`${name} file ${mode} `))).toBeDefined();
      const previous = readFileSync(join(kit, folder, `${name}.previous`));
      expect(previous.equals(readFileSync(join(old, folder, name as string)))).toBe(true);
    }
    expect(names).not.toContain('ca.crt');
    const further = after
      .filter((line) => !before.includes(line))
      .map((line) => line.split(' ')[0]);
    expect(further.sort()).toEqual(names.flatMap((name) => [name, `${name}.previous`]).sort());
  }
}

async function succeed(args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await runHere(args);
  expect(exitCode, stderr).toBe(0);
}
