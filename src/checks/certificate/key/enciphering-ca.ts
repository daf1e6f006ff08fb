// Rule: the RSA key of a CA signs, and should not be one that others encipher for (RFC 3279, 2.3.1).
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { ADVICE, type Rule } from '../../rule.js';
import { readKey } from './public-key.js';

export const encipheringCa: Rule<Pick<Certificate, 'subjectPublicKeyInfo' | 'keyUsage'>> = {
  code: 'enciphering-ca',
  citation: 'RFC 3279, 2.3.1',
  ...ADVICE,
  check({ subjectPublicKeyInfo, keyUsage = [] }) {
    const isSigner = keyUsage.includes('keyCertSign') || keyUsage.includes('cRLSign');
    const found = keyUsage.filter((use) => use === 'keyEncipherment' || use === 'dataEncipherment');
    if (!isSigner || found.length === 0) return [];
    const key = readKey(subjectPublicKeyInfo);
    return key instanceof TlsmithError || key.algorithm !== 'RSA'
      ? []
      : [{ message: `the keyUsage has ${found.join(', ')} beside what a CA signs with` }];
  },
};
