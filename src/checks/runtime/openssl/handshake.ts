// What stops a handshake of OpenSSL 3 apart from the verification: certificates that cannot be
// decoded, keys that no signature scheme of TLS fits.
import { DSA_KEY } from '../../../pki/signature/signature-algorithm.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { PathCertificate } from '../../../pki/path/path-certificate.js';
import { hasUsualCurve, publicKeyOf } from '../certificate-traits.js';
import { remembered } from '../remembered.js';
import { opensslDecodingFault } from './asn1.js';
import { CERTIFICATE } from './forms.js';
import { firstRefusal, type PresentedChain } from '../presented-chain.js';
import type { OpensslLibrary } from './library.js';

const certificateFault = remembered(({ der }: Certificate, isSince35) =>
  opensslDecodingFault(der, CERTIFICATE, { isSince35 }),
);

/** What d2i_X509 says of the first certificate that it does not decode. */
export function decodingFault(
  certificates: readonly PathCertificate[],
  library: OpensslLibrary,
): string | undefined {
  return firstRefusal(certificates, ({ certificate }) =>
    certificateFault(certificate, library.isSince35),
  );
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
