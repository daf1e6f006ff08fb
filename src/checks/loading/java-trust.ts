// Rule: Java takes a certificate of a PKCS#12 store as trusted only if its bag says so by an
// attribute of Java's own.
import type { ProductRelease } from '../../targets/target.js';
import { COMMON_RANK, type PathRule, type Rule } from '../rule.js';
import { isStored, type LoadedFiles, nameOf } from './loaded-files.js';

export interface JudgedStore {
  hasKeys: boolean;
  /** Those that belong to no key's chain. */
  certificates: readonly { isTrustedByJava: boolean }[];
}

/**
 * With the value anyExtendedKeyUsage; keytool and elasticsearch-certutil write it, `openssl pkcs12
 * -nokeys` does not.
 */
const JAVA_TRUST_ATTRIBUTE = '2.16.840.1.113894.746875.1.1';

/** Severity: a trust store for Java is useless without them. */
export const javaTrust: Rule<JudgedStore> = {
  code: 'java-trust',
  citation: 'OpenJDK, PKCS12KeyStore',
  severities: ['warning', 'info'],
  severity: ({ hasKeys }) => (hasKeys ? 'info' : 'warning'),
  rank: COMMON_RANK,
  check({ certificates }) {
    const trusted = certificates.filter(({ isTrustedByJava }) => isTrustedByJava).length;
    if (trusted === certificates.length) return [];
    const shown =
      trusted === 0
        ? 'no trusted certificate'
        : `${trusted} of ${certificates.length} certificates`;
    const message = `keytool would show ${shown}: Java ignores those whose bag lacks the attribute ${JAVA_TRUST_ATTRIBUTE}. To mend it, make the store anew with keytool -importcert or tlsmith export truststore`;
    return [{ message }];
  },
};

/** For a product on a JVM that is to trust a store: it has nobody to trust. */
export const javaTrustOfProduct: PathRule<LoadedFiles, ProductRelease> = {
  code: 'java-trust',
  citation: "the product's loader",
  severity: 'error',
  rank: COMMON_RANK,
  check({ trust }, release) {
    if (!trust?.isIgnoredByJava || !isStored(trust.source)) return [];
    if (release.target.descriptor.runtime !== 'jdk') return [];
    const message = `none of the certificates in the trust store bears Java's mark of trust: ${nameOf(release)} ignores them all; exported anew as a trust store they bear it`;
    return [{ subject: trust.source.path, message }];
  },
};
