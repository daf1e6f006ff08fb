// Flags of commands whose answer has another form, and where that goes.
import * as Flags from '@oclif/core/flags';
import { refuseTogether } from '../flag-rules.js';
import { TlsmithError } from '../../errors.js';
import { writingFlags } from './output.js';

export const reportFlags = {
  out: Flags.string({
    char: 'o',
    description: 'with --as: file to write (default stdout)',
    helpValue: 'FILE',
  }),
  ...writingFlags,
};

interface GivenReportFlags {
  as?: string | undefined;
  out?: string | undefined;
  force: boolean;
  'dry-run': boolean;
  json: boolean;
}

/** Throws `flags-conflict`: other forms exclude each other, and only they go into a file. */
export function refuseOddReport(flags: GivenReportFlags): void {
  refuseTogether(flags, 'as', 'json');
  if (flags.out === undefined || flags.as !== undefined) return;
  throw new TlsmithError('flags-conflict', '--out is of no use without --as', {
    flags: ['--out', '--as'],
  });
}

/** `inputs`: paths that are read. */
export function reportRequest(
  { out, force, 'dry-run': dryRun }: GivenReportFlags,
  inputs: readonly string[],
) {
  return { out, force, dryRun, inputs };
}
