// What the rules about modes and owners of files share. For file-mode.ts and file-forbidden.ts.
import { quotePath } from '../../quote.js';
import type { FileAccess } from '../../targets/config/configured-host.js';
import type { PathFault } from '../rule.js';
import { placeOf } from './config-rule.js';

/** Whether it holds a private key. */
export function isSecretFile({ file: { meaning } }: FileAccess): boolean {
  return meaning === 'private-key' || meaning === 'key-store';
}

const OCTAL = 8;

export function accessFault(
  { file }: FileAccess,
  message: string,
  mode: string | undefined,
): PathFault {
  return {
    subject: file.path,
    place: placeOf(file.setting),
    message: `${quotePath(file.path)}: ${message}`,
    remedy:
      mode === undefined
        ? {
            kind: 'by-hand',
            sentence: `give ${quotePath(file.path)} to root or to the product's user`,
          }
        : { kind: 'mode', path: file.path, mode },
  };
}

export function octal(mode: number): string {
  return `0${mode.toString(OCTAL)}`;
}
