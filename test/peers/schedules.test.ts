// What systemd and cron make of the files that start a renewal or issue a CRL, whatever the folder is called.
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { describePeer } from '../support/peer.js';
import { runCli, runProgram } from '../support/run-cli.js';
import { cronCommandIn, wordsIn } from '../support/schedules.js';
import { CRONTAB, SYSTEMD, SYSTEMD_ANALYZE } from '../support/strangers.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const base = temporaryFolder();

const FOLDERS = [
  '/srv/kit',
  '/srv/my kit',
  `/srv/it's "mine"`,
  '/srv/100% of %h, %%',
  '/srv/$HOME/${USER}/$$',
  String.raw`/srv/a\b\\c\%d`,
  '/srv/é中😀',
  '/srv/;#~*?[x]',
];
const HOOK = `sh -c 'echo "$0 50%" \\ ; true'`;

let count = 0;
/** The service and its timer, or the file of cron, in a folder that everybody may read. */
async function written(target: string, ...flags: readonly string[]): Promise<string> {
  const out = join(base, `${target}-${(count += 1)}`);
  mkdirSync(out);
  chmodSync(base, 0o755);
  chmodSync(out, 0o755);
  const name = flags.includes('--crl') ? 'tlsmith-crl' : 'tlsmith-renew';
  const file = target === 'cron' ? join(out, name) : out;
  const { exitCode, stderr } = await runCli([
    ...['config', 'show', target, '--out', file, '--quiet', '--ca', '/srv/ca'],
    ...flags,
  ]);
  expect({ exitCode, stderr }).toEqual({
    exitCode: 0,
    stderr: expect.not.stringContaining('error'),
  });
  return out;
}

const CALLS = FOLDERS.flatMap((folder) => [
  { folder, flags: ['--dir', folder] },
  { folder, flags: ['--dir', folder, '--hook', HOOK, '--within', '33%'] },
]);

const CRL_CALLS = FOLDERS.flatMap((folder) => [
  { folder, flags: ['--crl', `${folder}/ca.crl`] },
  { folder, flags: ['--crl', `${folder}/ca.crl`, '--form', 'der', '--hook', HOOK, '--days', '2m'] },
]);
const crlWords = ({ folder, flags }: { folder: string; flags: readonly string[] }) => {
  const hook = flags.includes('--hook');
  return [
    ...['crl', 'issue', '--ca', '/srv/ca', '--out', `${folder}/ca.crl`],
    ...(hook ? ['--days', '2m', '--form', 'der', '--hook', HOOK] : ['--days', '7']),
    '--no-input',
  ];
};

