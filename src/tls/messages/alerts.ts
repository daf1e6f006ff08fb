// Alerts: what the other end said when it gave up, in the words of Go, Java and OpenSSL. They tell
// that it refused and roughly why; its own log knows more.
import { loggedBy } from './message.js';

const SOURCE = 'RFC 8446, 6.2';

export const ALERT_MESSAGES = loggedBy(
  'the end that got the alert: Go, Java, OpenSSL, GnuTLS',
  [
    {
      code: 'alert-bad-certificate-go',
      pattern: /remote error: (?:tls: )?bad certificate/,
      who: 'Beats, Elastic Agent, Go',
      cause:
        'the server refused: it got no certificate that it accepts. A Beat keeps its own back ' +
        'where the server does not name the CA that issued it',
      side: 'either',
      remedy:
        'set ssl.certificate and ssl.key of the Beat; let the server trust the CA that issued them',
      check: 'pair',
      source: `${SOURCE}; seen of Go with a JDK server`,
    },
    {
      code: 'alert-bad-certificate',
      pattern:
        /Received fatal alert: bad_certificate|alert bad certificate|ALERT_BAD_CERTIFICATE|Received alert \[42\]/,
      cause:
        "the other end refused this end's certificate, or got none; a Go client says so of any " +
        "fault of the server's certificate, a JDK server where no certificate came",
      side: 'either',
      remedy: 'set certificate and key of the client; read the log of the other end',
      check: 'other-log',
      source: SOURCE,
    },
    {
      code: 'alert-certificate-unknown',
      pattern:
        /Received fatal alert: certificate_unknown|alert certificate unknown|ALERT_CERTIFICATE_UNKNOWN|remote error: (?:tls: )?unknown certificate(?! authority)|Received alert \[46\]/,
      cause:
        "a JDK at the other end refused this end's certificate: its CA is not trusted, it has " +
        'ended, or its extKeyUsage is wrong',
      side: 'either',
      remedy: 'read the log of the other end; it mostly lacks the CA',
      check: 'other-log',
      source: SOURCE,
    },
    {
      code: 'alert-unknown-ca',
      pattern:
        /Received fatal alert: unknown_ca|alert unknown ca|ALERT_UNKNOWN_CA|remote error: (?:tls: )?unknown certificate authority|Received alert \[48\]/,
      cause: "the other end does not trust the CA that issued this end's certificate",
      side: 'either',
      remedy: "give the other end the CA of this end's certificate, up to the root",
      check: 'pair',
      source: SOURCE,
    },
    {
      code: 'alert-certificate-required',
      pattern:
        /Received fatal alert: certificate_required|alert certificate required|ALERT_CERTIFICATE_REQUIRED|remote error: (?:tls: )?certificate required|Received alert \[116\]/,
      cause: 'the server demands a client certificate, and the client sent none',
      side: 'client',
      remedy: 'set certificate and key of the client',
      check: 'pair',
      source: SOURCE,
    },
    {
      code: 'alert-certificate-expired',
      pattern:
        /Received fatal alert: certificate_expired|alert certificate expired|ALERT_CERTIFICATE_EXPIRED|remote error: (?:tls: )?expired certificate|Received alert \[45\]/,
      cause: "by the clock of the other end, this end's certificate has ended",
      side: 'either',
      remedy: 'renew it, or set the clock of the other end',
      check: 'clock',
      source: SOURCE,
    },
    {
      code: 'alert-certificate-revoked',
      pattern:
        /Received fatal alert: certificate_revoked|alert certificate revoked|ALERT_CERTIFICATE_REVOKED|remote error: (?:tls: )?revoked certificate|Received alert \[44\]/,
      cause: "the other end says that this end's certificate has been revoked",
      side: 'either',
      remedy: 'have a new one issued, with a new key',
      check: 'certificate-file',
      source: SOURCE,
    },
    {
      code: 'alert-unsupported-certificate',
      pattern:
        /Received fatal alert: unsupported_certificate|alert unsupported certificate|ALERT_UNSUPPORTED_CERTIFICATE|remote error: (?:tls: )?unsupported certificate|Received alert \[43\]/,
      cause: "this end's certificate is not for this role: its extKeyUsage is wrong",
      side: 'either',
      remedy: 'have it issued anew: serverAuth for a server, clientAuth for a client',
      check: 'certificate-file',
      source: SOURCE,
    },
    {
      code: 'alert-decrypt-error',
      pattern:
        /Received fatal alert: decrypt_error|alert decrypt error|ALERT_DECRYPT_ERROR|remote error: (?:tls: )?error decrypting message|Received alert \[51\]/,
      cause: "this end's certificate and private key do not belong together",
      side: 'either',
      remedy: 'put the key beside the certificate that was issued for it, and restart this end',
      check: 'loads',
      source: SOURCE,
    },
    {
      code: 'alert-protocol-version',
      pattern:
        /Received fatal alert: protocol_version|alert protocol version|ALERT_PROTOCOL_VERSION|remote error: (?:tls: )?protocol version not supported|Received alert \[70\]/,
      cause: 'the two ends have no version of TLS in common',
      side: 'either',
      remedy: 'allow TLS 1.2 at both ends',
      check: 'versions',
      source: SOURCE,
    },
    {
      code: 'alert-handshake-failure',
      pattern:
        /Received fatal alert: handshake_failure|alert handshake failure|ALERT_HANDSHAKE_FAILURE|remote error: (?:tls: )?handshake failure|Received alert \[40\]/,
      cause:
        'the other end found nothing in common, or got no client certificate: under TLS 1.2 an ' +
        'OpenSSL server says so of both',
      side: 'either',
      remedy: 'set certificate and key of the client; leave the cipher suites at their defaults',
      check: 'pair',
      source: SOURCE,
    },
    {
      code: 'alert-insufficient-security',
      pattern:
        /Received fatal alert: insufficient_security|alert insufficient security|remote error: (?:tls: )?insufficient security level/,
      cause: 'the other end wants stronger ciphers than this end offers',
      side: 'either',
      remedy: 'leave the cipher suites at their defaults',
      check: 'versions',
      source: SOURCE,
    },
    {
      code: 'alert-internal-error',
      pattern:
        /Received fatal alert: internal_error|alert internal error|ALERT_INTERNAL_ERROR|remote error: (?:tls: )?internal error/,
      cause: 'something broke at the other end, mostly with its own key or certificate',
      side: 'server',
      remedy: 'read the log of the other end; see that it could load its files',
      check: 'other-log',
      source: SOURCE,
    },
    {
      code: 'alert-unrecognized-name',
      pattern:
        /Received fatal alert: unrecognized_name|alert unrecognized name|UNRECOGNIZED_NAME|remote error: (?:tls: )?unrecognized name|Received alert \[112\]/,
      cause: 'the server does not know the name that the client asks for (SNI)',
      side: 'server',
      remedy: 'dial by a name that the server has, or let it serve this one',
      check: 'server-name',
      source: SOURCE,
    },
    {
      code: 'alert-bad-record-mac',
      pattern:
        /Received fatal alert: bad_record_mac|alert bad record mac|ALERT_BAD_RECORD_MAC|remote error: (?:tls: )?bad record MAC|decryption failed or bad record mac/,
      cause: 'octets changed on their way: something between the two ends takes part',
      side: 'network',
      remedy: 'look for a proxy or firewall that opens TLS between the two ends',
      check: 'port-open',
      source: SOURCE,
    },
    {
      code: 'alert-no-application-protocol',
      pattern:
        /Received fatal alert: no_application_protocol|alert no application protocol|NO_APPLICATION_PROTOCOL|remote error: (?:tls: )?no application protocol/,
      cause: 'the two ends have no application protocol in common (ALPN)',
      side: 'either',
      remedy: 'see that the port belongs to the service that is dialled',
      check: 'port-open',
      source: SOURCE,
    },
    {
      code: 'alert-unexpected-message',
      pattern:
        /Received fatal alert: unexpected_message|alert unexpected message|remote error: (?:tls: )?unexpected message/,
      cause: 'the other end got what it did not expect: plain text, or another protocol',
      side: 'either',
      remedy: 'see that both ends have TLS, and the same service behind it',
      check: 'plain-port',
      source: SOURCE,
    },
    {
      code: 'alert-decode-error',
      pattern:
        /Received fatal alert: (decode_error|illegal_parameter)|alert (decode error|illegal parameter)|remote error: (?:tls: )?(error decoding message|illegal parameter)/,
      cause: 'the other end could not read what this end sent, mostly one of its certificates',
      side: 'either',
      remedy: 'have the certificate issued anew in usual form, with RSA or a NIST curve',
      check: 'certificate-file',
      source: SOURCE,
    },
  ],
  'symptom',
);
