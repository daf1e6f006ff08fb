// Rule: a server that is to be reached by TLS answers with a ServerHello.
import { COMMON_RANK, type PathRule } from '../rule.js';

export interface SilentPeer {
  endpoint: string;
  /** What it does instead, as a sentence. */
  instead: string;
}

export const noTls: PathRule<SilentPeer> = {
  code: 'no-tls',
  citation: 'RFC 8446, 4.1.3',
  severity: 'error',
  rank: COMMON_RANK,
  check: ({ endpoint, instead }) => [{ subject: endpoint, message: instead }],
};
