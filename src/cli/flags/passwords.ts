// Passwords come from files, stdin or the environment: no flag takes a secret as its value.
import * as Flags from '@oclif/core/flags';
import { TlsmithError } from '../../errors.js';
import type { NewPasswordSource, PasswordSource } from '../../app/reading/key/passwords.js';
import { refuseTogether } from '../flag-rules.js';

export const newPasswordFlags = {
  'password-file': Flags.string({
    description: 'file with the password of what is written (stores, keys); - is stdin',
    helpValue: 'FILE',
  }),
  'password-env': Flags.string({
    description: 'environment variable with the password of what is written',
    helpValue: 'VAR',
  }),
  'generate-password': Flags.boolean({
    description: 'make a new password for what is written and keep it in secrets.env',
  }),
};

export const inPasswordFlags = {
  'in-password-file': Flags.string({
    description: 'file with the password that opens the input; - is stdin',
    helpValue: 'FILE',
  }),
  'in-password-env': Flags.string({
    description: 'environment variable with the password that opens the input',
    helpValue: 'VAR',
  }),
  'in-key-password-file': Flags.string({
    description: 'file with the password of the key, where a JKS store has another one',
    helpValue: 'FILE',
  }),
};

type Stem = 'password' | 'ca-password' | 'in-password';
export type PasswordFlags = { [S in Stem as `${S}-file` | `${S}-env`]?: string | undefined } & {
  'in-key-password-file'?: string | undefined;
};

/** With that of the keys, where it is the input's. Throws `flags-conflict`, `password-missing`. */
export function passwordSource(flags: PasswordFlags, stem: Stem): PasswordSource | undefined {
  const source = storePassword(flags, stem);
  const file = stem === 'in-password' ? flags['in-key-password-file'] : undefined;
  if (file === undefined) return source;
  if (source) return { ...source, ofKeys: { file } };
  throw new TlsmithError(
    'flags-conflict',
    '--in-key-password-file needs --in-password-file or --in-password-env: a store is opened first',
    { flags: ['--in-key-password-file', '--in-password-file'] },
  );
}

function storePassword(flags: PasswordFlags, stem: Stem): PasswordSource | undefined {
  refuseTogether(flags, `${stem}-file`, `${stem}-env`);
  const file = flags[`${stem}-file`];
  if (file !== undefined) return { file };
  const variable = flags[`${stem}-env`];
  if (variable === undefined) return undefined;
  const text = process.env[variable];
  if (text !== undefined) return { text };
  throw new TlsmithError('password-missing', `--${stem}-env names a variable that is not set`, {
    flag: `--${stem}-env`,
  });
}

/**
 * The variables are removed from the environment once all are read, so that no child process
 * inherits them; two flags may share one.
 */
export function forgetPasswordVariables(flags: object): void {
  for (const stem of ['password', 'ca-password', 'in-password']) {
    const variable = (flags as Record<string, unknown>)[`${stem}-env`];
    if (typeof variable === 'string') delete process.env[variable];
  }
}

export function newPasswordSource(
  flags: PasswordFlags & { 'generate-password': boolean },
): NewPasswordSource | undefined {
  if (!flags['generate-password']) return passwordSource(flags, 'password');
  const generate = { ...flags, 'generate-password': true };
  refuseTogether(generate, 'generate-password', 'password-file');
  refuseTogether(generate, 'generate-password', 'password-env');
  return 'generate';
}
