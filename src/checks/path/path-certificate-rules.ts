// What is said of one certificate where it stands in a path: the rules for any certificate, its dates, its purpose, its critical extensions.
import type { PathCertificate } from '../../pki/path/path-certificate.js';
import { checkCertificate } from '../certificate/rules.js';
import { checkExpired } from '../certificate/expired.js';
import { checkExpiresSoon } from '../certificate/expires-soon.js';
import type { Finding, PathFinding } from '../finding.js';
import { checkNotYetValid } from '../certificate/not-yet-valid.js';
import { checkPurpose, type Purpose } from './purpose.js';
import { checkUnprocessedCriticalExtension } from './unprocessed-critical-extension.js';

export interface PathTerms {
  at: Date;
  purpose: Purpose;
}

/** Only the trust anchor at the top is a root here: another one that names itself as its issuer is held to all rules. */
export function checkPathCertificate(
  one: PathCertificate,
  isTarget: boolean,
  { at, purpose }: PathTerms,
): PathFinding[] {
  const { certificate, subject } = one;
  const alone = [
    ...checkExpired(certificate, at),
    ...checkExpiresSoon(certificate, at),
    ...checkNotYetValid(certificate, at),
    ...checkCertificate(certificate, one.isAnchor && one.isSelfIssued).map(asPathFinding),
  ];
  return [
    ...alone.map((finding) => ({ ...finding, subject })),
    ...checkUnprocessedCriticalExtension(one),
    ...checkPurpose(one, purpose, isTarget),
  ];
}

/** RFC 5280 asks neither that a server is named by what is in its extKeyUsage nor for a signature in the handshake: others do, and it is said. */
function asPathFinding(finding: Finding): Finding {
  return finding.citation.startsWith('RFC 5280') || !DOUBTS.includes(finding.code)
    ? finding
    : { ...finding, severity: 'warning' };
}

const DOUBTS = ['subject-alt-name', 'tls-key-usage'];
