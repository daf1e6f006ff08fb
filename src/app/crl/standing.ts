// The CRL that stands where the next one goes: its number, if the CA itself has made it.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { equalBytes } from '../../pki/der/hex.js';
import { verifySignature } from '../../pki/signature/signature.js';
import type { Crypto, Files } from '../../ports.js';
import { LARGEST_OWN_CRL, readCrls } from '../reading/certificate/crls.js';

/**
 * Undefined where nothing stands, or something else, as several in one file are; 0 for a CRL without
 * a number.
 */
export async function standingNumber(
  path: string,
  { subjectDer, subjectPublicKeyInfo }: Certificate,
  { files, crypto }: { files: Files; crypto: Crypto },
): Promise<bigint | undefined> {
  const [crl, ...others] = await crlsAt(path, files);
  const isOwn =
    crl !== undefined &&
    others.length === 0 &&
    equalBytes(crl.issuerDer, subjectDer) &&
    verifySignature(crl.der, subjectPublicKeyInfo, crypto) === 'valid';
  if (!isOwn) return undefined;
  return /^\d{1,46}$/.test(crl.crlNumber ?? '') ? BigInt(crl.crlNumber as string) : 0n;
}

/** What can be read as CRLs; none where something else stands. */
export async function crlsAt(path: string, files: Files) {
  if ((await files.kindBehind(path)) !== 'file') return [];
  try {
    return await readCrls(path, files, LARGEST_OWN_CRL);
  } catch (error) {
    // Nobody would know whether it is older.
    if (!(error instanceof TlsmithError) || error.code === 'input-too-large') throw error;
    return []; // No CRL: whether it may go is asked elsewhere.
  }
}
