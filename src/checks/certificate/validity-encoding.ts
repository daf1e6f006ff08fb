// Rule: times have seconds and the zone Z, and stand as UTCTime until 2049, as GeneralizedTime from
// 2050 on (RFC 5280, 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { type DerElement, DerReader, firstDer, membersOf, TAG } from '../../pki/der/der.js';
import { ia5Text, timeOf } from '../../pki/der/der-values.js';
import { COMMON_RANK, type Fault, type Rule } from '../rule.js';

export const validityEncoding: Rule<Pick<Certificate, 'tbsCertificate'>> = {
  code: 'validity-encoding',
  citation: 'RFC 5280, 4.1.2.5',
  severity: 'error',
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
  const isUtc = time.tag === TAG.utcTime;
  const text = ia5Text(time);
  if (!(isUtc ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text)) {
    return [{ message: `the time ${text} is not written with whole seconds and Z` }];
  }
  if (isUtc || timeOf(time).getUTCFullYear() >= 2050) return [];
  return [{ severity: 'warning', message: `the time ${text} is before 2050 and no UTCTime` }];
}
