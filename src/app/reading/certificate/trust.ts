// Trust anchors from whatever a person brings: a CA folder, certificates in any container, a trust
// store, the key store of a CA.
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { isSelfIssued } from '../../../pki/issuing/issuer.js';
import { anchorFile } from './anchor-file.js';
import { readCertificates } from './certificates.js';
import { inFile } from '../in-file.js';
import type { PasswordSource } from '../key/passwords.js';
import { isStore, openForCertificates, type StorePorts } from '../key/store.js';

export interface TrustReading {
  anchors: readonly Certificate[];
  /** The file that was read. */
  path: string;
}

/** Throws `input-*`, `password-*`; each names the file. */
export async function readTrust(
  source: string,
  password: PasswordSource | undefined,
  ports: StorePorts,
): Promise<TrustReading> {
  const path = await anchorFile(source, ports.files);
  const bytes = await ports.files.read(path);
  if (!isStore(bytes)) return { anchors: await readCertificates(path, password, ports), path };
  return inFile(path, async () => {
    const { keys, certificates } = await openForCertificates({ path, bytes, password }, ports);
    const own = certificates.map(({ certificate }) => certificate);
    const anchors = own.length > 0 ? own : keys.flatMap(({ chain }) => anchorsOf(chain));
    if (anchors.length > 0) return { anchors, path };
    throw new TlsmithError(
      'input-wrong-kind',
      keys.length > 0
        ? (it) => `${it} is a host's key store: its certificate is that of no CA`
        : (it) => `${it} holds no certificate`,
      { expected: 'trust anchors' },
    );
  });
}

/**
 * Of a CA's key store: the root that its chain leads to, or the last before it; of a host's
 * nothing.
 */
function anchorsOf(chain: readonly Certificate[]): Certificate[] {
  if (chain[0]?.basicConstraints?.ca !== true) return [];
  const authorities = chain.filter(({ basicConstraints }) => basicConstraints?.ca === true);
  const root = authorities.find(isSelfIssued) ?? authorities.at(-1);
  return root ? [root] : [];
}
