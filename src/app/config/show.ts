// `config show`: the snippet of one product, for files that exist or for those of a kit.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { findPrivateKey } from '../../formats/keys/private-key.js';
import { type GeneralName, withoutRepeats } from '../../pki/names/general-name.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { describePublicKey } from '../../pki/key/public-key.js';
import type { Crypto, Files, Random, Reporter, Templates } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Store } from '../../targets/descriptor/form.js';
import { renderSnippet } from '../../targets/snippet/snippet.js';
import type { ClientAuthentication } from '../../targets/descriptor/form.js';
import {
  formatStackVersion,
  NEWEST_STACK_VERSION,
  parseStackVersion,
  type StackVersion,
} from '../../targets/stack-version.js';
import { refuseUnable } from '../../targets/descriptor/refusal.js';
import {
  findEnds,
  pairOf,
  existsIn,
  pairsOf,
  readableSince,
  readsStore,
  requireExists,
  type Target,
  trustFormOf,
} from '../../targets/target.js';
import { decodeCertificates } from '../../formats/containers/certificate-file.js';
import { parseCertificateName } from '../reading/names.js';
import { checkGivenKeyIsRead, type Consumers } from '../making/consumers.js';
import { inFile } from '../reading/in-file.js';
import { installFolder, pemValues, storeValues } from '../writing/installed-files.js';
import { checkReadByJvm } from '../making/jvm-certificates.js';
import { loadRefusals, loadTargets } from '../reading/products.js';
import { pathIn, type WriteSummary } from '../writing/plan.js';
import { sayOfHosts } from '../kit/say-of-hosts.js';
import { MESSAGE_KEY_ENDING, readSecretsFile } from '../writing/secrets.js';
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
  /** The product at the other end, where the snippet depends on it; none: what the target is most often. */
  peer?: string;
  /** None: required. */
  clientAuthentication?: ClientAuthentication;
  /** What a client dials. */
  hosts: readonly GeneralName[];
  port?: number;
  installFolder?: string;
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
  requireExists(target, version);
  const store = request.store ?? (request.folder ? await storeIn(request.folder, ports) : 'pem');
  checkStore(store, target, version);
  if (target.role === 'client' && request.hosts.length === 0) {
    throw new TlsmithError('input-needed', `it is not said which server ${target.name} dials`, {
      answer: 'host',
    });
  }
  sayOfHosts(target, version, request.hosts, ports);
  const found = request.folder
    ? await lookInto(request.folder, store, request.name, { targets: [target], version }, ports)
    : { stem: parseCertificateName(request.name ?? target.name).stem, isEncrypted: false };
  const snippet = snippetOf({ port, ...request, store }, target, version, found);
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

