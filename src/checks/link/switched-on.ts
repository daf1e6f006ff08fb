// How an end that speaks plain text comes to speak TLS: by a switch, by the scheme of what it dials,
// or by the port on which it listens. For plain-text.ts.
import type { EndView } from '../../targets/config/end-view.js';
import type { Change, KnownSetting } from '../../targets/config/known-settings.js';
import { UNKNOWN } from '../../targets/config/resolved-value.js';
import { isWithin } from '../../targets/stack-version.js';
import type { Remedy } from '../remedy.js';

/** Told with the port that is dialled, where one is. */
export function switchedOn(view: EndView, dialled: number | undefined): Remedy {
  const listen = view.has('tls-beside-port') && view.meaning('port');
  if (listen) {
    const words = view.textsOf(listen).filter((text) => text !== UNKNOWN);
    return { kind: 'config', changes: [{ replace: listen.name, value: [...words, 'ssl'] }] };
  }
  const port = portOfTls(view);
  if (port !== undefined && dialled !== undefined) {
    return { kind: 'config', changes: withPort(view, port, dialled) };
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
export function schemesOf({ known, release }: EndView): readonly string[] {
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

/** Redis speaks TLS on a port of its own, or not at all. */
function portOfTls({ known }: EndView): string | undefined {
  return known.defaults
    .filter((one) => one.meaning === 'enabled' && one.value === 'on')
    .flatMap(({ when = [] }) => when)
    .flatMap((condition) => ('set' in condition ? [condition.set] : []))
    .find((name) => name.endsWith('port'));
}

/** One port is not for both. */
function withPort(view: EndView, name: string, dialled: number): Change[] {
  const plain = view.named('port');
  const isTaken = plain !== undefined && Number(view.textsOf(plain)[0]) === dialled;
  return [...(isTaken ? [{ replace: 'port', value: 0 }] : []), { add: name, value: dialled }];
}
