// A host's folder before its files are read: which of them is what, and what opens them.
import type { Files } from '../../../ports.js';
import { secretFor } from '../../../targets/host-folder.js';
import { purposeOf, type Secret, type SecretPurpose } from '../../../targets/secret.js';
import type { SnippetFacts } from '../../../targets/snippet/values.js';
import type { ProductRelease } from '../../../targets/target.js';
import type { PasswordSource } from '../key/passwords.js';
import type { KeyChoice, StorePorts } from '../key/store.js';
import {
  type FolderFiles,
  filesNamedIn,
  requireFolder,
  usualFiles,
  type UsualFilesRequest,
} from './files.js';
import type { KnownPasswords } from './installed.js';
import { sayUnfinished } from './journal.js';
import { readFacts } from './own-snippet.js';
import { readSecretsFile } from './secrets.js';

/** Without a snippet the usual names of the files count. */
export interface FolderRequest extends UsualFilesRequest {
  /**
   * Whose snippets stand there, that of the link first; none: the usual names of the files count.
   */
  releases: readonly ProductRelease[];
  /** Opens what `secrets.env` does not. */
  password?: PasswordSource | undefined;
  /** Whether what is encrypted may stay so: then nobody is asked for a password. */
  mayStayLocked?: boolean | undefined;
  /** Which key of a store is meant; none: a product asks nobody. */
  choice?: KeyChoice | undefined;
}

export type FolderPorts = StorePorts;

export interface FolderOpening {
  request: FolderRequest;
  /** What the snippets say, in the order of the releases. */
  facts: readonly SnippetFacts[];
  files: FolderFiles;
  secrets: readonly Secret[];
}

/** Throws `input-*`; `input-wrong-kind` for what is no folder of a host. */
export async function openFolder(
  request: FolderRequest,
  ports: FolderPorts,
): Promise<FolderOpening> {
  const { files: reading } = ports;
  const { folder, releases } = request;
  await requireFolder(folder, reading);
  await sayUnfinished(folder, ports);
  const facts: SnippetFacts[] = [];
  for (const release of releases) facts.push(await readFacts(release, folder, reading));
  const [first] = facts;
  const files = first ? filesNamedIn(first) : await usualFiles(request, reading);
  const secrets = await secretsOf(folder, releases[0], first, reading);
  return { request, facts, files, secrets };
}

/**
 * By the variables that the snippet names; without a snippet, and for what only the product's own
 * keystore has, by what they are called.
 */
async function secretsOf(
  folder: string,
  release: ProductRelease | undefined,
  facts: SnippetFacts | undefined,
  files: Files,
): Promise<Secret[]> {
  const values = await readSecretsFile(folder, files);
  const hasKeystore = release?.target.descriptor.settings.some(({ form }) => form === 'secure');
  const isByName = facts === undefined || hasKeystore === true;
  const called = (purpose: SecretPurpose) =>
    [...values.keys()].find((variable) => purposeOf(variable) === purpose);
  return PURPOSES.flatMap((purpose): Secret[] => {
    const named = facts && variableIn(facts, purpose);
    // A script opens the messages, and the snippet need not say with what.
    const variable = named ?? (isByName || purpose === 'messageKey' ? called(purpose) : undefined);
    return variable === undefined ? [] : [{ purpose, variable, text: values.get(variable) }];
  });
}

const PURPOSES: readonly SecretPurpose[] = ['key', 'keyStore', 'trustStore', 'user', 'messageKey'];

function variableIn(facts: SnippetFacts, purpose: SecretPurpose): string | undefined {
  const variables: Readonly<Record<SecretPurpose, string | undefined>> = {
    key: facts.privateKeyPasswordVariable,
    keyStore: facts.keyStorePasswordVariable,
    trustStore: facts.trustStorePasswordVariable,
    user: facts.userPasswordVariable,
    messageKey: facts.messageKeyVariable,
  };
  return variables[purpose];
}

export function passwordsFor(
  { request, secrets }: FolderOpening,
  purpose: SecretPurpose,
): KnownPasswords {
  const { password, mayStayLocked } = request;
  return { known: secretFor({ secrets }, purpose)?.text, source: password, mayStayLocked };
}
