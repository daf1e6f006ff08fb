// Flags that every command has: how it answers and whether it may ask.
import * as Flags from '@oclif/core/flags';

export const answerFlags = {
  json: Flags.boolean({
    description: 'exactly one JSON document on stdout, also on failure',
    helpGroup: 'GLOBAL',
  }),
  quiet: Flags.boolean({
    char: 'q',
    description: 'no talk on stderr but errors',
    helpGroup: 'GLOBAL',
  }),
  'no-input': Flags.boolean({
    description: 'never ask; implied by --json and without a terminal',
    helpGroup: 'GLOBAL',
  }),
};
