// `config show`: the snippet of one product, for files that exist or for those of a kit.
import { TlsmithError } from '../../errors.js';
import { type GeneralName, withoutRepeats } from '../../pki/names/general-name.js';
import type { Crypto, Files, Prompter, Random, Reporter, Templates } from '../../ports.js';
import type { Store } from '../../targets/descriptor/form.js';
import { formOf, secretFor } from '../../targets/host-folder.js';
import {
  existsIn,
  findEnds,
  pairOf,
  pairsOf,
  type ProductRelease,
  readableSince,
  readsStore,
  requireExists,
  type Target,
} from '../../targets/target.js';
import { type SecretPurpose, variableOf } from '../../targets/secret.js';
import { renderSnippet, type SnippetValues } from '../../targets/snippet/snippet.js';
import type { ClientAuthentication } from '../../targets/descriptor/form.js';
import {
  formatStackVersion,
  NEWEST_STACK_VERSION,
  parseStackVersion,
  type StackVersion,
} from '../../targets/stack-version.js';
import { refuseUnable } from '../../targets/descriptor/refusal.js';
import { requireFolder } from '../reading/folder/files.js';
import { parseCertificateName } from '../reading/names.js';
import { lookInto, type NamedFiles, requireNamedFiles, storeIn } from './existing-files.js';
import { installedFiles, installFolder } from '../writing/installed-files.js';
import { loadRefusals, loadTargets } from '../reading/products.js';
import { type WriteSummary } from '../writing/plan.js';
import { sayOfHosts } from '../making/say-of-hosts.js';
import { writeOutputFile } from '../writing/output-file.js';

export interface ShowConfigRequest {
  target: string;
  stack?: string;
  /** None: what the folder holds, or PEM files. */
  store?: Store;
  /** A host's folder; none: the names of a kit. */
  folder?: string;
  /** File stem; none: the one in the folder, or the target's name. */
  name?: string;
  /**
   * The product at the other end, where the snippet depends on it; none: what the target is most
   * often.
   */
  peer?: string;
  /** None: required. */
  clientAuthentication?: ClientAuthentication;
  /** What a client dials. */
  hosts: readonly GeneralName[];
  port?: number;
  installFolder?: string;
  /** The CRL on the product's host; none: it asks none. */
  crl?: string;
  /** A file to write into; none: the text is the answer. */
  out?: string;
  force: boolean;
  dryRun: boolean;
}

export interface ConfigSummary extends WriteSummary {
  target: string;
  stack: string;
  /** The file that the snippet is to be merged into. */
  configFile: string;
  snippet: string;
}

export interface ShowConfigPorts {
  files: Files;
  crypto: Crypto;
  random: Random;
  reporter: Reporter;
  prompter: Prompter;
  templates: Templates;
}

export async function showConfig(
  request: ShowConfigRequest,
  ports: ShowConfigPorts,
): Promise<ConfigSummary> {
  const { version, warning } =
    request.stack !== undefined
      ? parseStackVersion(request.stack)
      : { version: NEWEST_STACK_VERSION, warning: undefined };
  if (warning) ports.reporter.warn(warning);
  const { target, port } = await findEnd(request, version, ports.templates);
  requireExists({ target, version });
  if (request.folder) await requireFolder(request.folder, ports.files);
  const store =
    request.store ?? (request.folder ? await storeIn(request.folder, ports.files) : 'pem');
  checkStore(store, { target, version });
  if (target.role === 'client' && request.hosts.length === 0) {
    throw new TlsmithError('input-needed', `it is not said which server ${target.name} dials`, {
      answer: 'host',
    });
  }
  sayOfHosts({ target, version }, request.hosts, ports);
  const release = { target, version };
  const crl = request.crl === undefined ? undefined : await crlOf(target, request.crl, ports);
  const named = request.folder
    ? await lookInto({ folder: request.folder, store, name: request.name, release }, ports)
    : kitFiles(release, store, parseCertificateName(request.name ?? target.name).stem);
  const snippet = snippetOf({ port, ...request, crl }, release, named);
  if (request.folder) await requireNamedFiles(request.folder, { snippet, release }, ports.files);
  const { out, force, dryRun } = request;
  const file = { bytes: new TextEncoder().encode(snippet), kind: 'snippet' as const };
  const files = out ? await writeOutputFile({ out, force, dryRun, inputs: [] }, file, ports) : [];
  return {
    target: target.name,
    stack: formatStackVersion(version),
    configFile: target.configFile,
    snippet,
    files,
    certificates: [],
    ...(request.dryRun && { dryRun: true }),
  };
}

