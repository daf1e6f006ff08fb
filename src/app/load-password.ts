// A password from wherever the person keeps it: a file, the environment (already read), or generated now.
import { TlsmithError } from '../errors.js';
import { checkPassword, generatePassword } from '../formats/password.js';
import { quote } from '../quote.js';
import type { Files, Random } from '../ports.js';

/** `-` as a file is stdin. */
export type PasswordSource = { file: string } | { text: string };
export type NewPasswordSource = PasswordSource | 'generate';

/** Longer than any password that a consumer takes; a larger file was named by mistake. */
const LIMIT = 64 * 1024;

/** One trailing line end is cut. Throws `password-unusable` for an empty one, `input-*` for the file. */
export async function loadPassword(source: PasswordSource, files: Files): Promise<string> {
  if ('text' in source) return notEmpty(source.text, 'the environment variable');
  const bytes = await files.read(source.file, LIMIT);
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new TlsmithError('password-unusable', `${quote(source.file)} holds no text`, {
      path: source.file,
    });
  }
  return notEmpty(text.replace(/\r?\n$/, ''), quote(source.file));
}

/** The password of something that is about to be written: checked for what its readers take. */
export async function loadNewPassword(
  source: NewPasswordSource,
  { files, random }: { files: Files; random: Random },
): Promise<string> {
  if (source === 'generate') return generatePassword(random);
  const password = await loadPassword(source, files);
  checkPassword(password);
  return password;
}

function notEmpty(password: string, where: string): string {
  if (password !== '') return password;
  throw new TlsmithError('password-unusable', `the password in ${where} is empty`);
}
