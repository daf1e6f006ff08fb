// Rule: times have seconds and the zone Z, and stand as UTCTime until 2049, as GeneralizedTime from
// 2050 on (RFC 5280, 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { type DerElement, DerReader, firstDer, membersOf, TAG } from '../../pki/der/der.js';
import { timeSpellingFault, timeTypeFault } from '../../pki/der/time-form.js';
import { COMMON_RANK, type Fault, type Rule } from '../rule.js';

export const validityEncoding: Rule<Pick<Certificate, 'tbsCertificate'>> = {
  code: 'validity-encoding',
  citation: 'RFC 5280, 4.1.2.5',
  severity: 'error',
  severities: ['error', 'warning'],
  breaksMust: true,
  rank: COMMON_RANK,
  check({ tbsCertificate }) {
    const fields = new DerReader(firstDer(tbsCertificate).content);
    fields.optional(0xa0);
    fields.next(TAG.integer);
    fields.next(TAG.sequence);
    fields.next(TAG.sequence);
    return membersOf(fields.next(TAG.sequence)).flatMap(faultsOf);
  },
};

function faultsOf(time: DerElement): Fault[] {
  const spelling = timeSpellingFault(time);
  if (spelling !== undefined) return [{ message: `the time ${spelling}` }];
  const type = timeTypeFault(time);
  return type === undefined ? [] : [{ severity: 'warning', message: `the time ${type}` }];
}
