// The order in which findings are told: what is wrong before what is odd, and the most specific first: "expired" before "no path".
import type { PathFinding, Severity } from '../finding.js';

const SEVERITIES: readonly Severity[] = ['error', 'warning', 'info'];

/** Codes that are in neither list stand between the two. */
const FIRST: readonly string[] = [
  // What was looked at is not all that there is: everything behind it may be otherwise.
  'search-limit',
  'revoked',
  'expired',
  'not-yet-valid',
  'host-name',
  'email-address',
  'purpose',
  'name-constraints',
  'path-length',
  'max-depth',
  'not-a-ca',
  'key-cert-sign',
  'certificate-policy',
  'unprocessed-critical-extension',
];
const LAST: readonly string[] = [
  'extension-criticality',
  'key-identifiers',
  'signature-algorithm',
  'key-size',
  'signature',
  'revocation-unknown',
  'no-path',
];

export function ranked(findings: readonly PathFinding[]): PathFinding[] {
  return findings.toSorted((a, b) => placeOf(a) - placeOf(b));
}

function placeOf({ severity, code }: PathFinding): number {
  const first = FIRST.indexOf(code);
  const last = LAST.indexOf(code);
  const specific = first >= 0 ? first : last >= 0 ? 200 + last : 100;
  return SEVERITIES.indexOf(severity) * 1000 + specific;
}
