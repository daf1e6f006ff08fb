// What people call a certificate by, for headings, bars and boxes: its whole name is too long.
import { parseDistinguishedName } from '../../../pki/names/name-parser.js';

/** No commonName may be longer (RFC 5280, appendix A.1), and some are. */
const LONGEST = 64;

/** The most specific attribute of the subject, else a name that it is good for. */
export function shortName(subject: string, subjectAltNames: readonly string[] = []): string {
  const name = subject === '' ? withoutKind(subjectAltNames[0]) : mostSpecific(subject);
  const characters = [...(name ?? (subject || '(empty)'))];
  if (characters.length <= LONGEST) return characters.join('');
  return `${characters.slice(0, LONGEST).join('')}…`;
}

/** `dns:es01.lan` without its prefix. */
function withoutKind(name: string | undefined): string | undefined {
  return name?.slice(name.indexOf(':') + 1);
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
