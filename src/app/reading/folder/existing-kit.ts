// A kit that was made before, as far as one more client has to know it: by its snippets, and by the
// server's files.
import { TlsmithError } from '../../../errors.js';
import { pathIn } from '../../../path-in.js';
import type { Files } from '../../../ports.js';
import { quote } from '../../../quote.js';
import type { Store } from '../../../targets/descriptor/form.js';
import type { HostFolder } from '../../../targets/host-folder.js';
import type { Pair, ProductRelease } from '../../../targets/target.js';
import type { Endpoint } from '../../../targets/snippet/endpoint.js';
import type { StackVersion } from '../../../targets/stack-version.js';
import { readHostFolder, wholeHostFolder } from './host-folder.js';
import type { FolderPorts } from './opening.js';
import { readFacts, readOwnSnippet } from './own-snippet.js';
import { newestOf, releaseOf } from './link-roles.js';

/** In which form the kit was made, where nobody says another. */
export interface KitShape {
  /** The newest in which its server's snippet has no outdated setting. */
  version: StackVersion;
  /** Of its clients; of its server where it has none. */
  store: Store;
  /** Whether keys in PEM files have passwords. */
  isKeyEncrypted: boolean;
}

/** Throws `input-wrong-kind` for a folder that is no such kit. */
export async function readKitShape(
  kit: string,
  { client, server }: Pair,
  { files }: Pick<FolderPorts, 'files'>,
): Promise<KitShape> {
  const serverPath = await serverFolder(kit, newestOf(server), files);
  const { version } = await releaseOf(server, serverPath, files);
  const clientPath = await findFolder(kit, { target: client, version }, files);
  const [target, path] = clientPath === undefined ? [server, serverPath] : [client, clientPath];
  const facts = await readFacts({ target, version }, path, files);
  return {
    version,
    store: facts.keyStore === undefined && facts.privateKey !== undefined ? 'pem' : 'pkcs12',
    isKeyEncrypted: facts.privateKeyPasswordVariable !== undefined,
  };
}

export interface ExistingKit {
  server: { folder: HostFolder; path: string };
  /** What a client of the same product dials there; empty without one. */
  endpoints: readonly Endpoint[];
}

/** Finds the server's folder, and a client of the same product, by their snippets. */
export async function readKit(
  kit: string,
  { client, server, version }: Pair & { version: StackVersion },
  ports: FolderPorts,
): Promise<ExistingKit> {
  const serving = { target: server, version };
  const dialling = { target: client, version };
  const path = await serverFolder(kit, serving, ports.files);
  const request = { folder: path, releases: [serving], mayStayLocked: true };
  const folder = wholeHostFolder(await readHostFolder(request, ports));
  const clientPath = await findFolder(kit, dialling, ports.files);
  if (clientPath === undefined) return { server: { folder, path }, endpoints: [] };
  const { endpoints } = await readFacts(dialling, clientPath, ports.files);
  return { server: { folder, path }, endpoints };
}

async function serverFolder(kit: string, release: ProductRelease, files: Files): Promise<string> {
  const path = await findFolder(kit, release, files);
  if (path !== undefined) return path;
  throw new TlsmithError(
    'input-wrong-kind',
    `${quote(kit)} is no kit with a ${release.target.name} in it: no folder there holds ${release.target.snippetFile}; a kit of other products is named with them`,
    { path: kit, expected: 'a kit' },
  );
}

/**
 * Both ends of a tunnel have a snippet of one name: the one that this end explains best is its own.
 */
async function findFolder(
  kit: string,
  release: ProductRelease,
  files: Files,
): Promise<string | undefined> {
  let best: { path: string; unexplained: number } | undefined;
  for (const name of await files.list(kit)) {
    const path = pathIn(kit, name);
    if ((await files.kind(path)) !== 'folder') continue;
    if (!(await files.list(path)).includes(release.target.snippetFile)) continue;
    const unexplained = (await readOwnSnippet(release, path, files))?.others.length;
    if (unexplained === undefined) continue;
    if (best === undefined || unexplained < best.unexplained) best = { path, unexplained };
  }
  return best?.path;
}
