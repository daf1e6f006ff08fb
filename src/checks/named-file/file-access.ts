// What the rules about modes and owners of files share. For file-mode.ts and file-forbidden.ts.
import { quotePath } from '../../quote.js';
import type { FileAccess } from '../../targets/config/configured-host.js';
import type { Remedy } from '../remedy.js';
import type { PathFault } from '../rule.js';
import { placeOf } from '../config/config-rule.js';

/** Whether it holds a private key. */
export function isSecretFile({ file: { meaning } }: Pick<FileAccess, 'file'>): boolean {
  return meaning === 'private-key' || meaning === 'key-store';
}

const OCTAL = 8;

export function accessFault(
  { file }: FileAccess,
  message: string,
  wanted: Omit<Extract<Remedy, { kind: 'mode' }>, 'kind' | 'path'> & { path?: string },
): PathFault {
  return {
    subject: file.path,
    place: placeOf(file.setting),
    message: `${quotePath(file.path)}: ${message}`,
    remedy: { kind: 'mode', path: file.path, ...wanted },
  };
}

export function octal(mode: number): string {
  return `0${mode.toString(OCTAL)}`;
}
