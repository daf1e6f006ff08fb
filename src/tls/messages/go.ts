// What Go's TLS says, and so Beats and Elastic Agent.
import { loggedBy } from './message.js';

export const GO_MESSAGES = loggedBy('Beats, Elastic Agent, Go', [
  {
    code: 'go-unknown-authority',
    pattern: /x509: certificate signed by unknown authority/,
    cause:
      "the server's certificate does not lead to a CA that this client trusts: another CA, or an " +
      'intermediate that the server leaves out',
    side: 'client',
    remedy:
      "put the CA that issued the server's certificate into the client's " +
      'ssl.certificate_authorities; if it is there, let the server send its intermediates',
    check: 'chain-served',
    source: 'Go, crypto/x509 verify.go',
  },
]);