describePeer('systemd-analyze', { 'systemd-analyze': SYSTEMD_ANALYZE }, () => {
  it.each(CALLS)('finds nothing in the units of $flags', async ({ flags }) => {
    const folder = await written('systemd-timer', ...flags);
    for (const unit of ['tlsmith-renew.service', 'tlsmith-renew.timer']) {
      const { exitCode, stderr } = await runProgram(
        SYSTEMD_ANALYZE ?? '',
        ['verify', '--man=no', join(folder, unit)],
        { env: { SYSTEMD_UNIT_PATH: `${folder}:` } },
      );
      expect({ unit, exitCode, stderr }).toEqual({ unit, exitCode: 0, stderr: '' });
    }
  });

  it.each(CRL_CALLS)('finds nothing in the units of $flags', async ({ flags }) => {
    const folder = await written('systemd-timer', ...flags);
    for (const unit of ['tlsmith-crl.service', 'tlsmith-crl.timer']) {
      const { exitCode, stderr } = await runProgram(
        SYSTEMD_ANALYZE ?? '',
        ['verify', '--man=no', join(folder, unit)],
        { env: { SYSTEMD_UNIT_PATH: `${folder}:` } },
      );
      expect({ unit, exitCode, stderr }).toEqual({ unit, exitCode: 0, stderr: '' });
    }
  });

  it('finds nothing where the CA has a password', async () => {
    const folder = await written('systemd-timer', '--ca-password-file', '/etc/ca pass');
    const { exitCode, stderr } = await runProgram(SYSTEMD_ANALYZE ?? '', [
      ...['verify', '--man=no', join(folder, 'tlsmith-renew.service')],
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});

/** What systemd has understood of a unit, by the names that it dumps. */
async function dumped(units: string, unit: string): Promise<(name: string) => string> {
  const { stdout, stderr } = await runProgram(
    SYSTEMD ?? '',
    ['--test', '--system', '--no-pager', `--unit=${unit}`],
    {
      env: { SYSTEMD_UNIT_PATH: `${units}:`, SYSTEMD_LOG_TARGET: 'console' },
      ...(process.getuid?.() === 0 && { uid: 65534, gid: 65534 }),
    },
  );
  const start = (stdout + stderr).split(`Unit ${unit}:\n`)[1] ?? '';
  const dump = start.split('\n\t-> Unit ')[0] ?? '';
  return (name) => new RegExp(`^\\s*${name}: (.*)$`, 'm').exec(dump)?.[1] ?? '';
}

// It dumps what it has understood of a unit, and starts nothing; it does not do so for root.
describePeer('systemd', { systemd: SYSTEMD }, () => {
  it.each(CALLS)(
    'reads of $flags the words and paths that are meant',
    async ({ folder, flags }) => {
      const read = await dumped(await written('systemd-timer', ...flags), 'tlsmith-renew.service');
      // Dumped as it is before variables are replaced, each word quoted as in C.
      const words = wordsIn(read('Command Line')).map((word) => word.replaceAll('$$', '$'));
      const hook = flags.includes('--hook');
      expect(words).toEqual([
        ...['/usr/bin/env', 'tlsmith', 'cert', 'renew', folder],
        ...['--within', hook ? '33%' : '30d', '--ca', '/srv/ca'],
        ...(hook ? ['--hook', HOOK] : []),
        '--no-input',
      ]);
      expect(read('UMask')).toBe('0077');
      expect(read('ProtectSystem')).toBe(hook ? 'no' : 'strict');
      expect(read('ReadWritePaths')).toBe(hook ? '' : `${folder} /srv/ca`);
    },
  );
});

describePeer('systemd', { systemd: SYSTEMD }, () => {
  it.each(CRL_CALLS)('reads of $flags the words that issue a CRL', async (call) => {
    const read = await dumped(await written('systemd-timer', ...call.flags), 'tlsmith-crl.service');
    const words = wordsIn(read('Command Line')).map((word) => word.replaceAll('$$', '$'));
    expect(words).toEqual(['/usr/bin/env', 'tlsmith', ...crlWords(call)]);
    const isOpen = call.flags.includes('--hook');
    expect(read('ReadWritePaths')).toBe(isOpen ? '' : `/srv/ca ${call.folder}`);
  });
});

/** The words that a shell hands to the program, of the line that cron hands to the shell. */
async function wordsByCron(folder: string, name: string): Promise<string[]> {
  const file = join(folder, name);
  const { exitCode, stderr } = await runProgram(CRONTAB ?? '', ['-n', file]);
  expect({ exitCode, stderr }).toMatchObject({
    exitCode: 0,
    stderr: expect.stringMatching(/^The syntax .* successfully checked\.$/m) as string,
  });
  const line = readFileSync(file, 'utf8').trimEnd().split('\n').at(-1) ?? '';
  const script = join(base, `tlsmith-${(count += 1)}`);
  writeFileSync(script, `for word; do printf '%s\\0' "$word" >&2; done\n`);
  const command = cronCommandIn(line).replace(/^tlsmith /, `sh ${script} `);
  return (await runProgram('/bin/sh', ['-c', command])).stderr.split('\0').slice(0, -1);
}

describePeer('cron', { cron: CRONTAB }, () => {
  it.each(CALLS)('takes the file of $flags, and its shell the words', async ({ folder, flags }) => {
    const words = await wordsByCron(await written('cron', ...flags), 'tlsmith-renew');
    const hook = flags.includes('--hook');
    expect(words).toEqual([
      ...['cert', 'renew', folder, '--within', hook ? '33%' : '30d', '--ca', '/srv/ca'],
      ...(hook ? ['--hook', HOOK] : []),
      ...['--no-input', '--quiet'],
    ]);
  });

  it.each(CRL_CALLS)('takes the file of $flags too', async (call) => {
    const words = await wordsByCron(await written('cron', ...call.flags), 'tlsmith-crl');
    expect(words).toEqual([...crlWords(call), '--quiet']);
  });
});
