// Passwords that open the files of a folder, as a `secrets.env` would hold them.
import type { FolderPasswords } from '../../src/app/reading/folder/folder-passwords.js';
import { TlsmithError } from '../../src/errors.js';

export function knownPasswords(...texts: readonly string[]): FolderPasswords {
  return {
    isKept: () => true,
    async open(isLocked, attempt) {
      for (const text of isLocked ? [...texts, undefined] : [undefined]) {
        try {
          return await attempt(text);
        } catch (error) {
          if (!(error instanceof TlsmithError) || !error.code.startsWith('password-')) throw error;
        }
      }
      return undefined;
    },
  };
}
