// Rule: the password that a config has opens the file that it is for.
import { productOf } from './config-rule.js';
import { fileRule } from './named-file.js';

export const passwordWrong = fileRule(
  'password-wrong',
  (code) => code === 'password-wrong' || code === 'password-missing',
  ({ error }, { view }) => ({
    message: error.sentence,
    remedy: {
      kind: 'by-hand',
      sentence: `give ${productOf(view)} the password with which the file was made`,
    },
  }),
);
