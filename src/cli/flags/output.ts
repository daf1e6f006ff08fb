// Where a command writes, and whether it does.
import { Flags } from '@oclif/core';

export const outputFlags = {
  out: Flags.string({ char: 'o', description: 'folder to write into', helpValue: 'DIR' }),
  force: Flags.boolean({
    description: 'overwrite what this command writes; never a CA key or a ledger',
  }),
  'dry-run': Flags.boolean({ description: 'say which files would be written, write none' }),
};
