// Where a host's files will live, under which names and variables: for kits and for `config show`.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import type { Store } from '../../targets/descriptor/form.js';
import type { PemFiles, StoreFiles } from '../../targets/snippet/values.js';
import { installFolderOf, type Target } from '../../targets/target.js';
import { secretVariable } from './secrets.js';

/** As said, or the product's own folder; no slash at the end. Throws `consumer-cannot-read` where the product reads no files there. */
export function installFolder(target: Target, name: string, wanted: string | undefined): string {
  const fault = wanted === undefined ? undefined : placeFault(target, wanted);
  if (wanted !== undefined && fault !== undefined) {
    throw new TlsmithError('consumer-cannot-read', `${target.name} ${fault}`, {
      ...{ consumer: target.name, found: quote(wanted) },
      possible: [target.descriptor.installWithin ?? installFolderOf(target, name)],
    });
  }
  return withoutSlash(wanted ?? installFolderOf(target, name));
}

/** Why the product cannot have its files in that folder, as the end of a sentence that begins with its name; undefined where it can. */
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

export function pemValues(name: string, folder: string, isEncrypted: boolean): PemFiles {
  return {
    certificate: `${folder}/${name}.crt`,
    privateKey: `${folder}/${name}.key`,
    trustAnchors: `${folder}/ca.crt`,
    ...(isEncrypted && { privateKeyPasswordVariable: secretVariable(name, 'KEY') }),
  };
}

/** Trust as the product reads it: some take a key store, but trust from PEM only. */
export function storeValues(name: string, folder: string, trust: Store): StoreFiles {
  const keyStore = {
    keyStore: `${folder}/keystore.p12`,
    keyStorePasswordVariable: secretVariable(name, 'KEYSTORE'),
  };
  if (trust === 'pem') return { ...keyStore, trustAnchors: `${folder}/ca.crt` };
  return {
    ...keyStore,
    trustStore: `${folder}/truststore.p12`,
    trustStorePasswordVariable: secretVariable(name, 'TRUSTSTORE'),
  };
}