function checkStore(store: Store, target: Target, version: StackVersion): void {
  if (readsStore(target, version, store)) return;
  const since = readableSince(
    (later) => existsIn(target, later) && readsStore(target, later, store),
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

interface FoundFiles {
  stem: string;
  isEncrypted: boolean;
  /** With which the messages themselves are encrypted, if they are. */
  messageKeyVariable?: string;
}

function snippetOf(
  request: ShowConfigRequest & { store: Store; port: number },
  target: Target,
  version: StackVersion,
  found: FoundFiles,
): string {
  const { stem } = found;
  const folder = installFolder(target, stem, request.installFolder);
  const values =
    request.store === 'pkcs12'
      ? storeValues(stem, folder, trustFormOf(target, version, 'pkcs12'))
      : pemValues(stem, folder, found.isEncrypted);
  return renderSnippet(target, version, {
    hosts: withoutRepeats(request.hosts).map(({ value }) => value),
    port: request.port,
    ...(found.messageKeyVariable !== undefined && {
      messageEncryption: { keyVariable: found.messageKeyVariable, installFolder: folder },
    }),
    ...(request.clientAuthentication && { clientAuthentication: request.clientAuthentication }),
    ...values,
  });
}

/** What the folder holds decides: the stem, and whether the key is encrypted; a key that the product can't load is refused. */
async function lookInto(
  folder: string,
  store: Store,
  name: string | undefined,
  consumers: Consumers,
  ports: ShowConfigPorts,
): Promise<FoundFiles> {
  const [target] = consumers.targets as [Target];
  if (store === 'pkcs12') return lookIntoStores(folder, name, consumers, ports);
  const { files } = ports;
  const stem = name === undefined ? await onlyStem(folder, files) : parseCertificateName(name).stem;
  const keyPath = pathIn(folder, `${stem}.key`);
  const keyBytes = await files.read(keyPath);
  const key = await inFile(keyPath, () => findPrivateKey(keyBytes));
  if (key.container === 'pkcs1' || key.container === 'sec1') {
    throw new TlsmithError(
      'consumer-cannot-read',
      `${quote(keyPath)} is a traditional key (${key.container === 'pkcs1' ? 'PKCS#1' : 'SEC1'}); ${target.name} needs PKCS#8`,
      { path: keyPath, consumer: target.name, found: key.container, possible: ['pkcs8'] },
    );
  }
  const certificatePath = pathIn(folder, `${stem}.crt`);
  const bytes = await files.read(certificatePath);
  const chain = await inFile(certificatePath, () => decodeCertificates(bytes));
  const [certificate] = chain;
  if (certificate.basicConstraints?.ca) {
    throw new TlsmithError(
      'input-wrong-kind',
      `${quote(certificatePath)} is the certificate of a CA, whose key belongs on no host`,
      { path: certificatePath, expected: "a host's folder" },
    );
  }
  checkReadByJvm([...chain, ...(await anchorsIn(folder, files))], consumers);
  const publicKey = describePublicKey(certificate.subjectPublicKeyInfo);
  checkGivenKeyIsRead(publicKey, consumers, [key.container]);
  return { stem, isEncrypted: key.isEncrypted, ...(await lookIntoSecrets(folder, target, ports)) };
}

/** `ca.crt` beside the certificate, where it is there: what it lacks is said elsewhere. */
async function anchorsIn(folder: string, files: Files): Promise<readonly Certificate[]> {
  const path = pathIn(folder, 'ca.crt');
  const bytes = await files.readIfPresent(path);
  return bytes ? inFile(path, () => decodeCertificates(bytes)) : [];
}

/** What the secrets of the folder say of its snippet: a file without the message key would send in the clear. */
async function lookIntoSecrets(
  folder: string,
  { descriptor }: Target,
  { files, reporter }: ShowConfigPorts,
): Promise<Pick<FoundFiles, 'messageKeyVariable'>> {
  const names = [...(await readSecretsFile(folder, files)).keys()];
  if (names.some((name) => name.endsWith('_USER_PASSWORD'))) {
    reporter.warn(
      'the folder has a password for a user, whose name stands in its own snippet only',
    );
  }
  const key = names.find((name) => name.endsWith(MESSAGE_KEY_ENDING));
  return key !== undefined && descriptor.encryptsMessages ? { messageKeyVariable: key } : {};
}

/** Stores are looked for, not opened: the snippet needs no secret. */
async function lookIntoStores(
  folder: string,
  name: string | undefined,
  { targets, version }: Consumers,
  { files }: ShowConfigPorts,
): Promise<FoundFiles> {
  const [target] = targets as [Target];
  const trust = trustFormOf(target, version, 'pkcs12') === 'pkcs12' ? 'truststore.p12' : 'ca.crt';
  for (const file of ['keystore.p12', trust]) await files.read(pathIn(folder, file));
  const last = basename(files.absolute(folder));
  return { stem: parseCertificateName(name ?? last).stem, isEncrypted: true };
}

/** A folder of stores has no key file. */
async function storeIn(folder: string, { files }: ShowConfigPorts): Promise<Store> {
  const names = await files.list(folder);
  const hasKey = names.some((name) => name.endsWith('.key'));
  return !hasKey && names.includes('keystore.p12') ? 'pkcs12' : 'pem';
}

async function onlyStem(folder: string, files: Files): Promise<string> {
  const keys = (await files.list(folder)).filter((file) => file.endsWith('.key'));
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) return only.slice(0, -'.key'.length);
  throw new TlsmithError(
    keys.length === 0 ? 'input-wrong-kind' : 'input-needed',
    keys.length === 0
      ? `${quote(folder)} holds no private key, so it is no host's folder`
      : `${quote(folder)} holds ${keys.length} keys, and it is not said which one is meant`,
    { path: folder, answer: 'name' },
  );
}
