// What the JDK and Apache's client say of a peer's certificate: its path, dates, use and names.
import { loggedBy } from './message.js';

const PATH = 'JDK, sun.security.provider.certpath';
const NAMES = 'JDK, sun.security.util.HostnameChecker';

export const JAVA_CERTIFICATE_MESSAGES = loggedBy('Logstash, Elasticsearch, Java', [
  {
    code: 'java-server-does-not-trust',
    pattern:
      /(BeatsHandler|io\.netty\.handler\.codec\.DecoderException)[^\n]{0,1000}unable to find valid certification path to requested target/,
    cause: "the client's certificate is of a CA that this server does not trust",
    side: 'server',
    remedy: "put the CA that issued the client's certificate into ssl_certificate_authorities",
    check: 'client-certificate',
    source: PATH,
  },
  {
    code: 'java-no-path',
    pattern:
      /unable to find valid certification path to requested target|PKIX path building failed|No trusted certificate found/,
    cause:
      "the other end's certificate does not lead to a CA that this end trusts: another CA, or an " +
      'intermediate that the other end leaves out',
    side: 'either',
    remedy:
      'put the CA that issued it into the trust of this end; if it is there, let the other end ' +
      'send its intermediates',
    check: 'chain-served',
    source: PATH,
  },
  {
    code: 'java-client-purpose',
    pattern: /Extended key usage does not permit use for TLS client authentication/,
    cause: "the client's certificate is not for clients: its extKeyUsage lacks clientAuth",
    side: 'client',
    remedy: 'have it issued anew with clientAuth',
    check: 'client-certificate',
    source: 'JDK, sun.security.validator.EndEntityChecker',
  },
  {
    code: 'java-server-purpose',
    pattern: /Extended key usage does not permit use for TLS server authentication/,
    cause: "the server's certificate is not for servers: its extKeyUsage lacks serverAuth",
    side: 'server',
    remedy: 'have it issued anew with serverAuth',
    check: 'server-certificate',
    source: 'JDK, sun.security.validator.EndEntityChecker',
  },
  {
    code: 'java-key-usage',
    pattern: /KeyUsage does not allow (digital signatures|key encipherment|key agreement)/,
    cause: "the certificate's keyUsage does not allow what TLS does with its key",
    side: 'either',
    remedy: 'have it issued anew with digitalSignature',
    check: 'certificate-file',
    source: 'JDK, sun.security.validator.EndEntityChecker',
  },
  {
    code: 'java-expired',
    pattern: /CertificateExpiredException: NotAfter: (?<end>[^\n"\\]{1,40})/,
    cause: 'a certificate of the other end, or its CA, ended: {end}',
    side: 'either',
    remedy: 'renew the certificate of the other end, and its CA if that is what ended',
    check: 'clock',
    source: PATH,
  },
  {
    code: 'java-not-yet-valid',
    pattern: /CertificateNotYetValidException: NotBefore: (?<begin>[^\n"\\]{1,40})/,
    cause: 'a certificate is not valid yet by the clock of this machine: {begin}',
    side: 'either',
    remedy: 'set the clock of this machine, or that of the CA, by a time server',
    check: 'clock',
    source: PATH,
  },
  {
    code: 'java-validity-check',
    pattern:
      /PKIX path validation failed[^\n]{0,300}validity check failed|CertificateExpiredException|CertificateNotYetValidException/,
    cause: 'a certificate of the other end, or its CA, is outside its dates',
    side: 'either',
    remedy: 'renew it, or set the clock; the next lines with NotAfter or NotBefore say which',
    check: 'clock',
    source: PATH,
  },
  {
    code: 'java-revoked',
    pattern: /Certificate has been revoked, reason: (?<reason>\w{1,40})/,
    cause: 'a certificate has been revoked: {reason}',
    side: 'either',
    remedy: 'have a new one issued',
    check: 'certificate-file',
    source: PATH,
  },
  {
    code: 'java-anchor-not-ca',
    pattern: /TrustAnchor with subject [^\n]{1,300} is not a CA certificate/,
    cause: 'what is trusted as a CA is none: its basicConstraints do not say CA',
    side: 'either',
    remedy: 'trust the CA itself, or have it made anew as a CA',
    check: 'certificate-file',
    source: 'JDK, sun.security.validator.PKIXValidator',
  },
  {
    code: 'java-signature',
    pattern:
      /PKIX path validation failed[^\n]{0,200}signature check failed|Path does not chain with any of the trust anchors/,
    cause: 'a CA has the right name and another key: it was made anew, or two share a name',
    side: 'either',
    remedy: 'give both ends the certificate of the same CA, that which signed',
    check: 'chain-served',
    source: 'JDK, sun.security.provider.certpath',
  },
  {
    code: 'java-basic-constraints',
    pattern: /basic constraints check failed|CA key usage check failed/,
    cause: 'a certificate in the chain is no CA, or has more CAs below it than it allows',
    side: 'either',
    remedy: 'issue by a CA whose certificate says so and allows it',
    check: 'certificate-file',
    source: PATH,
  },
  {
    code: 'java-disabled-algorithm',
    pattern:
      /PKIX path validation failed[^\n]{0,200}Algorithm constraints check failed on [^\n"]{1,80}|Algorithm constraints check failed on |Certificates do(es)? not conform to algorithm constraints/,
    cause: 'a key is too small, or a signature too weak, for what this JDK allows',
    side: 'either',
    remedy: 'have the certificate, or its CA, issued anew with RSA 2048 or P-256 and SHA-256',
    check: 'certificate-file',
    source: 'JDK, DisabledAlgorithmConstraints',
  },
  {
    code: 'java-no-dns-name',
    pattern: /No subject alternative DNS name matching (?<host>[^\s"]{1,253}) found/,
    cause: "the client dials {host}, which the server's certificate does not name",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: NAMES,
  },
  {
    code: 'java-no-ip-name',
    pattern: /No subject alternative names matching IP address (?<host>[^\s"]{1,64}) found/,
    cause: "the client dials the address {host}, which the server's certificate does not name",
    side: 'server',
    remedy: 'have it issued anew with the address as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: NAMES,
  },
  {
    code: 'java-no-names',
    pattern: /No subject alternative names present/,
    cause: "the client dials an address, and the server's certificate has no subjectAltName",
    side: 'server',
    remedy: 'have it issued anew with the address as subjectAltName',
    check: 'server-name',
    source: NAMES,
  },
  {
    code: 'java-no-common-name',
    pattern: /No name matching (?<host>[^\s"]{1,253}) found/,
    cause:
      "the client dials {host}; the server's certificate has another name and no subjectAltName",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName',
    check: 'server-name',
    source: NAMES,
  },
  {
    code: 'apache-host-differs',
    pattern:
      /Certificate for <(?<host>[^>\n]{1,253})> doesn't match (any of the subject alternative names|common name of the certificate subject)/,
    cause: "the client dials {host}, which the server's certificate does not name",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: 'Apache HttpClient, DefaultHostnameVerifier',
  },
  {
    code: 'java-peer-unverified',
    pattern: /SSLPeerUnverifiedException: peer not authenticated/,
    cause: 'the handshake had failed before, and the program went on without a certificate',
    side: 'either',
    weight: 'symptom',
    remedy: 'read the lines before; give this end the CA of the server',
    check: 'chain-served',
    source: 'JDK, SSLSession',
  },
  {
    code: 'apache-host-differs-old',
    pattern:
      /hostname in certificate didn't match|Host name '(?<host>[^'\n]{1,253})' does not match the certificate subject/,
    cause: "the name that the client dials is not in the server's certificate",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: 'Apache HttpClient',
  },
]);
