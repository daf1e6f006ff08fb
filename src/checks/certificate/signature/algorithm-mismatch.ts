// Rule: the algorithm inside what is signed is the one beside the signature, parameters and all
// (RFC 5280, 4.1.1.2).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { DerReader, firstDer, TAG } from '../../../pki/der/der.js';
import { equalBytes } from '../../../pki/der/hex.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

export const algorithmMismatch: Rule<Pick<Certificate, 'der' | 'tbsCertificate'>> = {
  code: 'algorithm-mismatch',
  citation: 'RFC 5280, 4.1.1.2',
  severity: 'error',
  rank: COMMON_RANK,
  check({ der, tbsCertificate }) {
    const fields = new DerReader(firstDer(tbsCertificate).content);
    fields.optional(0xa0);
    fields.next(TAG.integer);
    const inner = fields.next(TAG.sequence).whole;
    const members = new DerReader(firstDer(der).content);
    members.next(TAG.sequence);
    const outer = members.next(TAG.sequence).whole;
    if (equalBytes(inner, outer)) return [];
    const message =
      'the signature algorithm inside the certificate differs from the one beside the signature';
    return [{ message }];
  },
};
