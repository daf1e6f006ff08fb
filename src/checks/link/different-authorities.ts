// Rule: what one end shows has to lead to what the other end trusts (RFC 5280, 6.1.1 d); where the
// ends have no CA in common, that is the cause.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { quote } from '../../quote.js';
import type { PathFinding } from '../finding.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

/** What a missing path, or one to a CA of the same name with another key, is told by. */
const CONSEQUENCES = ['no-path', 'signature'];

export interface JudgedEnd {
  /**
   * About the certificate of the end whose anchors are `own`, before the end whose anchors are
   * `others`.
   */
  findings: readonly PathFinding[];
  own: readonly Certificate[];
  others: readonly Certificate[];
}

export const differentAuthorities: PathRule<JudgedEnd> = {
  code: 'different-authorities',
  citation: 'RFC 5280, 6.1.1 (d)',
  severity: 'error',
  rank: COMMON_RANK,
  check({ findings, own, others }) {
    const consequence = findings.find(
      ({ code, severity }) => severity === 'error' && CONSEQUENCES.includes(code),
    );
    if (!consequence || own.length === 0 || others.length === 0) return [];
    // By the key, not by the name: a CA may have several certificates, and two CAs one name.
    const isShared = own.some((one) =>
      others.some((other) => equalBytes(one.subjectPublicKeyInfo, other.subjectPublicKeyInfo)),
    );
    if (isShared) return [];
    const [ownNames, otherNames] = [namesOf(own), namesOf(others)];
    const message =
      ownNames === otherNames
        ? `the two ends trust different CAs of one name: ${withKeys(own)} and ${withKeys(others)}`
        : `the two ends trust different CAs: ${ownNames} and ${otherNames}`;
    return [{ subject: consequence.subject, message }];
  },
};

/** A store of public CAs holds hundreds. */
const MOST_NAMED = 3;

function namesOf(anchors: readonly Certificate[]): string {
  return listed(anchors.map(nameOf));
}

function withKeys(anchors: readonly Certificate[]): string {
  return listed(
    anchors.map((one) => {
      const { subjectKeyIdentifier: key, serialNumber } = one;
      return `${nameOf(one)} (${key === undefined ? `serial number ${serialNumber}` : `key ${key}`})`;
    }),
  );
}

function nameOf({ subject }: Certificate): string {
  return quote(formatDistinguishedName(subject));
}

function listed(names: readonly string[]): string {
  const more = names.length - MOST_NAMED;
  return `${names.slice(0, MOST_NAMED).join(', ')}${more > 0 ? ` (and ${more} more)` : ''}`;
}
