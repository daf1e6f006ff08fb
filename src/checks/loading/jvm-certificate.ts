// Rule: a product on a JVM gets its certificates from the JDK's reader, which lets one that it
// cannot read spoil all that stands beside it.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { quote } from '../../quote.js';
import type { ProductRelease } from '../../targets/target.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import { jdkParsingFault } from '../runtime/jdk/parsing.js';
import type { LoadedFiles } from './loaded-files.js';

export const jvmCertificate: PathRule<LoadedFiles, ProductRelease> = {
  code: 'jvm-certificate',
  citation: 'OpenJDK, sun.security.x509.X509CertImpl',
  severity: 'error',
  rank: COMMON_RANK,
  check({ certificates, trust }, { target }) {
    if (target.descriptor.runtime !== 'jdk') return [];
    const all = [...(certificates?.presented ?? []), ...(trust?.anchors ?? [])];
    const unread = firstUnread(all);
    if (!unread) return [];
    const message = `${target.name} runs on a JVM, which cannot read the certificate ${quote(unread.name)}: ${unread.said}`;
    return [{ subject: unread.name, message }];
  },
};

/** The newest JDK of the table. */
const NEWEST = { isSince: () => true };

/** The first that no JVM reads, with what the JDK says of it. */
export function firstUnread(
  certificates: readonly Certificate[],
): { name: string; said: string } | undefined {
  for (const certificate of certificates) {
    const said = jdkParsingFault(certificate, NEWEST);
    if (said !== undefined) return { name: formatDistinguishedName(certificate.subject), said };
  }
  return undefined;
}
