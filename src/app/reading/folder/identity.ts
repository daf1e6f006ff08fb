// Key and certificate of a host's folder, as they stand there.
import { TlsmithError } from '../../../errors.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import type { Chain, FoundIdentity, Source } from '../../../pki/certificate/identity.js';
import { pathIn } from '../../../path-in.js';
import type { Crypto } from '../../../ports.js';
import type { StoredKey } from '../../../formats/pkcs12/store.js';
import { quote } from '../../../quote.js';
import { presentedChain } from '../certificate/chain.js';
import { chosenKey, hostKeyOf } from '../key/store.js';
import {
  installedFile,
  readInstalledCertificates,
  readInstalledKey,
  readInstalledStore,
} from './installed.js';
import { type FolderOpening, type FolderPorts, passwordsFor } from './opening.js';

/** Undefined where nothing names it, and for a store that stays locked. */
export async function readIdentity(
  opening: FolderOpening,
  ports: FolderPorts,
): Promise<FoundIdentity | undefined> {
  const { request, files } = opening;
  const at = (name: string) => installedFile(pathIn(request.folder, name), ports.files);
  const { certificate, key, 'key-store': keyStore } = files.names;
  if (keyStore !== undefined) {
    const { choice } = request;
    const read = await readInstalledStore(
      await at(keyStore),
      {
        ...passwordsFor(opening, 'keyStore'),
        choose: choice && ((all) => [chosenKey(all, choice)]),
      },
      ports,
    );
    if (!read) return undefined;
    const { keys } = read.store;
    const stored = choice ? chosenKey(keys, choice) : hostKeyOf(keys);
    const [first, ...rest] = stored?.chain ?? [];
    if (!stored) throw noKeyIn(read.source, 'no private key: it is a trust store');
    if (!first) throw noKeyIn(read.source, 'no certificate for its private key');
    return identityInStore(stored, [first, ...rest], read.source, ports.crypto);
  }
  if (certificate === undefined || key === undefined) return undefined;
  const certificates = await readInstalledCertificates(await at(certificate), 'ignored');
  const read = await readInstalledKey(await at(key), passwordsFor(opening, 'key'), ports);
  return foundIdentity(
    read.privateKeyInfo,
    certificates.certificates,
    [read.source, certificates.source],
    ports.crypto,
  );
}

/** A key of a store with its chain, as the store has them. */
export function identityInStore(
  { privateKeyInfo, isInTheClear, alias }: StoredKey,
  chain: Chain,
  store: Source,
  crypto: Crypto,
): FoundIdentity {
  const source = {
    ...store,
    form: 'store' as const,
    encryption: undefined,
    before: [],
    isInTheClear,
  };
  return { ...foundIdentity(privateKeyInfo, chain, [source, store], crypto), alias };
}

type Sources = [FoundIdentity['keySource'], FoundIdentity['certificateSource']];

export function foundIdentity(
  privateKeyInfo: Uint8Array | undefined,
  presented: Chain,
  [keySource, certificateSource]: Sources,
  crypto: Crypto,
): FoundIdentity {
  const publicKey = privateKeyInfo && crypto.publicKeyOf(privateKeyInfo);
  const isOwn = ({ subjectPublicKeyInfo }: Certificate) =>
    publicKey !== undefined && crypto.isSamePublicKey(publicKey, subjectPublicKeyInfo);
  const own = presented.find(isOwn) ?? presented[0];
  const chain = presentedChain(own, presented);
  return { privateKeyInfo, publicKey, chain, presented, keySource, certificateSource };
}

function noKeyIn({ path }: Source, what: string): TlsmithError {
  return new TlsmithError('input-wrong-kind', `${quote(path)} holds ${what}`, { path });
}
