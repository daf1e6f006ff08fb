// What the rules about verification share: whose it is, and how it is switched on. For
// verification-off.ts and name-not-checked.ts.
import type { EndView } from '../../targets/config/end-view.js';
import type { KnownSetting } from '../../targets/config/known-settings.js';
import type { SettingRule } from '../../targets/descriptor/form.js';
import { isWithin } from '../../targets/stack-version.js';
import { placeOf, placeOfEnd } from './config-rule.js';

export function isClient(view: EndView): boolean {
  return view.end.target.role === 'client' && view.isOn === true;
}

export function verificationFault(view: EndView, message: string) {
  const setting = view.meaning('verification');
  const wanted = strictSetting(view);
  const change = setting
    ? wanted && { replace: setting.name, value: wanted.value }
    : wanted && { add: wanted.name, value: wanted.value };
  return {
    subject: view.end.place,
    place: setting ? placeOf(setting) : placeOfEnd(view, wanted?.name),
    message,
    remedy: change
      ? { kind: 'config' as const, changes: [change] }
      : { kind: 'by-hand' as const, sentence: 'switch verification on' },
  };
}

/** How the product is told to verify all. */
function strictSetting({ end, known, release }: EndView) {
  const isOne = (one: KnownSetting | SettingRule) =>
    one.meaning === 'verification' && isWithin(release.version, one);
  const own = known.settings.find(isOne);
  const word = Object.keys(own?.values ?? {}).find((key) => own?.values?.[key] === 'full');
  if (own && word !== undefined) return { name: own.name, value: asValue(word) };
  const rule = end.target.descriptor.settings.find(isOne);
  return rule?.fixed === undefined ? undefined : { name: rule.name, value: rule.fixed };
}

function asValue(word: string): string | boolean {
  if (word === 'true') return true;
  return word === 'false' ? false : word;
}
