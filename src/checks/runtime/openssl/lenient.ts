// Certificates as OpenSSL keeps them: values of extensions without octets behind them, and with the
// lengths of DER.
import { extensionFields } from '../../../pki/certificate/certificate-encoding.js';
import type { CertificateExtension } from '../../../pki/certificate/certificate.js';
import { ifNormalised } from '../../../pki/der/ber.js';
import { type PathCertificate, pathCertificate } from '../../../pki/path/path-certificate.js';
import { remembered } from '../remembered.js';
import { CACHED_EXTENSIONS } from './forms.js';
import type { PresentedChain } from '../presented-chain.js';

export function asOpensslReads(presented: PresentedChain): PresentedChain {
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
  const extensions = certificate.extensions.map(mended);
  const isRight = extensions.every((extension, i) => extension === certificate.extensions[i]);
  if (isRight) return one;
  return pathCertificate({ ...certificate, extensions, ...extensionFields(extensions) }, isAnchor);
});

/** A list may also stand in the primitive form of its tag. */
const PRIMITIVE_SEQUENCE = 0x10;

function mended(extension: CertificateExtension): CertificateExtension {
  const isList = CACHED_EXTENSIONS[extension.oid]?.is === 'sequenceOf';
  if (isList && extension.value[0] === PRIMITIVE_SEQUENCE) {
    return mended({ ...extension, value: Uint8Array.of(0x30, ...extension.value.subarray(1)) });
  }
  const found = ifNormalised(extension.value);
  const isWhole = !found || (!found.isBer && found.length === extension.value.length);
  return isWhole ? extension : { ...extension, value: found.der };
}
