// The CRLs of a file, PEM or DER: for verdicts, and for whoever puts the next one in its place.
import { decodeBundle } from '../../../formats/containers/bundle.js';
import {
  type CertificateRevocationList,
  decodeCertificateRevocationList,
} from '../../../pki/crl/certificate-revocation-list.js';
import type { Files } from '../../../ports.js';
import { inFile } from '../in-file.js';
import { wrongKind } from './certificates.js';

/**
 * That of a CA folder, which its owner has made: millions of entries are no reason to leave what it
 * says aside, or to refuse the next one.
 */
export const LARGEST_OWN_CRL = 256 * 1024 * 1024;

/** At least one; `limit` in octets, where it is another than that of every file. Throws `input-*`. */
export async function readCrls(
  path: string,
  files: Files,
  limit?: number,
): Promise<CertificateRevocationList[]> {
  const bytes = await files.read(path, limit);
  return inFile(path, () => {
    const lists = decodeBundle(bytes).flatMap((part) => {
      if (part.kind === 'fault') throw part.error;
      return part.kind === 'crl' ? [decodeCertificateRevocationList(part.der)] : [];
    });
    if (lists.length > 0) return lists;
    throw wrongKind('a certificate revocation list', bytes);
  });
}
