// What is to be said of the chain of a live server that is not the one to be expected.
import type { PathFinding } from '../../checks/finding.js';
import { noPath } from '../../checks/path/no-path.js';
import { searchLimit } from '../../checks/path/search-limit.js';
import { UNEXPECTED_CHAIN_RULES } from '../../checks/peer/rules.js';
import { servedCertificate } from '../../checks/peer/served-certificate.js';
import { findingsBy } from '../../checks/rule.js';
import type { Certificate } from '../../pki/certificate/certificate.js';

/**
 * `found`: what was said of it already, which alone makes it an unexpected one. Where the search for
 * a path was cut off nobody knows, and that is said first.
 */
export function judgeUnexpected(
  endpoint: string,
  chain: readonly Certificate[],
  found: readonly PathFinding[],
): PathFinding[] {
  const isSaid = (codes: readonly string[]) => found.some(({ code }) => codes.includes(code));
  if (!isSaid(UNEXPECTED) || isSaid([searchLimit.code])) return [];
  return findingsBy(UNEXPECTED_CHAIN_RULES, { endpoint, issuers: chain.map((one) => one.issuer) });
}

/** It leads to no anchor, or is not the one that stands in the server's file. */
const UNEXPECTED: readonly string[] = [noPath.code, servedCertificate.code];
