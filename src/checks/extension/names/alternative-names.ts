// Rules: the names of a subjectAltName or issuerAltName are of their type, and there is one at
// least (RFC 5280, 4.2.1.6 and 4.2.1.7).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { isDnsName } from '../../../pki/names/host-match.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { generalNamesOf, type SubjectName } from '../../../pki/names/subject-names.js';
import { quote } from '../../../quote.js';
import { COMMON_RANK, type Fault, type Rule } from '../../rule.js';

export const subjectAlternativeNames = rule('subjectAltName', 'RFC 5280, 4.2.1.6');
export const issuerAlternativeNames = rule('issuerAltName', 'RFC 5280, 4.2.1.7');

/** What is no GeneralNames at all is a malformed extension, and found as that. */
function rule(
  holder: 'subjectAltName' | 'issuerAltName',
  citation: string,
): Rule<Pick<Certificate, 'extensions'>> {
  return {
    code: 'alternative-names',
    citation,
    severity: 'error',
    severities: ['error', 'warning'],
    breaksMust: true,
    rank: COMMON_RANK,
    check({ extensions }) {
      const found = extensions.find(({ oid }) => oid === EXTENSION[holder]);
      const names = found && ifReadable(() => generalNamesOf(found.value));
      if (names?.length === 0) return [{ message: `the ${holder} is empty` }];
      return (names ?? []).flatMap((name) => faultsOf(name, holder));
    },
  };
}

function faultsOf(name: SubjectName, holder: string): Fault[] {
  const shown = `the ${holder} holds ${quote(name.text)}`;
  const broken = brokenBy(name);
  if (broken !== undefined) return [{ message: `${shown}, ${broken}` }];
  const taken = takenThough(name);
  return taken === undefined ? [] : [{ severity: 'warning', message: `${shown}, ${taken}` }];
}

/** What is refused. */
function brokenBy(name: SubjectName): string | undefined {
  switch (name.kind) {
    case 'ip':
      return name.octets.length === 4 || name.octets.length === 16
        ? undefined
        : 'which has neither the 4 octets of an IPv4 address nor the 16 of IPv6';
    case 'dns':
      if (!isAscii(name.value)) return 'which is no IA5String: A-labels are written instead';
      return name.value.trim() === '' ? 'which is empty' : undefined;
    case 'email':
      if (!isAscii(name.value)) return 'which is no IA5String';
      return /^[^@\s<>]+@[^@\s<>]+$|^"[^"]*"@[^@\s]+$/.test(name.value)
        ? undefined
        : 'which is no mailbox (local-part@domain)';
    case 'uri':
      if (!isAscii(name.value)) return 'which is no IA5String';
      return /^[a-z][a-z\d+.-]*:./i.test(name.value) ? undefined : 'which is no absolute URI';
    default:
      return undefined;
  }
}

/** What verifiers let pass. */
function takenThough(name: SubjectName): string | undefined {
  if (name.kind === 'dns' && !isDnsName(name.value)) {
    return 'which is not in the preferred name syntax';
  }
  if (name.kind === 'uri' && HOSTLESS.test(name.value)) return 'whose authority names no host';
  return undefined;
}

/** `//`, and before the path neither a name nor an address. */
const HOSTLESS = /^[^:]*:\/\/(?:[^/?#]*@)?(?::\d*)?(?:[/?#]|$)/;

function isAscii(text: string): boolean {
  return /^\p{ASCII}*$/u.test(text);
}
