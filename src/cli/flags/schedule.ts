// Flags of `config show` for a renewal that happens by itself, and which of its flags go with what.
import * as Flags from '@oclif/core/flags';
import type { ShowScheduleRequest } from '../../app/config/schedule.js';
import { TlsmithError } from '../../errors.js';
import { parseWithin } from '../../pki/certificate/due.js';
import { quote } from '../../quote.js';
import type { ScheduleName } from '../../targets/schedule/schedule.js';
import { DEFAULT_FOLDER } from '../kit/requests.js';
import type { ConfigFlags } from './config.js';

const SCHEDULES = ['systemd-timer', 'cron'] as const satisfies readonly ScheduleName[];

/** Read when it is due, so that the text stays as it was typed. */
const within = Flags.custom<string>({
  parse: async (text) => {
    parseWithin(text);
    return text;
  },
  helpValue: 'N',
});

const OF_SCHEDULES = `for ${SCHEDULES.join(' and ')}`;

export const scheduleFlags = {
  within: within({
    description: `${OF_SCHEDULES}: renew what ends from now until then, 30d, or in its last 33% (default 30d)`,
  }),
  hook: Flags.string({
    description: `${OF_SCHEDULES}: command to run after a renewal`,
    helpValue: 'CMD',
  }),
  ca: Flags.string({
    description: `${OF_SCHEDULES}: the CA that renews (default: the one in --dir)`,
    helpValue: 'DIR',
  }),
  'ca-password-file': Flags.string({
    description: `${OF_SCHEDULES}: file with the password of its key, read at each renewal`,
    helpValue: 'FILE',
  }),
};

/** What only the snippet of a product has. */
const OF_PRODUCTS = [
  ...['host', 'port', 'store', 'install-dir', 'stack', 'peer', 'client-auth', 'crl', 'templates'],
];

/** Undefined where the target is a product. Throws `flags-conflict`. */
export function scheduleRequest(
  target: string,
  flags: ConfigFlags,
): ShowScheduleRequest | undefined {
  const name = SCHEDULES.find((known) => known === target);
  refuseFlags(flags, name ? OF_PRODUCTS : Object.keys(scheduleFlags), target);
  if (name === undefined) return undefined;
  const { dir = DEFAULT_FOLDER, ca, out } = flags;
  const caPasswordFile = flags['ca-password-file'];
  refuseStdin({ dir, ca, 'ca-password-file': caPasswordFile });
  return {
    target: name,
    name: flags.name,
    folder: dir,
    within: flags.within ?? '30d',
    hook: flags.hook,
    ca,
    caPasswordFile,
    force: flags.force,
    dryRun: flags['dry-run'],
    ...(out !== undefined && out !== '-' && { out }),
  };
}

function refuseFlags(flags: object, names: readonly string[], target: string): void {
  const stray = names.find((name) => (flags as Record<string, unknown>)[name] !== undefined);
  if (stray === undefined) return;
  throw new TlsmithError('flags-conflict', `--${stray} is of no use for ${quote(target)}`, {
    flags: [`--${stray}`],
  });
}

function refuseStdin(flags: Readonly<Record<string, string | undefined>>): void {
  const reader = Object.keys(flags).find((name) => flags[name] === '-');
  if (reader === undefined) return;
  throw new TlsmithError(
    'flag-value-invalid',
    `--${reader} cannot be stdin: nobody is there then`,
    {
      flag: `--${reader}`,
    },
  );
}
