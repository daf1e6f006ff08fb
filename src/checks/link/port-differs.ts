// Rule: a client dials the port on which its server listens. Something between them may map one to
// the other, so it is a warning.
import type { ConfiguredLink } from '../../targets/config/configured-host.js';
import { placeOf, productOf } from '../config/config-rule.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export const portDiffers: PathRule<ConfiguredLink> = {
  code: 'port-differs',
  citation: 'RFC 9293, 3.1',
  severity: 'warning',
  rank: COMMON_RANK,
  check({ client, server, hosts }) {
    const listening = server.view.port();
    const [wrong] = hosts;
    const isSome = hosts.some(({ port }) => port === undefined || port === listening);
    if (listening === undefined || !wrong || isSome) return [];
    return [
      {
        subject: wrong.host,
        place: placeOf(wrong.setting),
        message: `${productOf(client.view)} dials port ${wrong.port}, and ${productOf(server.view)} listens on ${listening}`,
        remedy: {
          kind: 'by-hand',
          sentence: `dial port ${listening} in ${wrong.setting.name}, or listen on ${wrong.port}; where something between them maps one port to the other, all is well`,
        },
      },
    ];
  },
};
