// Rule: both ends of a link speak TLS, or neither does.
import type { ConfiguredHost, ConfiguredLink } from '../../targets/config/configured-host.js';
import type { EndView } from '../../targets/config/end-view.js';
import type { Change, KnownSetting } from '../../targets/config/known-settings.js';
import { UNKNOWN } from '../../targets/config/resolved-value.js';
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
  const isOfNginx = view.end.target.descriptor.syntax === 'nginx';
  const setting = isOfNginx
    ? view.meaning('port')
    : (view.meaning('enabled') ?? (schemesOf(view).length > 0 && view.meaning('hosts')));
  return {
    subject: view.end.place,
    place: setting ? placeOf(setting) : placeOfEnd(view),
    message,
    remedy: switchedOn({ view }),
  };
}

function switchedOn({ view }: Pick<ConfiguredHost, 'view'>): Remedy {
  const isOfNginx = view.end.target.descriptor.syntax === 'nginx';
  const listen = isOfNginx && view.meaning('port');
  if (listen) {
    const words = view.textsOf(listen).filter((text) => text !== UNKNOWN);
    return { kind: 'config', changes: [{ replace: listen.name, value: [...words, 'ssl'] }] };
  }
  const secured = view.meaning('enabled')?.isCurrent ? undefined : securedHosts(view);
  if (secured) return { kind: 'config', changes: [secured] };
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

/** Those that switch TLS on, where the address decides. */
function schemesOf({ known, release }: EndView): readonly string[] {
  return known.defaults
    .filter((one) => one.meaning === 'enabled' && one.value === 'on')
    .filter((one) => isWithin(release.version, one))
    .flatMap(({ when = [] }) => when)
    .flatMap((condition) => ('scheme' in condition ? condition.scheme : []));
}

const SECURED: Readonly<Record<string, string | undefined>> = { tcp: 'tls', plain: 'tls' };

/** Undefined where an address decides nothing, or is not in the config. */
function securedHosts(view: EndView): Change | undefined {
  const schemes = schemesOf(view);
  const setting = view.meaning('hosts');
  const texts = view.texts('hosts').filter((text) => text !== UNKNOWN);
  const [first] = schemes;
  if (!setting || first === undefined || texts.length === 0) return undefined;
  const hosts = texts.map((text) => {
    const [, scheme = '', host = text] = /^([a-z]+):\/\/(.*)$/i.exec(text) ?? [];
    const named = SECURED[scheme] ?? `${scheme}s`;
    return `${schemes.includes(named) ? named : first}://${host}`;
  });
  const value = Array.isArray(setting.value) ? hosts : (hosts[0] ?? '');
  return { replace: setting.name, value };
}
