// Rules: a keyUsage allows only what a key of this algorithm can do.
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { KeyUsage } from '../../../pki/der/object-identifiers.js';
import { nameOfPublicKey } from '../../../pki/key/public-key.js';
import { ADVICE, BROKEN_MUST, type Rule } from '../../rule.js';
import { readKey } from './public-key.js';

type Judged = Pick<Certificate, 'subjectPublicKeyInfo' | 'keyUsage' | 'basicConstraints'>;

const SIGNING = ['digitalSignature', 'nonRepudiation', 'keyCertSign', 'cRLSign'] as const;
const AGREEING = ['keyAgreement', 'encipherOnly', 'decipherOnly'] as const;
const ENCIPHERING = ['keyEncipherment', 'dataEncipherment'] as const;

export const rsaKeyPurpose = allowing(
  'RFC 3279, 2.3.1',
  [...SIGNING, ...ENCIPHERING],
  ['1.2.840.113549.1.1.1'],
);
export const dsaKeyPurpose = allowing('RFC 3279, 2.3.2', SIGNING, ['1.2.840.10040.4.1']);
export const dhKeyPurpose = allowing('RFC 3279, 2.3.3', AGREEING, ['1.2.840.10046.2.1']);
export const pssKeyPurpose = allowing('RFC 4055, 1.2', SIGNING, ['1.2.840.113549.1.1.10']);
export const ecKeyPurpose = allowing(
  'RFC 8813, 3',
  [...SIGNING, ...AGREEING],
  ['1.2.840.10045.2.1'],
);
export const dhEcKeyPurpose = allowing('RFC 5480, 3', AGREEING, ['1.3.132.1.12', '1.3.132.1.13']);
export const edwardsKeyPurpose = allowing('RFC 9295, 3', SIGNING, ['1.3.101.112', '1.3.101.113']);
export const montgomeryKeyPurpose = allowing('RFC 8410, 5', AGREEING, [
  ...['1.3.101.110', '1.3.101.111'],
]);
export const mlDsaKeyPurpose = allowing('RFC 9881, 5', SIGNING, [
  ...['2.16.840.1.101.3.4.3.17', '2.16.840.1.101.3.4.3.18', '2.16.840.1.101.3.4.3.19'],
]);

/**
 * What stands beside keyAgreement says something about it; without it, or both at once, nothing
 * (4.2.1.3; RFC 5480, 3).
 */
export const lonelyCipherBits: Rule<Judged> = {
  code: 'key-purpose',
  citation: 'RFC 5280, 4.2.1.3',
  ...ADVICE,
  check({ keyUsage }) {
    const bit = keyUsage?.find((use) => use === 'encipherOnly' || use === 'decipherOnly');
    if (bit === undefined) return [];
    if (!keyUsage?.includes('keyAgreement')) {
      return [{ message: `the keyUsage has ${bit} without keyAgreement, which means nothing` }];
    }
    return bit === 'encipherOnly' && keyUsage.includes('decipherOnly')
      ? [{ message: 'the keyUsage has both encipherOnly and decipherOnly, which allows neither' }]
      : [];
  },
};

function allowing(
  citation: string,
  uses: readonly KeyUsage[],
  algorithms: readonly string[],
): Rule<Judged> {
  return {
    code: 'key-purpose',
    citation,
    ...BROKEN_MUST,
    check({ keyUsage = [], subjectPublicKeyInfo }) {
      const key = readKey(subjectPublicKeyInfo);
      if (key instanceof TlsmithError || !algorithms.includes(key.oid)) return [];
      const wrong = keyUsage.filter((use) => !uses.includes(use) && !use.startsWith('bit '));
      if (wrong.length === 0) return [];
      const message = `the keyUsage has ${wrong.join(', ')}, which a key of ${nameOfPublicKey(key)} is not for`;
      return [{ message }];
    },
  };
}
