// Rules: a GeneralName is of one of the nine kinds (RFC 5280, A.2), each under its own tag.
import { type Extended, formOf, listOf } from '../../../pki/certificate/extension-forms.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

/** From otherName to registeredID. */
const TAGS: readonly number[] = [0xa0, 0x81, 0x82, 0xa3, 0xa4, 0xa5, 0x86, 0x87, 0x88];

export const unknownKind: Rule<Extended> = {
  code: 'unknown-kind',
  citation: 'RFC 5280, A.2',
  ...BROKEN_MUST,
  check: (holder) =>
    (['subjectAltName', 'issuerAltName'] as const)
      .filter((name) =>
        formOf(holder, EXTENSION[name], listOf)?.some(({ tag }) => !TAGS.includes(tag)),
      )
      .map((name) => ({
        message: `the ${name} holds something that is none of the nine kinds of name`,
      })),
};
