// Rule: both ends of a link speak TLS, or neither does.
import type { ConfiguredHost, ConfiguredLink } from '../../targets/config/configured-host.js';
import type { KnownSetting } from '../../targets/config/known-settings.js';
import { isWithin } from '../../targets/stack-version.js';
import { placeOf, placeOfEnd, productOf } from '../config/config-rule.js';
import type { Remedy } from '../remedy.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export const plainText: PathRule<ConfiguredLink> = {
  code: 'plain-text',
  citation: 'RFC 8446, 5.1',
  severity: 'error',
  rank: COMMON_RANK,
  check({ client, server }) {
    if (client.view.isOn === true && server.view.isOn === false) {
      return [
        fault(
          server,
          `${productOf(client.view)} speaks TLS to a port on which ${productOf(server.view)} speaks plain text`,
        ),
      ];
    }
    if (client.view.isOn === false && server.view.isOn === true) {
      return [
        fault(
          client,
          `${productOf(client.view)} speaks plain text to a port on which ${productOf(server.view)} speaks TLS`,
        ),
      ];
    }
    return [];
  },
};

function fault({ view }: ConfiguredHost, message: string) {
  const setting = view.meaning('enabled');
  return {
    subject: view.end.place,
    place: setting ? placeOf(setting) : placeOfEnd(view),
    message,
    remedy: switchedOn({ view }),
  };
}

function switchedOn({ view }: Pick<ConfiguredHost, 'view'>): Remedy {
  const own = view.meaning('enabled');
  const isOne = (one: KnownSetting) =>
    one.meaning === 'enabled' && isWithin(view.release.version, one);
  const known = own?.isCurrent ? own.known : view.known.settings.find(isOne);
  const word = Object.keys(known?.values ?? {}).find((key) => known?.values?.[key] === 'on');
  if (!known || word === undefined) {
    return { kind: 'by-hand', sentence: `switch TLS on in ${view.end.place}` };
  }
  const value = word === 'true' ? true : word;
  const change = own ? { replace: known.name, value } : { add: known.name, value };
  return { kind: 'config', changes: [change] };
}
