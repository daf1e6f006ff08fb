// Key and certificate of a configured host, as its files hold them. For configured-host.ts.
import { TlsmithError } from '../../../errors.js';
import type { FoundIdentity } from '../../../pki/certificate/identity.js';
import type { Secret } from '../../../targets/secret.js';
import { foundIdentity, identityInStore } from '../folder/identity.js';
import {
  type InstalledFile,
  readInstalledCertificates,
  readInstalledKey,
  readInstalledStore,
} from '../folder/installed.js';
import { hostKeyOf, isStore } from '../key/store.js';
import { passwordsOf } from './host-secrets.js';
import type { NamedFiles } from './named-files.js';

/** Undefined where a part of it is not there, or stays locked. */
export async function readHostIdentity(
  named: NamedFiles,
  secrets: readonly Secret[],
): Promise<FoundIdentity | undefined> {
  const store = await named.file('key-store');
  if (store) return storedIdentity(store, named, secrets);
  const certificateFile = await named.file('certificate');
  const ofCertificate = named.last;
  if (certificateFile && isStore(certificateFile.bytes)) {
    const takesStores = named.reading.view.has('stores-as-certificates');
    return takesStores
      ? storedIdentity(certificateFile, named, secrets)
      : named.refuse(ofCertificate, 'is a store, and no PEM');
  }
  const certificates =
    certificateFile &&
    (await named.attempt(ofCertificate, () =>
      readInstalledCertificates(certificateFile, 'ignored'),
    ));
  const keyFile = await named.file('private-key');
  if (!keyFile) return undefined;
  const key = await named.attempt(named.last, () => openedKey(keyFile, named, secrets));
  if (!key || !certificates) return undefined;
  if (!key.privateKeyInfo && secrets.some(({ purpose }) => purpose === 'key')) {
    named.leave(named.last, (file) => `whether ${file} fits its certificate`);
  }
  return foundIdentity(
    key.privateKeyInfo,
    certificates.certificates,
    [key.source, certificates.source],
    named.ports.crypto,
  );
}

/** By the first of its passwords that opens it. */
async function openedKey(
  file: InstalledFile,
  { ports }: NamedFiles,
  secrets: readonly Secret[],
): ReturnType<typeof readInstalledKey> {
  const [first, ...others] = passwordsOf(secrets, 'key');
  for (const passwords of others) {
    try {
      return await readInstalledKey(file, passwords, ports);
    } catch (error) {
      if (!(error instanceof TlsmithError) || error.code !== 'password-wrong') throw error;
    }
  }
  return readInstalledKey(file, first, ports);
}

async function storedIdentity(
  store: InstalledFile,
  named: NamedFiles,
  secrets: readonly Secret[],
): Promise<FoundIdentity | undefined> {
  const file = named.last;
  const [passwords] = passwordsOf(secrets, 'keyStore');
  const read = await named.attempt(file, () => readInstalledStore(store, passwords, named.ports));
  if (!read) return named.leave(file, (name) => `what ${name} holds`);
  const stored = hostKeyOf(read.store.keys);
  const [first, ...rest] = stored?.chain ?? [];
  if (!stored) return named.refuse(file, 'holds no private key');
  if (!first) return named.refuse(file, 'holds no certificate for its private key');
  return identityInStore(stored, [first, ...rest], read.source, named.ports.crypto);
}
