// The passwords that may open the files of one folder: those in its `secrets.env`, and the one that
// was given or is asked for.
import { TlsmithError } from '../../../errors.js';
import type { Files, Prompter } from '../../../ports.js';
import { loadPassword, type PasswordSource } from '../key/passwords.js';
import { readSecretsFile } from './secrets.js';

export interface FolderPasswords {
  /**
   * Tries them in turn; undefined where none opens it. What throws another thing than that the
   * password is wrong or missing throws that.
   */
  open<T>(
    isLocked: boolean,
    attempt: (password: string | undefined) => Promise<T>,
  ): Promise<T | undefined>;
  /** Whether it stands in `secrets.env`. */
  isKept(password: string | undefined): boolean;
}

/** Throws `input-malformed` for a `secrets.env` that cannot be read, and what reading `given` throws. */
export async function folderPasswords(
  folder: string,
  given: PasswordSource | undefined,
  { files }: { files: Files; prompter: Prompter },
): Promise<FolderPasswords> {
  const kept = new Set((await readSecretsFile(folder, files)).values());
  const candidates: (string | undefined)[] = [
    ...kept,
    ...(given ? [await loadPassword(given, files)] : []),
    undefined,
  ];
  return {
    isKept: (password) => password !== undefined && kept.has(password),
    async open(isLocked, attempt) {
      for (const password of isLocked ? candidates : [undefined]) {
        try {
          return await attempt(password);
        } catch (error) {
          if (!(error instanceof TlsmithError) || !IS_PASSWORD.has(error.code)) throw error;
        }
      }
      return undefined;
    },
  };
}

const IS_PASSWORD = new Set(['password-wrong', 'password-missing']);
