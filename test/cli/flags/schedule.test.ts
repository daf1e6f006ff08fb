// `config show` for a schedule: what its flags ask for, and which of them go with a product alone.
import { Parser } from '@oclif/core';
import { describe, expect, it } from 'vitest';
import { type ConfigFlags, configFlags } from '../../../src/cli/flags/config.js';
import { scheduleName } from '../../../src/cli/flags/schedule.js';
import { scheduleRequest } from '../../../src/cli/flags/schedule-request.js';
import { refusalOf } from '../../support/refusal-of.js';

async function requested(target: string, ...argv: string[]) {
  const { flags } = await Parser.parse(argv, { flags: configFlags, args: {}, strict: true });
  const switches = { force: false, 'dry-run': false };
  const all = { ...switches, ...flags } as ConfigFlags;
  const name = scheduleName(target, all);
  return name && scheduleRequest(name, all);
}

describe('a request', () => {
  it('renews a kit where it is made, within a month, unless told otherwise', async () => {
    expect(await requested('cron')).toEqual({
      ...{ target: 'cron', name: undefined, force: false, dryRun: false },
      task: {
        ...{ folder: './tlsmith-kit', within: '30d' },
        ...{ hook: undefined, ca: undefined, caPasswordFile: undefined },
      },
    });
  });

  it('has what is typed', async () => {
    const typed = [
      ...['--dir', 'kit', '--name', 'n', '--within', '33%', '--hook', 'a b', '--ca', 'ca'],
      ...['--ca-password-file', 'p', '--out', 'o', '--force'],
    ];
    expect(await requested('systemd-timer', ...typed)).toEqual({
      ...{ target: 'systemd-timer', name: 'n', out: 'o', force: true, dryRun: false },
      task: { folder: 'kit', within: '33%', hook: 'a b', ca: 'ca', caPasswordFile: 'p' },
    });
    expect(await requested('cron', '--out', '-')).not.toHaveProperty('out');
  });

  it('issues a CRL for a week, of the CA that stands here, unless told otherwise', async () => {
    expect(await requested('cron', '--crl', 'ca.crl')).toMatchObject({
      task: {
        ...{ crl: 'ca.crl', form: 'pem', days: '7', ca: './ca' },
        ...{ hook: undefined, caPasswordFile: undefined },
      },
    });
    const typed = ['--crl', 'x', '--form', 'der', '--days', '2m', '--ca', 'other', '--hook', 'a'];
    expect(await requested('systemd-timer', ...typed)).toMatchObject({
      task: { crl: 'x', form: 'der', days: '2m', ca: 'other', hook: 'a' },
    });
  });

  it('is none of a product', async () => {
    expect(await requested('logstash', '--dir', 'logstash')).toBeUndefined();
  });

  it.each([
    ['cron', ['--host', 'a.lan'], 'flags-conflict'],
    ['systemd-timer', ['--stack', '9'], 'flags-conflict'],
    ['cron', ['--templates', 'mine'], 'flags-conflict'],
    ['logstash', ['--within', '30d'], 'flags-conflict'],
    ['nginx', ['--crl', 'x', '--form', 'der'], 'flags-conflict'],
    ['cron', ['--days', '7'], 'flags-conflict'],
    ['cron', ['--form', 'der'], 'flags-conflict'],
    ['cron', ['--crl', 'x', '--dir', 'kit'], 'flags-conflict'],
    ['cron', ['--crl', 'x', '--within', '30d'], 'flags-conflict'],
    ['cron', ['--crl', 'x', '--days', '2'], 'flag-value-invalid'],
    ['cron', ['--crl', 'x', '--days', 'soon'], 'number-invalid'],
    ['cron', ['--crl', '-'], 'flag-value-invalid'],
    ['cronn', ['--hook', 'x'], 'flags-conflict'],
    ['cron', ['--within', '0%'], 'number-invalid'],
    ['cron', ['--within', '100%'], 'number-invalid'],
    ['cron', ['--within', 'soon'], 'number-invalid'],
    ['cron', ['--dir', '-'], 'flag-value-invalid'],
    ['cron', ['--ca-password-file', '-'], 'flag-value-invalid'],
  ])('of %s with %j is refused', async (target, argv, code) => {
    expect((await refusalOf(() => requested(target, ...argv))).code).toBe(code);
  });
});
