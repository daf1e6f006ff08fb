// What a Beat says around the failures of its connection.
import { loggedBy } from './message.js';

export const BEATS_MESSAGES = loggedBy('Beats, Elastic Agent', [
  {
    code: 'beats-lumberjack',
    pattern: /lumberjack protocol error/,
    cause:
      'what answers is no beats input, or it speaks no TLS: the answer is not in the Lumberjack ' +
      'protocol',
    side: 'server',
    weight: 'symptom',
    remedy: 'see that the port belongs to a beats input and that both ends have TLS, or neither',
    check: 'plain-port',
    source: 'go-lumber, client/v2',
  },
  {
    code: 'beats-closed-after-connect',
    pattern:
      /Failed to publish events( caused by)?: (EOF|read tcp [^\n]{1,120}: connection reset by peer|write tcp [^\n]{1,120}: (broken pipe|connection reset by peer)|client is not connected)/,
    cause:
      'the server hung up after the connection came about: it has no TLS where the Beat has, or it ' +
      "refused the Beat's certificate, which under TLS 1.3 shows only now",
    side: 'either',
    weight: 'symptom',
    remedy: 'read the log of the server; see that both ends have TLS',
    check: 'other-log',
    source: 'Beats, libbeat publisher/pipeline',
  },
  {
    code: 'beats-publish-timeout',
    pattern: /Failed to publish events( caused by)?: (read|write) tcp [^\n]{1,120}: i\/o timeout/,
    cause:
      'the server took the connection and did not answer in time: it is overloaded, or speaks TLS where the Beat does not',
    side: 'server',
    weight: 'symptom',
    remedy: 'see that both ends have TLS, or neither; read the log of the server',
    check: 'plain-port',
    source: 'Beats, libbeat publisher/pipeline',
  },
  {
    code: 'beats-connect-eof',
    pattern:
      /(Failed to connect to backoff\([^\n]{1,200}\)|SSL client failed to connect with|Connecting error publishing events \(retrying\)): (EOF|[^\n]{0,120}connection reset by peer)/,
    cause: 'the server hung up in the handshake: it speaks no TLS there, or is another service',
    side: 'server',
    weight: 'symptom',
    remedy: 'switch TLS on at the server (ssl_enabled), or dial the port that has it',
    check: 'plain-port',
    source: 'Beats, libbeat publisher/pipeline',
  },
  {
    code: 'beats-handshake-timeout',
    pattern:
      /(Failed to connect to backoff\([^\n]{1,200}\)|SSL client failed to connect with): read tcp [^\n]{1,120}: i\/o timeout/,
    cause: 'a connection came about, and nobody answered the TLS handshake in time',
    side: 'server',
    weight: 'symptom',
    remedy: 'see whether the port belongs to this service, and for a proxy or firewall between',
    check: 'plain-port',
    source: 'Beats, libbeat publisher/pipeline',
  },
  {
    code: 'beats-forcibly-closed',
    pattern: /wsa(recv|send): An existing connection was forcibly closed by the remote host/,
    cause: 'the server hung up: it has no TLS where the Beat has, or it refused its certificate',
    side: 'either',
    weight: 'symptom',
    remedy: 'read the log of the server; see that both ends have TLS',
    check: 'other-log',
    source: 'Windows, WSAECONNRESET',
  },
  {
    code: 'beats-output-failed',
    pattern: /Failed to connect to (backoff|failover)\((async|sync)?\(?(?<url>[^\s()"]{1,200})/,
    cause: 'the Beat reaches no server at {url}',
    side: 'either',
    weight: 'wrapper',
    remedy: 'read what follows in the line, which names the cause',
    check: 'beats-output',
    source: 'Beats, libbeat publisher/pipeline',
  },
  {
    code: 'beats-no-output',
    pattern: /Error dialing (?<why>[^\n"]{1,200})/,
    cause: 'the Beat could not connect: {why}',
    side: 'network',
    weight: 'wrapper',
    remedy: 'read what follows in the line, which names the cause',
    check: 'port-open',
    source: 'elastic-agent-libs, transport/logging.go',
  },
  {
    code: 'agent-fleet-certificate',
    pattern: /fail to (enroll|checkin to fleet-server)[^\n]{0,300}x509/,
    cause: 'the agent does not trust the certificate of Fleet Server',
    side: 'client',
    remedy: 'enrol with the CA of Fleet Server as its certificate authority',
    check: 'chain-served',
    source: 'Elastic Agent, cmd/enroll',
  },
  {
    code: 'beats-fingerprint',
    pattern:
      /(provided certificate|CA certificate) does not match (the )?(pin|fingerprint)|no certificate[^\n]{0,60}ca_trusted_fingerprint/i,
    cause: "no certificate of the server's chain has the pin or fingerprint that is set",
    side: 'client',
    remedy: 'set that of the CA which the server sends, or give the CA as a file',
    check: 'chain-served',
    source: 'elastic-agent-libs, transport/tlscommon',
  },
]);
