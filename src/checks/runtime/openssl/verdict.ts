// What OpenSSL 3 says, as Debian, Ubuntu and RHEL ship it (security level 2): nginx, stunnel,
// redis, curl, haproxy.
import { decodingFault, unusableKey } from './handshake.js';
import { asOpensslReads } from './lenient.js';
import { opensslFaults, type OpensslTerms } from './verification.js';
import type { PresentedChain, Refusal } from '../presented-chain.js';

/** That of Debian, Ubuntu and RHEL. */
export const USUAL_LEVEL = 2;

/** SSL_CTX_set_security_level(3). */
function bitsOfLevel(level = USUAL_LEVEL): number {
  return [0, 80, 112, 128, 192, 256][level] ?? 256;
}

/**
 * The words of `openssl verify`; nginx logs them as `client SSL certificate verify error:
 * (10:certificate has expired)`.
 */
export function judgeByOpenssl(shown: PresentedChain): Refusal {
  const presented = asOpensslReads(shown);
  const terms: OpensslTerms = {
    isSince35: () => presented.isSince(3, 5),
    isTooWeak: (bits) => bits < bitsOfLevel(presented.opensslLevel),
    isStrict: false,
    mayEndEarly: false,
    hostNames: 'any wildcard',
  };
  const unread = decodingFault([...presented.chain, ...presented.anchors], terms);
  if (unread !== undefined) return `unable to load certificate: ${unread}`;
  for (const { error, depth, text } of opensslFaults(presented, terms)) {
    return `error ${error} at ${depth} depth lookup: ${text}`;
  }
  return unusableKey(presented, terms);
}
