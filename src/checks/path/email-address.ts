// Rule: the certificate names the mailbox that is asked for, in its subjectAltName (RFC 5280, 7.5).
import { isMailboxNamed } from '../../pki/names/host-match.js';
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { quote } from '../../quote.js';
import type { PathRule } from '../rule.js';
import type { PlaceTerms } from './terms.js';

export const emailAddress: PathRule<PathCertificate, PlaceTerms> = {
  code: 'email-address',
  citation: 'RFC 5280, 7.5',
  severity: 'error',
  rank: 60,
  check({ names, subject }, { isTarget, email }) {
    if (!isTarget || email === undefined || isMailboxNamed(names, email)) return [];
    return [{ subject, message: `the certificate is not for the mailbox ${quote(email)}` }];
  },
};
