// Rule: Java takes a certificate of a PKCS#12 store as trusted only if its bag says so by an attribute of Java's own.
import type { Finding } from '../finding.js';

/** With the value anyExtendedKeyUsage; keytool and elasticsearch-certutil write it, `openssl pkcs12 -nokeys` does not. */
const JAVA_TRUST_ATTRIBUTE = '2.16.840.1.113894.746875.1.1';

/** `certificates` are those that belong to no key's chain. Severity: a trust store for Java is useless without them. */
export function checkJavaTrust(store: {
  hasKeys: boolean;
  certificates: readonly { isTrustedByJava: boolean }[];
}): Finding[] {
  const { hasKeys, certificates } = store;
  const trusted = certificates.filter(({ isTrustedByJava }) => isTrustedByJava).length;
  if (trusted === certificates.length) return [];
  const shown =
    trusted === 0 ? 'no trusted certificate' : `${trusted} of ${certificates.length} certificates`;
  return [
    {
      code: 'java-trust',
      severity: hasKeys ? 'info' : 'warning',
      message: `keytool would show ${shown}: Java ignores those whose bag lacks the attribute ${JAVA_TRUST_ATTRIBUTE}. To mend it, make the store anew with keytool -importcert or tlsmith export truststore`,
      citation: 'OpenJDK, PKCS12KeyStore',
    },
  ];
}
