// A key that spells out its curve instead of naming it, as `openssl ecparam -param_enc explicit` makes it, and certificates for it.
import { generateKeyPairSync } from 'node:crypto';
import { encodeCertificates, encodePem } from '../../src/formats/containers/pem.js';
import { commonNames } from './der.js';
import { foreignCertificate, type ForeignKey, foreignKey } from './foreign-certificate.js';

export interface ExplicitCurve {
  signer: ForeignKey;
  subject: Uint8Array;
  /** PEM of the key, and of a certificate that it signed itself. */
  key: string;
  certificate: string;
}

export function explicitCurve(name = 'explicit'): ExplicitCurve {
  const pair = generateKeyPairSync('ec', { namedCurve: 'P-256', paramEncoding: 'explicit' });
  const key = foreignKey(pair.privateKey);
  const subject = commonNames(name);
  const der = foreignCertificate({ key, subject });
  return {
    signer: key,
    subject,
    key: encodePem('PRIVATE KEY', key.privateKeyInfo),
    certificate: encodeCertificates([{ der }]),
  };
}
