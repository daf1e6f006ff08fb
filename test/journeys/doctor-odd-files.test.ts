// Proves `doctor` on what lies about in folders of real machines, and that it waits for nobody.
import { spawnSync } from 'node:child_process';
import { cp, mkdir, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { runHere } from '../support/run-here.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const folder = temporaryFolder();
const at = (name: string) => join(folder, name);

beforeAll(async () => {
  const kit = ['kit', 'heartbeat', 'logstash', '--host', 'logs.example', '--no-handshake'];
  expect((await runHere([...kit, '--out', at('kit')])).exitCode).toBe(0);
  spawnSync('mkfifo', [at('pipe.yml')]);
});

it('links that lead nowhere and pipes are no configs of a folder', async () => {
  await cp(at('kit'), at('odd'), { recursive: true });
  await symlink('loop.yml', at('odd/loop.yml'));
  await symlink('gone.yml', at('odd/lost.yml'));
  await symlink(at('pipe.yml'), at('odd/pipe.yml'));
  const { exitCode, stdout } = await runHere(['doctor', at('odd')]);
  expect([exitCode, stdout]).toEqual([0, expect.not.stringContaining('.yml"')]);
});

it.each([
  ['a pipe', async () => at('pipe.yml'), /is no file/],
  [
    'a text of another encoding',
    async () => {
      await writeFile(at('wide.yml'), Buffer.from('\ufeffoutput.logstash:\n', 'utf16le'));
      return at('wide.yml');
    },
    /is no text in UTF-8/,
  ],
])('%s is refused', async (_what, make, says) => {
  const { exitCode, stderr } = await runHere(['doctor', await make()]);
  expect([exitCode, stderr]).toEqual([3, expect.stringMatching(says)]);
});

it('a pipe or a device that a config names is a fault of the config', async () => {
  await mkdir(at('beat'));
  const tls = `ssl.certificate_authorities: [/dev/zero]\n  ssl.key: ${at('pipe.yml')}`;
  await writeFile(at('beat/heartbeat.yml'), `output.logstash:\n  hosts: ['a:5044']\n  ${tls}\n`);
  const { exitCode, stdout } = await runHere(['doctor', at('beat')]);
  expect(exitCode).toBe(1);
  expect(stdout).toMatch(/:3: "\/dev\/zero" is no file \(ssl\.certificate_authorities\)/);
  expect(stdout).toMatch(/:4: ".*pipe\.yml" is no file \(ssl\.key\)/);
});
