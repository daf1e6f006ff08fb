// Rule: what a server shows is what stands in its file: else it still has the old one in memory.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import { quotePath } from '../../quote.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export interface ServedAndFiled {
  endpoint: string;
  served: Certificate;
  filed: Certificate;
  /** Of the certificate at hand. */
  path: string;
}

export const servedCertificate: PathRule<ServedAndFiled> = {
  code: 'served-certificate',
  citation: 'RFC 8446, 4.4.2',
  severity: 'error',
  rank: COMMON_RANK,
  check({ endpoint, served, filed, path }) {
    if (equalBytes(served.der, filed.der)) return [];
    const isOlder = served.notBefore < filed.notBefore;
    const message = isOlder
      ? `restart it: the server still shows the old certificate, not the one in ${quotePath(path)}`
      : `the server shows another certificate than the one in ${quotePath(path)}`;
    return [{ subject: endpoint, message }];
  },
};
