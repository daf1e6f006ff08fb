// The proof of a link whose hosts are about to be renewed: what is staged is read under the names
// that it will have, and what is not due as it stands.
import type { Files } from '../../ports.js';
import { pathIn } from '../../path-in.js';
import { canTalk, type ProductRelease, type Target } from '../../targets/target.js';
import { type Handshake, proveLink, type ProofPorts } from '../proving/link.js';
import { releaseIn, rolesOf } from '../reading/folder/link-roles.js';
import type { StagedReplacement } from '../writing/replacing/replacement.js';
import { hostsBelow, type RenewalGroup } from './places.js';
import type { RenewalPorts } from './ports.js';

/** Files of one folder that are ready to get their names. */
export interface StagedFiles {
  folder: string;
  names: readonly string[];
  /** When what the folder will hold ends. */
  notAfter: Date;
  replacement: Pick<StagedReplacement, 'stagedPath'>;
}

interface PlacedHost {
  folder: string;
  release: ProductRelease;
}

/** Empty where only one side of a link stands there. Throws `proof-failed`, `loopback-unusable`. */
export async function proveStaged(
  staged: readonly StagedFiles[],
  group: Pick<RenewalGroup, 'together'>,
  now: Date,
  ports: RenewalPorts,
): Promise<Handshake[]> {
  const hosts = await hostsOf(group, ports);
  const view: ProofPorts = { ...ports, files: stagedView(staged, ports.files) };
  const ends = staged.map(({ notAfter }) => notAfter.getTime());
  const notAfter = new Date(Math.min(...ends));
  const handshakes: Handshake[] = [];
  for (const server of hosts.filter(({ release }) => release.target.role === 'server')) {
    const links = await linksOf(server, hosts, ports);
    const [first] = links;
    const isTouched = [server.folder, ...links.map(({ client }) => client.path)].some((folder) =>
      staged.some((one) => isSame(one.folder, folder, ports.files)),
    );
    if (!first || !isTouched) continue;
    const terms = { version: server.release.version, now, notAfter };
    const clients = links.map(({ client }) => client);
    handshakes.push(...(await proveLink(first.server, clients, terms, view)));
  }
  return handshakes;
}

interface ProvenLink {
  server: { target: Target; path: string };
  client: { target: Target; path: string };
}

/**
 * With each that can talk to it. A snippet may be about several ends of its product: which one is
 * meant shows the other side.
 */
async function linksOf(
  server: PlacedHost,
  hosts: readonly PlacedHost[],
  ports: RenewalPorts,
): Promise<ProvenLink[]> {
  const links: ProvenLink[] = [];
  const { target: serving } = server.release;
  for (const { folder, release } of hosts.filter((one) => one.release.target.role === 'client')) {
    const { target: dialling } = release;
    if (canTalk(dialling, serving)) {
      links.push({
        server: { target: serving, path: server.folder },
        client: { target: dialling, path: folder },
      });
      continue;
    }
    const roles = await rolesOf([server.folder, folder], ports.products, ports.files);
    const [one, other] = [roles.server.target, roles.client.target];
    if (!one || !other || roles.server.folder !== server.folder || !canTalk(other, one)) continue;
    links.push({
      server: { target: one, path: server.folder },
      client: { target: other, path: folder },
    });
  }
  return links;
}

function isSame(one: string, other: string, files: Files): boolean {
  return files.absolute(one) === files.absolute(other);
}

async function hostsOf(
  { together }: Pick<RenewalGroup, 'together'>,
  ports: RenewalPorts,
): Promise<PlacedHost[]> {
  const hosts: PlacedHost[] = [];
  const places = together === undefined ? [] : await hostsBelow(together, ports);
  for (const { folder } of places) {
    const release = await releaseIn(folder, ports.products, ports.files);
    if (release) hosts.push({ folder, release });
  }
  return hosts;
}

/** Reading alone. */
function stagedView(staged: readonly StagedFiles[], files: Files): Files {
  const places = new Map<string, string>();
  for (const { folder, names, replacement } of staged) {
    for (const name of names) {
      places.set(files.absolute(pathIn(folder, name)), replacement.stagedPath(name));
    }
  }
  const placeOf = (path: string) => places.get(files.absolute(path)) ?? path;
  return {
    ...files,
    read: (path, limit) => files.read(placeOf(path), limit),
    readIfPresent: (path) => files.readIfPresent(placeOf(path)),
  };
}
