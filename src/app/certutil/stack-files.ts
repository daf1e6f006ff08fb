// The files of elasticsearch-certutil: one store with key, certificate and trusted CA, or
// certificate and key as PEM.
import { ITERATIONS_FOR_GENERATED } from '../../formats/keys/key-encryption.js';
import { encodeKeyStore } from '../../formats/pkcs12/encode.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { Crypto, Random } from '../../ports.js';
import { iterationsFor } from '../writing/host-files.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import type { PlannedFile } from '../writing/plan.js';

export interface StackStoreRequest {
  path: string;
  alias: string;
  identity: HostIdentity;
  password: KeyPassword | undefined;
}

/**
 * The trust anchor stands in it as `ca`, unless the certificate is its own. Without a password
 * nothing has to be slowed down.
 */
export async function stackStoreFile(
  { path, alias, identity, password }: StackStoreRequest,
  ports: { crypto: Crypto; random: Random },
): Promise<PlannedFile> {
  const { chain, trustAnchors, privateKeyInfo } = identity;
  const [anchor] = trustAnchors;
  const isItsOwn = equalBytes(anchor.der, chain[0].der);
  const bytes = await encodeKeyStore(
    {
      privateKeyInfo,
      alias,
      chain,
      trusted: isItsOwn ? [] : [{ certificate: anchor, alias: 'ca' }],
    },
    password?.text,
    {
      compat: 'modern',
      iterations: password ? iterationsFor(password) : ITERATIONS_FOR_GENERATED,
    },
    ports,
  );
  return { path, bytes, kind: 'keystore' };
}

/**
 * The name itself, as certutil has it; a distinguished name with a slash in it is no alias, and the
 * stem stands in.
 */
export function aliasOf({ name, stem }: { name: string; stem: string }): string {
  return /[/\\]/.test(name) || name.length > 100 ? stem : name;
}
