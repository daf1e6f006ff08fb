// Rule: keyUsage and extKeyUsage do not contradict each other: for each purpose at least one bit
// that it can be served with is set (RFC 5280, 4.2.1.12).
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { KeyUsage } from '../../pki/der/object-identifiers.js';
import { BROKEN_MUST, type Rule } from '../rule.js';

const SIGNING: readonly KeyUsage[] = ['digitalSignature', 'nonRepudiation'];
const ENCIPHERING: readonly KeyUsage[] = ['keyEncipherment', 'keyAgreement'];

/** As 4.2.1.12 lists them. */
const SERVING: Readonly<Record<string, readonly KeyUsage[]>> = {
  serverAuth: ['digitalSignature', ...ENCIPHERING],
  clientAuth: ['digitalSignature', 'keyAgreement'],
  codeSigning: ['digitalSignature'],
  emailProtection: [...SIGNING, ...ENCIPHERING],
  timeStamping: SIGNING,
  OCSPSigning: SIGNING,
};

/** What limits the purposes below a CA says nothing of its own key. */
export const usageConsistency: Rule<
  Pick<Certificate, 'basicConstraints' | 'keyUsage' | 'extKeyUsage'>
> = {
  code: 'usage-consistency',
  citation: 'RFC 5280, 4.2.1.12',
  ...BROKEN_MUST,
  check({ basicConstraints, keyUsage, extKeyUsage = [] }) {
    if (basicConstraints?.ca || keyUsage === undefined) return [];
    return extKeyUsage
      .filter((purpose) => SERVING[purpose]?.some((use) => keyUsage.includes(use)) === false)
      .map((purpose) => ({
        message: `the extKeyUsage has ${purpose}, and the keyUsage has none of the bits that it is served with: ${SERVING[purpose]?.join(', ')}`,
      }));
  },
};
