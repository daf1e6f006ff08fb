// Rule: a dNSName is in the preferred name syntax, which has no underscore (RFC 5280, 4.2.1.6; RFC
// 1034, 3.5).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { subjectNamesOf } from '../../../pki/names/subject-names.js';
import { quote } from '../../../quote.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

/**
 * A MUST that what we sign may break, and the only one, hence no `breaksMust`: docker-compose gives
 * hosts such names, and all verifiers but the JDK's take them.
 */
export const underscoreName: Rule<Pick<Certificate, 'extensions'>> = {
  code: 'underscore-name',
  citation: 'RFC 5280, 4.2.1.6',
  severity: 'warning',
  rank: COMMON_RANK,
  check: (certificate) =>
    subjectNamesOf(certificate)
      .filter((name) => name.kind === 'dns' && name.value.includes('_'))
      .map(({ text }) => ({
        message: `the subjectAltName holds ${quote(text)}, and an underscore is not in the preferred name syntax: the JDK refuses such a host, others take it`,
      })),
};
