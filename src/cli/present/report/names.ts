// What people call a certificate by, for headings, bars and boxes, where its whole name is too long.
import { parseDistinguishedName } from '../../../pki/names/name-parser.js';

/** The most specific attribute of the subject, else a name that it is good for. */
export function shortName(subject: string, subjectAltNames: readonly string[] = []): string {
  if (subject === '') return subjectAltNames[0]?.replace(/^[a-z]+:/, '') ?? '(empty)';
  return mostSpecific(subject) ?? subject;
}

/** Undefined for a value that is no text, and for a name that only its issuer understands. */
function mostSpecific(subject: string): string | undefined {
  try {
    const [attribute] = parseDistinguishedName(subject).at(-1) ?? [];
    return attribute && 'value' in attribute ? attribute.value : undefined;
  } catch {
    return undefined;
  }
}
