// Rule: the public key is one (its point on its curve, its modulus odd, …), and an EC key names its curve (RFC 5280, 4.1.2.7; RFC 5480, 2.1.1).
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { describePublicKey, type PublicKey } from '../../pki/key/public-key.js';
import { publicKeyFault } from '../../pki/key/public-key-fault.js';
import { checkKeySize } from './key-size.js';
import type { Finding } from '../finding.js';

/** With what is to be said of its size, since only a key that can be read has one. */
export function checkPublicKey({
  subjectPublicKeyInfo,
}: Pick<Certificate, 'subjectPublicKeyInfo'>): Finding[] {
  let key: PublicKey;
  try {
    key = describePublicKey(subjectPublicKeyInfo);
  } catch (cause) {
    if (!(cause instanceof TlsmithError)) throw cause;
    const message = cause.code === 'input-limit' ? cause.sentence : 'the public key is malformed';
    return [error(message, 'RFC 5280, 4.1.2.7')];
  }
  const fault = publicKeyFault(subjectPublicKeyInfo);
  if (fault !== undefined) {
    return [error(`the public key is invalid: ${fault}`, 'RFC 5280, 4.1.2.7')];
  }
  if (key.curve === 'explicit') {
    return [error('the EC key spells out its curve instead of naming it', 'RFC 5480, 2.1.1')];
  }
  return checkKeySize(key);
}

function error(message: string, citation: string): Finding {
  return { code: 'public-key', severity: 'error', message, citation };
}
