// Rules: the public key is one (its point on its curve, its modulus odd, …), and an EC key names
// its curve (RFC 5280, 4.1.2.7; RFC 5480, 2.1.1).
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { describePublicKey, type PublicKey } from '../../../pki/key/public-key.js';
import { publicKeyFault } from '../../../pki/key/public-key-fault.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

/** Of certificates, requests and keys alike. */
type Judged = Pick<Certificate, 'subjectPublicKeyInfo'>;

export const publicKey: Rule<Judged> = {
  code: 'public-key',
  citation: 'RFC 5280, 4.1.2.7',
  severity: 'error',
  rank: COMMON_RANK,
  check({ subjectPublicKeyInfo }) {
    const key = readKey(subjectPublicKeyInfo);
    if (key instanceof TlsmithError) {
      const isLimit = key.code === 'input-limit';
      return [{ message: isLimit ? key.sentence : 'the public key is malformed' }];
    }
    const fault = publicKeyFault(subjectPublicKeyInfo);
    return fault === undefined ? [] : [{ message: `the public key is invalid: ${fault}` }];
  },
};

export const namedCurve: Rule<Judged> = {
  code: 'public-key',
  citation: 'RFC 5480, 2.1.1',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ subjectPublicKeyInfo }) =>
    soundKey(subjectPublicKeyInfo, ({ curve }) => curve === 'explicit')
      ? [{ message: 'the EC key spells out its curve instead of naming it' }]
      : [],
};

/**
 * A key of which that is so, and nothing worse. That it is sound takes the longest, and is looked
 * at last.
 */
export function soundKey(
  subjectPublicKeyInfo: Uint8Array,
  isSo: (key: PublicKey) => boolean,
): PublicKey | undefined {
  const key = readKey(subjectPublicKeyInfo);
  if (key instanceof TlsmithError || !isSo(key)) return undefined;
  return publicKeyFault(subjectPublicKeyInfo) === undefined ? key : undefined;
}

/** What keeps it from being read in place of it. */
export function readKey(subjectPublicKeyInfo: Uint8Array): PublicKey | TlsmithError {
  try {
    return describePublicKey(subjectPublicKeyInfo);
  } catch (cause) {
    if (cause instanceof TlsmithError) return cause;
    throw cause;
  }
}
