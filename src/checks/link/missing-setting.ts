// Rules: a snippet, and any config, names key and certificate of its end, and whom it trusts. What it leaves out
// fails the link, or leaves it unguarded.
import type { Meaning } from '../../targets/descriptor/form.js';
import { isWithin, type StackVersion } from '../../targets/stack-version.js';
import type { Target } from '../../targets/target.js';
import { startRule } from '../config/start-rules.js';
import { COMMON_RANK, type PathFault, type PathRule } from '../rule.js';

export interface IncompleteEnd {
  folder: string;
  /** The config that says it; none: the product's snippet. */
  config: string | undefined;
  target: Target;
  version: StackVersion;
  /** What the snippet has to name and does not. */
  lacks: readonly Meaning[];
  /** Whether the link does without an identity of this end: a client whose server demands none. */
  needsIdentity: boolean;
}

export const missingSetting: PathRule<IncompleteEnd> = {
  code: 'missing-setting',
  citation: 'RFC 8446, 4.4.2',
  severity: 'error',
  rank: COMMON_RANK,
  check(end) {
    const { folder: subject, config, target, lacks, needsIdentity } = end;
    const isIdentity = (meaning: Meaning) => meaning !== 'trust-anchors';
    const identity = lacks.filter(isIdentity);
    const trust = lacks.filter((meaning) => !isIdentity(meaning));
    const fault = (missing: readonly Meaning[], consequence: string): PathFault => ({
      subject,
      message: `${config ?? target.snippetFile} does not set ${settingsOf(end, missing)}: ${consequence}`,
    });
    const weight = needsIdentity ? {} : ({ severity: 'warning' } as const);
    return [
      ...(identity.length > 0 ? [{ ...fault(identity, consequenceOf(end)), ...weight }] : []),
      ...(trust.length > 0 ? [fault(trust, `it is not said whom ${target.name} trusts`)] : []),
    ];
  },
};

/** What the product itself asks for when it starts. */
export const neededSetting = startRule('missing-setting');

function consequenceOf({ target, needsIdentity }: IncompleteEnd): string {
  if (target.role === 'server') return `${target.name} cannot serve without key and certificate`;
  return needsIdentity
    ? `${target.name} sends no certificate, and the server demands one`
    : `${target.name} sends no certificate, and the server does not demand one`;
}

/** A product that reads no such files in that version has them in a store. */
const IN_STORES: Partial<Record<Meaning, Meaning>> = {
  certificate: 'key-store',
  'private-key': 'key-store',
  'trust-anchors': 'trust-store',
};

function settingsOf({ target, version }: IncompleteEnd, missing: readonly Meaning[]): string {
  const namesFor = (wanted: Meaning | undefined) =>
    target.descriptor.settings
      .filter((rule) => rule.meaning === wanted && isWithin(version, rule))
      .map(({ name }) => name);
  const names = missing.flatMap((meaning) => {
    const own = namesFor(meaning);
    return (own.length > 0 ? own : namesFor(IN_STORES[meaning])).slice(0, 1);
  });
  return [...new Set(names)].join(' and ');
}
