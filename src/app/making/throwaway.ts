// A CA that lives as long as the call: for what nobody is meant to trust.
import type { DistinguishedName } from '../../pki/names/distinguished-name.js';
import { issueSelfSigned } from '../../pki/issuing/issue.js';
import { type IssuerByBytes, issuerByKey } from '../../pki/issuing/issuer.js';
import type { Crypto, Random } from '../../ports.js';

/** Valid at `now`, and until `notAfter`. */
export async function throwawayIssuer(
  { subject, now, notAfter }: { subject: DistinguishedName; now: Date; notAfter: Date },
  ports: { crypto: Crypto; random: Random },
): Promise<IssuerByBytes> {
  const keys = await ports.crypto.generateKeyPair('ec-p256');
  const { privateKeyInfo, subjectPublicKeyInfo } = keys;
  const validity = { notBefore: now, notAfter };
  const content = { profile: 'ca' as const, subject, subjectAltNames: [], validity };
  const request = { ...content, subjectPublicKeyInfo };
  const certificate = await issueSelfSigned(request, privateKeyInfo, ports);
  return issuerByKey({ chain: [certificate], privateKeyInfo }, ports.crypto);
}
