// Rule: the path ends in a trust anchor (RFC 5280, 6.1.1 d).
import type { CertificationPath } from '../../pki/path/path-search.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { quote } from '../../quote.js';
import type { PathFinding } from '../finding.js';

/** `path`: as far as it could be built. */
export function checkTrustAnchor(path: CertificationPath): PathFinding[] {
  const top = path.at(-1);
  if (!top || top.isAnchor) return [];
  const issuer = quote(formatDistinguishedName(top.certificate.issuer));
  const message = top.isSelfIssued
    ? 'the path ends in a self-issued certificate that is none of the trust anchors'
    : `no certificate of its issuer ${issuer} leads on to a trust anchor`;
  return [
    {
      code: 'no-path',
      severity: 'error',
      subject: top.subject,
      message,
      citation: 'RFC 5280, 6.1.1 (d)',
    },
  ];
}
