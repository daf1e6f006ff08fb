// The files that a snippet is to name where a folder holds them: what it holds decides.
import { basename } from 'node:path/posix';
import { loadedFilesOf } from '../../checks/loading/loaded-files.js';
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import type { Crypto, Files, Reporter } from '../../ports.js';
import { quote } from '../../quote.js';
import type { Store } from '../../targets/descriptor/form.js';
import {
  type FoundHostFolder,
  formOf,
  type HostForm,
  secretFor,
} from '../../targets/host-folder.js';
import type { NamedSecret } from '../../targets/secret.js';
import type { ProductRelease } from '../../targets/target.js';
import { readSnippet } from '../../targets/snippet/snippet.js';
import { factsOf } from '../../targets/snippet/values.js';
import { requireLoadable } from '../making/loadable.js';
import { filesNamedIn, noHost } from '../reading/folder/files.js';
import { readHostFolder } from '../reading/folder/host-folder.js';
import type { FolderPorts } from '../reading/folder/opening.js';
import { requireNoAuthority } from '../reading/folder/no-authority.js';
import { parseCertificateName } from '../reading/names.js';

/** What the snippet is to name: files that exist, or those of a kit. */
export interface NamedFiles {
  stem: string;
  form: HostForm;
  secrets: readonly NamedSecret[];
}

export interface ExistingFilesRequest {
  folder: string;
  store: Store;
  /** File stem; none: the one in the folder. */
  name: string | undefined;
  release: ProductRelease;
}

/**
 * The stem, and whether the key is encrypted; a key that the product can't load is refused. Throws
 * `input-*`, `consumer-cannot-read`, `key-mismatch`.
 */
export async function lookInto(
  request: ExistingFilesRequest,
  ports: FolderPorts,
): Promise<NamedFiles> {
  const { folder, store, release } = request;
  const stem = await stemIn(request, ports.files);
  const found = await readHostFolder(
    { folder, releases: [], store, stem, mayStayLocked: true },
    ports,
  );
  requireNoAuthority(found);
  checkLoading(found, release, ports);
  if (secretFor(found, 'user')) {
    ports.reporter.warn(
      'the folder has a password for a user, whose name stands in its own snippet only',
    );
  }
  const hasPassword = found.form.key !== 'pkcs8';
  return { stem, form: formOf(release, store, { stem, hasPassword }), secrets: found.secrets };
}

/**
 * Whatever the snippet names has to be in the folder. Stores are looked for, not opened: it needs
 * no secret. Throws `input-absent`.
 */
export async function requireNamedFiles(
  folder: string,
  { snippet, release }: { snippet: string; release: ProductRelease },
  files: Files,
): Promise<void> {
  const reading = await readSnippet(release, snippet);
  const { names, trust } = filesNamedIn(factsOf(reading?.meanings ?? []));
  for (const name of new Set([...Object.values(names), ...trust])) {
    await files.read(pathIn(folder, name));
  }
}

/** Throws `consumer-cannot-read` for what the product does not load; says what nobody has tried. */
function checkLoading(
  found: FoundHostFolder,
  release: ProductRelease,
  { reporter, crypto }: { reporter: Reporter; crypto: Crypto },
): void {
  requireLoadable(loadedFilesOf(found), [release], reporter);
  const { publicKey, keySource, chain } = found.identity ?? {};
  const [certificate] = chain ?? [];
  if (!certificate || !publicKey || !keySource) return;
  if (crypto.isSamePublicKey(publicKey, certificate.subjectPublicKeyInfo)) return;
  const subject = formatDistinguishedName(certificate.subject);
  throw new TlsmithError(
    'key-mismatch',
    `${quote(keySource.path)} is not the key of the certificate ${quote(subject)}`,
    { path: keySource.path, subject },
  );
}

/** A folder of stores has no key file. */
export async function storeIn(folder: string, files: Files): Promise<Store> {
  const names = await files.list(folder);
  const hasKey = names.some((name) => name.endsWith('.key'));
  return !hasKey && names.includes('keystore.p12') ? 'pkcs12' : 'pem';
}

/** A store says nothing of the name of its host. */
async function stemIn(
  { folder, store, name }: ExistingFilesRequest,
  files: Files,
): Promise<string> {
  if (name !== undefined) return parseCertificateName(name).stem;
  if (store === 'pem') return onlyStem(folder, files);
  return parseCertificateName(basename(files.absolute(folder))).stem;
}

async function onlyStem(folder: string, files: Files): Promise<string> {
  const keys = (await files.list(folder)).filter((file) => file.endsWith('.key'));
  const [only] = keys;
  if (keys.length === 1 && only !== undefined) return only.slice(0, -'.key'.length);
  if (keys.length === 0) throw noHost(folder, 'holds no private key');
  throw new TlsmithError(
    'input-needed',
    `${quote(folder)} holds ${keys.length} keys, and it is not said which one is meant`,
    { answer: 'name' },
  );
}
