// Rule: a client that knows its CA by a fingerprint alone finds it among the certificates that the
// server sends, and nowhere else.
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { quote, quotePath } from '../../quote.js';
import { placeOf, placeOfEnd, productOf } from '../config/config-rule.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import type { ServerTrust } from './server-trust.js';

export const caFingerprint: PathRule<ServerTrust> = {
  code: 'ca-fingerprint',
  citation: "the product's loader",
  severity: 'error',
  rank: COMMON_RANK,
  check({ client, server, unsent }) {
    if (!unsent) return [];
    const setting = client.view.meaning('ca-fingerprint');
    const file = server.files.find(({ meaning }) => meaning === 'certificate');
    const name = unsent.known && quote(formatDistinguishedName(unsent.known.subject));
    const sends = `${productOf(server.view)} does not send`;
    return [
      {
        subject: client.view.end.place,
        place: setting ? placeOf(setting) : placeOfEnd(client.view),
        citation: 'elastic/elastic-agent-libs transport/tlscommon/tls_config.go',
        message:
          name === undefined
            ? `no certificate that ${productOf(server.view)} sends has the fingerprint in ${setting?.name ?? 'the config'}`
            : `${productOf(client.view)} knows its CA by a fingerprint alone, and ${sends} the certificate of ${name}`,
        remedy: {
          kind: 'by-hand',
          sentence:
            name === undefined
              ? `write the SHA-256 fingerprint of the CA's certificate, and let ${productOf(server.view)} send that certificate`
              : `append the certificate of ${name} to ${file ? quotePath(file.path) : "the server's certificate"}`,
        },
      },
    ];
  },
};
