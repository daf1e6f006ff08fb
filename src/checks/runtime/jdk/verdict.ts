// What the JDK says (its PKIX X509TrustManager, JDK 17 to 25): Logstash, Elasticsearch and
// everything else on a JVM.
import { EC_KEY, RSA_KEY, RSASSA_PSS } from '../../../pki/signature/signature-algorithm.js';
import { extensionOf, hasUsualCurve, netscapeTypesOf, publicKeyOf } from '../certificate-traits.js';
import { jdkValueFault } from './extension-values.js';
import { asJdkReads } from './lenient.js';
import { jdkHostFault } from './names.js';
import { jdkParsingFault } from './parsing.js';
import { judgeJdkPath } from './path.js';
import type { PresentedChain, Refusal } from '../presented-chain.js';

export function judgeByJdk(shown: PresentedChain): Refusal {
  const presented = asJdkReads(shown);
  const { chain, anchors } = presented;
  for (const { certificate } of [...chain, ...anchors]) {
    const malformed = jdkParsingFault(certificate, presented);
    if (malformed !== undefined) return malformed;
  }
  const { refusal, isTrusted } = judgeJdkPath(presented);
  if (refusal !== undefined) return refusal;
  const misused = isTrusted ? undefined : useFault(presented);
  if (misused !== undefined) return `sun.security.validator.ValidatorException: ${misused}`;
  return unreadNames(shown) ?? jdkHostFault(presented) ?? keyFault(presented);
}

const ROLES = {
  // Microsoft's and Netscape's server gated cryptography count as serverAuth.
  server: {
    uses: ['serverAuth', '1.3.6.1.4.1.311.10.3.3', '2.16.840.1.113730.4.1'],
    what: 'server',
    netscape: 'sslServer',
  },
  client: { uses: ['clientAuth'], what: 'client', netscape: 'sslClient' },
};

/** EndEntityChecker: of the end entity alone, whatever its CAs are for; any use is good too. */
function useFault({ chain, role, isSince }: PresentedChain): Refusal {
  const [{ certificate }] = chain;
  const { uses, what, netscape } = ROLES[role];
  if (certificate.keyUsage && !certificate.keyUsage.includes('digitalSignature')) {
    return 'KeyUsage does not allow digital signatures';
  }
  const allowed = [...uses, 'anyExtendedKeyUsage'];
  // JDK 17 passes over a list that it cannot read.
  const isRestricted =
    certificate.extKeyUsage !== undefined ||
    (extensionOf(certificate, '2.5.29.37') !== undefined && isSince(25));
  if (isRestricted && !certificate.extKeyUsage?.some((use) => allowed.includes(use))) {
    return `Extended key usage does not permit use for TLS ${what} authentication`;
  }
  const types = netscapeTypesOf(certificate);
  return types && !types.includes(netscape)
    ? `Netscape cert type does not permit use for SSL ${what}`
    : undefined;
}

/**
 * Names are read once more before they are compared (X509CertImpl.getExtensionIfParseable); JDK 17
 * takes what cannot be read for absent.
 */
function unreadNames({ chain, host, role, isSince }: PresentedChain): Refusal {
  if (!isSince(25)) return undefined;
  const names = extensionOf(chain[0].certificate, '2.5.29.17');
  const said = names && host && role === 'server' && jdkValueFault(names.oid, names.value);
  return said ? `java.security.cert.CertificateParsingException: ${said}` : undefined;
}

const SIGNING_KEYS: readonly string[] = [
  ...[RSA_KEY, RSASSA_PSS, EC_KEY],
  ...['1.3.101.112', '1.3.101.113'],
];

/** TLS 1.3 has no DSA, and three curves, as SunEC has from JDK 16 on (JDK-8235710). */
function keyFault({ chain, role }: PresentedChain): Refusal {
  const key = publicKeyOf(chain[0].certificate);
  if (key && hasUsualCurve(key) && SIGNING_KEYS.includes(key.oid)) return undefined;
  return role === 'client'
    ? 'javax.net.ssl.SSLHandshakeException: (certificate_required) Empty client certificate chain'
    : 'javax.net.ssl.SSLHandshakeException: (handshake_failure) Received fatal alert: handshake_failure';
}
