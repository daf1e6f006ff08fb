// Rules: other names whose type says what they hold: mailboxes beyond ASCII (RFC 8398, 3), and
// services (RFC 4985, 2).
import {
  type Extended,
  formOf,
  listOf,
  otherNameOf,
} from '../../../pki/certificate/extension-forms.js';
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import type { DerElement } from '../../../pki/der/der.js';
import { textOf } from '../../../pki/der/der-values.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { quote } from '../../../quote.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

const STRING = { utf8: 0x0c, ia5: 0x16 };

export const utf8Mailbox = rule('1.3.6.1.5.5.7.8.9', 'RFC 8398, 3', ({ tag }, text) => {
  if (tag !== STRING.utf8) return 'which is no UTF8String';
  if (text.startsWith('\ufeff')) return 'which begins with a byte order mark';
  const at = text.lastIndexOf('@');
  if (at < 1 || at === text.length - 1) return 'which is no mailbox (local-part@domain)';
  return /^\p{ASCII}*$/u.test(text.slice(0, at))
    ? 'whose local part is ASCII: such a mailbox is an rfc822Name'
    : undefined;
});

export const serviceName = rule('1.3.6.1.5.5.7.8.7', 'RFC 4985, 2', ({ tag }, text) => {
  if (tag !== STRING.ia5) return 'which is no IA5String';
  return /^_[a-z\d-]+\.[^.].*$/i.test(text) ? undefined : 'which is no _Service.Name';
});

/** `faultOf` goes on after the name. */
function rule(
  wanted: string,
  citation: string,
  faultOf: (value: DerElement, text: string) => string | undefined,
): Rule<Extended> {
  return {
    code: 'typed-other-name',
    citation,
    ...BROKEN_MUST,
    check: (holder) =>
      (formOf(holder, EXTENSION.subjectAltName, listOf) ?? []).flatMap((name) => {
        const other = name.tag === 0xa0 ? ifReadable(() => otherNameOf(name)) : undefined;
        if (other?.type !== wanted) return [];
        const text = textOf(other.value) ?? '';
        const fault = faultOf(other.value, text);
        return fault === undefined
          ? []
          : [{ message: `the subjectAltName holds ${quote(text)}, ${fault}` }];
      }),
  };
}
