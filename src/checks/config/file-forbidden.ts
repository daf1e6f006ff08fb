// Rule: an installed file can be read by the user that the product runs as.
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
        const { keyMode = '0640', certificateMode = '0644' } =
          view.end.target.descriptor.permissions ?? {};
        const wanted = isSecretFile(one) ? keyMode : certificateMode;
        return accessFault(
          one,
          `the user ${one.serviceUser} cannot read it: its mode is ${octal(one.mode)}, its owner ${one.owner}`,
          wanted,
        );
      }),
};
