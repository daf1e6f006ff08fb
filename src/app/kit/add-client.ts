// `kit --add-client`: one more client for a kit that exists; the server's folder is only read.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import {
  formatGeneralName,
  type GeneralName,
  parseHost,
  withoutRepeats,
} from '../../pki/names/general-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import { trustAnchorOf } from '../../pki/issuing/issuer.js';
import { formatAsJava } from '../../pki/names/java-name.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import type { KeyType } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Store } from '../../targets/descriptor/form.js';
import type { Target } from '../../targets/target.js';
import { warnOfNoSubject } from '../reading/names.js';
import { type ExistingKit, readKit, readKitShape } from '../reading/existing-kit.js';
import type { HostIdentity } from '../writing/host-files.js';
import { validityBelow } from '../making/validity.js';
import { caChoice, checkKitIssuer } from './authority.js';
import { issueKitIdentity, type KitTerms, makeKitFolder } from './folder.js';
import { checkIsNotDialled, clientName, planHost } from './hosts.js';
import { kitPage } from './page.js';
import { findKitEnds, kitChoices, type KitPairRequest, loadKitPair } from './pair.js';
import { kitPasswords } from './passwords.js';
import { warnOfNobody } from './peers.js';
import { type IssuerRequest, loadIssuer } from '../reading/issuer.js';
import type { NewPasswordSource } from '../reading/passwords.js';
import { issuancesOf, type KitPorts, type KitSummary, publishKit } from './publish.js';
import { ledgerSteps } from '../writing/ledger.js';
import { sayOfHosts } from './say-of-hosts.js';
import { refuseForJvm, warnOfNames } from '../making/certified-names.js';

export interface AddClientRequest extends Omit<KitPairRequest, 'store' | 'encryptsMessages'> {
  /** None: as the kit's other clients have it. */
  store?: Store;
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
  const shape = await readKitShape(request.kit, await findKitEnds(request, ports), ports);
  const store = request.store ?? shape.store;
  const wanted = { ...request, store, stackOfKit: shape.version };
  const pair = await loadKitPair(wanted, ports);
  const hasPassword = store === 'pkcs12' || (request.store === undefined && shape.isKeyEncrypted);
  const source = request.password ?? (hasPassword ? 'generate' : undefined);
  const { keyType, container, choices } = kitChoices(pair, wanted, source !== undefined);
  const existing = await readKit(request.kit, pair, ports);
  const loaded = await loadIssuer(request.issuer, ports);
  checkKitIssuer(loaded.issuer, pair, container);
  const endpoints = existing.endpoints.map(({ host }) => parseHost(host));
  const terms: KitTerms = {
    version: pair.version,
    store,
    hosts: withoutRepeats(request.hosts.length > 0 ? request.hosts : endpoints),
    port: request.port ?? existing.endpoints[0]?.port ?? existing.port ?? pair.server.defaultPort,
    anchor: trustAnchorOf(loaded.issuer),
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
  sayOfHosts(pair.client, pair.version, terms.hosts, ports);
  checkFitsServer(terms, existing);
  checkIsNotDialled(request.name, [...terms.hosts, ...existing.serverNames]);
  const host = planHost(pair.client, request.name, [clientName(request.name)], 'client', request);
  checkIsFree(host.name, existing);
  refuseForJvm(terms.hosts, [pair.client]);
  warnOfNoSubject([host.name], ports);
  warnOfNames(host.names, ports);
  const nextPassword = await kitPasswords(source, ports);
  const identity = await issueKitIdentity(
    host,
    { ...terms, keyType, issuer: loaded.issuer },
    ports,
  );
  const folder = await makeKitFolder(host, identity, terms, nextPassword(), [], ports);
  const page = await kitPage(
    { path: `README-${host.name}.md`, ...pair, folders: [folder], terms },
    ports,
  );
  warnOfNobody(pair.server, { host, identity }, ports);
  noteCompanions(pair.server, identity, ports);
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

/** What the server knows of its clients beside TLS was written before this one came. */
function noteCompanions(
  server: Target,
  { certificate }: HostIdentity,
  { reporter }: KitPorts,
): void {
  const subject = formatAsJava(certificate.subject);
  for (const { file, forEncryption } of server.descriptor.companions) {
    if (!forEncryption) reporter.warn(`${file} of ${server.name} has to name ${subject} too`);
  }
}

/** What the server's folder already says is not left to the proof to find out. */
function checkFitsServer(
  { hosts, anchor }: KitTerms,
  { serverNames, trustAnchors }: ExistingKit,
): void {
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
