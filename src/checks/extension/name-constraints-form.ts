// Rule: nameConstraints stand in a CA's certificate, say something, and say it in the form of each
// kind of name (RFC 5280, 4.2.1.10).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { DerReader, membersOf, readDer, TAG } from '../../pki/der/der.js';
import { nameConstraintsOf, type Subtree } from '../../pki/certificate/name-constraints.js';
import { subtreeText } from '../../pki/path/name-constraint-check.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { COMMON_RANK, type Fault, type Rule } from '../rule.js';

/** What cannot be read at all is a malformed extension, and found as that. */
export const nameConstraintsForm: Rule<Pick<Certificate, 'extensions' | 'basicConstraints'>> = {
  code: 'name-constraints-form',
  citation: 'RFC 5280, 4.2.1.10',
  severity: 'error',
  rank: COMMON_RANK,
  check(certificate) {
    const found = certificate.extensions.find(({ oid }) => oid === EXTENSION.nameConstraints);
    const constraints = found && ifReadable(() => nameConstraintsOf(certificate));
    if (!constraints) return [];
    const isCa = certificate.basicConstraints?.ca === true;
    const subtrees = [...constraints.permitted, ...constraints.excluded];
    return [
      ...faultIf(!isCa, 'the nameConstraints stand in a certificate that is no CA'),
      ...faultIf(subtrees.length === 0, 'the nameConstraints permit nothing and exclude nothing'),
      ...faultIf(
        ifReadable(() => hasDistances(found.value)) === true,
        'the nameConstraints count minimum or maximum distances, which no CA may use',
      ),
      ...subtrees.flatMap(faultsOf),
    ];
  },
};

function faultIf(isSo: boolean, message: string): Fault[] {
  return isSo ? [{ message }] : [];
}

function faultsOf(subtree: Subtree): Fault[] {
  const shown = `the name constraint ${subtreeText(subtree)}`;
  if (subtree.kind === 'dns' && subtree.base.startsWith('.')) {
    const message = `${shown} begins with a dot; one of DNS names covers what is below it without`;
    return [{ message }];
  }
  const isNoNetwork = subtree.kind === 'ip' && !isNetwork(subtree.network);
  return faultIf(isNoNetwork, `${shown} is no address with a mask of leading ones`);
}

/** Address and mask; the mask as in RFC 4632, ones and then zeros. */
function isNetwork(network: Uint8Array): boolean {
  if (network.length !== 8 && network.length !== 32) return false;
  const mask = [...network.subarray(network.length / 2)];
  return /^1*0*$/.test(mask.map((octet) => octet.toString(2).padStart(8, '0')).join(''));
}

/** minimum is 0, which DER leaves out, and maximum is absent. */
function hasDistances(value: Uint8Array): boolean {
  return membersOf(readDer(value, TAG.sequence))
    .flatMap(membersOf)
    .some(({ content }) => {
      const members = new DerReader(content);
      members.next();
      const minimum = members.optional(0x80);
      return minimum?.content.some((octet) => octet !== 0) === true || !members.isDone;
    });
}
