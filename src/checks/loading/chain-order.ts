// Rule: the sender's own certificate comes first in its list, and each that follows certifies the
// one before it (RFC 8446, 4.4.2).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { quote } from '../../quote.js';
import type { ProductRelease } from '../../targets/target.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import { isStored, type LoadedFiles, loaderOf, nameOf } from './loaded-files.js';

export const chainOrder: PathRule<LoadedFiles, ProductRelease> = {
  code: 'chain-order',
  citation: 'RFC 8446, 4.4.2',
  severity: 'error',
  rank: COMMON_RANK,
  check({ certificates }, release) {
    // A store and a PKCS#7 bundle have no order of their own.
    if (
      !certificates ||
      isStored(certificates.source) ||
      certificates.source.container === 'pkcs7'
    ) {
      return [];
    }
    const { source, presented, own } = certificates;
    const loader = loaderOf(release);
    const refused = loader?.wantsChainInOrder
      ? `${loader.title} does not start ("Certificate chain is not valid")`
      : 'it takes the first one for its own, whose key it does not have';
    if (own !== presented[0]) {
      const message = `the chain begins with ${named(presented[0])}, and the certificate of ${nameOf(release)}, ${named(own)}, comes later: ${refused}; the end entity comes first`;
      return [{ subject: source.path, message }];
    }
    const stray = presented.find((one, i) => i > 0 && !issues(one, presented[i - 1]));
    if (!stray || !loader?.wantsChainInOrder) return [];
    const message = `in the chain ${named(stray)} does not stand behind a certificate that it has issued: ${nameOf(release)} does not start ("Certificate chain is not valid"); each certificate is followed by its issuer's`;
    return [{ subject: source.path, message }];
  },
};

function issues(issuer: Certificate, subject: Certificate | undefined): boolean {
  return subject !== undefined && equalBytes(issuer.subjectDer, subject.issuerDer);
}

function named({ subject }: Certificate): string {
  return quote(formatDistinguishedName(subject));
}
