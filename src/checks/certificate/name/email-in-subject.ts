// Rule: a mailbox stands in the subjectAltName; one that stands in the subject for the sake of old
// software stands there as well (RFC 5280, 4.1.2.6).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { EMAIL_ADDRESS } from '../../../pki/names/attribute-type.js';
import { isMailboxNamed } from '../../../pki/names/host-match.js';
import { subjectNamesOf } from '../../../pki/names/subject-names.js';
import { quote } from '../../../quote.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

/**
 * CAs are written to by nobody: what their subject holds is a contact. No rule for what we issue:
 * products map users by such subjects, and a renewal says what stood there before.
 */
export const emailInSubject: Rule<
  Pick<Certificate, 'subject' | 'extensions' | 'basicConstraints'>
> = {
  code: 'email-in-subject',
  citation: 'RFC 5280, 4.1.2.6',
  ...BROKEN_MUST,
  check(certificate) {
    if (certificate.basicConstraints?.ca) return [];
    const names = subjectNamesOf(certificate);
    return certificate.subject
      .flat()
      .flatMap((one) => ('value' in one && one.type === EMAIL_ADDRESS ? [one.value] : []))
      .filter((mailbox) => !isMailboxNamed(names, mailbox))
      .map((mailbox) => ({
        message: `the subject holds the mailbox ${quote(mailbox)}, and the subjectAltName does not`,
      }));
  },
};
