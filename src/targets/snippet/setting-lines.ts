// Some settings of a product as lines in its own syntax and spelling, for texts that are no whole
// snippet. For certutil's samples.
import { TlsmithError } from '../../errors.js';
import type { Meaning } from '../descriptor/form.js';
import type { WritableSetting } from './setting.js';
import { type PemFiles, type SnippetValues, type StoreFiles, valueOf } from './values.js';
import { isWithin, type StackVersion } from '../stack-version.js';
import { syntaxOf } from '../syntax/syntaxes.js';
import type { Target } from '../target.js';

/** As for a snippet, but files may be missing: what is not there is in no line. */
export type SomeValues = Pick<SnippetValues, 'hosts' | 'port'> & Partial<PemFiles & StoreFiles>;

/** Those of `meanings` that have a value, in the descriptor's order. */
export function settingLines(
  { descriptor }: Target,
  version: StackVersion,
  values: SomeValues,
  meanings: readonly Meaning[],
): string[] {
  const rules = descriptor.settings.filter(
    (rule) => meanings.includes(rule.meaning) && isWithin(version, rule),
  );
  const settings = rules.flatMap((rule): WritableSetting[] => {
    const value = valueOf(rule, values as SnippetValues);
    return value === undefined ? [] : [{ name: rule.name, value }];
  });
  return syntaxOf(descriptor.syntax).renderSettings(settings);
}

/**
 * What the product calls it in this version. Throws `template-invalid` where it has no such
 * setting.
 */
export function settingName(
  { descriptor, folder }: Target,
  version: StackVersion,
  meaning: Meaning,
): string {
  const rule = descriptor.settings.find((one) => one.meaning === meaning && isWithin(version, one));
  if (rule) return rule.name;
  const reason = `it has no ${meaning}`;
  throw new TlsmithError('template-invalid', `${folder}: ${reason}`, { file: folder, reason });
}
