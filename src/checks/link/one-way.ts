// Rule: what a link is without client certificates, where nobody speaks of them: TLS, not mutual.
import type { ConfiguredLink } from '../../targets/config/configured-host.js';
import { placeOfEnd, productOf } from '../config/config-rule.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import { showsCertificate } from './unasked-certificate.js';

export const oneWay: PathRule<ConfiguredLink> = {
  code: 'one-way',
  citation: 'RFC 8446, 4.3.2',
  severity: 'info',
  rank: COMMON_RANK,
  check({ client, server }) {
    const { view } = server;
    const isAsking = view.meant('client-authentication') !== 'none';
    if (isAsking || view.isOn !== true || showsCertificate(client.view)) return [];
    return [
      {
        subject: view.end.place,
        place: placeOfEnd(view),
        message: `only the server is authenticated: ${productOf(view)} asks for no certificate, and ${productOf(client.view)} has none`,
        remedy: {
          kind: 'by-hand',
          sentence: 'give the client a certificate, and let the server demand it',
        },
      },
    ];
  },
};
