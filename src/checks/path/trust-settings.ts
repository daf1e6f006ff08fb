// Rule: OpenSSL keeps beside a trust anchor for what it is trusted, and what it is never trusted
// for
// (X509_check_trust): as the anchor of another use it is none.
import type { FoundPath } from '../../pki/path/path-search.js';
import { EXT_KEY_USAGE } from '../../pki/der/object-identifiers.js';
import { COMMON_RANK, type PathRule } from '../rule.js';
import type { AnchorSettings, FoundTerms } from './terms.js';

export const trustSettings: PathRule<Pick<FoundPath, 'path'>, FoundTerms> = {
  code: 'trust-settings',
  citation: 'OpenSSL, X509_check_trust',
  severity: 'error',
  rank: COMMON_RANK,
  check({ path }, { purpose, trustSettings: all }) {
    const top = path.at(-1);
    const settings = top?.isAnchor ? all?.get(top.certificate) : undefined;
    if (!top || !settings || purpose === 'any') return [];
    const use = purpose === 'server' ? 'serverAuth' : 'clientAuth';
    if (isTrustedFor(settings, use)) return [];
    const message = `the settings in its file (TRUSTED CERTIFICATE) do not trust it for ${use}: to OpenSSL it is no trust anchor (error 28)`;
    return [{ subject: top.subject, message }];
  },
};

/** What is rejected is so whatever else is said; where uses are named, no other counts. */
export function isTrustedFor(
  { trusted, rejected }: AnchorSettings,
  use: 'serverAuth' | 'clientAuth',
): boolean {
  const named = [EXT_KEY_USAGE[use], ANY];
  if (rejected.some((oid) => named.includes(oid))) return false;
  return trusted === undefined || trusted.some((oid) => named.includes(oid));
}

const ANY = '2.5.29.37.0';
