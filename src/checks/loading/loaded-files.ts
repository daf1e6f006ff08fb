// What a product is to load, as far as it is at hand: its key, its certificates, and whom it
// trusts. For the rules of this floor.
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { Chain, FileContainer, KeySource, Source } from '../../pki/certificate/identity.js';
import { type FoundHostFolder, type FoundTrust, secretFor } from '../../targets/host-folder.js';
import type { ProductRelease } from '../../targets/target.js';
import { formatStackVersion } from '../../targets/stack-version.js';
import { LOADERS, type Loader } from './loaders.js';

/** What stands in files and no product loads as key or certificate. */
export type UnloadedKind = 'certification-request' | 'public-key' | 'crl';

export interface LoadedFiles {
  key?:
    | {
        source: KeySource;
        /**
         * SubjectPublicKeyInfo, of the certificate beside it where the key itself is locked;
         * undefined where neither says it.
         */
        publicKey: Uint8Array | undefined;
        /** Whether the product is told a password for it; undefined where nobody knows. */
        hasPassword: boolean | undefined;
        /** Whether it may be told by a file; else by what its snippets can say alone. */
        takesKeyPassword?: boolean | undefined;
      }
    | undefined;
  certificates?: { source: Source; presented: Chain; own: Certificate } | undefined;
  trust?: FoundTrust | undefined;
  /** A file that holds nothing of that. */
  unloaded?: { path: string; kind: UnloadedKind } | undefined;
}

export function loadedFilesOf(host: FoundHostFolder): LoadedFiles {
  const { identity, trust, ends } = host;
  if (!identity) return { trust };
  const { keySource, certificateSource, publicKey, presented, chain } = identity;
  return {
    key: {
      source: keySource,
      publicKey: publicKey ?? presented[0].subjectPublicKeyInfo,
      // Without a snippet nobody says what the product is told.
      hasPassword: ends.length === 0 ? undefined : secretFor(host, 'key') !== undefined,
      takesKeyPassword: host.takesKeyPassword,
    },
    certificates: { source: certificateSource, presented, own: chain[0] },
    trust,
  };
}

/**
 * Of a file that is about to be written, or of one in which nothing departs from what products
 * read.
 */
export function plainSource(path: string, container: FileContainer): Source {
  return { path, container, hasByteOrderMark: false, notes: [] };
}

/** A key with its chain in one store. */
export function storedIdentity(
  source: Source,
  presented: Chain,
  isInTheClear: boolean | undefined = false,
): LoadedFiles {
  const [own] = presented;
  return {
    key: {
      source: { ...source, form: 'store', encryption: undefined, before: [], isInTheClear },
      publicKey: own.subjectPublicKeyInfo,
      hasPassword: undefined,
    },
    certificates: { source, presented, own },
  };
}

/** Undefined for a product whose reader nobody has looked at. */
export function loaderOf({ target }: ProductRelease): Loader | undefined {
  const { loader } = target.descriptor;
  return loader && LOADERS[loader];
}

/** Of a store that Java alone reads, and JCEKS no product of it. */
export function isJavaContainer(container: FileContainer): boolean {
  return container === 'jks' || container === 'jceks';
}

export function isStored({ container }: Source): boolean {
  return container === 'store' || isJavaContainer(container);
}

/** `logstash (stack 9.5)`. */
export function nameOf({ target, version }: ProductRelease): string {
  return `${target.name} (stack ${formatStackVersion(version)})`;
}
