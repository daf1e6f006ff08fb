// `kit --add-client`: one more client for a kit that exists; the server's folder is only read.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../errors.js';
import type { Certificate } from '../pki/certificate.js';
import { formatDistinguishedName } from '../pki/distinguished-name.js';
import {
  formatGeneralName,
  type GeneralName,
  parseGeneralName,
  parseHost,
  withoutRepeats,
} from '../pki/general-name.js';
import { equalBytes } from '../pki/hex.js';
import { trustAnchorOf } from '../pki/issuer.js';
import type { WantedValidity } from '../pki/validity.js';
import type { Files, KeyType } from '../ports.js';
import { quote } from '../quote.js';
import type { ClientAuthentication } from '../targets/descriptor-form.js';
import type { StackVersion } from '../targets/stack-version.js';
import type { Target } from '../targets/target.js';
import { type FolderPorts, readFacts, readHostFolder, readOwnSnippet } from './host-folder.js';
import { validityBelow } from './issuer-validity.js';
import { caChoice, checkKitIssuer } from './kit-ca.js';
import { type KitTerms, type KitUser, makeKitFolder } from './kit-folder.js';
import { checkIsNotDialled, clientName, planHost } from './kit-hosts.js';
import { kitPage } from './kit-page.js';
import { kitChoices, type KitPair, type KitPairRequest, loadKitPair } from './kit-pair.js';
import { kitPasswords } from './kit-passwords.js';
import { type IssuerRequest, loadIssuer } from './load-issuer.js';
import type { NewPasswordSource } from './load-password.js';
import { pathIn } from './plan.js';
import type { ProvenFolder } from './prove-link.js';
import { issuancesOf, type KitPorts, type KitSummary, publishKit } from './publish-kit.js';
import { ledgerSteps } from './record-issuance.js';

export interface AddClientRequest extends KitPairRequest {
  /** The kit's folder. */
  kit: string;
  name: string;
  /** None: what the kit's other clients dial. */
  hosts: readonly GeneralName[];
  port?: number;
  extKeyUsage: 'both' | 'own';
  keyType?: KeyType;
  installFolder?: string;
  validity: WantedValidity;
  issuer: IssuerRequest;
  password?: NewPasswordSource;
  proof: boolean;
  force: boolean;
  dryRun: boolean;
}

/** Writes the new client's folder and a page for it, `README-NAME.md`, beside the kit's own. */
export async function addClient(request: AddClientRequest, ports: KitPorts): Promise<KitSummary> {
  const now = ports.clock.now();
  const pair = await loadKitPair(request, ports);
  const source = request.password ?? (request.store === 'pkcs12' ? 'generate' : undefined);
  const { keyType, container, choices } = kitChoices(pair, request, source !== undefined);
  const existing = await readKit(request.kit, pair, ports);
  const loaded = await loadIssuer(request.issuer, ports);
  checkKitIssuer(loaded.issuer, pair, container);
  const endpoints = existing.endpoints.map(({ host }) => parseHost(host));
  const terms: KitTerms = {
    version: pair.version,
    store: request.store,
    keyType,
    hosts: withoutRepeats(request.hosts.length > 0 ? request.hosts : endpoints),
    port: request.port ?? existing.endpoints[0]?.port ?? pair.server.defaultPort,
    issuer: loaded.issuer,
    validity: validityBelow(request.validity, loaded.issuer, now, ports),
    user: existing.user,
    clientAuthentication: existing.clientAuthentication,
    messageKey: existing.messageKey,
    now,
  };
  if (terms.hosts.length === 0) {
    throw new TlsmithError(
      'input-needed',
      'no client in the kit says how the server is dialled, and no host is named',
      { answer: 'host' },
    );
  }
  checkFitsServer(terms, existing);
  checkIsNotDialled(request.name, [...terms.hosts, ...existing.serverNames]);
  const host = planHost(pair.client, request.name, [clientName(request.name)], 'client', request);
  checkIsFree(host.name, existing);
  const nextPassword = await kitPasswords(source, ports);
  const folder = await makeKitFolder(host, terms, nextPassword(), [], ports);
  const page = await kitPage(
    { path: `README-${host.name}.md`, ...pair, folders: [folder], terms },
    ports,
  );
  const { kit: out, force, dryRun } = request;
  return publishKit(
    {
      out,
      force,
      dryRun,
      files: [page, ...folder.files],
      inputs: loaded.inputs,
      terms,
      folders: [folder],
      ...(request.proof && { server: () => existing.server }),
      ledger: ledgerSteps(loaded.ledger, issuancesOf([folder]), now, ports),
      choices: [...choices, caChoice(loaded.issuer, false)],
    },
    ports,
  );
}

/** What the server's folder already says is not left to the proof to find out. */
function checkFitsServer(
  { hosts, issuer }: KitTerms,
  { serverNames, trustAnchors }: ExistingKit,
): void {
  const anchor = trustAnchorOf(issuer);
  if (!trustAnchors.some(({ der }) => equalBytes(der, anchor.der))) {
    throw new TlsmithError(
      'issuer-chain-invalid',
      `the server of this kit does not trust the CA ${formatDistinguishedName(anchor.subject)}: it was made with another`,
    );
  }
  const known = serverNames.map(formatGeneralName);
  const unknown = hosts.map(formatGeneralName).find((host) => !known.includes(host));
  if (unknown === undefined) return;
  throw new TlsmithError(
    'name-conflict',
    `the server's certificate does not name ${unknown}; it names ${known.join(', ')}`,
    { found: unknown, possible: known },
  );
}

/** Not even with force: the CA and the server are not this command's to overwrite. */
function checkIsFree(name: string, { server }: ExistingKit): void {
  const serverFolder = basename(server.path);
  if (![serverFolder.toLowerCase(), 'ca'].includes(name.toLowerCase())) return;
  throw new TlsmithError('name-conflict', `the kit has a folder ${quote(name)} already`, { name });
}

interface ExistingKit {
  server: ProvenFolder;
  serverNames: readonly GeneralName[];
  /** Whom the server trusts. */
  trustAnchors: readonly Certificate[];
  /** What a client of the same product dials there; empty without one. */
  endpoints: readonly { host: string; port?: number }[];
  /** The additional user that the server expects. */
  user: KitUser | undefined;
  clientAuthentication: ClientAuthentication;
  messageKey: string | undefined;
}

/** Finds the server's folder, and a client of the same product, by their snippets. */
async function readKit(kit: string, pair: KitPair, ports: FolderPorts): Promise<ExistingKit> {
  const { client, server, version } = pair;
  const serverPath = await findFolder(kit, server, version, ports.files);
  if (serverPath === undefined) {
    throw new TlsmithError(
      'input-wrong-kind',
      `${quote(kit)} is no kit with a ${server.name} in it: no folder there holds ${server.snippetFile}`,
      { path: kit, expected: 'a kit' },
    );
  }
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
    user: isUserKnown ? { name: facts.user, password: userPassword } : undefined,
    clientAuthentication: facts.clientAuthentication ?? 'required',
    messageKey,
  };
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
