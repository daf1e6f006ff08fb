// One host in two generations, below an intermediate and a root, for tests of what a renewal does to its files: certificates by hand, since what is tried is how they stand in files.
import type { HostIdentity } from '../../src/pki/certificate/identity.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { commonNames } from './der.js';
import { fixtureKey } from './fixture-keys.js';
import {
  basicConstraints,
  ecKey,
  type ForeignKey,
  foreignCertificate,
  keyFromPem,
  keyUsage,
} from './foreign-certificate.js';

export interface Generations {
  /** What stands there, and its key. */
  old: HostIdentity;
  /** What comes, with a key of the same type. */
  renewed: HostIdentity;
  intermediate: Uint8Array;
  root: Uint8Array;
  /** Of another host below the same intermediate. */
  other: { key: ForeignKey; certificate: Uint8Array };
}

const AUTHORITY = [basicConstraints({ ca: true }), keyUsage(5, 6)];

/** Of RSA the keys are stored ones. */
export function hostGenerations(kind: 'ec' | 'rsa'): Generations {
  const [rootKey, intermediateKey, otherKey] = [ecKey(), ecKey(), ecKey()];
  const root = foreignCertificate({
    key: rootKey,
    subject: commonNames('Root'),
    extensions: AUTHORITY,
  });
  const intermediate = foreignCertificate({
    ...{ key: intermediateKey, signer: rootKey, extensions: AUTHORITY },
    ...{ subject: commonNames('Intermediate'), issuer: commonNames('Root') },
  });
  const certificateOf = (key: ForeignKey, name: string) =>
    foreignCertificate({
      ...{ key, signer: intermediateKey, extensions: [keyUsage(0)] },
      ...{ subject: commonNames(name), issuer: commonNames('Intermediate') },
    });
  const identityOf = (key: ForeignKey): HostIdentity => ({
    privateKeyInfo: key.privateKeyInfo,
    chain: [parseCertificate(certificateOf(key, 'es01.lan')), parseCertificate(intermediate)],
    trustAnchors: [parseCertificate(root)],
  });
  const [oldKey, newKey] =
    kind === 'ec'
      ? [ecKey(), ecKey()]
      : [1, 2].map((at) => keyFromPem(fixtureKey(`handed-out/rsa-2048-${at}`)));
  return {
    old: identityOf(oldKey as ForeignKey),
    renewed: identityOf(newKey as ForeignKey),
    ...{ intermediate, root },
    other: { key: otherKey, certificate: certificateOf(otherKey, 'es02.lan') },
  };
}
