// Rule: the certificate may be used for what it is meant for, by its extKeyUsage, its keyUsage, and
// those of the CAs above it (RFC 5280, 4.2.1.12).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PathRule } from '../rule.js';
import type { PlaceTerms, Purpose } from './terms.js';

interface Demand {
  usage: 'serverAuth' | 'clientAuth';
  /** One of these, where there is a keyUsage at all. */
  keyUsages: readonly string[];
}

const DEMANDS: Readonly<Record<Exclude<Purpose, 'any'>, Demand>> = {
  server: {
    usage: 'serverAuth',
    keyUsages: ['digitalSignature', 'keyEncipherment', 'keyAgreement'],
  },
  client: { usage: 'clientAuth', keyUsages: ['digitalSignature', 'keyAgreement'] },
};

export const purpose: PathRule<PathCertificate, PlaceTerms> = {
  code: 'purpose',
  citation: 'RFC 5280, 4.2.1.12',
  severity: 'error',
  rank: 70,
  check({ certificate, subject }, { purpose: wanted, isTarget }) {
    if (wanted === 'any') return [];
    const { usage, keyUsages } = DEMANDS[wanted];
    const { extKeyUsage, keyUsage } = certificate;
    // One that names neither this use nor any restricts the certificate, and all below it where it
    // is a CA.
    const isAllowed =
      !extKeyUsage || extKeyUsage.includes(usage) || extKeyUsage.includes('anyExtendedKeyUsage');
    const found = extKeyUsage?.join(', ') || 'nothing';
    const restricted = isTarget
      ? `the certificate is for ${found} (extKeyUsage), not for ${usage}`
      : `the CA is restricted to ${found} (extKeyUsage), so nothing below it is for ${usage}`;
    const isUsable = !isTarget || !keyUsage || keyUsage.some((one) => keyUsages.includes(one));
    const unusable = `the keyUsage has none of ${keyUsages.join(', ')}, one of which ${usage} needs`;
    return [
      ...(isAllowed ? [] : [{ subject, message: restricted }]),
      ...(isUsable ? [] : [{ subject, message: unusable }]),
    ];
  },
};
