// Rules: no signature over MD5 or SHA-1, for which colliding content can be made (RFC 6151, 2; RFC
// 9155, 2; RFC 8446, 4.4.2.4), and none with parameters that it has not (RFC 9881, 2; RFC 9909, 3).
import { POST_QUANTUM } from '../../../pki/key/post-quantum.js';
import { signatureAlgorithmOf } from '../../../pki/signature/signature-algorithm.js';
import type { Rule } from '../../rule.js';
import type { CertificateTerms } from '../terms.js';

/** Certificates, requests and CRLs, of which none is a root. */
type SignatureRule = Rule<{ der: Uint8Array }, Pick<CertificateTerms, 'isRoot'>>;

export const signatureOverSha1 = signatureRule('RFC 9155, 2', ['SHA-1']);
export const signatureOverMd5 = signatureRule('RFC 6151, 2', ['MD2', 'MD4', 'MD5']);

/** Where an algorithm has no parameters they are left out, not NULL. */
export const signatureParameters: SignatureRule = {
  code: 'signature-algorithm',
  citation: 'RFC 9881, 2',
  severity: 'error',
  rank: 930,
  check({ der }) {
    const { oid, name, hasParameters } = signatureAlgorithmOf(der);
    const citation = POST_QUANTUM[oid]?.citation;
    return citation !== undefined && hasParameters
      ? [
          {
            citation,
            message: `the signature (${name}) has parameters, and its algorithm has none`,
          },
        ]
      : [];
  },
};

function signatureRule(citation: string, hashes: readonly string[]): SignatureRule {
  return {
    code: 'signature-algorithm',
    citation,
    severities: ['error', 'warning', 'info'],
    severity({ der }, { isRoot }) {
      // A self-signed certificate is trusted for what it is, not for its signature: there it is
      // said, no more.
      if (isRoot) return 'info';
      // A DSA key of 1024 bits can sign nothing longer than SHA-1 (FIPS 186-4, 4.2), and no TLS
      // library takes it anyway.
      return signatureAlgorithmOf(der).name === 'dsa-with-sha1' ? 'warning' : 'error';
    },
    rank: 930,
    check({ der }) {
      const { name, hash } = signatureAlgorithmOf(der);
      if (hash === undefined || !hashes.includes(hash)) return [];
      const message = `the signature (${name}) is over ${hash}, which Go, OpenSSL 3 and current JDKs refuse`;
      return [{ message }];
    },
  };
}
