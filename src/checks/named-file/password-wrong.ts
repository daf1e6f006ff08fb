// Rule: the password that a config has opens the file that it is for.
import { quotePath } from '../../quote.js';
import type { EndView } from '../../targets/config/end-view.js';
import type { ConfigMeaning } from '../../targets/config/known-settings.js';
import { fileRule } from './named-file.js';

export const passwordWrong = fileRule(
  'password-wrong',
  (code) => code === 'password-wrong' || code === 'password-missing',
  ({ file, error }, { view }) => ({
    message: error.sentence,
    remedy: {
      kind: 'by-hand',
      sentence: `write the password with which ${quotePath(file.path)} was made into ${whereOf(file.meaning, view)}`,
    },
  }),
);

const PASSWORDS: Partial<Record<ConfigMeaning, ConfigMeaning>> = {
  'private-key': 'private-key-password',
  'key-store': 'key-store-password',
  'trust-store': 'trust-store-password',
};

function whereOf(meaning: ConfigMeaning, view: EndView): string {
  const setting = view.meaning(PASSWORDS[meaning] ?? 'private-key-password');
  if (!setting) return view.end.place;
  const { value, name, line } = setting;
  const isVariable = typeof value === 'object' && 'variable' in value;
  return isVariable ? `the variable ${value.variable}` : `line ${line}, ${name}`;
}