/** Few ask for one. */
async function crlOf(target: Target, file: string, { reporter }: ShowConfigPorts) {
  const { crlSetting } = await import('./crl.js');
  return crlSetting(target, file, reporter);
}

/** As a kit has them: stores with passwords, keys without. */
function kitFiles(release: ProductRelease, store: Store, stem: string): NamedFiles {
  return { stem, form: formOf(release, store, { stem, hasPassword: false }), secrets: [] };
}

/** The product in the role that it has towards its peer, and the port between them. */
async function findEnd(
  { target: name, peer }: ShowConfigRequest,
  version: StackVersion,
  templates: Templates,
): Promise<{ target: Target; port: number }> {
  const targets = await loadTargets(templates);
  const refusals = await loadRefusals(templates);
  refuseUnable(refusals, name, version, peer);
  const ends = findEnds(targets, name);
  if (peer === undefined) return { target: ends[0], port: ends[0].defaultPort };
  const peers = findEnds(targets, peer);
  const dialling = pairOf(ends, peers);
  if (dialling) return { target: dialling.client, port: dialling.server.defaultPort };
  const listening = pairOf(peers, ends)?.server;
  if (listening) return { target: listening, port: listening.defaultPort };
  const possible = [
    ...new Set(
      pairsOf(await loadTargets(templates))
        .filter(({ client, server }) => [client.name, server.name].includes(name))
        .map(({ client, server }) => (client.name === name ? server.name : client.name)),
    ),
  ];
  throw new TlsmithError(
    'pair-unknown',
    `${name} and ${peer} have no link; ${name} has one with ${possible.join(', ')}`,
    { target: name, peer, possible },
  );
}

function checkStore(store: Store, { target, version }: ProductRelease): void {
  if (readsStore({ target, version }, store)) return;
  const since = readableSince(
    (later) =>
      existsIn({ target, version: later }) && readsStore({ target, version: later }, store),
  );
  const later = since ? ` before ${formatStackVersion(since)}` : '';
  const [unread, other, read] =
    store === 'pem'
      ? ['its key from no PEM file', 'pkcs12', 'PKCS#12 stores']
      : ['no PKCS#12 store', 'pem', 'PEM files'];
  throw new TlsmithError(
    'consumer-cannot-read',
    `${target.name} (stack ${formatStackVersion(version)}) reads ${unread}${later}; it reads ${read}`,
    { consumer: target.name, found: store, possible: [other] },
  );
}

function snippetOf(
  request: Omit<ShowConfigRequest, 'crl'> & { port: number } & Pick<SnippetValues, 'crl'>,
  release: ProductRelease,
  { stem, form, secrets }: NamedFiles,
): string {
  const { target, version } = release;
  const folder = installFolder(target, stem, request.installFolder);
  const variableFor = (purpose: SecretPurpose) =>
    secretFor({ secrets }, purpose)?.variable ?? variableOf(stem, purpose);
  const messageKey = target.descriptor.encryptsMessages && secretFor({ secrets }, 'messageKey');
  return renderSnippet(
    { target, version },
    {
      hosts: withoutRepeats(request.hosts).map(({ value }) => value),
      port: request.port,
      // A file without the message key would send in the clear.
      messageEncryption: messageKey
        ? { keyVariable: messageKey.variable, installFolder: folder }
        : undefined,
      clientAuthentication: request.clientAuthentication,
      crl: request.crl,
      ...installedFiles(form, folder, variableFor),
    },
  );
}
