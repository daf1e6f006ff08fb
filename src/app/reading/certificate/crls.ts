// The CRLs of a file, PEM or DER: for verdicts, and for whoever puts the next one in its place.
import { decodeBundle } from '../../../formats/containers/bundle.js';
import {
  type CertificateRevocationList,
  decodeCertificateRevocationList,
} from '../../../pki/crl/certificate-revocation-list.js';
import type { Files } from '../../../ports.js';
import { inFile } from '../in-file.js';
import { wrongKind } from './certificates.js';

/** At least one. Throws `input-*`. */
export async function readCrls(path: string, files: Files): Promise<CertificateRevocationList[]> {
  const bytes = await files.read(path);
  return inFile(path, () => {
    const lists = decodeBundle(bytes).flatMap((part) => {
      if (part.kind === 'fault') throw part.error;
      return part.kind === 'crl' ? [decodeCertificateRevocationList(part.der)] : [];
    });
    if (lists.length > 0) return lists;
    throw wrongKind('a certificate revocation list', bytes);
  });
}
