// Rules: a label that begins with xn-- is an A-label, that is the encoding of the U-label that it
// decodes to (RFC 5890, 2.3.2.1), in DNS names, mailboxes and URIs alike.
import { type Extended, formOf } from '../../../pki/certificate/extension-forms.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { isALabel } from '../../../pki/names/dns-name.js';
import { generalNamesOf, type SubjectName } from '../../../pki/names/subject-names.js';
import { quote } from '../../../quote.js';
import { BROKEN_MUST, type Rule } from '../../rule.js';

type Text = Extract<SubjectName, { kind: 'dns' | 'email' | 'uri' }>;

export const aLabelOfHost = rule('dns', 'RFC 8399, 2.3', (value) => value);
export const aLabelOfMailbox = rule('email', 'RFC 8399, 2.5', (value) =>
  value.slice(value.lastIndexOf('@') + 1),
);
export const aLabelOfUri = rule(
  'uri',
  'RFC 5280, 7.4',
  (value) => /^[^:]*:\/\/(?:[^/?#]*@)?([^/?#:]*)/.exec(value)?.[1] ?? '',
);

function rule(
  kind: Text['kind'],
  citation: string,
  hostIn: (value: string) => string,
): Rule<Extended> {
  return {
    code: 'a-label',
    citation,
    ...BROKEN_MUST,
    check: (holder) =>
      [EXTENSION.subjectAltName, EXTENSION.issuerAltName]
        .flatMap((oid) => formOf(holder, oid, generalNamesOf) ?? [])
        .flatMap((name) => (name.kind === kind ? [name as Text] : []))
        .flatMap(({ value, text }) =>
          hostIn(value)
            .split('.')
            .filter((label) => /^xn--/i.test(label) && !isALabel(label.toLowerCase()))
            .map((label) => ({
              message: `${quote(text)} has the label ${quote(label)}, which is no A-label`,
            })),
        ),
  };
}
