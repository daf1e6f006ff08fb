// Rules: what a CRL says of its own scope: which list a delta adds to (RFC 5280, 5.2.4), and of
// which certificates it speaks (5.2.5).
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import {
  extensionOf,
  formOf,
  ISSUING_FLAG,
  issuingPointOf,
} from '../../pki/certificate/extension-forms.js';
import { readDer, TAG } from '../../pki/der/der.js';
import { toHex } from '../../pki/der/hex.js';
import { BROKEN_MUST, type Rule } from '../rule.js';
import { CRL_EXTENSION } from './identifiers.js';

type Crl = CertificateRevocationList;

const COMMON = { code: 'crl-scope', ...BROKEN_MUST };

export const deltaCrl: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.2.4',
  check(crl) {
    const found = extensionOf(crl, CRL_EXTENSION.delta);
    if (!found) return [];
    const [base, own] = [numberOf(crl, CRL_EXTENSION.delta), numberOf(crl, CRL_EXTENSION.number)];
    const isBackwards = base !== undefined && own !== undefined && own < base;
    return [
      ...(found.critical ? [] : [{ message: 'the deltaCRLIndicator is not critical' }]),
      ...(isBackwards
        ? [{ message: `a delta of number ${own} adds to the later list ${base}` }]
        : []),
    ];
  },
};

function numberOf(crl: Crl, oid: string): bigint | undefined {
  const octets = formOf(crl, oid, (value) => readDer(value, TAG.integer).content);
  return octets && (octets[0] ?? 0x80) < 0x80 ? BigInt(`0x${toHex(octets)}`) : undefined;
}

export const issuingPoint: Rule<Crl> = {
  ...COMMON,
  citation: 'RFC 5280, 5.2.5',
  check(crl) {
    const point = formOf(crl, CRL_EXTENSION.issuingPoint, issuingPointOf);
    if (!point) return [];
    const { users, authorities, attributes } = ISSUING_FLAG;
    const kinds = [users, authorities, attributes].filter((flag) => point.flags.includes(flag));
    const faults = [
      ...(extensionOf(crl, CRL_EXTENSION.issuingPoint)?.critical ? [] : ['is not critical']),
      ...(point.isEmpty ? ['is empty'] : []),
      ...(kinds.length > 1 ? ['limits the list to more than one kind of certificate'] : []),
      ...(kinds.includes(attributes) ? ['limits the list to attribute certificates'] : []),
      ...(point.fullName?.length === 0 ? ['has a list of names that is empty'] : []),
    ];
    return faults.map((fault) => ({ message: `the issuingDistributionPoint ${fault}` }));
  },
};
