// The two ends of a link from their folders: who serves by their snippets, and what each has. For
// `verify --pair`.
import type { Templates } from '../../../ports.js';
import type { Link, LinkSide } from '../../../targets/link.js';
import { readHostFolder } from './host-folder.js';
import type { FolderPorts } from './opening.js';
import { noHost } from './files.js';
import { requireNoAuthority } from './no-authority.js';
import { type PlacedEnd, releaseOf, rolesOf } from './link-roles.js';
import type { PasswordSource } from '../key/passwords.js';
import { loadTargets } from '../products.js';

export interface LinkRequest {
  /** Where no snippet says another thing the first is the server. */
  folders: readonly [string, string];
  /** Opens what secrets.env does not. */
  password?: PasswordSource | undefined;
}

/**
 * Throws `input-*` and `password-*` for what cannot be read, `roles-conflict` for ends of one role.
 */
export async function readLink(
  { folders, password }: LinkRequest,
  ports: FolderPorts & { templates: Templates },
): Promise<Link> {
  const targets = await loadTargets(ports.templates);
  const roles = await rolesOf(folders, targets, ports.files);
  const server = await readSide(roles.server, password, ports);
  return { server, client: await readSide(roles.client, password, ports) };
}

async function readSide(
  { folder, target }: PlacedEnd,
  password: PasswordSource | undefined,
  ports: FolderPorts,
): Promise<LinkSide> {
  const releases = target ? [await releaseOf(target, folder, ports.files)] : [];
  const host = await readHostFolder({ folder, releases, password }, ports);
  requireNoAuthority(host);
  if (!target && !host.trust) throw noHost(folder, 'holds neither ca.crt nor truststore.p12');
  return { host, end: host.ends[0] };
}
