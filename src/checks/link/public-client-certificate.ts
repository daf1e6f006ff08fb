// Rule: a client's certificate is for clients (RFC 5280, 4.2.1.12). Public CAs certify servers alone
// by now, so that theirs are none.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { policyFieldsOf } from '../../pki/path/policy-fields.js';
import { quote } from '../../quote.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

/** A certificate that may be used by no client, and whose it is. */
export interface ServerOnly {
  certificate: Certificate;
  /** Such as `heartbeat 9.5`. */
  product: string;
}

export const publicClientCertificate: PathRule<ServerOnly> = {
  code: 'public-client-certificate',
  citation: 'RFC 5280, 4.2.1.12',
  severity: 'error',
  rank: COMMON_RANK,
  check({ certificate, product }) {
    if (!isOfPublicCa(certificate)) return [];
    const issuer = quote(formatDistinguishedName(certificate.issuer));
    return [
      {
        subject: formatDistinguishedName(certificate.subject),
        message: `${product} shows a certificate of the public CA ${issuer}, which is for servers alone: public CAs certify no clients (clientAuth), a CA of one's own does`,
      },
    ];
  },
};

/** What the CA/Browser Forum has public CAs write into each: its Baseline Requirements, 7.1.6.1. */
const PUBLIC_POLICIES = /^2\.23\.140\.1\.(?:1|2\.[1-4])$/;

function isOfPublicCa(certificate: Certificate): boolean {
  const { policies = [] } = policyFieldsOf(certificate);
  return policies.some((policy) => PUBLIC_POLICIES.test(policy));
}
