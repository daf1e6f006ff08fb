// Rule: a CRL counts until the next one is due (RFC 5280, 6.3.3). One that nobody has given, which
// stands in a CA's folder, is asked all the same: what it revokes is revoked.
import { formatTime } from '../../pki/certificate/validity.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import type { JudgedRevocation } from './revoked.js';

export const revocationOutdated: PathRule<JudgedRevocation> = {
  code: 'revocation-outdated',
  citation: 'RFC 5280, 6.3.3',
  severity: 'warning',
  rank: COMMON_RANK,
  check({ certificate: { subject }, revocation }) {
    if (revocation.status === 'unknown' || !revocation.wasDue) return [];
    const message = `the CRL of its issuer is outdated: the next one was due at ${formatTime(revocation.wasDue)}, and whoever is given this one refuses every certificate`;
    return [{ subject, message }];
  },
};
