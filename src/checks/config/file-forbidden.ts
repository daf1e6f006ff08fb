// Rule: an installed file can be read by the user that the product runs as.
import { quotePath } from '../../quote.js';
import type { Remedy } from '../remedy.js';
import { COMMON_RANK } from '../rule.js';
import { accessFault, octal, isSecretFile } from './file-access.js';
import type { FileRule } from './named-file.js';

export const fileForbidden: FileRule = {
  code: 'file-forbidden',
  citation: 'POSIX.1-2024, 4.7',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ access, view }) =>
    access
      .filter(({ isReadable }) => isReadable === false)
      .map((one) => {
        const { barrier, serviceUser } = one;
        if (barrier !== undefined) {
          const message = `the user ${serviceUser} cannot reach it: ${quotePath(barrier)} does not let others in`;
          return { ...accessFault(one, message, undefined), remedy: opened(barrier, serviceUser) };
        }
        const { keyMode = '0640', certificateMode = '0644' } =
          view.end.target.descriptor.permissions ?? {};
        const wanted = isSecretFile(one) ? keyMode : certificateMode;
        return accessFault(
          one,
          `the user ${serviceUser} cannot read it: its mode is ${octal(one.mode)}, its owner ${one.owner}`,
          wanted,
        );
      }),
};

function opened(folder: string, user = ''): Remedy {
  return {
    kind: 'by-hand',
    sentence: `let the group of ${user} into ${quotePath(folder)}: chgrp ${user} and chmod 0750`,
  };
}
