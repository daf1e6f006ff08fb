// Where a host's files will live, under which names and variables: for kits and for `config show`.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import type { HostForm } from '../../targets/host-folder.js';
import type { SecretPurpose } from '../../targets/secret.js';
import type { PemFiles, StoreFiles } from '../../targets/snippet/values.js';
import { installFolderOf, type Target } from '../../targets/target.js';

/**
 * As said, or the product's own folder; no slash at the end. Throws `consumer-cannot-read` where
 * the product reads no files there.
 */
export function installFolder(target: Target, name: string, wanted: string | undefined): string {
  const fault = wanted === undefined ? undefined : placeFault(target, wanted);
  if (wanted !== undefined && fault !== undefined) {
    throw new TlsmithError('consumer-cannot-read', `${target.name} ${fault}`, {
      consumer: target.name,
      found: quote(wanted),
      possible: [target.descriptor.installWithin ?? installFolderOf(target, name)],
    });
  }
  return withoutSlash(wanted ?? installFolderOf(target, name));
}

/**
 * Why the product cannot have its files in that folder, as the end of a sentence that begins with
 * its name; undefined where it can.
 */
export function placeFault(target: Target, folder: string): string | undefined {
  const system = target.platform === 'windows' ? 'Windows' : 'Linux';
  if (/^[A-Za-z]:/.test(folder) !== (target.platform === 'windows')) {
    return `has its files on ${system}, where ${quote(folder)} is no folder`;
  }
  // Some products read files below their own config only.
  const within = target.descriptor.installWithin;
  if (within === undefined || `${withoutSlash(folder)}/`.startsWith(`${within}/`)) return undefined;
  return `reads files below ${within} only, not in ${quote(withoutSlash(folder))}`;
}

function withoutSlash(folder: string): string {
  return folder.replace(/(?<=.)\/+$/, '');
}

export type InstalledFiles = PemFiles | StoreFiles;

/** What a snippet says of the files, and the names of what opens them. */
export function installedFiles(
  { key, trust, names }: HostForm,
  folder: string,
  variableFor: (purpose: SecretPurpose) => string,
): InstalledFiles {
  const at = (name: string | undefined) => `${folder}/${name ?? ''}`;
  if (key !== 'pkcs12') {
    return {
      certificate: at(names.certificate),
      privateKey: at(names.key),
      trustAnchors: at(names.trust),
      privateKeyPasswordVariable: key === 'pkcs8-encrypted' ? variableFor('key') : undefined,
    };
  }
  const keyStore = {
    keyStore: at(names['key-store']),
    keyStorePasswordVariable: variableFor('keyStore'),
  };
  // Some take a key store, but trust from PEM only.
  if (trust === 'pem') return { ...keyStore, trustAnchors: at(names.trust) };
  return {
    ...keyStore,
    trustStore: at(names['trust-store']),
    trustStorePasswordVariable: variableFor('trustStore'),
  };
}
