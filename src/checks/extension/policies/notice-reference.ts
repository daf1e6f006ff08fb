// Rule: a user notice is a text, and no reference to one that stands elsewhere, which nobody can
// show (RFC 5280, 4.2.1.4).
import { type Extended, formOf, userNoticesOf } from '../../../pki/certificate/extension-forms.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { ADVICE, type Rule } from '../../rule.js';

/** SHOULD NOT. */
export const noticeReference: Rule<Extended> = {
  code: 'notice-reference',
  citation: 'RFC 5280, 4.2.1.4',
  ...ADVICE,
  check: (holder) =>
    formOf(holder, EXTENSION.certificatePolicies, userNoticesOf)?.some(
      ({ reference }) => reference !== undefined,
    )
      ? [{ message: 'a user notice refers to a text elsewhere (noticeRef), and should be one' }]
      : [],
};
