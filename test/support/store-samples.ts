// A small PKI for tests of stores: an end entity, its intermediate, the root, another root; made once, with P-256.
import { commonNames } from './der.js';
import {
  basicConstraints,
  ecKey,
  foreignCertificate,
  keyUsage,
  subjectKeyIdentifier,
} from './foreign-certificate.js';

const caExtensions = (id: number) => [
  basicConstraints({ ca: true }),
  keyUsage(5, 6),
  subjectKeyIdentifier(new Uint8Array(20).fill(id)),
];

export function storeSamples() {
  const [key, intermediateKey, rootKey] = [ecKey(), ecKey(), ecKey()];
  const root = foreignCertificate({
    key: rootKey,
    subject: commonNames('Root'),
    extensions: caExtensions(1),
  });
  const otherRoot = foreignCertificate({
    key: ecKey(),
    subject: commonNames('Other Root'),
    extensions: caExtensions(2),
  });
  const intermediate = foreignCertificate({
    key: intermediateKey,
    signer: rootKey,
    subject: commonNames('Intermediate'),
    issuer: commonNames('Root'),
    extensions: caExtensions(3),
  });
  const endEntity = foreignCertificate({
    key,
    signer: intermediateKey,
    subject: commonNames('es01'),
    issuer: commonNames('Intermediate'),
    extensions: [keyUsage(0)],
  });
  return { key, endEntity, intermediate, root, otherRoot };
}
