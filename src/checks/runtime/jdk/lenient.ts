// Certificates as the JDK keeps them: what it cannot read of extensions that are not critical is
// absent, and what it reads need not be DER.
import { extensionFields } from '../../../pki/certificate/certificate-encoding.js';
import type { CertificateExtension } from '../../../pki/certificate/certificate.js';
import { ifNormalised } from '../../../pki/der/ber.js';
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { type PathCertificate, pathCertificate } from '../../../pki/path/path-certificate.js';
import { remembered } from '../remembered.js';
import { jdkValueFault } from './extension-values.js';
import type { PresentedChain } from '../presented-chain.js';

export function asJdkReads(presented: PresentedChain): PresentedChain {
  const [target, ...others] = presented.chain;
  const read = (one: PathCertificate) => lenient(one, presented.isSince);
  return {
    ...presented,
    chain: [read(target), ...others.map(read)],
    anchors: presented.anchors.map(read),
  };
}

/** The same value where nothing is to be mended. */
const lenient = remembered((one: PathCertificate): PathCertificate => {
  const { certificate, isAnchor } = one;
  const extensions = certificate.extensions.flatMap(mended);
  const isRight =
    extensions.length === certificate.extensions.length &&
    extensions.every((extension, i) => extension === certificate.extensions[i]);
  if (isRight) return one;
  return pathCertificate({ ...certificate, extensions, ...extensionFields(extensions) }, isAnchor);
});

/** Their octets are asked for once more. */
const ASKED_AGAIN: readonly string[] = [EXTENSION.extKeyUsage, EXTENSION.subjectKeyIdentifier];

function mended(extension: CertificateExtension): CertificateExtension[] {
  const { oid, critical, value } = extension;
  const found = ifNormalised(value);
  const whole = found?.isBer && found.length === value.length ? found.der : value;
  const isAbsent =
    !critical && !ASKED_AGAIN.includes(oid) && jdkValueFault(oid, whole) !== undefined;
  if (isAbsent) return [];
  return whole === value ? [extension] : [{ ...extension, value: whole }];
}
