// What a product itself refuses when it starts, or passes over: settings that exclude each
// other, that need each other, or that come to nothing. Which these are is data of the product;
// the codes have files of their own.
import type { EndView } from '../../targets/config/end-view.js';
import type { StartRule } from '../../targets/config/known-settings.js';
import { isWithin } from '../../targets/stack-version.js';
import { COMMON_RANK } from '../rule.js';
import { type ConfigRule, placeOf, placeOfEnd, PRODUCT } from './config-rule.js';
import { fittedChanges } from './fitted-change.js';

export function startRule(code: StartRule['code']): ConfigRule {
  return {
    code,
    citation: PRODUCT,
    severity: 'error',
    rank: COMMON_RANK,
    check: (view) => brokenIn(view, code).map((rule) => faultOf(view, rule)),
  };
}

function brokenIn(view: EndView, code: StartRule['code']): StartRule[] {
  return view.known.rules.filter(
    (rule) =>
      rule.code === code &&
      isWithin(view.release.version, rule) &&
      rule.when.every((condition) => view.holds(condition)),
  );
}

function faultOf(view: EndView, { at, message, severity, changes, source }: StartRule) {
  const [setting] = at.flatMap((name) => view.named(name) ?? []);
  return {
    subject: view.end.place,
    place: setting ? placeOf(setting) : placeOfEnd(view, at[0]),
    severity,
    message,
    citation: source,
    remedy: { kind: 'config' as const, changes: fittedChanges(changes, view) },
  };
}
