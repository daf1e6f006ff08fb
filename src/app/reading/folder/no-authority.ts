// The folder of a CA where that of a host is needed: both hold a key and a certificate.
import { TlsmithError } from '../../../errors.js';
import { quote } from '../../../quote.js';
import type { FoundHostFolder } from '../../../targets/host-folder.js';

/** Throws `input-wrong-kind`. */
export function requireNoAuthority({
  path: folder,
  identity,
}: Pick<FoundHostFolder, 'path' | 'identity'>): void {
  if (identity?.chain[0].basicConstraints?.ca !== true) return;
  const { path } = identity.certificateSource;
  throw new TlsmithError(
    'input-wrong-kind',
    `${quote(path)} is the certificate of a CA, whose key belongs on no host: ${quote(folder)} is the folder of a CA, and that of a host is needed, with a key and a certificate of its own and the CA's ca.crt`,
    { path, found: 'a CA folder', expected: "a host's folder" },
  );
}
