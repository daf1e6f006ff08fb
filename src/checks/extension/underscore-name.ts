// Rule: a dNSName is in the preferred name syntax, which has no underscore (RFC 5280, 4.2.1.6; RFC 1034, 3.5).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { subjectNamesOf } from '../../pki/names/subject-names.js';
import { quote } from '../../quote.js';
import type { Finding } from '../finding.js';

/**
 * A MUST that what we sign may break, and the only one, hence no `breaksMust`: docker-compose gives hosts such names, and all
 * verifiers but the JDK's take them.
 */
export function checkUnderscoreName(certificate: Pick<Certificate, 'extensions'>): Finding[] {
  return subjectNamesOf(certificate).flatMap((name): Finding[] =>
    name.kind === 'dns' && name.value.includes('_')
      ? [
          {
            code: 'underscore-name',
            severity: 'warning',
            message: `the subjectAltName holds ${quote(name.text)}, and an underscore is not in the preferred name syntax: the JDK refuses such a host, others take it`,
            citation: 'RFC 5280, 4.2.1.6',
          },
        ]
      : [],
  );
}
