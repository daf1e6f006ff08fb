// Rule: times have seconds and the zone Z, and stand as UTCTime until 2049, as GeneralizedTime from 2050 on (RFC 5280, 4.1.2.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { DerReader, firstDer, membersOf, TAG } from '../../pki/der/der.js';
import { ia5Text, timeOf } from '../../pki/der/der-values.js';
import type { Finding, Severity } from '../finding.js';

export function checkValidityEncoding({ tbsCertificate }: Certificate): Finding[] {
  const fields = new DerReader(firstDer(tbsCertificate).content);
  fields.optional(0xa0);
  fields.next(TAG.integer);
  fields.next(TAG.sequence);
  fields.next(TAG.sequence);
  return membersOf(fields.next(TAG.sequence)).flatMap((time) => {
    const isUtc = time.tag === TAG.utcTime;
    const text = ia5Text(time);
    if (!(isUtc ? /^\d{12}Z$/ : /^\d{14}Z$/).test(text)) {
      return [finding('error', `the time ${text} is not written with whole seconds and Z`)];
    }
    if (isUtc || timeOf(time).getUTCFullYear() >= 2050) return [];
    return [finding('warning', `the time ${text} is before 2050 and no UTCTime`)];
  });
}

function finding(severity: Severity, message: string): Finding {
  return {
    code: 'validity-encoding',
    severity,
    breaksMust: true,
    message,
    citation: 'RFC 5280, 4.1.2.5',
  };
}
