// Rule: an installed file can be read by the user that the product runs as.
import type { FileAccess } from '../../targets/config/configured-host.js';
import { quotePath } from '../../quote.js';
import { COMMON_RANK, type PathFault } from '../rule.js';
import { accessFault, isSecretFile, octal } from './file-access.js';
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
        return faultOf(one, isSecretFile(one) ? keyMode : certificateMode);
      }),
};

function faultOf(one: FileAccess, mode: string): PathFault {
  const { serviceUser, closedFolder, owner, serviceGroup } = one;
  if (closedFolder !== undefined) {
    const message = `the user ${serviceUser} cannot enter the folder ${quotePath(closedFolder)}`;
    return accessFault(one, message, { path: closedFolder, mode: 'o+x' });
  }
  const message = `the user ${serviceUser} cannot read it: its mode is ${octal(one.mode)}, its owner ${owner}`;
  const group = isSecretFile(one) ? serviceGroup : undefined;
  return accessFault(one, message, { mode, group });
}
