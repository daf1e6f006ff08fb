// The flags of the wizard, and what of them is for the command that it runs.
import type { Interfaces } from '@oclif/core';
import * as Flags from '@oclif/core/flags';
import { caPasswordFlags } from './issuer.js';
import { templatesFlag } from './link.js';
import { writingFlags } from './output.js';
import { newPasswordFlags } from './passwords.js';
import type { answerFlags } from './answer.js';

const { 'password-file': passwordFile, 'password-env': passwordEnv } = newPasswordFlags;

export const wizardFlags = {
  answers: Flags.string({
    description: 'do what this file says, without questions; the wizard writes such files',
    helpValue: 'FILE',
  }),
  plain: Flags.boolean({
    description: 'lines of text and numbered choices, for a screen reader; nothing is redrawn',
  }),
  'password-file': passwordFile,
  'password-env': passwordEnv,
  ...caPasswordFlags,
  ...templatesFlag,
  ...writingFlags,
};

export type WizardFlags = Interfaces.InferredFlags<typeof wizardFlags & typeof answerFlags>;

/** The switches that the command gets as they were typed. */
export function passedSwitches(flags: WizardFlags): string[] {
  const names = ['json', 'quiet', 'no-input', 'force', 'dry-run'] as const;
  return names.filter((name) => flags[name]).map((name) => `--${name}`);
}

/** How a password reaches the command where a flag of the wizard brings it. */
export function passedPassword(flags: WizardFlags, stem: 'password' | 'ca-password'): string[] {
  return (['file', 'env'] as const).flatMap((end) => {
    const value = flags[`${stem}-${end}`];
    return value === undefined ? [] : [`--${stem}-${end}=${value}`];
  });
}
