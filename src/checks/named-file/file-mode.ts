// Rule: a private key can be read by the product's user and by nobody else.
import { COMMON_RANK, type PathFault } from '../rule.js';
import { accessFault, isSecretFile, octal } from './file-access.js';
import type { FileRule } from './named-file.js';

const OF_OTHERS = 0o007;

export const fileMode: FileRule = {
  code: 'file-mode',
  citation: 'CWE-732',
  severity: 'warning',
  rank: COMMON_RANK,
  check: ({ access, view }) =>
    access.filter(isSecretFile).flatMap((one): PathFault[] => {
      const { mode, owner, isOwnerTrusted, serviceUser, serviceGroup: group } = one;
      if ((mode & OF_OTHERS) !== 0) {
        const wanted = view.end.target.descriptor.permissions?.keyMode ?? '0600';
        const message = `every user of this machine may open the private key: its mode is ${octal(mode)}`;
        return [accessFault(one, message, { mode: wanted, group })];
      }
      if (isOwnerTrusted) return [];
      const message = `the private key belongs to ${owner}, who may read and replace it`;
      return [accessFault(one, message, { owner: serviceUser ?? 'root' })];
    }),
};
