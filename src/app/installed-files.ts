// Where a host's files will live, under which names and variables: for kits and for `config show`.
import type { Store } from '../targets/descriptor-form.js';
import type { PemFiles, StoreFiles } from '../targets/snippet-values.js';
import { installFolderOf, type Target } from '../targets/target.js';
import { secretVariable } from './secrets-file.js';

/** As said, or the product's own folder. No slash at the end. */
export function installFolder(target: Target, name: string, wanted: string | undefined): string {
  return (wanted ?? installFolderOf(target, name)).replace(/(?<=.)\/+$/, '');
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
