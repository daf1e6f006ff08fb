// Where a version that is asked is older than all that the table speaks of (src/checks/runtime/versions.ts): each with its source, and left
// out of the count.
import type { RuntimeName } from '../../../src/checks/runtime/presented-chain.js';

export interface VersionDifference {
  runtime: RuntimeName;
  /** The first version that does as the oldest of the table. */
  since: readonly [major: number, minor: number];
  what: string;
  source: string;
  /** Names of cases. */
  cases: RegExp;
}

export const VERSION_DIFFERENCES: readonly VersionDifference[] = [
  {
    runtime: 'go',
    since: [1, 21],
    what: 'name constraints bind the CAs below too, and no longer the CA that has them',
    source: 'go.dev/doc/go1.21, crypto/x509',
    cases: /^constraints: a name of the intermediate outside$/,
  },
];

export function isLeftOut(
  runtime: RuntimeName,
  asked: readonly [number, number],
  name: string,
): boolean {
  return VERSION_DIFFERENCES.some(
    (one) =>
      one.runtime === runtime &&
      one.cases.test(name) &&
      (asked[0] < one.since[0] || (asked[0] === one.since[0] && asked[1] < one.since[1])),
  );
}
