// Domains and mailboxes as Go takes them apart (domainNameValid in crypto/x509/parser.go,
// parseRFC2821Mailbox in verify.go).

/**
 * No empty label, no dot at the end, nothing unseen; nothing at all counts too. A constraint may
 * begin with a dot.
 */
export function isGoDomain(text: string, isConstraint: boolean): boolean {
  if (text === '') return true;
  const labels = (isConstraint ? text.replace(/^\./, '') : text).split('.');
  return labels.every(isLabel);
}

function isLabel(label: string): boolean {
  return /^[\x21-\x7e]+$/.test(label);
}

export interface Mailbox {
  local: string;
  domain: string;
}

/**
 * RFC 2821, 4.1.2, with blanks in what is quoted and with backslashes outside of it (RFC 3696 and
 * its errata).
 */
export function mailboxOf(text: string): Mailbox | undefined {
  const found = text.startsWith('"') ? QUOTED.exec(text) : PLAIN.exec(text);
  if (!found) return undefined;
  const [, written = '', domain = ''] = found;
  const local = written.replace(/\\([^])/g, '$1');
  const isDotted = /^\.|\.$|\.\./.test(local);
  if (!text.startsWith('"') && (local === '' || isDotted)) return undefined;
  return domain === '' || domain.split('.').every(isLabel) ? { local, domain } : undefined;
}

const QUOTED =
  /^"((?:\\[\x01-\x09\x0b\x0c\x0e-\x7f]|[\x01-\x08\x0b\x0c\x0e-\x1f\x20\x21\x23-\x5b\x5d-\x7f])*)"@([^]*)$/;
const PLAIN = /^((?:\\[^]|[\da-zA-Z!#$%&'*+\-/=?^_`{|}~.])+)@([^]*)$/;
