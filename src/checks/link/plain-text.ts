// Rule: both ends of a link speak TLS, or neither does.
import type { ConfiguredHost, ConfiguredLink } from '../../targets/config/configured-host.js';
import { placeOf, placeOfEnd, productOf } from '../config/config-rule.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import { schemesOf, switchedOn } from './switched-on.js';

export const plainText: PathRule<ConfiguredLink> = {
  code: 'plain-text',
  citation: 'RFC 8446, 5.1',
  severity: 'error',
  rank: COMMON_RANK,
  check({ client, server, hosts }) {
    if (client.view.isOn === true && server.view.isOn === false) {
      return [
        fault(
          server,
          hosts[0]?.port,
          `${productOf(client.view)} speaks TLS to a port on which ${productOf(server.view)} speaks plain text`,
        ),
      ];
    }
    if (client.view.isOn === false && server.view.isOn === true) {
      return [
        fault(
          client,
          undefined,
          `${productOf(client.view)} speaks plain text to a port on which ${productOf(server.view)} speaks TLS`,
        ),
      ];
    }
    return [];
  },
};

function fault({ view }: ConfiguredHost, dialled: number | undefined, message: string) {
  const setting = view.has('tls-beside-port')
    ? view.meaning('port')
    : (view.meaning('enabled') ?? (schemesOf(view).length > 0 && view.meaning('hosts')));
  return {
    subject: view.end.place,
    place: setting ? placeOf(setting) : placeOfEnd(view),
    message,
    remedy: switchedOn(view, dialled),
  };
}
