// The second half of a kit whose certificates another CA signed: each beside its key, then as every kit, proof included.
import { TlsmithError } from '../../errors.js';
import { decodeCertificates } from '../../formats/containers/certificate-file.js';
import { withoutRepeats } from '../../pki/names/general-name.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Validity } from '../../pki/certificate/validity.js';
import { quote } from '../../quote.js';
import type { ClientAuthentication } from '../../targets/descriptor/form.js';
import { warnOfNoRoot } from '../reading/certificate-chain.js';
import { containerOf } from '../making/consumers.js';
import { inFile } from '../reading/in-file.js';
import { checkReadByJvm } from '../making/jvm-certificates.js';
import { caChoice, checkKitIssuer, checkNoOtherCa } from './authority.js';
import { type KitFolder, type KitHost, type KitTerms, makeKitFolder } from './folder.js';
import { type KitHostsRequest, planHosts } from './hosts.js';
import { kitPage } from './page.js';
import { type KitPairRequest, loadKitPair } from './pair.js';
import { kitPasswords } from './passwords.js';
import { peersOf, warnOfNobody } from './peers.js';
import type { NewPasswordSource } from '../reading/passwords.js';
import { loadPrivateKey } from '../reading/private-key.js';
import { pathIn } from '../writing/plan.js';
import { type KitPorts, type KitSummary, publishKit } from './publish.js';
import { sayOfHosts } from './say-of-hosts.js';
import { identityFrom, type SignedPool } from '../making/signed-identity.js';

export interface FinishKitRequest extends KitPairRequest, KitHostsRequest {
  /** The folder of the first half, with a folder for each host. */
  requests: string;
  /** What the CA sent, in any order. */
  signedFiles: readonly string[];
  /** The root of the CA, and what intermediates are not in `signedFiles`. */
  caFile: string;
  port?: number;
  password?: NewPasswordSource;
  clientAuthentication?: ClientAuthentication;
  proof: boolean;
  out: string;
  force: boolean;
  dryRun: boolean;
}

/** Throws `key-mismatch` for a host without certificate, `issuer-*` and `certificate-faulty` for one that no peer would accept. */
export async function finishKit(request: FinishKitRequest, ports: KitPorts): Promise<KitSummary> {
  const now = ports.clock.now();
  const pair = await loadKitPair(request, ports);
  const { server, clients } = planHosts(request, pair);
  const hosts = [server, ...clients];
  sayOfHosts(pair.client, pair.version, request.hosts, ports);
  const pool = await readPool(request, ports);
  const keys = await Promise.all(hosts.map((host) => readKey(request, host, ports)));
  const identities = hosts.map((host, i) =>
    identityFrom(pool, host, keys[i] as Uint8Array, now, ports.crypto),
  );
  const [first] = identities as [(typeof identities)[0]];
  warnOfNoRoot(first.trustAnchors[0], ports.reporter);
  const source = request.password ?? (request.store === 'pkcs12' ? 'generate' : undefined);
  const container = containerOf(request.store, source !== undefined);
  for (const { certificate, intermediates, trustAnchors } of identities) {
    checkReadByJvm([certificate], { targets: [pair.client, pair.server] });
    checkKitIssuer({ chain: [...intermediates, ...trustAnchors] }, pair, container);
  }
  const terms: KitTerms = {
    version: pair.version,
    store: request.store,
    hosts: withoutRepeats(request.hosts),
    port: request.port ?? pair.server.defaultPort,
    anchor: first.trustAnchors[0],
    validity: commonValidity(identities.map(({ certificate }) => certificate)),
    user: undefined,
    clientAuthentication: request.clientAuthentication ?? 'required',
    messageKey: undefined,
    now,
  };
  const nextPassword = await kitPasswords(source, ports);
  const members = hosts.map((host, i) => ({
    host,
    identity: identities[i] as (typeof identities)[0],
  }));
  const folders: KitFolder[] = [];
  for (const { host, identity } of members) {
    warnOfNobody(server.target, { host, identity }, ports);
    const peers = peersOf(host, members);
    folders.push(await makeKitFolder(host, identity, terms, nextPassword(), peers, ports));
  }
  const { out, force, dryRun } = request;
  await checkNoOtherCa(out, [request.caFile], ports.files);
  const page = await kitPage({ path: 'README.md', ...pair, folders, terms }, ports);
  return publishKit(
    {
      out,
      force,
      dryRun,
      files: [page, ...folders.flatMap(({ files }) => files)],
      inputs: [...request.signedFiles, request.caFile],
      terms,
      folders,
      ...(request.proof && {
        server: (staged) => ({ target: server.target, path: `${staged}/${server.name}` }),
      }),
      ledger: {},
      choices: [caChoice({ chain: first.trustAnchors }, false)],
    },
    ports,
  );
}

async function readPool(
  { signedFiles, caFile }: FinishKitRequest,
  { files }: KitPorts,
): Promise<SignedPool> {
  const read = async (path: string) => {
    const bytes = await files.read(path);
    return inFile(path, () => decodeCertificates(bytes, 'brought'));
  };
  const signed: Certificate[] = [];
  for (const path of signedFiles) signed.push(...(await read(path)));
  return { signed, authority: await read(caFile), caFile };
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

/** In which all of them are valid: as long as the link works. */
function commonValidity(certificates: readonly Certificate[]): Validity {
  const times = (end: 'notBefore' | 'notAfter') => certificates.map((one) => one[end].getTime());
  return {
    notBefore: new Date(Math.max(...times('notBefore'))),
    notAfter: new Date(Math.min(...times('notAfter'))),
  };
}
