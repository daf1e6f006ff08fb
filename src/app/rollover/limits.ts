// What the certificate of a CA lets it do, as a request for another one says it.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { nameConstraintsOf, type NameConstraints } from '../../pki/certificate/name-constraints.js';
import { EXT_KEY_USAGE, type KeyUsage } from '../../pki/der/object-identifiers.js';
import type { ExtKeyUsage } from '../../pki/issuing/profile.js';

export interface CaLimits {
  pathLenConstraint: number | undefined;
  nameConstraints: NameConstraints | undefined;
  extKeyUsage: readonly ExtKeyUsage[] | undefined;
  keyUsage: readonly KeyUsage[] | undefined;
}

/** Throws `certificate-faulty` for limits of a kind that is not issued. */
export function limitsOf(certificate: Certificate): CaLimits {
  const { basicConstraints, extKeyUsage, keyUsage } = certificate;
  return {
    pathLenConstraint: basicConstraints?.pathLenConstraint,
    nameConstraints: constraintsOf(certificate),
    extKeyUsage: extKeyUsage?.map(knownUse),
    keyUsage,
  };
}

function knownUse(use: string): ExtKeyUsage {
  if (Object.hasOwn(EXT_KEY_USAGE, use)) return use as ExtKeyUsage;
  throw new TlsmithError('certificate-faulty', `its extKeyUsage is ${use}, which is not issued`, {
    found: use,
  });
}

function constraintsOf(certificate: Certificate): NameConstraints | undefined {
  const found = nameConstraintsOf(certificate);
  const other = [...(found?.permitted ?? []), ...(found?.excluded ?? [])].find(
    ({ kind }) => kind === 'directoryName' || kind === 'other',
  );
  if (!other) return found;
  throw new TlsmithError(
    'certificate-faulty',
    'its name constraints are about names of a kind that is not issued',
    { found: other.kind },
  );
}
