// The second half of a kit whose certificates another CA signed: each beside its key, then as every
// kit, proof included.
import { TlsmithError } from '../../errors.js';
import { withoutRepeats } from '../../pki/names/general-name.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import { quote } from '../../quote.js';
import type { ClientAuthentication } from '../../targets/descriptor/form.js';
import { warnOfNoRoot } from '../reading/certificate/chain.js';
import { readCertificates } from '../reading/certificate/certificates.js';
import { containerOf } from '../making/consumers.js';
import { caChoice, checkNoOtherCa, readByPair } from './authority.js';
import { assembleKit, type KitDestination, type KitPorts, type KitSummary } from './assemble.js';
import type { KitTerms } from './folder.js';
import { awaitedHost, type KitHost, type KitHostsRequest, planHosts } from './hosts.js';
import { type KitPairRequest, loadKitPair } from './pair.js';
import { kitPasswords } from './passwords.js';
import type { NewPasswordSource } from '../reading/key/passwords.js';
import { loadPrivateKey } from '../reading/key/private-key.js';
import { pathIn } from '../../path-in.js';
import { sayOfHosts, sayOfInstallFolder } from '../making/say-of-hosts.js';
import { identityFrom, type SignedPool } from '../making/accepted.js';

export interface FinishKitRequest extends KitPairRequest, KitHostsRequest, KitDestination {
  /** The folder of the first half, with a folder for each host. */
  requests: string;
  /** What the CA sent, in any order. */
  signedFiles: readonly string[];
  /** The root of the CA, and what intermediates are not in `signedFiles`. */
  caFile: string;
  port?: number | undefined;
  password?: NewPasswordSource | undefined;
  clientAuthentication?: ClientAuthentication | undefined;
}

/**
 * Throws `key-mismatch` for a host without certificate, `issuer-*` and `certificate-faulty` for one
 * that no peer would accept.
 */
export async function finishKit(request: FinishKitRequest, ports: KitPorts): Promise<KitSummary> {
  const now = ports.clock.now();
  const pair = await loadKitPair(request, ports);
  const { server, clients } = planHosts(request, pair);
  const hosts = [server, ...clients];
  sayOfHosts({ target: pair.client, version: pair.version }, request.hosts, ports);
  sayOfInstallFolder(request.installFolder, hosts, ports);
  const pool = await readPool(request, ports);
  const keys = await Promise.all(hosts.map((host) => readKey(request, host, ports)));
  const identities = hosts.map((host, i) =>
    identityFrom(
      { pool, host: awaitedHost(host), privateKeyInfo: keys[i] as Uint8Array, now },
      ports.crypto,
    ),
  );
  const [first] = identities as [HostIdentity];
  warnOfNoRoot(first.trustAnchors[0], ports.reporter);
  const source = request.password ?? (request.store === 'pkcs12' ? 'generate' : undefined);
  const container = containerOf(request.store, source !== undefined);
  identities.forEach(readByPair(pair, container));
  const terms: KitTerms = {
    version: pair.version,
    store: request.store,
    hosts: withoutRepeats(request.hosts),
    port: request.port ?? pair.server.defaultPort,
    user: undefined,
    clientAuthentication: request.clientAuthentication ?? 'required',
    messageKey: undefined,
    now,
  };
  const nextPassword = await kitPasswords(source, ports);
  const identityOf = new Map(hosts.map((host, i) => [host, identities[i] as HostIdentity]));
  await checkNoOtherCa(request.out, [request.caFile], ports.files);
  return assembleKit(
    {
      pair,
      terms,
      hosts,
      standing: [],
      page: 'README.md',
      authority: {
        isByHand: true,
        inputs: [...request.signedFiles, request.caFile],
        files: async () => [],
        steps: () => ({}),
      },
      identityOf: async (host) => identityOf.get(host) as HostIdentity,
      passwordOf: nextPassword,
      choicesOf: ({ trustAnchors }) => [caChoice(trustAnchors[0], false)],
    },
    request,
    ports,
  );
}

async function readPool(
  { signedFiles, caFile }: FinishKitRequest,
  ports: KitPorts,
): Promise<SignedPool> {
  const signed: Certificate[] = [];
  for (const path of signedFiles) signed.push(...(await readCertificates(path, undefined, ports)));
  return { signed, authority: await readCertificates(caFile, undefined, ports), caFile };
}

/** Named so that a folder of other hosts is recognised as such. */
async function readKey(
  { requests }: FinishKitRequest,
  { name }: KitHost,
  ports: KitPorts,
): Promise<Uint8Array> {
  const path = pathIn(pathIn(requests, name), `${name}.key`);
  if ((await ports.files.kindBehind(path)) === 'absent') {
    throw new TlsmithError(
      'input-absent',
      `${quote(path)} does not exist: the requests were made for other hosts, or elsewhere`,
      { path },
    );
  }
  return (await loadPrivateKey(path, undefined, ports)).privateKeyInfo;
}
