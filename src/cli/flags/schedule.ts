// Flags of `config show` for renewals and CRLs that happen by themselves, and which of its flags go with what.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import { parseWithin } from '../../pki/certificate/due.js';
import { quote } from '../../quote.js';
import type { ScheduleName } from '../../targets/schedule/schedule.js';
import { choice } from './choice.js';
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

const form = Flags.custom<'pem' | 'der'>(choice('the form', ['pem', 'der']));

/** Six runs may fail. */
export const DEFAULT_DAYS = '7';

const OF_SCHEDULES = `for ${SCHEDULES.join(' and ')}`;

export const scheduleFlags = {
  within: within({
    description: `${OF_SCHEDULES}: renew what ends from now until then, 30d, or in its last 33% (default 30d)`,
  }),
  hook: Flags.string({
    description: `${OF_SCHEDULES}: command to run after a renewal, or a CRL`,
    helpValue: 'CMD',
  }),
  ca: Flags.string({
    description: `${OF_SCHEDULES}: the CA that renews (default: the one in --dir), or issues the CRL`,
    helpValue: 'DIR',
  }),
  'ca-password-file': Flags.string({
    description: `${OF_SCHEDULES}: file with the password of its key, read at each run`,
    helpValue: 'FILE',
  }),
  days: Flags.string({
    description: `${OF_SCHEDULES} with --crl: how long each CRL lasts (default ${DEFAULT_DAYS})`,
    helpValue: 'N',
  }),
  form: form({ description: `${OF_SCHEDULES} with --crl: pem, or der as it is served` }),
};

/** What only the snippet of a product has. */
const OF_PRODUCTS = [
  ...['host', 'port', 'store', 'install-dir', 'stack', 'peer', 'client-auth', 'templates'],
];

/** Undefined where the target is a product. Throws `flags-conflict`. */
export function scheduleName(target: string, flags: ConfigFlags): ScheduleName | undefined {
  const name = SCHEDULES.find((known) => known === target);
  refuseFlags(flags, name ? OF_PRODUCTS : Object.keys(scheduleFlags), quote(target));
  return name;
}

/** `target`: of what they are no use. */
export function refuseFlags(flags: object, names: readonly string[], target: string): void {
  const stray = names.find((name) => (flags as Record<string, unknown>)[name] !== undefined);
  if (stray === undefined) return;
  throw new TlsmithError('flags-conflict', `--${stray} is of no use for ${target}`, {
    flags: [`--${stray}`],
  });
}
