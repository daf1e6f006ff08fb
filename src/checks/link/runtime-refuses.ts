// Rule: what the runtime at the other end refuses and no other rule has found (RFC 8446, 4.4.2.4):
// its own words say why.
import { COMMON_RANK, type PathRule } from '../rule.js';

export interface RefusedCertificate {
  role: 'client' | 'server';
  reason: string;
}

export const runtimeRefuses: PathRule<RefusedCertificate> = {
  code: 'runtime-refuses',
  citation: 'RFC 8446, 4.4.2.4',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ role, reason }) => [
    {
      subject: role,
      message: `the other end refuses the certificate of the ${role}: ${reason}`,
    },
  ],
};
