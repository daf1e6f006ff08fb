// A kit that was made before, as far as one more client has to know it: by its snippets, and by the server's files.
import { TlsmithError } from '../../errors.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { type GeneralName, parseGeneralName } from '../../pki/names/general-name.js';
import type { Files } from '../../ports.js';
import { quote } from '../../quote.js';
import type { ClientAuthentication, Store } from '../../targets/descriptor/form.js';
import { KNOWN_STACK_VERSIONS, type StackVersion } from '../../targets/stack-version.js';
import { existsIn, type Pair, type Target } from '../../targets/target.js';
import { type FolderPorts, readFacts, readHostFolder, readOwnSnippet } from './host-folder.js';
import type { KitUser } from '../kit/folder.js';
import type { KitPair } from '../kit/pair.js';
import { pathIn } from '../writing/plan.js';
import type { ProvenFolder } from '../kit/proof.js';

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
  { files }: FolderPorts,
): Promise<KitShape> {
  const newest = KNOWN_STACK_VERSIONS.filter((one) => existsIn(server, one)).toReversed();
  const [latest] = newest as [StackVersion];
  const serverPath = await serverFolder(kit, server, latest, files);
  let version = latest;
  for (const candidate of newest) {
    version = candidate;
    const reading = await readOwnSnippet(server, serverPath, candidate, files);
    if (reading?.outdated.length === 0) break;
  }
  const clientPath = await findFolder(kit, client, version, files);
  const [end, path] = clientPath === undefined ? [server, serverPath] : [client, clientPath];
  const facts = await readFacts(end, path, version, files);
  return {
    version,
    store: facts.keyStore === undefined && facts.privateKey !== undefined ? 'pem' : 'pkcs12',
    isKeyEncrypted: facts.privateKeyPasswordVariable !== undefined,
  };
}

export interface ExistingKit {
  server: ProvenFolder;
  serverNames: readonly GeneralName[];
  /** Whom the server trusts. */
  trustAnchors: readonly Certificate[];
  /** What a client of the same product dials there; empty without one. */
  endpoints: readonly { host: string; port?: number }[];
  /** Where the server listens. */
  port: number | undefined;
  /** The additional user that the server expects. */
  user: KitUser | undefined;
  clientAuthentication: ClientAuthentication;
  messageKey: string | undefined;
}

/** Finds the server's folder, and a client of the same product, by their snippets. */
export async function readKit(
  kit: string,
  pair: KitPair,
  ports: FolderPorts,
): Promise<ExistingKit> {
  const { client, server, version } = pair;
  const serverPath = await serverFolder(kit, server, version, ports.files);
  const { chain, facts, trustAnchors, userPassword, messageKey } = await readHostFolder(
    server,
    serverPath,
    version,
    ports,
  );
  const clientPath = await findFolder(kit, client, version, ports.files);
  const clientFacts = clientPath && (await readFacts(client, clientPath, version, ports.files));
  const isUserKnown = facts.user !== undefined && userPassword !== undefined;
  return {
    server: { target: server, path: serverPath },
    serverNames: chain[0]?.subjectAltNames.map((text) => parseGeneralName(text)) ?? [],
    trustAnchors,
    endpoints: clientFacts ? clientFacts.endpoints : [],
    port: facts.port,
    user: isUserKnown ? { name: facts.user, password: userPassword } : undefined,
    clientAuthentication: facts.clientAuthentication ?? 'required',
    messageKey,
  };
}

async function serverFolder(
  kit: string,
  server: Target,
  version: StackVersion,
  files: Files,
): Promise<string> {
  const path = await findFolder(kit, server, version, files);
  if (path !== undefined) return path;
  throw new TlsmithError(
    'input-wrong-kind',
    `${quote(kit)} is no kit with a ${server.name} in it: no folder there holds ${server.snippetFile}; a kit of other products is named with them`,
    { path: kit, expected: 'a kit' },
  );
}

/** Both ends of a tunnel have a snippet of one name: the one that this end explains best is its own. */
async function findFolder(
  kit: string,
  target: Target,
  version: StackVersion,
  files: Files,
): Promise<string | undefined> {
  let best: { path: string; unexplained: number } | undefined;
  for (const name of await files.list(kit)) {
    const path = pathIn(kit, name);
    if ((await files.kind(path)) !== 'folder') continue;
    if (!(await files.list(path)).includes(target.snippetFile)) continue;
    const unexplained = (await readOwnSnippet(target, path, version, files))?.others.length;
    if (unexplained === undefined) continue;
    if (best === undefined || unexplained < best.unexplained) best = { path, unexplained };
  }
  return best?.path;
}
