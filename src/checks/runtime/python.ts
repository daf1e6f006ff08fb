// What Python >= 3.13 says: ssl.create_default_context sets VERIFY_X509_STRICT and
// VERIFY_X509_PARTIAL_CHAIN (docs.python.org, ssl, 3.13).
import { decodingFault, unusableKey } from './openssl/handshake.js';
import { asOpensslReads } from './openssl/lenient.js';
import { opensslFaults, type OpensslTerms } from './openssl/verification.js';
import type { PresentedChain, Refusal } from './presented-chain.js';

export function judgeByPython(shown: PresentedChain): Refusal {
  const presented = asOpensslReads(shown);
  const terms: OpensslTerms = {
    // As python.org and Debian build it: 3.13 over OpenSSL 3.0, 3.14 over 3.5.
    isSince35: () => presented.isSince(3, 14),
    isTooWeak: (bits) => bits < 112,
    isStrict: true,
    mayEndEarly: true,
    hostNames: 'whole labels',
  };
  const unread = decodingFault(presented.chain, terms);
  if (decodingFault(presented.anchors, terms) !== undefined) return '[X509] PEM lib';
  if (unread !== undefined) {
    return `[ASN1: ${unread.toUpperCase().replaceAll(' ', '_')}] ${unread}`;
  }
  const { host } = presented;
  for (const { error, text } of opensslFaults(presented, terms)) {
    const name = host?.value ?? '';
    const said =
      error === 62
        ? `Hostname mismatch, certificate is not valid for '${name}'.`
        : error === 64
          ? `IP address mismatch, certificate is not valid for '${name}'.`
          : text;
    return `[SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${said}`;
  }
  const unusable = unusableKey(presented, terms);
  return unusable && `[SSL: ${unusable.toUpperCase().replaceAll(' ', '_')}] ${unusable}`;
}
