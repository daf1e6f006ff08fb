// `config show`: the snippet of one product, for files that exist or for those of a kit.
import { TlsmithError } from '../errors.js';
import { findPrivateKey } from '../formats/private-key.js';
import type { GeneralName } from '../pki/general-name.js';
import { describePublicKey, keyTypeOf } from '../pki/public-key.js';
import type { Crypto, Files, Random, Reporter, Templates } from '../ports.js';
import { quote } from '../quote.js';
import { renderSnippet } from '../targets/snippet.js';
import {
  formatStackVersion,
  NEWEST_STACK_VERSION,
  parseStackVersion,
  type StackVersion,
} from '../targets/stack-version.js';
import { findTarget, readsStore, type Target } from '../targets/target.js';
import { decodeCertificates } from '../formats/certificate-file.js';
import { parseCertificateName } from './certificate-name.js';
import { checkKeyIsRead } from './consumers.js';
import { inFile } from './in-file.js';
import { loadTargets } from './load-targets.js';
import { pathIn, textFile, type WriteSummary } from './plan.js';
import { secretVariable } from './secrets-file.js';
import { writeFiles } from './write-files.js';

export interface ShowConfigRequest {
  target: string;
  stack?: string;
  store: 'pem' | 'pkcs12';
  /** A host's folder; none: the names of a kit. */
  folder?: string;
  /** File stem; none: the one in the folder, or the target's name. */
  name?: string;
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
  const target = findTarget(await loadTargets(ports.templates), request.target);
  const { version, warning } = request.stack
    ? parseStackVersion(request.stack)
    : { version: NEWEST_STACK_VERSION, warning: undefined };
  if (warning) ports.reporter.warn(warning);
  checkStore(request.store, target, version);
  if (target.role === 'client' && request.hosts.length === 0) {
    throw new TlsmithError('input-needed', `it is not said which server ${target.name} dials`, {
      answer: 'host',
    });
  }
  const found = request.folder
    ? await lookInto(request.folder, request.name, target, version, ports)
    : { stem: parseCertificateName(request.name ?? target.name).stem, isEncrypted: false };
  const snippet = snippetOf(request, target, version, found);
  const { files } = await writeOut(request, snippet, ports);
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

function checkStore(store: 'pem' | 'pkcs12', target: Target, version: StackVersion): void {
  if (store === 'pem' || readsStore(target, version, 'pkcs12')) return;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${target.name} (stack ${formatStackVersion(version)}) reads no PKCS#12 store; it reads PEM files`,
    { consumer: target.name, found: 'pkcs12', possible: ['pem'] },
  );
}

interface FoundFiles {
  stem: string;
  isEncrypted: boolean;
}

function snippetOf(
  request: ShowConfigRequest,
  target: Target,
  version: StackVersion,
  { stem, isEncrypted }: FoundFiles,
): string {
  const folder = (request.installFolder ?? target.installFolder).replace(/(?<=.)\/+$/, '');
  return renderSnippet(target, version, {
    hosts: request.hosts.map(({ value }) => value),
    port: request.port ?? target.defaultPort,
    certificate: `${folder}/${stem}.crt`,
    privateKey: `${folder}/${stem}.key`,
    trustAnchors: `${folder}/ca.crt`,
    ...(isEncrypted && { privateKeyPasswordVariable: secretVariable(stem, 'KEY') }),
  });
}

/** What the folder holds decides: the stem, and whether the key is encrypted; a key that the product can't load is refused. */
async function lookInto(
  folder: string,
  name: string | undefined,
  target: Target,
  version: StackVersion,
  { files }: ShowConfigPorts,
): Promise<FoundFiles> {
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
  const [certificate] = await inFile(certificatePath, () => decodeCertificates(bytes));
  const keyType = keyTypeOf(describePublicKey(certificate.subjectPublicKeyInfo));
  if (keyType) checkKeyIsRead(keyType, { targets: [target], version }, key.isEncrypted);
  return { stem, isEncrypted: key.isEncrypted };
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

async function writeOut(
  request: ShowConfigRequest,
  snippet: string,
  ports: ShowConfigPorts,
): Promise<Pick<WriteSummary, 'files'>> {
  if (request.out === undefined) return { files: [] };
  const at = request.out.lastIndexOf('/');
  const folder = at === -1 ? '.' : request.out.slice(0, at) || '/';
  const files = await writeFiles(
    {
      folder,
      files: [textFile(request.out.slice(at + 1), snippet, 'snippet')],
      force: request.force,
      dryRun: request.dryRun,
      inputs: [],
    },
    ports,
  );
  return { files: files.map((file) => ({ ...file, path: request.out as string })) };
}
