// Rule: an address is an iPAddress, and no dNSName that reads like one, which nobody compares with
// an address (RFC 5280, 4.2.1.6; RFC 9525, 6.3 and 6.4).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { looksLikeIp } from '../../../pki/names/ip-address.js';
import { subjectNamesOf } from '../../../pki/names/subject-names.js';
import { quote } from '../../../quote.js';
import { ADVICE, type Rule } from '../../rule.js';

export const addressAsName: Rule<Pick<Certificate, 'extensions'>> = {
  code: 'address-as-name',
  citation: 'RFC 9525, 6.4',
  ...ADVICE,
  check: (certificate) =>
    subjectNamesOf(certificate)
      .filter((name) => name.kind === 'dns' && looksLikeIp(name.value))
      .map(({ text }) => ({
        message: `the subjectAltName holds ${quote(text)}: an address counts as an iPAddress only`,
      })),
};
