// Where a command writes, and whether it does.
import * as Flags from '@oclif/core/flags';

export const dryRunFlag = {
  'dry-run': Flags.boolean({ description: 'say which files would be written, write none' }),
};

export const writingFlags = {
  force: Flags.boolean({
    description: 'overwrite what this command writes; never a CA key or a ledger',
  }),
  ...dryRunFlag,
};

/** `place`: where it writes unless told otherwise, as the help says it. */
export function outputFlags(place: string) {
  return {
    out: Flags.string({
      char: 'o',
      description: `folder to write into (default ${place})`,
      helpValue: 'DIR',
    }),
    ...writingFlags,
  };
}
