// What the flags of `config show` ask for, for a renewal or a CRL that happens by itself.
import type { ScheduledTask, ShowScheduleRequest } from '../../app/config/schedule.js';
import { TlsmithError } from '../../errors.js';
import { parseDuration } from '../../pki/certificate/duration.js';
import type { ScheduleName } from '../../targets/schedule/schedule.js';
import { refuseTogether } from '../flag-rules.js';
import { DEFAULT_FOLDER } from '../kit/requests.js';
import type { ConfigFlags } from './config.js';
import { ledgerFolder } from './ledger.js';
import { DEFAULT_DAYS, refuseFlags } from './schedule.js';

/** Throws `flags-conflict`, `flag-value-invalid`, `number-invalid`. */
export function scheduleRequest(target: ScheduleName, flags: ConfigFlags): ShowScheduleRequest {
  const { name, out, crl, force } = flags;
  const task = crl === undefined ? renewalTask(flags) : crlTask(flags, crl);
  const dryRun = flags['dry-run'];
  const request = { target, task, name, force, dryRun };
  return out === undefined || out === '-' ? request : { ...request, out };
}

function renewalTask(flags: ConfigFlags): ScheduledTask {
  const { dir: folder = DEFAULT_FOLDER, ca, hook, within = '30d' } = flags;
  const caPasswordFile = flags['ca-password-file'];
  refuseStdin({ dir: folder, ca, 'ca-password-file': caPasswordFile });
  refuseFlags(flags, ['days', 'form'], 'a renewal');
  return { folder, ca, caPasswordFile, within, hook };
}

function crlTask(flags: ConfigFlags, crl: string): ScheduledTask {
  const { hook, days = DEFAULT_DAYS, form = 'pem' } = flags;
  const caPasswordFile = flags['ca-password-file'];
  const ca = ledgerFolder(flags);
  refuseShort(days);
  refuseStdin({ crl, ca, 'ca-password-file': caPasswordFile });
  for (const other of ['dir', 'within']) refuseTogether(flags, 'crl', other);
  return { crl, form, days, ca, caPasswordFile, hook };
}

/** It comes once a day, and some days it does not. */
const LEAST_DAYS = 3;

function refuseShort(days: string): void {
  const lasts = parseDuration(days);
  if (!('days' in lasts) || lasts.days >= LEAST_DAYS) return;
  throw new TlsmithError(
    'flag-value-invalid',
    `a CRL of ${days} would end before the next one where a single run fails: --days is ${LEAST_DAYS} or more`,
    { flag: '--days' },
  );
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
