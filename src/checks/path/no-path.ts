// Rule: the path ends in a trust anchor (RFC 5280, 6.1.1 d).
import type { FoundPath } from '../../pki/path/path-search.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { quote } from '../../quote.js';
import type { PathRule } from '../rule.js';

/** Judges the path as far as it could be built. */
export const noPath: PathRule<Pick<FoundPath, 'path'>> = {
  code: 'no-path',
  citation: 'RFC 5280, 6.1.1 (d)',
  severity: 'error',
  rank: 970,
  check({ path }) {
    const top = path.at(-1);
    if (!top || top.isAnchor) return [];
    const issuer = quote(formatDistinguishedName(top.certificate.issuer));
    const message = top.isSelfIssued
      ? 'the path ends in a self-issued certificate that is none of the trust anchors'
      : `no certificate of its issuer ${issuer} leads on to a trust anchor`;
    return [{ subject: top.subject, message }];
  },
};
