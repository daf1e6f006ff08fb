// What stops a handshake of OpenSSL 3 apart from the verification: certificates that cannot be
// decoded, keys that no signature scheme of TLS fits.
import { DSA_KEY } from '../../../pki/signature/signature-algorithm.js';
import { hasUsualCurve, publicKeyOf } from '../certificate-traits.js';
import type { OpensslLibrary } from './certificate.js';
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

/** Since 3.2 those of Brainpool have schemes of TLS 1.3 (RFC 8734), and are offered. */
const BRAINPOOL: readonly unknown[] = ['brainpoolP256r1', 'brainpoolP384r1', 'brainpoolP512r1'];

/** TLS 1.3 has no DSA, and of curves P-256, P-384 and P-521. */
export function unusableKey(
  { chain, role }: PresentedChain,
  { isSince35 }: OpensslLibrary,
): string | undefined {
  const key = publicKeyOf(chain[0].certificate);
  const isUsable = hasUsualCurve(key) || (BRAINPOOL.includes(key?.curve) && isSince35());
  if (isUsable && key?.oid !== DSA_KEY) return undefined;
  if (role === 'client') return 'peer did not return a certificate';
  return `${isSince35() ? 'ssl/tls' : 'sslv3'} alert handshake failure`;
}
