// A password from wherever the person keeps it: a file, the environment (already read), or
// generated now.
import { TlsmithError } from '../../../errors.js';
import { checkPassword, generatePassword } from '../../../formats/keys/password.js';
import { quote, quotePath } from '../../../quote.js';
import type { Files, Prompter, Random } from '../../../ports.js';

/** `-` as a file is stdin. */
export type PasswordSource = ({ file: string } | { text: string }) & {
  /** Of the keys of a store, where they have one of their own, as JKS allows. */
  ofKeys?: PasswordSource | undefined;
};
export type NewPasswordSource = PasswordSource | 'generate';

export interface KeyPassword {
  text: string;
  isGenerated: boolean;
}

/** Longer than any password that a consumer takes; a larger file was named by mistake. */
const LIMIT = 64 * 1024;

/**
 * For what is opened: one trailing line end is cut, and an empty file is the empty password, under
 * which some keys stand. An
 * empty variable is one that nobody set. Throws `password-unusable`, `input-*` for the file.
 */
export async function loadPassword(source: PasswordSource, files: Files): Promise<string> {
  if ('text' in source) return notEmpty(source.text, 'the environment variable');
  const bytes = await files.read(source.file, LIMIT);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TlsmithError('password-unusable', (it) => `${it} holds no text`, {
      path: source.file,
    });
  }
  return text.replace(/\r?\n$/, '');
}

/** Whose password is meant, for those who tell the person how to give it. */
export type OpenedBy = 'issuer-password' | 'input-password';

/**
 * What opens a file: from its source, or asked for. Throws `password-missing` where nobody can be
 * asked.
 */
export async function passwordFor(
  path: string,
  source: PasswordSource | undefined,
  { files, prompter }: { files: Files; prompter: Prompter },
  answer: OpenedBy = 'input-password',
): Promise<string> {
  if (source) return loadPassword(source, files);
  if (prompter.canAsk) return prompter.askPassword(`Password of ${quotePath(path)}:`);
  throw new TlsmithError(
    'password-missing',
    (it) => `${it} is encrypted, and no password was given`,
    { answer },
  );
}

/** The password of something that is about to be written: checked for what its readers take. */
export async function loadNewPassword(
  source: NewPasswordSource,
  { files, random }: { files: Files; random: Random },
): Promise<string> {
  if (source === 'generate') return generatePassword(random);
  const password = await loadPassword(source, files);
  checkPassword('file' in source ? notEmpty(password, quote(source.file)) : password);
  return password;
}

/** The password of a new store: from its source, or asked for. */
export async function loadStorePassword(
  source: NewPasswordSource | undefined,
  what: string,
  ports: { files: Files; random: Random; prompter: Prompter },
): Promise<KeyPassword> {
  const text = source
    ? await loadNewPassword(source, ports)
    : await askNewPassword(what, ports.prompter);
  return { text, isGenerated: source === 'generate' };
}

/**
 * Asks twice for the password of something that is about to be written. Throws `password-missing`
 * where nobody can be asked.
 */
async function askNewPassword(what: string, prompter: Prompter): Promise<string> {
  if (!prompter.canAsk) {
    throw new TlsmithError('password-missing', 'a store needs a password, and none was given', {
      answer: 'new-password',
    });
  }
  const password = await prompter.askPassword(`Password for ${what}:`);
  checkPassword(password);
  if ((await prompter.askPassword('Once more:')) === password) return password;
  throw new TlsmithError('password-wrong', 'the two passwords differ');
}

function notEmpty(password: string, where: string): string {
  if (password !== '') return password;
  throw new TlsmithError('password-unusable', `the password in ${where} is empty`);
}
