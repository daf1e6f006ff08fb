// A host's folder read back as its product would read it: the snippet says which files, secrets.env opens them.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { decodeCertificates } from '../../formats/containers/certificate-file.js';
import { decodeStore } from '../../formats/pkcs12/decode.js';
import { findPrivateKey, openPrivateKey } from '../../formats/keys/private-key.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Crypto, Files } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Meaning } from '../../targets/descriptor/form.js';
import { factsOf, type SnippetFacts } from '../../targets/snippet/values.js';
import { readSnippet, type SnippetReading } from '../../targets/snippet/snippet.js';
import type { StackVersion } from '../../targets/stack-version.js';
import type { Target } from '../../targets/target.js';
import { inFile } from './in-file.js';
import { MESSAGE_KEY_ENDING, readSecretsFile, type SecretPurpose } from '../writing/secrets.js';

export interface HostFolder {
  /** The last part of its path. */
  name: string;
  facts: SnippetFacts;
  /** End-entity certificate first. */
  chain: readonly Certificate[];
  privateKeyInfo: Uint8Array;
  trustAnchors: readonly Certificate[];
  userPassword: string | undefined;
  /** With which the messages themselves are encrypted. */
  messageKey: string | undefined;
}

export type FolderPorts = { files: Files; crypto: Crypto };

/** Throws `input-*`, `password-*`; `input-wrong-kind` where the snippet does not name what it has to. */
export async function readHostFolder(
  target: Target,
  path: string,
  version: StackVersion,
  ports: FolderPorts,
): Promise<HostFolder> {
  const facts = await readFacts(target, path, version, ports.files);
  const secrets = await readSecrets(path, target, ports.files);
  return {
    name: basename(path),
    facts,
    ...(await readIdentity(path, facts, secrets, ports)),
    trustAnchors: await readTrust(path, facts, secrets, ports),
    userPassword: secrets.named(facts.userPasswordVariable),
    messageKey: secrets.messageKey,
  };
}

/** Of what a host needs what its snippet does not name. */
export function lackingOf({
  keyStore,
  certificate,
  privateKey,
  trustStore,
  trustAnchors,
}: SnippetFacts): Meaning[] {
  const hasStore = keyStore !== undefined;
  return [
    ...(hasStore || certificate !== undefined ? [] : (['certificate'] as const)),
    ...(hasStore || privateKey !== undefined ? [] : (['private-key'] as const)),
    ...(trustStore !== undefined || trustAnchors.length > 0 ? [] : (['trust-anchors'] as const)),
  ];
}

/** The part of a host's folder that a snippet which leaves something out does name. Throws as `readHostFolder`. */
export async function readNamedParts(
  target: Target,
  path: string,
  facts: SnippetFacts,
  ports: FolderPorts,
): Promise<Partial<Pick<HostFolder, 'chain' | 'privateKeyInfo' | 'trustAnchors'>>> {
  const lacks = lackingOf(facts);
  const secrets = await readSecrets(path, target, ports.files);
  const hasIdentity = !lacks.includes('certificate') && !lacks.includes('private-key');
  return {
    ...(hasIdentity && (await readIdentity(path, facts, secrets, ports))),
    ...(!lacks.includes('trust-anchors') && {
      trustAnchors: await readTrust(path, facts, secrets, ports),
    }),
  };
}

/** The snippet that a kit has put into the folder; undefined where its file says nothing of the product. */
export async function readOwnSnippet(
  target: Target,
  path: string,
  version: StackVersion,
  files: Files,
): Promise<SnippetReading | undefined> {
  const file = `${path}/${target.snippetFile}`;
  const text = Buffer.from(await files.read(file)).toString();
  return inFile(file, () => readSnippet(target, version, text));
}

/** What the snippet in the folder says; settings of other versions count too, since a kit may be older than the call. */
export async function readFacts(
  target: Target,
  path: string,
  version: StackVersion,
  files: Files,
): Promise<SnippetFacts> {
  const reading = await readOwnSnippet(target, path, version, files);
  return factsOf([...(reading?.outdated ?? []), ...(reading?.meanings ?? [])]);
}

/** What `secrets.env` holds. */
interface Secrets {
  /** By the variable that the snippet names. */
  named(variable: string | undefined): string | undefined;
  /** The same; where the product looks into its own keystore, and the snippet names nothing, by what it opens. */
  opening(variable: string | undefined, what: SecretPurpose): string | undefined;
  messageKey: string | undefined;
}

async function readSecrets(path: string, target: Target, files: Files): Promise<Secrets> {
  const values = await readSecretsFile(path, files);
  const ending = (end: string) => [...values].find(([name]) => name.endsWith(end))?.[1];
  const hasKeystore = target.descriptor.settings.some(({ form }) => form === 'secure');
  return {
    named: (variable) => values.get(variable ?? ''),
    opening: (variable, what) =>
      variable === undefined && hasKeystore
        ? ending(`_${what}_PASSWORD`)
        : values.get(variable ?? ''),
    messageKey: ending(MESSAGE_KEY_ENDING),
  };
}

async function readIdentity(
  path: string,
  facts: SnippetFacts,
  secrets: Secrets,
  ports: FolderPorts,
): Promise<{ chain: readonly Certificate[]; privateKeyInfo: Uint8Array }> {
  if (facts.keyStore !== undefined) {
    const password = secrets.opening(facts.keyStorePasswordVariable, 'KEYSTORE');
    return readInstalled(path, facts.keyStore, ports.files, async (bytes) => {
      const [key] = (await decodeStore(bytes, password, ports)).keys;
      if (key) return key;
      throw new TlsmithError('input-wrong-kind', (it) => `${it} holds no private key`);
    });
  }
  const chain = await readInstalled(path, facts.certificate, ports.files, decodeCertificates);
  const password = secrets.opening(facts.privateKeyPasswordVariable, 'KEY');
  const privateKeyInfo = await readInstalled(path, facts.privateKey, ports.files, (bytes) =>
    openPrivateKey(findPrivateKey(bytes), password, ports.crypto),
  );
  return { chain, privateKeyInfo };
}

async function readTrust(
  path: string,
  facts: SnippetFacts,
  secrets: Secrets,
  ports: FolderPorts,
): Promise<readonly Certificate[]> {
  if (facts.trustStore === undefined) {
    return readInstalled(path, facts.trustAnchors[0], ports.files, decodeCertificates);
  }
  const password = secrets.opening(facts.trustStorePasswordVariable, 'TRUSTSTORE');
  return readInstalled(path, facts.trustStore, ports.files, async (bytes) => {
    const { certificates } = await decodeStore(bytes, password, ports);
    // What a JVM would ignore is no trust anchor.
    return certificates
      .filter(({ isTrustedByJava }) => isTrustedByJava)
      .map(({ certificate }) => certificate);
  });
}

/** The file that the snippet names, which in the kit stands in the folder itself. */
async function readInstalled<T>(
  path: string,
  installed: string | undefined,
  files: Files,
  decode: (bytes: Uint8Array) => T | Promise<T>,
): Promise<T> {
  if (installed === undefined) {
    throw new TlsmithError(
      'input-wrong-kind',
      `the snippet in ${quote(path)} does not name all files of the link`,
      { path },
    );
  }
  const file = `${path}/${basename(installed)}`;
  const bytes = await files.read(file);
  return inFile(file, () => decode(bytes));
}
