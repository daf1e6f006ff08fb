// What the JDK and Netty say of a handshake that fails by itself: protocol, ciphers, plain text. Of
// Logstash and Elasticsearch, as server and as client.
import { loggedBy } from './message.js';

const JDK = 'JDK, sun.security.ssl';

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
    pattern: /not an SSL\/TLS record|BeatsHandler[^\n]{0,300}OPENSSL_internal:WRONG_VERSION_NUMBER/,
    cause: 'what came is no TLS: a client, health check or scanner speaks plain text to this port',
    side: 'client',
    remedy: 'switch TLS on at the client, or keep others away from the port',
    check: 'plain-port',
    source: 'Netty, SslHandler',
  },
  {
    code: 'netty-beat-refused-us',
    pattern:
      /DecoderException: javax\.net\.ssl\.SSL[A-Za-z]{0,20}Exception: (\(bad_certificate\) )?Received fatal alert: bad_certificate|BeatsHandler[^\n]{0,300}SSLV3_ALERT_BAD_CERTIFICATE/,
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
    code: 'java-cipher-unknown',
    pattern: /unsupported ?cipher ?suite:? |Cipher `\w{1,80}` is not available/i,
    cause: 'a cipher suite that is set is none that this JDK knows',
    side: 'either',
    remedy: 'leave the cipher suites at their defaults',
    check: 'versions',
    source: 'JDK, sun.security.ssl',
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
      /(StacklessClosedChannelException|ClosedChannelException|Connection reset by peer)[^\n]{0,200}handshake|(handshake|BeatsHandler)[^\n]{0,300}(ClosedChannelException|Connection reset\b)|SSLEngine closed already/i,
    cause:
      'the client hung up in the handshake: Node does so when it refuses, health checks always',
    side: 'client',
    weight: 'symptom',
    remedy: 'read the log of the client; periodic ones are health checks and harmless',
    check: 'other-log',
    source: 'Netty, SslHandler',
  },
  {
    code: 'java-closed-inbound',
    pattern: /closing inbound before receiving peer's close_notify/,
    cause: 'the other end hung up without the farewell of TLS: it refused, crashed, or is careless',
    side: 'either',
    weight: 'symptom',
    remedy: 'read the log of the other end; if data arrives all the same, it is harmless',
    check: 'other-log',
    source: 'JDK, sun.security.ssl',
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
