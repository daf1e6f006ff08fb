// Which versions of TLS an end speaks, by what its config says and its product does without. For
// the rule about two ends that have none in common.
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
  return (listed ?? ORDER).filter(
    (one) => isAtLeast(one, least ?? 'SSLv3') && isAtLeast(most ?? 'TLSv1.3', one),
  );
}

/** One that has several words is a list: nginx and Redis name each version. */
function listOf(view: EndView): string[] | undefined {
  const setting = view.meaning('protocols') ?? several(view);
  if (!setting) return view.defaultOf('protocols')?.split(' ');
  const texts = resolvedItems(setting.value);
  if (texts.includes(UNKNOWN)) return undefined;
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
