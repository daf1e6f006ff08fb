// The command line as scripts know it: commands, arguments and flags, compared with the committed list.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PACKAGE_ROOT } from '../support/run-cli.js';
import { runHere } from '../support/run-here.js';

interface ManifestCommand {
  args: Record<string, { name: string; required?: boolean }>;
  flags: Record<string, { name: string; char?: string; type: string; multiple?: boolean }>;
  examples?: string[];
  summary?: string;
}

const { commands } = JSON.parse(readFileSync(`${PACKAGE_ROOT}oclif.manifest.json`, 'utf8')) as {
  commands: Record<string, ManifestCommand>;
};

describe('the command line', () => {
  it('has exactly the committed commands, arguments and flags', async () => {
    const shape = Object.fromEntries(
      Object.entries(commands)
        .sort(([a], [b]) => a.localeCompare(b))
        .map(([id, { args, flags }]) => [
          id.replace(':', ' '),
          {
            args: Object.values(args).map(({ name, required }) => (required ? name : `[${name}]`)),
            flags: Object.values(flags)
              .map(({ name, char, type, multiple }) =>
                [char && `-${char}`, `--${name}`, type, multiple && 'repeatable']
                  .filter(Boolean)
                  .join(' '),
              )
              .sort(),
          },
        ]),
    );
    await expect(`${JSON.stringify(shape, undefined, 2)}\n`).toMatchFileSnapshot('commands.json');
  });

  it.each(Object.keys(commands))('%s explains itself with a summary and an example', (id) => {
    expect(commands[id]?.summary).toMatch(/^[a-z]/);
    expect(commands[id]?.examples?.length).toBeGreaterThan(0);
  });

  // `help --help` is the overview of all commands.
  const explained = Object.keys(commands).filter((id) => id !== 'help');
  it.each(explained)('%s --help shows its flags', async (id) => {
    const { exitCode, stdout } = await runHere([...id.split(':'), '--help']);
    expect(exitCode).toBe(0);
    for (const name of Object.keys(commands[id]?.flags ?? {}))
      expect(stdout).toContain(`--${name}`);
  });

  it.each([
    ['kit', ['--host', 'a.lan', '--no-handshake', '--dry-run', 'heartbeat', 'logstash']],
    ['cert issue', ['--san', 'a.lan', '--profile', 'server', '--self-signed', '--dry-run', 'es01']],
    ['config show', ['--host', 'a.lan', 'heartbeat']],
  ])('%s takes its flags before its arguments', async (command, rest) => {
    const { exitCode, stderr } = await runHere([...command.split(' '), ...rest], { cwd: '/tmp' });
    expect({ exitCode, stderr: exitCode === 0 ? '' : stderr }).toEqual({ exitCode: 0, stderr: '' });
  });
});
