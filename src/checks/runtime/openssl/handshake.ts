// What stops a handshake of OpenSSL 3 apart from the verification: certificates that cannot be
// decoded, keys that no signature scheme of TLS fits.
import { hasUsualCurve, publicKeyOf } from '../certificate-traits.js';
import type { PresentedChain } from '../presented-chain.js';

/**
 * An INTEGER without octets, or with a superfluous one, is refused by d2i_X509
 * (ASN1_R_ILLEGAL_PADDING).
 */
export function isReadable({ chain }: PresentedChain): boolean {
  return chain.every(({ certificate: { serialNumberOctets: octets } }) => {
    const [first, second = 0] = octets;
    const isPadded =
      octets.length > 1 && ((first === 0 && second < 0x80) || (first === 0xff && second >= 0x80));
    return octets.length > 0 && !isPadded;
  });
}

/**
 * signature_algorithms knows P-256, P-384 and P-521 alone (brainpool in TLS 1.3 came with 3.2, on
 * demand).
 */
export function unusableKey({ chain, role }: PresentedChain): string | undefined {
  if (hasUsualCurve(publicKeyOf(chain[0].certificate))) return undefined;
  return role === 'server' ? 'sslv3 alert handshake failure' : 'peer did not return a certificate';
}
