// Rule: the names of a subjectAltName or issuerAltName are of their type, and there is one at least (RFC 5280, 4.2.1.6 and 4.2.1.7).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { isDnsName } from '../../pki/names/host-match.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { generalNamesOf, type SubjectName } from '../../pki/names/subject-names.js';
import { quote } from '../../quote.js';
import type { Finding, Severity } from '../finding.js';

const HOLDERS = [
  { oid: EXTENSION.subjectAltName, name: 'subjectAltName', citation: 'RFC 5280, 4.2.1.6' },
  { oid: EXTENSION.issuerAltName, name: 'issuerAltName', citation: 'RFC 5280, 4.2.1.7' },
];

/** What is no GeneralNames at all is a malformed extension, and found as that. */
export function checkAlternativeNames({ extensions }: Pick<Certificate, 'extensions'>): Finding[] {
  return HOLDERS.flatMap(({ oid, name, citation }) => {
    const found = extensions.find((extension) => extension.oid === oid);
    const names = found && ifReadable(() => generalNamesOf(found.value));
    if (!names) return [];
    const finding = (severity: Severity, message: string): Finding => ({
      code: 'alternative-names',
      severity,
      breaksMust: true,
      message: `the ${name} ${message}`,
      citation,
    });
    if (names.length === 0) return [finding('error', 'is empty')];
    return names.flatMap((one) => {
      const fault = faultOf(one);
      return fault ? [finding(fault.severity, `holds ${quote(one.text)}, ${fault.reason}`)] : [];
    });
  });
}

interface Fault {
  severity: Severity;
  reason: string;
}

function faultOf(name: SubjectName): Fault | undefined {
  const error = (reason: string): Fault => ({ severity: 'error', reason });
  switch (name.kind) {
    case 'ip':
      return name.octets.length === 4 || name.octets.length === 16
        ? undefined
        : error('which has neither the 4 octets of an IPv4 address nor the 16 of IPv6');
    case 'dns':
      if (!isAscii(name.value)) return error('which is no IA5String: A-labels are written instead');
      if (name.value.trim() === '') return error('which is empty');
      return isDnsName(name.value)
        ? undefined
        : { severity: 'warning', reason: 'which is not in the preferred name syntax' };
    case 'email':
      if (!isAscii(name.value)) return error('which is no IA5String');
      return /^[^@\s<>]+@[^@\s<>]+$|^"[^"]*"@[^@\s]+$/.test(name.value)
        ? undefined
        : error('which is no mailbox (local-part@domain)');
    case 'uri':
      if (!isAscii(name.value)) return error('which is no IA5String');
      if (!/^[a-z][a-z\d+.-]*:./i.test(name.value)) return error('which is no absolute URI');
      return HOSTLESS.test(name.value)
        ? { severity: 'warning', reason: 'whose authority names no host' }
        : undefined;
    default:
      return undefined;
  }
}

/** `//`, and before the path neither a name nor an address. */
const HOSTLESS = /^[^:]*:\/\/(?:[^/?#]*@)?(?::\d*)?(?:[/?#]|$)/;

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
