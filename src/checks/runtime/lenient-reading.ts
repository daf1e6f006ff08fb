// Certificates as a runtime keeps them that reads extensions more leniently than we do: the same chain
// with other extensions, and the same values where nothing is to be mended.
import type { CertificateExtension } from '../../pki/certificate/certificate.js';
import { extensionFields } from '../../pki/certificate/certificate-encoding.js';
import { type PathCertificate, pathCertificate } from '../../pki/path/path-certificate.js';
import type { PresentedChain } from './presented-chain.js';
import { remembered } from './remembered.js';

/** `mended` answers an extension as it is kept, itself where it is as it stands, or none. */
export function readingLeniently(
  mended: (extension: CertificateExtension) => readonly CertificateExtension[],
): (presented: PresentedChain) => PresentedChain {
  const lenient = remembered((one: PathCertificate): PathCertificate => {
    const { certificate, isAnchor } = one;
    const extensions = certificate.extensions.flatMap(mended);
    const isRight =
      extensions.length === certificate.extensions.length &&
      extensions.every((extension, i) => extension === certificate.extensions[i]);
    if (isRight) return one;
    const fields = extensionFields(extensions);
    return pathCertificate({ ...certificate, extensions, ...fields }, isAnchor);
  });
  return (presented) => {
    const [target, ...others] = presented.chain;
    const read = (one: PathCertificate) => lenient(one, presented.isSince);
    return {
      ...presented,
      chain: [read(target), ...others.map(read)],
      anchors: presented.anchors.map(read),
    };
  };
}
