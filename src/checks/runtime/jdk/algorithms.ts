// Keys and signatures as the JDK names them, and which of them a handshake takes in certificates
// (sun.security.ssl.SignatureScheme).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import {
  DSA_KEY,
  EC_KEY,
  RSA_KEY,
  RSASSA_PSS,
} from '../../../pki/signature/signature-algorithm.js';
import { dsaSizesOf, publicKeyOf, signatureOf } from '../certificate-traits.js';
import { orderBits } from '../curve-orders.js';
import type { PresentedChain, Refusal } from '../presented-chain.js';

const NAMES: Readonly<Record<string, string>> = {
  [RSA_KEY]: 'RSA',
  [RSASSA_PSS]: 'RSASSA-PSS',
  [EC_KEY]: 'EC',
  [DSA_KEY]: 'DSA',
};

/** The size is undefined where no limit is set to it. */
export function jdkKeyOf(certificate: Certificate): { name: string; size: number | undefined } {
  const key = publicKeyOf(certificate);
  const name = NAMES[key?.oid ?? ''] ?? 'EdDSA';
  if (!key || name === 'EdDSA') return { name, size: undefined };
  if (name === 'EC') return { name, size: orderBits(key) };
  return { name, size: name === 'DSA' ? dsaSizesOf(certificate)?.p : key.size };
}

/**
 * What TLS 1.3 offers for certificates; JDK 17 still those of TLS 1.2 too (JDK-8349583 and
 * JDK-8340321 parted them).
 */
function isOffered(name: string, { isSince }: PresentedChain): boolean {
  if (/^(?:SHA(?:1|256|384|512)with(?:RSA|ECDSA)|RSASSA-PSS|Ed25519|Ed448)$/.test(name))
    return true;
  return /^SHA(?:224with(?:RSA|ECDSA|DSA)|(?:1|256)withDSA)$/.test(name) && !isSince(25);
}

/** The first below the anchor, by JDK 17 each, is asked without the key that has signed it. */
export function schemeFault(
  certificate: Certificate,
  isFirst: boolean,
  presented: PresentedChain,
): Refusal {
  const name = signatureName(certificate);
  if (isOffered(name, presented)) return undefined;
  if (isFirst || !presented.isSince(25)) return unofferedSignature(certificate);
  const key = jdkKeyOf(certificate);
  return `Algorithm constraints check failed on ${name}signature and ${key.name} key with size of ${key.size}bits`;
}

/** In these words JDK 17 also refuses what is disabled, and what a small trusted key has signed. */
export function unofferedSignature(certificate: Certificate): string {
  return `Algorithm constraints check failed on signature algorithm: ${signatureName(certificate)}`;
}

/** Such as SHA256withRSA. */
function signatureName(certificate: Certificate): string {
  const algorithm = signatureOf(certificate);
  if (!algorithm) return '';
  const { oid, hash, keys, name } = algorithm;
  if (oid === RSASSA_PSS) return 'RSASSA-PSS';
  if (hash === undefined) return name;
  const kind = { [RSA_KEY]: 'RSA', [EC_KEY]: 'ECDSA', [DSA_KEY]: 'DSA' }[keys[0] ?? ''];
  return `${hash.replace(/^SHA-/, 'SHA')}with${kind}`;
}
