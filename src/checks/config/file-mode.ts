// Rules: an installed file can be read by the user that the product runs as, and a private key by
// nobody else.
import { quotePath } from '../../quote.js';
import type { FileAccess } from '../../targets/config/configured-host.js';
import { COMMON_RANK, type PathFault } from '../rule.js';
import { placeOf } from './config-rule.js';
import type { FileRule } from './named-file.js';

const SECRET = ['private-key', 'key-store'];
const OF_OTHERS = 0o007;
const OCTAL = 8;

export const fileMode: FileRule = {
  code: 'file-mode',
  citation: 'CWE-732',
  severity: 'warning',
  rank: COMMON_RANK,
  check: ({ access, view }) =>
    access
      .filter(({ file }) => SECRET.includes(file.meaning))
      .flatMap((one): PathFault[] => {
        const { mode, owner, isOwnerTrusted, file } = one;
        if ((mode & OF_OTHERS) !== 0) {
          const wanted = view.end.target.descriptor.permissions?.keyMode ?? '0600';
          return [
            fault(
              one,
              `every user of this machine may open the private key: its mode is ${octal(mode)}`,
              wanted,
            ),
          ];
        }
        if (isOwnerTrusted) return [];
        const message = `the private key belongs to ${owner}, who may read and replace it`;
        return [fault({ ...one, file }, message, undefined)];
      }),
};

export const fileForbidden: FileRule = {
  code: 'file-forbidden',
  citation: 'the modes of files (POSIX.1-2024, 4.7)',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ access, view }) =>
    access
      .filter(({ isReadable }) => isReadable === false)
      .map((one) => {
        const { keyMode = '0640', certificateMode = '0644' } =
          view.end.target.descriptor.permissions ?? {};
        const wanted = SECRET.includes(one.file.meaning) ? keyMode : certificateMode;
        return fault(
          one,
          `the user ${one.serviceUser} cannot read it: its mode is ${octal(one.mode)}, its owner ${one.owner}`,
          wanted,
        );
      }),
};

function fault({ file }: FileAccess, message: string, mode: string | undefined): PathFault {
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

function octal(mode: number): string {
  return `0${mode.toString(OCTAL)}`;
}
