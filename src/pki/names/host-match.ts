// Whether a certificate names a host or a mailbox (RFC 9525, 6; RFC 5280, 7.5): the subjectAltName
// alone counts, never the common name.
import type { GeneralName } from './general-name.js';
import { equalBytes } from '../der/hex.js';
import { ipAddressToBytes } from './ip-address.js';
import type { SubjectName } from './subject-names.js';

/** `host` in canonical form: A-labels, lower case. */
export function isHostNamed(names: readonly SubjectName[], host: GeneralName): boolean {
  if (host.kind === 'ip') {
    const address = ipAddressToBytes(host.value);
    return names.some((name) => name.kind === 'ip' && equalBytes(name.octets, address));
  }
  return names.some((name) => name.kind === 'dns' && matchesHost(name.value, host.value));
}

/** RFC 5280, 7.5: the local part as it stands, the domain in any case. */
export function isMailboxNamed(names: readonly SubjectName[], mailbox: string): boolean {
  const wanted = comparableMailbox(mailbox);
  return names.some((name) => name.kind === 'email' && comparableMailbox(name.value) === wanted);
}

function comparableMailbox(mailbox: string): string {
  const at = mailbox.lastIndexOf('@');
  return mailbox.slice(0, at) + mailbox.slice(at).toLowerCase();
}

/**
 * RFC 9525, 6.3: a wildcard is the whole leftmost label, and stands for one label. Directly below a
 * top-level name it counts for nothing, as in OpenSSL.
 */
function matchesHost(presented: string, host: string): boolean {
  const pattern = presented.toLowerCase();
  if (!isDnsName(pattern)) return false;
  if (!pattern.startsWith('*.')) return pattern === host;
  const parent = pattern.slice(2);
  const dot = host.indexOf('.');
  return parent.includes('.') && dot > 0 && host.slice(dot + 1) === parent;
}

const LABEL = /^[a-z\d_](?:[a-z\d_-]{0,61}[a-z\d_])?$/i;

/**
 * Letters, digits, hyphens, and underscores, which many take; a wildcard as the whole leftmost
 * label.
 */
export function isDnsName(name: string): boolean {
  const labels = name.split('.');
  const [first = '', ...rest] = labels;
  const isFirst = LABEL.test(first) || (first === '*' && rest.length > 0);
  return isFirst && name.length <= 253 && rest.every((label) => LABEL.test(label));
}
