// Products and their versions.
import * as Flags from '@oclif/core/flags';
import { templatesFlag } from './link.js';

export const stackFlag = {
  stack: Flags.string({
    description: 'Elastic Stack version, from 7.17 on (default: the newest known)',
    helpValue: 'VERSION',
  }),
};

export const forFlag = {
  for: Flags.string({
    description: 'product that will read the files; decides key type and profile; repeatable',
    helpValue: 'TARGET',
    multiple: true,
    multipleNonGreedy: true,
  }),
  ...templatesFlag,
};
