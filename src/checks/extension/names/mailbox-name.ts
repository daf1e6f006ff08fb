// Rules: the domain of a mailbox is one, and its local part no longer than 64 octets (RFC 5280,
// 4.2.1.6 and 4.2.1.7; RFC 5321, 4.5.3.1.1).
import { type Extended, formOf } from '../../../pki/certificate/extension-forms.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { judgeDomain } from '../../../pki/names/dns-name.js';
import { generalNamesOf } from '../../../pki/names/subject-names.js';
import { quote } from '../../../quote.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

export const subjectMailbox = rule('subjectAltName', 'RFC 5280, 4.2.1.6');
export const issuerMailbox = rule('issuerAltName', 'RFC 5280, 4.2.1.7');

const LONGEST_LOCAL_PART = 64;

function rule(holder: 'subjectAltName' | 'issuerAltName', citation: string): Rule<Extended> {
  return {
    code: 'mailbox-name',
    citation,
    ...BROKEN_MUST,
    check: (extended) =>
      (formOf(extended, EXTENSION[holder], generalNamesOf) ?? []).flatMap((name) => {
        const fault = name.kind === 'email' ? faultOf(name.value) : undefined;
        return fault === undefined
          ? []
          : [{ message: `the ${holder} holds ${quote(name.text)}, and ${fault}` }];
      }),
  };
}

/** That it is no mailbox at all is found as that, and a literal address stands in brackets. */
function faultOf(mailbox: string): string | undefined {
  const at = mailbox.lastIndexOf('@');
  if (at > LONGEST_LOCAL_PART) return `its local part is longer than ${LONGEST_LOCAL_PART} octets`;
  const domain = mailbox.slice(at + 1);
  if (at < 1 || domain.startsWith('[') || domain === '') return undefined;
  const judged = judgeDomain(domain);
  return 'fault' in judged ? `its domain cannot be used, ${judged.fault}` : undefined;
}
