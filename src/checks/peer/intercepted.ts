// Rule: who answers is the server that was dialled, not one that opens TLS on the way.
import {
  type DistinguishedName,
  formatDistinguishedName,
} from '../../pki/names/distinguished-name.js';
import { quote } from '../../quote.js';
import { interceptorCalled } from '../../tls/interception.js';
import { COMMON_RANK, type PathRule } from '../rule.js';

export interface UnexpectedChain {
  endpoint: string;
  /** Of the certificates that were shown, which are not the ones that were to be expected. */
  issuers: readonly DistinguishedName[];
}

export const intercepted: PathRule<UnexpectedChain> = {
  code: 'intercepted',
  citation: 'RFC 8446, 9.3',
  severity: 'error',
  rank: COMMON_RANK,
  check({ endpoint, issuers }) {
    for (const issuer of issuers) {
      const product = interceptorCalled(issuer);
      if (product === undefined) continue;
      const name = quote(formatDistinguishedName(issuer));
      const message = `it seems that the server itself was not seen: the issuer ${name} is called as the CA of ${product}, which can open TLS on its way and answer instead`;
      return [{ subject: endpoint, message }];
    }
    return [];
  },
};
