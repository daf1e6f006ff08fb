// Rules: a URI among names is one that leads somewhere: a host that is one, and characters that a
// URI can have (RFC 5280, 4.2.1.6 and 4.2.1.7; RFC 3986).
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { type Extended, formOf } from '../../../pki/certificate/extension-forms.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { generalNamesOf } from '../../../pki/names/subject-names.js';
import { judgeUri } from '../../../pki/names/uri.js';
import { quote } from '../../../quote.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

export const subjectUri = rule('subjectAltName', 'RFC 5280, 4.2.1.6');
export const issuerUri = rule('issuerAltName', 'RFC 5280, 4.2.1.7');

function rule(holder: 'subjectAltName' | 'issuerAltName', citation: string): Rule<Extended> {
  return {
    code: 'uri-name',
    citation,
    ...BROKEN_MUST,
    check: (extended) =>
      (formOf(extended, EXTENSION[holder], generalNamesOf) ?? []).flatMap((name) => {
        if (name.kind !== 'uri') return [];
        // That there is no scheme, or no ASCII, or no host, is found as that.
        const judged = ifReadable(() => judgeUri(name.value));
        return judged && 'fault' in judged
          ? [{ message: `the ${holder} holds ${quote(name.text)}, and ${judged.fault}` }]
          : [];
      }),
  };
}
