// `kit --add-client`: one more client for a kit that exists; the server's folder is only read.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import {
  formatGeneralName,
  type GeneralName,
  parseGeneralName,
  parseHost,
  withoutRepeats,
} from '../../pki/names/general-name.js';
import { equalBytes } from '../../pki/der/hex.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { trustAnchorOf } from '../../pki/issuing/issuer.js';
import { formatAsJava } from '../../pki/names/java-name.js';
import type { WantedValidity } from '../../pki/certificate/validity.js';
import type { KeyType } from '../../ports.js';
import { pathIn } from '../../path-in.js';
import { quote } from '../../quote.js';
import type { Store } from '../../targets/descriptor/form.js';
import type { Target } from '../../targets/target.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { type HostFolder, secretFor } from '../../targets/host-folder.js';
import { warnOfNoSubject } from '../reading/names.js';
import { type ExistingKit, readKit, readKitShape } from '../reading/folder/existing-kit.js';
import { validityBelow } from '../making/validity.js';
import { assembleKit, type KitDestination, type KitPorts, type KitSummary } from './assemble.js';
import {
  caChoice,
  checkKitIssuer,
  existingCa,
  issuingCertificateOf,
  readByPair,
} from './authority.js';
import type { Certified } from '../making/accepted.js';
import type { KitTerms, KitUser } from './folder.js';
import { checkIsNotDialled, planClient } from './hosts.js';
import { issueTo } from './issued.js';
import { findKitEnds, kitChoices, type KitPairRequest, loadKitPair } from './pair.js';
import { kitPasswords } from './passwords.js';
import { type IssuerRequest, type IssuerSource, loadIssuer } from '../reading/key/issuer.js';
import { authoritiesIn, authorityOf } from '../reading/kit-authorities.js';
import type { NewPasswordSource } from '../reading/key/passwords.js';
import { sayOfHosts } from '../making/say-of-hosts.js';
import { refuseForJvm, warnOfNames } from '../making/certified-names.js';

export interface AddClientRequest
  extends Omit<KitPairRequest, 'store' | 'encryptsMessages'>, Omit<KitDestination, 'out'> {
  /** None: as the kit's other clients have it. */
  store?: Store | undefined;
  /** The kit's folder. */
  kit: string;
  name: string;
  /** None: what the kit's other clients dial. */
  hosts: readonly GeneralName[];
  port?: number | undefined;
  extKeyUsage: 'both' | 'own';
  keyType?: KeyType | undefined;
  installFolder?: string | undefined;
  validity: WantedValidity;
  /** Without a source: the CA in the kit that has issued its server's certificate. */
  issuer: Omit<IssuerRequest, 'source'> & { source?: IssuerSource | undefined };
  password?: NewPasswordSource | undefined;
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
  const issuer = await loadIssuer(await issuerIn(request, existing.server.folder, ports), ports);
  if (issuer.chain) checkKitIssuer(issuer.chain, pair, container);
  const { folder: server } = existing.server;
  const [end] = server.ends;
  const endpoints = existing.endpoints.map(({ host }) => parseHost(host));
  const terms: KitTerms = {
    version: pair.version,
    store,
    hosts: withoutRepeats(request.hosts.length > 0 ? request.hosts : endpoints),
    port: request.port ?? existing.endpoints[0]?.port ?? end.port ?? pair.server.defaultPort,
    user: userOf(server),
    clientAuthentication: end.clientAuthentication ?? 'required',
    messageKey: secretFor(server, 'messageKey')?.text,
    now,
  };
  const isRead = readByPair(pair, container);
  const issuing = {
    validity: validityBelow(request.validity, issuer.chain, now, ports),
    accept: (certified: Certified) => {
      isRead(certified);
      checkIsTrusted(certified.trustAnchors[0], server);
    },
    keyType,
    issuer,
    now,
  };
  if (terms.hosts.length === 0) {
    throw new TlsmithError(
      'input-needed',
      'no client in the kit says how the server is dialled, and no host is named',
      { answer: 'host' },
    );
  }
  sayOfHosts({ target: pair.client, version: pair.version }, terms.hosts, ports);
  if (issuer.chain) checkIsTrusted(trustAnchorOf(issuer.chain), server);
  checkIsNamed(terms, server);
  checkIsNotDialled(request.name, [...terms.hosts, ...namesOf(server)]);
  const host = planClient(pair.client, request.name, request);
  checkIsFree(host.name, existing);
  refuseForJvm(terms.hosts, [pair.client]);
  warnOfNoSubject([host.name], ports);
  warnOfNames(host.names, ports);
  const nextPassword = await kitPasswords(source, ports);
  return assembleKit(
    {
      pair,
      terms,
      hosts: [host],
      standing: [existing.server],
      authority: existingCa(issuer, now, ports),
      identityOf: async (_, isRehearsed, within) => {
        const identity = await issueTo(host, { ...issuing, isRehearsed }, within);
        warnOfOwnFiles(pair.server, identity, within);
        return identity;
      },
      passwordOf: nextPassword,
      page: `README-${host.name}.md`,
      choicesOf: (first) => [...choices, caChoice(issuingCertificateOf(first), false)],
    },
    { ...request, out: request.kit },
    ports,
  );
}

/** After a rollover it is another one than the kit was made with. */
async function issuerIn(
  { kit, issuer: { source, ...opening } }: AddClientRequest,
  { identity }: HostFolder,
  ports: KitPorts,
): Promise<IssuerRequest> {
  if (source) return { ...opening, source };
  const authorities = await authoritiesIn(kit, ports);
  const folder = await authorityOf(identity.chain[0], authorities, ports);
  return { ...opening, source: { folder: folder ?? pathIn(kit, 'ca') } };
}

/** The additional user that the server expects. */
function userOf(server: HostFolder): KitUser | undefined {
  const [{ user: name }] = server.ends;
  const password = secretFor(server, 'user')?.text;
  return name !== undefined && password !== undefined ? { name, password } : undefined;
}

function namesOf({ identity }: HostFolder): GeneralName[] {
  return identity.chain[0].subjectAltNames.map((text) => parseGeneralName(text));
}

/** What the server knows of its clients beside TLS was written before this one came. */
function warnOfOwnFiles(server: Target, { chain }: HostIdentity, { reporter }: KitPorts): void {
  const subject = formatAsJava(chain[0].subject);
  for (const { file, forEncryption } of server.descriptor.furtherFiles) {
    if (!forEncryption) reporter.warn(`${file} of ${server.name} has to name ${subject} too`);
  }
}

/** What the server's folder already says is not left to the proof to find out. */
function checkIsTrusted(anchor: Certificate, server: HostFolder): void {
  if (server.trustAnchors.some(({ der }) => equalBytes(der, anchor.der))) return;
  throw new TlsmithError(
    'issuer-chain-invalid',
    `the server of this kit does not trust the CA ${formatDistinguishedName(anchor.subject)}: it was made with another`,
  );
}

function checkIsNamed({ hosts }: KitTerms, server: HostFolder): void {
  const known = namesOf(server).map(formatGeneralName);
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
  const isCa = /^ca(-\d{1,4})?$/i.test(name);
  if (!isCa && serverFolder.toLowerCase() !== name.toLowerCase()) return;
  throw new TlsmithError('name-conflict', `the kit has a folder ${quote(name)} already`, { name });
}
