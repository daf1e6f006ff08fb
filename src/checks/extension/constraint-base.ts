// Rule: a name constraint has a base of its kind (RFC 5280, 4.2.1.10): a host, a domain or a
// mailbox; and what nobody compares constrains nothing.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { nameConstraintsOf, type Subtree } from '../../pki/certificate/name-constraints.js';
import { isDnsName } from '../../pki/names/host-match.js';
import { looksLikeIp } from '../../pki/names/ip-address.js';
import { subtreeText } from '../../pki/path/name-constraint-check.js';
import { quote } from '../../quote.js';
import { ADVICE, type Fault, type Rule } from '../rule.js';

export const constraintBase: Rule<Pick<Certificate, 'extensions'>> = {
  code: 'constraint-base',
  citation: 'RFC 5280, 4.2.1.10',
  ...ADVICE,
  check(certificate) {
    const constraints = ifReadable(() => nameConstraintsOf(certificate));
    return [...(constraints?.permitted ?? []), ...(constraints?.excluded ?? [])].flatMap(faultsOf);
  },
};

/** SHOULD NOT. */
const UNCOMPARED: Readonly<Record<number, string>> = {
  0xa3: 'x400Address',
  0xa5: 'ediPartyName',
  0x88: 'registeredID',
};

function faultsOf(subtree: Subtree): Fault[] {
  if (subtree.kind === 'other') {
    const kind = UNCOMPARED[subtree.tag];
    return kind === undefined
      ? []
      : [{ message: `a name constraint is of the kind ${kind}, which nobody compares` }];
  }
  const isWrong = 'base' in subtree && !IS_RIGHT[subtree.kind](subtree.base);
  return isWrong
    ? [
        {
          message: `the name constraint ${quote(subtreeText(subtree))} ${WANTED[subtree.kind]}`,
          breaksMust: true,
        },
      ]
    : [];
}

/** A leading dot has a rule of its own, and an empty base means all names. */
const isDomain = (base: string) =>
  base === '' || base === '.' || (isDnsName(base.replace(/^\./, '')) && !looksLikeIp(base));

const IS_RIGHT = {
  dns: (base: string) => isDomain(base) && !base.includes('*'),
  uri: (base: string) => isDomain(base) && !base.includes('*'),
  email: (base: string) => {
    const at = base.lastIndexOf('@');
    return at === 0 ? false : isDomain(base.slice(at + 1)) && !base.includes('*');
  },
};

const WANTED = {
  dns: 'is no DNS name',
  uri: 'is neither a host nor, with a dot before it, a domain',
  email: 'is no mailbox, no host, and no domain with a dot before it',
};
