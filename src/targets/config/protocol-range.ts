// Which versions of TLS an end speaks, by what its config says and its product does without. For
// the rule about two ends that have none in common.
import type { PlacedSetting } from './configured-end.js';
import type { EndView } from './end-view.js';
import { meantBy } from './end-view.js';
import { resolvedItems, UNKNOWN } from './resolved-value.js';

const ORDER = ['SSLv3', 'TLSv1.0', 'TLSv1.1', 'TLSv1.2', 'TLSv1.3'];

/** In order; undefined where only the product knows. */
export function protocolsOf(view: EndView): string[] | undefined {
  const listed = listOf(view);
  const least = boundOf(view, 'minimum-protocol');
  const most = boundOf(view, 'maximum-protocol');
  if (listed === undefined && least === undefined && most === undefined) return undefined;
  const floor = isStrict(view) ? 'TLSv1.2' : 'SSLv3';
  return (listed ?? ORDER).filter(
    (one) =>
      isAtLeast(one, floor) &&
      isAtLeast(one, least ?? floor) &&
      isAtLeast(most ?? 'TLSv1.3', one) &&
      !switchedOff(view).includes(one),
  );
}

/** OpenSSL 3 speaks older versions at the security level 0 alone. */
function isStrict(view: EndView): boolean {
  if (view.end.target.descriptor.runtime !== 'openssl') return false;
  const isLow = ({ name, value }: PlacedSetting) =>
    /SECLEVEL=0/.test(JSON.stringify(value)) || (name === 'securityLevel' && value === '0');
  return !view.end.settings.some(isLow);
}

/** `options = NO_TLSv1_3`. */
function switchedOff(view: EndView): string[] {
  const options = view.has('versions-by-options') ? view.named('options') : undefined;
  return (options ? resolvedItems(options.value) : []).flatMap((text) => {
    const [, version] = /^NO_(TLSv1(?:_[123])?)$/i.exec(String(text)) ?? [];
    if (version === undefined) return [];
    return version.includes('_') ? [`TLSv1.${version.slice(-1)}`] : ['TLSv1.0'];
  });
}

/** One that has several words is a list: nginx and Redis name each version. */
function listOf(view: EndView): string[] | undefined {
  const setting = view.meaning('protocols') ?? several(view);
  if (!setting) return view.defaultOf('protocols')?.split(' ');
  const texts = resolvedItems(setting.value);
  if (texts.includes(UNKNOWN)) return undefined;
  if (texts.length === 0) return view.defaultOf('protocols')?.split(' ');
  return texts
    .flatMap((text) => String(text).split(/\s+/))
    .flatMap((text) => (meantBy(setting.known, text) ?? '').split(' '));
}

function several(view: EndView) {
  const setting = view.meaning('minimum-protocol');
  const isList = setting && (Array.isArray(setting.value) || /\s/.test(String(setting.value)));
  return isList ? setting : undefined;
}

function boundOf(view: EndView, meaning: 'minimum-protocol' | 'maximum-protocol') {
  const setting = view.meaning(meaning);
  if (!setting || setting === several(view)) return undefined;
  const [text] = resolvedItems(setting.value);
  return text === undefined || text === UNKNOWN ? undefined : meantBy(setting.known, text);
}

function isAtLeast(one: string, other: string): boolean {
  return ORDER.indexOf(one) >= ORDER.indexOf(other);
}
