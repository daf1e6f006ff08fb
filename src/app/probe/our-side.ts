// What we come with: a certificate with its key, and whom we trust, from files or from the folder
// of a host.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Identity } from '../../pki/certificate/identity.js';
import { readTrust as readTrustSource } from '../reading/certificate/trust.js';
import { openHost } from '../reading/folder/host.js';
import { readIdentity } from '../reading/folder/identity.js';
import { requireNoAuthority } from '../reading/folder/no-authority.js';
import { readTrust } from '../reading/folder/trust.js';
import { type IdentityPorts, loadIdentity } from '../reading/key/identity.js';
import type { PasswordSource } from '../reading/key/passwords.js';

export type OwnSource = { folder: string } | { certificateFile: string; keyFile: string };

export interface OurSideRequest {
  /** None: nobody comes as us. */
  own?: OwnSource | undefined;
  /** A CA folder or a file of trust anchors; it beats what the folder says. */
  trust?: string | undefined;
  /** Opens what is encrypted. */
  password?: PasswordSource | undefined;
}

export interface OurSide {
  identity: Identity | undefined;
  /** None: the chain is shown unjudged. */
  anchors: readonly Certificate[];
}

/** Throws `input-*`, `password-*`, `key-mismatch`. */
export async function readOurSide(
  { own, trust, password }: OurSideRequest,
  ports: IdentityPorts,
): Promise<OurSide> {
  const side = await readOwn(own, password, ports);
  if (trust === undefined) return side;
  const { anchors } = await readTrustSource(trust, password, ports);
  return { ...side, anchors };
}

async function readOwn(
  own: OwnSource | undefined,
  password: PasswordSource | undefined,
  ports: IdentityPorts,
): Promise<OurSide> {
  if (!own) return { identity: undefined, anchors: [] };
  // Refuses a key that is not the one of the certificate.
  const { chain, privateKeyInfo } = await loadIdentity({ source: own, password }, ports);
  if (!('folder' in own)) return { identity: { chain, privateKeyInfo }, anchors: [] };
  const opening = await openHost({ folder: own.folder, password }, ports);
  const found = await readIdentity(opening, ports);
  requireNoAuthority({ path: own.folder, identity: found });
  const isOwnFirst = found?.presented[0] === found?.chain[0];
  const shown = found && isOwnFirst ? found.presented : chain;
  const trusted = await readTrust(opening, ports);
  return { identity: { chain: shown, privateKeyInfo }, anchors: trusted?.anchors ?? [] };
}
