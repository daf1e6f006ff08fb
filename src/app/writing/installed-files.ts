// Where a host's files will live, under which names and variables: for kits and for `config show`.
import { TlsmithError } from '../../errors.js';
import { quote } from '../../quote.js';
import type { Store } from '../../targets/descriptor/form.js';
import type { PemFiles, StoreFiles } from '../../targets/snippet/values.js';
import { installFolderOf, type Target } from '../../targets/target.js';
import { secretVariable } from './secrets.js';

/**
 * As said, or the product's own folder; also where the other system's form of path is said, for the other end of the link. No slash at
 * the end. Throws `consumer-cannot-read` where the product reads no files there.
 */
export function installFolder(target: Target, name: string, wanted: string | undefined): string {
  const isWindows = wanted !== undefined && /^[A-Za-z]:/.test(wanted);
  const isMeant = wanted !== undefined && isWindows === (target.platform === 'windows');
  const folder = (isMeant ? wanted : installFolderOf(target, name)).replace(/(?<=.)\/+$/, '');
  if (readsFilesIn(target, folder)) return folder;
  const within = target.descriptor.installWithin as string;
  throw new TlsmithError(
    'consumer-cannot-read',
    `${target.name} reads files below ${within} only, not in ${quote(folder)}`,
    { consumer: target.name, found: quote(folder), possible: [within] },
  );
}

/** Some products read files below their own config only. */
export function readsFilesIn(target: Target, folder: string): boolean {
  const within = target.descriptor.installWithin;
  return within === undefined || `${folder}/`.startsWith(`${within}/`);
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
