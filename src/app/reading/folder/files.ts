// Which files of a host's folder are what: by its snippet, or by their usual names.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import type { Files } from '../../../ports.js';
import { quote } from '../../../quote.js';
import type { Store } from '../../../targets/descriptor/form.js';
import type { HostFileNames } from '../../../targets/host-folder.js';
import type { SnippetFacts } from '../../../targets/snippet/values.js';

/** Ends the name of a key whose certificate a CA elsewhere has not made yet: no host's own. */
export const WAITING_KEY = '.renewal.key';

/** The files of a folder by what they are for, and where they will live. */
export interface FolderFiles {
  names: HostFileNames;
  /** All files of trust anchors; `names` has the first. */
  trust: readonly string[];
  installFolder: string | undefined;
}

/** In the folder they stand side by side, wherever they are to live. */
export function filesNamedIn(facts: SnippetFacts): FolderFiles {
  const { certificate, privateKey, keyStore, trustStore, trustAnchors } = facts;
  const [some] = [certificate, keyStore, privateKey, trustStore, ...trustAnchors].filter(
    (path) => path !== undefined,
  );
  const trust = trustStore === undefined ? trustAnchors.map((path) => basename(path)) : [];
  const named = {
    ...(keyStore === undefined ? { certificate, key: privateKey } : { 'key-store': keyStore }),
    ...(trustStore === undefined ? { trust: trustAnchors[0] } : { 'trust-store': trustStore }),
  };
  return {
    names: Object.fromEntries(
      Object.entries(named).flatMap(([kind, path]) =>
        path === undefined ? [] : [[kind, basename(path)]],
      ),
    ),
    trust,
    installFolder: some === undefined ? undefined : dirname(some),
  };
}

export interface UsualFilesRequest {
  folder: string;
  /** The name of the certificate's file, and which form is meant, where there is more than one. */
  stem?: string | undefined;
  store?: Store | undefined;
}

/**
 * NAME.crt beside NAME.key, or keystore.p12; ca.crt or truststore.p12. Throws `input-wrong-kind`
 * for no key, or several.
 */
export async function usualFiles(
  { folder, stem, store }: UsualFilesRequest,
  files: Files,
): Promise<FolderFiles> {
  const present = await files.list(folder);
  // One that waits for its certificate is not in use yet.
  const keys = present.filter((name) => name.endsWith('.key') && !name.endsWith(WAITING_KEY));
  const [key, ...otherKeys] = stem === undefined ? keys : [`${stem}.key`];
  const hasStore = store === undefined ? key === undefined : store === 'pkcs12';
  if (!hasStore && otherKeys.length > 0) throw noHost(folder, 'holds more than one private key');
  if (hasStore ? !present.includes('keystore.p12') : key === undefined) {
    throw noHost(folder, 'holds no private key');
  }
  const trust = TRUST_FILES.find(({ name }) => present.includes(name));
  return {
    names: {
      ...(hasStore || key === undefined
        ? { 'key-store': 'keystore.p12' }
        : { certificate: `${key.slice(0, -'.key'.length)}.crt`, key }),
      ...(trust && { [trust.kind]: trust.name }),
    },
    trust: trust?.kind === 'trust' ? [trust.name] : [],
    installFolder: undefined,
  };
}

const TRUST_FILES = [
  { kind: 'trust', name: 'ca.crt' },
  { kind: 'trust-store', name: 'truststore.p12' },
] as const;

/** Throws `input-wrong-kind` for what stands there and is no folder; what is absent is said later. */
export async function requireFolder(
  folder: string,
  files: Pick<Files, 'kindBehind'>,
): Promise<void> {
  const kind = await files.kindBehind(folder);
  if (kind === 'file') throw noHost(folder, 'is a file');
  if (kind === 'other') throw noHost(folder, 'is no folder');
}

export function noHost(folder: string, why: string): TlsmithError {
  return new TlsmithError(
    'input-wrong-kind',
    `${quote(folder)} ${why}, so it is no host's folder`,
    { path: folder },
  );
}
