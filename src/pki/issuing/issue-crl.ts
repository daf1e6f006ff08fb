// Makes a signed CRL: checks that the issuer may, assembles, signs, and reads the result back.
import { TlsmithError } from '../../errors.js';
import type { Crypto } from '../../ports.js';
import { buildCrl, type CrlContent } from '../crl/crl-building.js';
import {
  type CertificateRevocationList,
  decodeCertificateRevocationList,
} from '../crl/certificate-revocation-list.js';
import { describePublicKey, keyIdentifierOf, signatureHashFor } from '../key/public-key.js';
import { verifySignature } from '../signature/signature.js';
import { checkCrlIssuer, type IssuerByBytes } from './issuer.js';

/** What a CRL shall say beside its issuer. */
export type WantedCrl = Omit<CrlContent, 'issuerDer' | 'authorityKeyIdentifier'>;

/** Throws `issuer-*`. */
export async function issueCrl(
  wanted: WantedCrl,
  { chain: [issuer], sign }: IssuerByBytes,
  crypto: Crypto,
): Promise<CertificateRevocationList> {
  const { subjectDer, subjectPublicKeyInfo, subjectKeyIdentifier } = issuer;
  checkCrlIssuer(issuer, wanted.thisUpdate);
  const content = {
    ...wanted,
    issuerDer: subjectDer,
    // RFC 5280, 5.2.1: as it stands in the issuer's certificate; computed only if it has none.
    authorityKeyIdentifier: subjectKeyIdentifier ?? keyIdentifierOf(subjectPublicKeyInfo, crypto),
  };
  const hash = signatureHashFor(describePublicKey(subjectPublicKeyInfo));
  const der = await buildCrl(content, { subjectPublicKeyInfo, hash, sign });
  if (verifySignature(der, subjectPublicKeyInfo, crypto) === 'valid') {
    return decodeCertificateRevocationList(der);
  }
  throw new TlsmithError(
    'issuer-key-mismatch',
    "the issuer's signature does not verify with the key in its certificate",
  );
}
