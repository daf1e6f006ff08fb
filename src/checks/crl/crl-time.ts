// Rules: the times of a CRL are written as those of certificates are (RFC 5280, 5.1.2.4 to
// 5.1.2.6), and follow each other.
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { formatTime } from '../../pki/certificate/validity.js';
import { type DerElement, membersOf } from '../../pki/der/der.js';
import { timeSpellingFault, timeTypeFault } from '../../pki/der/time-form.js';
import { ADVICE, BROKEN_MUST, COMMON_RANK, type Rule } from '../rule.js';
import { type CrlFields, crlFieldsOf } from './crl-fields.js';

type Crl = CertificateRevocationList;

const COMMON = { code: 'crl-time', ...BROKEN_MUST };

export const thisUpdateForm = form('thisUpdate', '5.1.2.4', ({ thisUpdate }) => [thisUpdate]);
export const nextUpdateForm = form('nextUpdate', '5.1.2.5', ({ nextUpdate }) =>
  nextUpdate ? [nextUpdate] : [],
);
export const revocationDateForm = form('revocationDate', '5.1.2.6', ({ entries = [] }) =>
  entries.flatMap((entry) => membersOf(entry)[1] ?? []),
);

function form(
  name: string,
  section: string,
  timesOf: (fields: CrlFields) => readonly DerElement[],
): Rule<Crl> {
  return {
    ...COMMON,
    citation: `RFC 5280, ${section}`,
    check(crl) {
      const times = ifReadable(() => timesOf(crlFieldsOf(crl))) ?? [];
      const [fault] = times.flatMap((time) => timeSpellingFault(time) ?? timeTypeFault(time) ?? []);
      return fault === undefined ? [] : [{ message: `a ${name} is written wrongly: ${fault}` }];
    },
  };
}

/** No verifier takes a list whose end lies before its start. */
export const updateOrder: Rule<Crl> = {
  code: 'crl-time',
  citation: 'RFC 5280, 6.3.3',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ thisUpdate, nextUpdate }) =>
    nextUpdate && nextUpdate < thisUpdate
      ? [{ message: 'nextUpdate comes before thisUpdate, so the CRL is never current' }]
      : [],
};

export const revokedLater: Rule<Crl> = {
  code: 'crl-time',
  citation: 'RFC 5280, 5.3',
  ...ADVICE,
  check({ revoked, thisUpdate }) {
    const later = revoked.find(({ revocationDate }) => revocationDate > thisUpdate);
    if (!later) return [];
    const message = `the certificate ${later.serialNumber.slice(0, 50)} is revoked from ${formatTime(later.revocationDate)} on, which is after the CRL was made`;
    return [{ message }];
  },
};
