// Rule: the certificate may be used for what it is meant for, by its extKeyUsage, its keyUsage, and those of the CAs above it (RFC 5280, 4.2.1.12).
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import type { PathFinding } from '../finding.js';

export type Purpose = 'server' | 'client' | 'any';

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

/** An extKeyUsage that names neither this use nor any restricts the certificate, and all below it where it is a CA. */
export function checkPurpose(
  { certificate, subject }: PathCertificate,
  purpose: Purpose,
  isTarget: boolean,
): PathFinding[] {
  if (purpose === 'any') return [];
  const { usage, keyUsages } = DEMANDS[purpose];
  const { extKeyUsage, keyUsage } = certificate;
  const finding = (message: string): PathFinding => ({
    code: 'purpose',
    severity: 'error',
    subject,
    message,
    citation: 'RFC 5280, 4.2.1.12',
  });
  const isAllowed =
    !extKeyUsage || extKeyUsage.includes(usage) || extKeyUsage.includes('anyExtendedKeyUsage');
  const found = extKeyUsage?.join(', ') || 'nothing';
  return [
    ...(isAllowed
      ? []
      : [
          finding(
            isTarget
              ? `the certificate is for ${found} (extKeyUsage), not for ${usage}`
              : `the CA is restricted to ${found} (extKeyUsage), so nothing below it is for ${usage}`,
          ),
        ]),
    ...(isTarget && keyUsage && !keyUsage.some((one) => keyUsages.includes(one))
      ? [finding(`the keyUsage has none of ${keyUsages.join(', ')}, one of which ${usage} needs`)]
      : []),
  ];
}
