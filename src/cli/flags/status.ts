// Flags of `status`: from when on something ends soon, and in which form it is told, and where.
import * as Flags from '@oclif/core/flags';
import { type Duration, parseDuration } from '../../pki/certificate/duration.js';
import { TlsmithError } from '../../errors.js';
import { choice } from './choice.js';
import { inPasswordFlags } from './passwords.js';

export const STATUS_FORMS = ['csv', 'prometheus', 'ical', 'html'] as const;
export type StatusForm = (typeof STATUS_FORMS)[number];

const within = Flags.custom<Duration>({
  parse: async (text) => parseDuration(text),
  helpValue: 'N',
});
const form = Flags.custom<StatusForm>(choice('the form', STATUS_FORMS));

const { 'in-password-file': passwordFile, 'in-password-env': passwordVariable } = inPasswordFlags;

export const statusFlags = {
  within: within({
    description: 'what ends sooner is expiring, and makes exit 1: 30d, 2m, 1y (default 30d)',
  }),
  root: Flags.string({
    description: 'where the files of a host were copied to: absolute paths in configs begin there',
    helpValue: 'DIR',
  }),
  'in-password-file': passwordFile,
  'in-password-env': passwordVariable,
  as: form({
    description:
      'another form of the answer: csv is RFC 4180, prometheus is text for the textfile collector of node_exporter, ical a calendar (RFC 5545), html a page to read and to print',
  }),
  out: Flags.string({
    char: 'o',
    description: 'with --as: write it into a file, as a whole; - is stdout',
    helpValue: 'FILE',
  }),
  force: Flags.boolean({ description: 'with --out: overwrite the file' }),
};

/** Throws `flags-conflict`. */
export function refuseOutputAlone({
  as,
  out,
  force,
}: {
  as: StatusForm | undefined;
  out: string | undefined;
  force: boolean;
}): void {
  if (out !== undefined && as === undefined) throw useless('out', 'as');
  if (force && out === undefined) throw useless('force', 'out');
}

function useless(flag: string, needed: string): TlsmithError {
  return new TlsmithError('flags-conflict', `--${flag} is of no use without --${needed}`, {
    flags: [`--${flag}`, `--${needed}`],
  });
}
