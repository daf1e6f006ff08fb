// Rule: the certificate names the mailbox that is asked for, in its subjectAltName (RFC 5280, 7.5).
import { isMailboxNamed } from '../../pki/names/host-match.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { quote } from '../../quote.js';
import type { PathFinding } from '../finding.js';

export function checkEmailAddress(
  { names, subject }: PathCertificate,
  mailbox: string | undefined,
): PathFinding[] {
  if (mailbox === undefined || isMailboxNamed(names, mailbox)) return [];
  return [
    {
      code: 'email-address',
      severity: 'error',
      subject,
      message: `the certificate is not for the mailbox ${quote(mailbox)}`,
      citation: 'RFC 5280, 7.5',
    },
  ];
}
