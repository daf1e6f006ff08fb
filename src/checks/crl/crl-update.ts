// Rules: a CRL says when the next one comes, and after that it is outdated (RFC 5280, 5.1.2.5 and
// 6.3.3).
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { COMMON_RANK, type Rule } from '../rule.js';

type Judged = Pick<CertificateRevocationList, 'thisUpdate' | 'nextUpdate'>;

export const issuedCrl: Rule<Judged, { at: Date }> = {
  code: 'crl-update',
  citation: 'RFC 5280, 5.1.2.4',
  severity: 'error',
  rank: COMMON_RANK,
  check({ thisUpdate }, { at }) {
    if (at >= thisUpdate) return [];
    return [{ message: `the CRL is of ${formatTime(thisUpdate)}, and it is ${formatTime(at)}` }];
  },
};

/** Of a list of the future that is not asked, nor is whether it is outdated: its time is wrong. */
export const datedCrl: Rule<Judged, { at: Date }> = {
  code: 'crl-update',
  citation: 'RFC 5280, 5.1.2.5',
  severity: 'warning',
  rank: COMMON_RANK,
  check: ({ thisUpdate, nextUpdate }, { at }) =>
    at < thisUpdate || nextUpdate
      ? []
      : [{ message: 'the CRL has no nextUpdate, so nobody knows when it is outdated' }],
};

export const currentCrl: Rule<Judged, { at: Date }> = {
  code: 'crl-update',
  citation: 'RFC 5280, 6.3.3',
  severity: 'error',
  rank: COMMON_RANK,
  check({ thisUpdate, nextUpdate }, { at }) {
    if (at < thisUpdate || !nextUpdate || at <= nextUpdate) return [];
    const message = `the next CRL was due at ${formatTime(nextUpdate)}: verifiers refuse this one, and every certificate with it`;
    return [{ message }];
  },
};
