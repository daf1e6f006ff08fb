// What Go reads of a certificate (crypto/x509, parser.go): for those who build chains and those who
// judge one.
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { constraintsOf } from '../certificate-traits.js';

/** Only version 3 has extensions. */
export function goFieldsOf({ certificate }: PathCertificate) {
  const { version } = certificate;
  const { keyUsage, extKeyUsage, extensions } = certificate;
  if (version < 3) return { version, extensions: [] };
  const basicConstraints = constraintsOf(certificate);
  return {
    version,
    extensions,
    ...(basicConstraints && { basicConstraints }),
    ...(keyUsage && { keyUsage }),
    ...(extKeyUsage && { extKeyUsage }),
  };
}
