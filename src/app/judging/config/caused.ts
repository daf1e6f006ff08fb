// What follows from a setting that is misspelt, or called as in another version: that it is missing
// under its right name. For judged-configs.ts.
import type { Change } from '../../../targets/config/known-settings.js';
import type { ConfiguredHost } from '../../../targets/config/configured-host.js';
import type { PlacedFinding } from './placed-finding.js';

const CAUSES = ['unknown-setting', 'obsolete-setting', 'future-setting'];

/** Without what is mended with its cause. */
export function withoutCaused(
  findings: readonly PlacedFinding[],
  hosts: readonly ConfiguredHost[],
): PlacedFinding[] {
  const added = addedIn(findings.filter(({ code }) => CAUSES.includes(code)));
  return findings.filter((one) => {
    const names = added.get(one.place.file);
    if (!names) return true;
    if (one.code === 'private-authority') {
      return ![...names].some((name) => isTrust(name, hosts));
    }
    return one.code !== 'missing-setting' || !addedBy(one).some((name) => names.has(name));
  });
}

/** The names that are mended in each file. */
function addedIn(causes: readonly PlacedFinding[]): Map<string, Set<string>> {
  const added = new Map<string, Set<string>>();
  for (const cause of causes) {
    const { file } = cause.place;
    for (const name of addedBy(cause)) added.set(file, (added.get(file) ?? new Set()).add(name));
  }
  return added;
}

function addedBy({ remedy }: PlacedFinding): string[] {
  const changes: readonly Change[] = 'changes' in remedy ? (remedy.changes ?? []) : [];
  return changes.flatMap((change) => ('add' in change ? [change.add] : []));
}

function isTrust(name: string, hosts: readonly ConfiguredHost[]): boolean {
  return hosts.some(({ view }) =>
    view.known.settings.some((one) => one.name === name && one.meaning === 'trust-anchors'),
  );
}
