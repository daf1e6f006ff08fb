// What the JDK and Netty say of a handshake: Logstash and Elasticsearch, as server and as client.
import { loggedBy } from './message.js';

const JDK = 'JDK, sun.security.ssl';
const PATH = 'JDK, sun.security.provider.certpath';
const NAMES = 'JDK, sun.security.util.HostnameChecker';

export const JAVA_MESSAGES = loggedBy('Logstash, Elasticsearch, Java', [
  {
    code: 'netty-plain-beat',
    pattern: /not an SSL\/TLS record: (3257|3243|3244)[0-9a-f]{0,64}/,
    cause: 'a Beat speaks plain text to this port, which has TLS',
    side: 'client',
    remedy: 'switch TLS on in the Beat: ssl.enabled and ssl.certificate_authorities',
    check: 'beats-config',
    source: 'Netty, SslHandler; Lumberjack v2',
  },
  {
    code: 'netty-plain-http',
    pattern:
      /not an SSL\/TLS record: (47455420|504f5354|50555420|48454144|4f505449|44454c45)[0-9a-f]{0,64}/,
    cause: 'a client speaks plain HTTP to this port, which has TLS; often a health check',
    side: 'client',
    remedy: 'dial with https://, or let the health check only open the port',
    check: 'plain-port',
    source: 'Netty, SslHandler',
  },
  {
    code: 'netty-plain-json',
    pattern: /not an SSL\/TLS record: (7b|5b)[0-9a-f]{0,64}/,
    cause: 'a client sends plain JSON to this port, which has TLS',
    side: 'client',
    remedy: 'switch TLS on at the client',
    check: 'plain-port',
    source: 'Netty, SslHandler',
  },
  {
    code: 'netty-proxy-protocol',
    pattern: /not an SSL\/TLS record: (50524f5859|0d0a0d0a000d0a51)[0-9a-f]{0,64}/,
    cause: 'a load balancer puts the PROXY protocol before the TLS, which this port does not read',
    side: 'network',
    remedy: 'switch the PROXY protocol off at the load balancer for this port',
    check: 'plain-port',
    source: 'Netty, SslHandler; HAProxy, PROXY protocol',
  },
  {
    code: 'netty-plain-client',
    pattern: /not an SSL\/TLS record/,
    cause: 'what came is no TLS: a client, health check or scanner speaks plain text to this port',
    side: 'client',
    remedy: 'switch TLS on at the client, or keep others away from the port',
    check: 'plain-port',
    source: 'Netty, SslHandler',
  },
  {
    code: 'netty-beat-refused-us',
    pattern:
      /DecoderException: javax\.net\.ssl\.SSL[A-Za-z]{0,20}Exception: (\(bad_certificate\) )?Received fatal alert: bad_certificate/,
    cause:
      "a Beat, or another client in Go, refused this server's certificate; it says so whatever " +
      'its reason is',
    side: 'client',
    weight: 'symptom',
    remedy: "read the Beat's log for the line with x509:, which names the fault",
    check: 'other-log',
    source: 'seen of Netty on JDK 17 and 25 with clients in Go',
  },
  {
    code: 'java-aead-remainder',
    pattern: /Insufficient buffer remaining for AEAD cipher fragment/,
    cause:
      "under TLS 1.3 an OpenSSL, curl or Python client refused this server's certificate and said " +
      'so unencrypted, which the JDK cannot read; no buffer is too small',
    side: 'client',
    remedy: 'read what the client says; it mostly lacks the CA, or dials another name',
    check: 'other-log',
    source: JDK,
  },
  {
    code: 'java-plain-alert',
    pattern: /Unexpected plaintext alert received: Level: fatal; Alert: (?<alert>\w{1,40})/,
    cause:
      "under TLS 1.3 an OpenSSL, curl or Python client refused this server's certificate and said " +
      'so unencrypted: {alert}',
    side: 'client',
    remedy: 'read what the client says; it mostly lacks the CA, or dials another name',
    check: 'other-log',
    source: 'JDK 25, sun.security.ssl',
  },
  {
    code: 'java-tag-mismatch',
    pattern: /javax\.crypto\.AEADBadTagException: Tag mismatch/,
    cause:
      'an octet arrived changed, or the other end gave the handshake up unencrypted; with a key ' +
      'store: its password is wrong',
    side: 'either',
    weight: 'symptom',
    remedy: 'read the log of the other end',
    check: 'other-log',
    source: JDK,
  },
  {
    code: 'java-no-client-certificate',
    pattern: /Empty (client|server) certificate chain|null cert chain/,
    cause:
      "the client sent no certificate: none is set, or the server's list of CAs does not name the " +
      'one that issued it, and then Go and Java keep it back',
    side: 'client',
    remedy:
      'set certificate and key of the client; if they are, let the server trust the CA that ' +
      'directly issued them',
    check: 'pair',
    source: JDK,
  },
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
    code: 'java-basic-constraints',
    pattern: /basic constraints check failed/,
    cause: 'a certificate in the chain is no CA, or has more CAs below it than it allows',
    side: 'either',
    remedy: 'issue by a CA whose certificate says so and allows it',
    check: 'certificate-file',
    source: PATH,
  },
  {
    code: 'java-disabled-algorithm',
    pattern:
      /PKIX path validation failed[^\n]{0,200}Algorithm constraints check failed on [^\n"]{1,80}|Algorithm constraints check failed on /,
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
    code: 'apache-host-differs-old',
    pattern:
      /hostname in certificate didn't match|Host name '(?<host>[^'\n]{1,253})' does not match the certificate subject/,
    cause: "the name that the client dials is not in the server's certificate",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: 'Apache HttpClient',
  },
  {
    code: 'java-plain-server',
    pattern:
      /Unsupported or unrecognized SSL message|Unrecognized SSL message, plaintext connection\?/,
    cause: 'the other end speaks no TLS on this port',
    side: 'server',
    remedy: 'switch TLS on at the server (ssl_enabled), or dial the port that has it',
    check: 'plain-port',
    source: JDK,
  },
  {
    code: 'java-versions-differ',
    pattern:
      /The client supported protocol versions \[[^\]\n]{0,200}\] are not accepted by server preferences|Client requested protocol \S{1,20} is not enabled or supported in server context/,
    cause: 'the client offers only versions of TLS that this server does not allow',
    side: 'either',
    remedy: 'allow TLS 1.2 at both ends (ssl_supported_protocols)',
    check: 'versions',
    source: JDK,
  },
  {
    code: 'java-server-version',
    pattern: /The server selected protocol version \S{1,20} is not accepted by client preferences/,
    cause: 'the server picked a version of TLS that this client does not allow',
    side: 'either',
    remedy: 'allow TLS 1.2 at both ends',
    check: 'versions',
    source: JDK,
  },
  {
    code: 'java-no-cipher',
    pattern:
      /no cipher suites in common|No appropriate protocol \(protocol is disabled or cipher suites are inappropriate\)/,
    cause: 'no cipher suite is left that both ends allow and the key of the server can serve',
    side: 'either',
    remedy: 'leave the cipher suites at their defaults; see that the server has a key at all',
    check: 'versions',
    source: JDK,
  },
  {
    code: 'java-no-scheme',
    pattern: /No available authentication scheme/,
    cause: 'the server has no certificate, or none of a kind that the client takes',
    side: 'server',
    remedy: 'see that its store holds a key with its certificate, of RSA or a NIST curve',
    check: 'store-java',
    source: JDK,
  },
  {
    code: 'java-key-mismatch',
    pattern:
      /Invalid (CertificateVerify|ECDH ServerKeyExchange|RSA ServerKeyExchange|ServerKeyExchange) signature/,
    cause: 'certificate and private key of the other end do not belong together',
    side: 'either',
    remedy: 'put the key beside the certificate that was issued for it, and restart that end',
    check: 'loads',
    source: JDK,
  },
  {
    code: 'java-trust-empty',
    pattern: /the trustAnchors parameter must be non-empty/,
    cause:
      'the trust store has no entry that Java counts: OpenSSL made it, without the attribute that ' +
      'marks a trusted certificate, or it is another file',
    side: 'either',
    remedy: 'make it with keytool or tlsmith export truststore, or use PEM',
    check: 'store-java',
    source: 'JDK, java.security.cert.PKIXParameters',
  },
  {
    code: 'java-remote-closed-handshake',
    pattern:
      /Remote host (terminated the handshake|closed connection during handshake)|SSL peer shut down incorrectly/,
    cause: 'the other end hung up in the handshake, without a reason',
    side: 'either',
    weight: 'symptom',
    remedy: 'read the log of the other end; periodic ones are health checks of a load balancer',
    check: 'other-log',
    source: JDK,
  },
  {
    code: 'netty-closed-handshake',
    pattern:
      /(StacklessClosedChannelException|ClosedChannelException|Connection reset by peer)[^\n]{0,200}handshake|(handshake|BeatsHandler)[^\n]{0,300}(ClosedChannelException|Connection reset by peer)/i,
    cause:
      'the client hung up in the handshake: Node does so when it refuses, health checks always',
    side: 'client',
    weight: 'symptom',
    remedy: 'read the log of the client; periodic ones are health checks and harmless',
    check: 'other-log',
    source: 'Netty, SslHandler',
  },
  {
    code: 'netty-handshake-timeout',
    pattern: /SslHandshakeTimeoutException: handshake timed out after \d{1,9}ms/,
    cause: 'a client connected and did not go on with the handshake',
    side: 'client',
    weight: 'symptom',
    remedy: 'see whether it speaks TLS; a plain client waits for the server to begin',
    check: 'plain-port',
    source: 'Netty, SslHandler',
  },
  {
    code: 'java-handshake-failed',
    pattern: /javax\.net\.ssl\.SSLHandshakeException: General SSLEngine problem/,
    cause: 'the handshake failed; the cause stands in the lines below',
    side: 'either',
    weight: 'wrapper',
    remedy: 'read the lines that begin with Caused by',
    check: 'other-log',
    source: JDK,
  },
  {
    code: 'openssl-internal-no-certificate',
    pattern: /PEER_DID_NOT_RETURN_A_CERTIFICATE/,
    cause: 'the client sent no certificate',
    side: 'client',
    remedy: 'set certificate and key of the client',
    check: 'pair',
    source: 'netty-tcnative, BoringSSL; Python, ssl',
  },
]);
