// `kit --add-client`: one more client for a kit that exists; the server's folder is only read.
import { TlsmithError } from '../errors.js';
import { decodeCertificates } from '../formats/certificate-file.js';
import { type GeneralName, parseHost, parseGeneralName } from '../pki/general-name.js';
import type { WantedValidity } from '../pki/validity.js';
import type { Files, KeyType } from '../ports.js';
import { quote } from '../quote.js';
import { readSnippet } from '../targets/snippet.js';
import { factsOf } from '../targets/snippet-values.js';
import { inFile } from './in-file.js';
import { validityBelow } from './issuer-validity.js';
import { caChoice, checkKitIssuer } from './kit-ca.js';
import { type KitTerms, makeKitFolder } from './kit-folder.js';
import { checkIsNotDialled, planHost } from './kit-hosts.js';
import { kitPage } from './kit-page.js';
import { kitChoices, type KitPair, type KitPairRequest, loadKitPair } from './kit-pair.js';
import { type IssuerRequest, loadIssuer } from './load-issuer.js';
import type { NewPasswordSource } from './load-password.js';
import type { KitSummary, MakeKitPorts } from './make-kit.js';
import { pathIn, summarizeCertificate } from './plan.js';
import { type Handshake, proveLink, type ProvenFolder } from './prove-link.js';
import { ledgerSteps } from './record-issuance.js';
import { writeFiles } from './write-files.js';

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
export async function addClient(
  request: AddClientRequest,
  ports: MakeKitPorts,
): Promise<KitSummary> {
  const now = ports.clock.now();
  const pair = await loadKitPair(request, ports);
  const { keyType, choices } = kitChoices(pair, request, request.password !== undefined);
  const existing = await readKit(request.kit, pair, ports.files);
  const loaded = await loadIssuer(request.issuer, ports);
  checkKitIssuer(loaded.issuer, pair);
  const endpoints = existing.endpoints.map(({ host }) => parseHost(host));
  const terms: KitTerms = {
    version: pair.version,
    keyType,
    hosts: request.hosts.length > 0 ? request.hosts : endpoints,
    port: request.port ?? existing.endpoints[0]?.port ?? pair.server.defaultPort,
    issuer: loaded.issuer,
    validity: validityBelow(request.validity, loaded.issuer, now, ports),
    password: request.password,
    now,
  };
  if (terms.hosts.length === 0) {
    throw new TlsmithError(
      'input-needed',
      'no client in the kit says how the server is dialled, and no host is named',
      { answer: 'host' },
    );
  }
  checkIsNotDialled(request.name, [...terms.hosts, ...existing.serverNames]);
  const names = [parseGeneralName(`dns:${request.name}`)];
  const host = planHost(pair.client, request.name, names, 'client', request);
  const folder = await makeKitFolder(host, terms, ports);
  const page = await kitPage(
    { path: `README-${host.name}.md`, ...pair, folders: [folder], terms },
    ports,
  );
  const issuance = { certificate: folder.identity.certificate, profile: host.profile };
  const handshakes: Handshake[] = [];
  const written = await writeFiles(
    {
      folder: request.kit,
      files: [page, ...folder.files],
      force: request.force,
      dryRun: request.dryRun,
      inputs: loaded.inputs,
    },
    ports,
    {
      ...ledgerSteps(loaded.ledger, [issuance], now, ports),
      ...(request.proof && {
        prove: async (staged) => {
          const client = { target: pair.client, path: `${staged}/${host.name}` };
          handshakes.push(...(await proveLink(existing.server, [client], terms, ports)));
        },
      }),
    },
  );
  const path = pathIn(request.kit, `${host.name}/${host.name}.crt`);
  return {
    files: written,
    certificates: [summarizeCertificate(issuance.certificate, path, ports.crypto)],
    choices: [...choices, caChoice(loaded.issuer, false)],
    handshakes,
    ...(request.dryRun && { dryRun: true }),
  };
}

interface ExistingKit {
  server: ProvenFolder;
  serverNames: readonly GeneralName[];
  /** What a client of the same product dials there; empty without one. */
  endpoints: readonly { host: string; port?: number }[];
}

/** Finds the server's folder, and a client of the same product, by their snippets. */
async function readKit(kit: string, pair: KitPair, files: Files): Promise<ExistingKit> {
  const server = await findFolder(kit, pair.server.snippetFile, files);
  if (server === undefined) {
    throw new TlsmithError(
      'input-wrong-kind',
      `${quote(kit)} is no kit with a ${pair.server.name} in it: no folder there holds ${pair.server.snippetFile}`,
      { path: kit, expected: 'a kit' },
    );
  }
  const client = await findFolder(kit, pair.client.snippetFile, files);
  return {
    server: { target: pair.server, path: server.path },
    serverNames: await namesOf(server, files),
    endpoints: client ? await endpointsOf(client.path, pair, files) : [],
  };
}

async function findFolder(
  kit: string,
  file: string,
  files: Files,
): Promise<{ path: string; name: string } | undefined> {
  for (const name of await files.list(kit)) {
    const path = pathIn(kit, name);
    if ((await files.kind(path)) !== 'folder') continue;
    if ((await files.list(path)).includes(file)) return { path, name };
  }
  return undefined;
}

async function namesOf(
  { path, name }: { path: string; name: string },
  files: Files,
): Promise<GeneralName[]> {
  const file = pathIn(path, `${name}.crt`);
  const bytes = await files.read(file);
  const [certificate] = await inFile(file, () => decodeCertificates(bytes));
  return certificate.subjectAltNames.map((text) => parseGeneralName(text));
}

async function endpointsOf(
  path: string,
  { client, version }: KitPair,
  files: Files,
): Promise<ExistingKit['endpoints']> {
  const file = pathIn(path, client.snippetFile);
  const text = Buffer.from(await files.read(file)).toString();
  const reading = await inFile(file, () => readSnippet(client, version, text));
  return factsOf(reading?.meanings ?? []).endpoints;
}
