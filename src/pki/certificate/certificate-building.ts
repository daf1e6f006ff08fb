// Assembles a certificate and has it signed (RFC 5280, 4.1). For issuing.
import type { HashName } from '../../ports.js';
import { TAG } from '../der/der.js';
import { encodeDer, encodeUnsigned } from '../der/der-encoding.js';
import { fromHex } from '../der/hex.js';
import { describePublicKey } from '../key/public-key.js';
import { algorithmIdentifier, signatureBits } from '../signature/signature-encoding.js';
import { encodeTbsCertificate } from './certificate-parts.js';
import { type CertificateExtensions, encodeExtensions } from './extension-encoding.js';

/** Everything that goes into a certificate, in the order of RFC 5280, 4.1. */
export interface CertificateContent extends CertificateExtensions {
  /** Hex, positive. */
  serialNumber: string;
  /** Byte for byte as the issuer's certificate has it: who builds a path compares octets. */
  issuerDer: Uint8Array;
  subjectDer: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  subjectPublicKeyInfo: Uint8Array;
}

export interface CertificateSigner {
  /** The public key of the signer, which decides the signature algorithm. */
  subjectPublicKeyInfo: Uint8Array;
  hash: HashName | undefined;
  /** Answers the signature in WebCrypto's form (ECDSA: r||s). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/** DER. */
export async function buildCertificate(
  content: CertificateContent,
  { subjectPublicKeyInfo, hash, sign }: CertificateSigner,
): Promise<Uint8Array> {
  const key = describePublicKey(subjectPublicKeyInfo);
  const algorithm = algorithmIdentifier(key, hash);
  const tbs = encodeTbsCertificate({
    ...content,
    version: 3,
    serialNumber: encodeUnsigned(fromHex(content.serialNumber)),
    algorithm,
    extensions: encodeExtensions(content, content.subjectDer),
  });
  return encodeDer(TAG.sequence, tbs, algorithm, signatureBits(await sign(tbs), key.algorithm));
}
