// What a product makes of the names that it is to dial: how many of them its setting takes, and
// which, in one version. For kits and config show.
import { existsIn, type ProductRelease, readableSince, type Target } from '../target.js';
import { quote } from '../../quote.js';
import type { SettingRule } from './form.js';
import { isAddress } from '../snippet/values.js';
import { formatStackVersion, isWithin, type StackVersion } from '../stack-version.js';

export interface DialRemarks {
  /** What is done otherwise than it was said. */
  readonly notes: readonly string[];
  /** What may not work. */
  readonly warnings: readonly string[];
}

/** `hosts` in order, IPv6 without brackets; of a server, which dials nobody, nothing is said. */
export function remarksOnHosts(
  { target, version }: ProductRelease,
  hosts: readonly string[],
): DialRemarks {
  const rule = diallingRule(target, version);
  if (rule === undefined) return { notes: [], warnings: [] };
  return {
    notes: takesSeveral(rule) ? [] : noteOfOne({ target, version }, hosts),
    warnings: warningsOfNames(target, rule, takesSeveral(rule) ? hosts : hosts.slice(0, 1)),
  };
}

function diallingRule({ descriptor }: Target, version: StackVersion): SettingRule | undefined {
  return descriptor.settings.find((rule) => rule.meaning === 'hosts' && isWithin(version, rule));
}

function takesSeveral({ form }: SettingRule): boolean {
  return form.endsWith('-list');
}

function noteOfOne({ target, version }: ProductRelease, hosts: readonly string[]): string[] {
  const [first] = hosts;
  if (first === undefined || hosts.length < 2) return [];
  const since = readableSince((later) => {
    const rule = existsIn({ target, version: later }) ? diallingRule(target, later) : undefined;
    return rule !== undefined && takesSeveral(rule);
  });
  const when =
    since === undefined
      ? ''
      : ` in stack ${formatStackVersion(version)} (several from ${formatStackVersion(since)} on)`;
  return [
    `${target.name} dials one address${when}, ${first}; the others belong into the server's certificate all the same`,
  ];
}

function warningsOfNames(
  { name }: Target,
  { qualifiedNamesIn: releases }: SettingRule,
  hosts: readonly string[],
): string[] {
  if (releases === undefined) return [];
  return hosts
    .filter((host) => !isAddress(host) && !/\.[A-Za-z]+$/.test(host))
    .map(
      (host) =>
        `${name} of ${releases} does not start with the host ${quote(host)}: it wants a dot, and letters behind the last one`,
    );
}
