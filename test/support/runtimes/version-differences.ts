// What is not judged: where a version that is asked is older than all that the table speaks of (src/checks/runtime/versions.ts), or odd in a
// way that is not worth a rule. Each with its source, and left out of the count.
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
  {
    runtime: 'jdk',
    since: [25, 0],
    what: 'a subtree of indefinite length, the first of its list',
    source: 'measured: JDK 17 says "Too short", and takes other ones',
    cases: /^encoding: intermediate 0\.7\.0\.4\.2\.0\.0\.[01]: an indefinite length$/,
  },
  {
    runtime: 'jdk',
    since: [25, 0],
    what: 'an ediPartyName without a party',
    source: 'measured: JDK 17 takes it',
    cases: /^encoding: end entity 0\.7\.0\.3\.2\.0\.4: another tag$/,
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
