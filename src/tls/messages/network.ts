// Failures that look alike and have nothing to do with certificates.
import { loggedBy } from './message.js';

const DIALS = 'whoever dials: Beats, Logstash, curl, Python, Node, redis-cli';

export const NETWORK_MESSAGES = loggedBy(
  DIALS,
  [
    {
      code: 'network-refused',
      pattern:
        /dial (tcp|udp) [^\n]{1,120}(connect|getsockopt): connection refused|connectex: No connection could be made|connect ECONNREFUSED|ConnectionRefusedError|Could not connect to Redis at \S{1,253}: Connection refused|Failed to connect to \S{1,253} port \d{1,5}[^\n]{0,40}(Connection refused|Couldn't connect to server|Could not connect to server)|java\.net\.ConnectException: Connection refused|connect\(\) failed \(111: Connection refused\)|Connection refused - connect\(2\) for |s_connect: [^\n]{0,120}Connection refused|HttpHostConnectException|Manticore::SocketException\] Connection refused/,
      cause: 'nobody listens at this address and port; no certificate is at fault',
      side: 'network',
      remedy: 'start the server, or dial its address and port; a firewall may refuse too',
      check: 'port-open',
      source: 'POSIX, ECONNREFUSED',
    },
    {
      code: 'network-timeout',
      pattern:
        /dial (tcp|udp) [^\n]{1,120}(i\/o timeout|connection timed out|context deadline exceeded)|connect ETIMEDOUT|java\.net\.SocketTimeoutException: connect timed out|ConnectTimeoutException|curl: \(28\)|upstream timed out \(110/,
      cause: 'nobody answered in time; no certificate is at fault',
      side: 'network',
      remedy: 'see for a firewall, the address and the port',
      check: 'port-open',
      source: 'POSIX, ETIMEDOUT',
    },
    {
      code: 'network-no-host',
      pattern:
        /dial (tcp|udp)[^\n]{1,200}: (no such host|server misbehaving|Temporary failure in name resolution)|getaddrinfo (ENOTFOUND|EAI_AGAIN)|java\.net\.UnknownHostException: |curl: \(6\)|Could not resolve host: |lookup \S{1,253}[^\n]{0,60}: no such host|Error resolving \\?\"\S{1,253}: |socket\.gaierror|Manticore::ResolutionFailure/,
      cause: 'the name of the host has no address; no certificate is at fault',
      side: 'network',
      remedy: 'correct the name, or add it to DNS or the hosts file',
      check: 'port-open',
      source: 'POSIX, getaddrinfo',
    },
    {
      code: 'network-unreachable',
      pattern:
        /dial (tcp|udp) [^\n]{1,120}(no route to host|network is unreachable)|connect E(HOST|NET)UNREACH|java\.net\.NoRouteToHostException/,
      cause: 'no way leads to this address; no certificate is at fault',
      side: 'network',
      remedy: 'see for the route and the firewall',
      check: 'port-open',
      source: 'POSIX, EHOSTUNREACH',
    },
    {
      code: 'kafka-metadata',
      pattern: /kafka: couldn't fetch broker metadata/,
      who: 'Beats, Elastic Agent',
      cause:
        'the broker does not answer as expected: one end has TLS or SASL, and the other has not',
      side: 'either',
      remedy: 'give both ends the same of TLS and SASL; ssl.enabled alone is not enough for SASL',
      check: 'plain-port',
      source: 'Beats, libbeat outputs/kafka',
    },
    {
      code: 'kafka-listener-differs',
      pattern: /potential reasons: kafka client configured with/,
      who: 'Kafka',
      cause: 'a client speaks TLS or SASL to a listener of Kafka that has none, or the reverse',
      side: 'client',
      remedy: 'dial the listener that has what the client is set to',
      check: 'plain-port',
      source: 'Kafka, RequestContext',
    },
    {
      code: 'kafka-no-brokers',
      pattern: /client has run out of available brokers to talk to/,
      cause: 'no broker could be used; the line does not say that a certificate is at fault',
      side: 'network',
      weight: 'wrapper',
      remedy: 'read the lines before; see that the brokers listen at what they advertise',
      check: 'port-open',
      source: 'sarama, errors.go',
    },
    {
      code: 'network-address-in-use',
      pattern:
        /bind\(\) to \S{1,253} failed \(98: Address already in use|[Bb]ind: [Aa]ddress already in use|Error binding service [^\n]{1,300}: Address already in use|BindException: Address already in use|listen EADDRINUSE/,
      cause: 'another process has the port already; no certificate is at fault',
      side: 'server',
      remedy: 'stop that process, or listen on another port',
      check: 'port-open',
      source: 'POSIX, EADDRINUSE',
    },
  ],
  'symptom',
);
