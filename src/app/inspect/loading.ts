// Whether a product would load a file, before any handshake: for `inspect --for`.
import { judgeLoading } from '../../checks/loading/loadable.js';
import {
  type LoadedFiles,
  storedIdentity,
  type UnloadedKind,
} from '../../checks/loading/loaded-files.js';
import { decodeBundle } from '../../formats/containers/bundle.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import type { ProductRelease } from '../../targets/target.js';
import { formatStackVersion } from '../../targets/stack-version.js';
import {
  type InstalledFile,
  readInstalledCertificates,
  readInstalledKey,
  readInstalledStore,
} from '../reading/folder/installed.js';
import { isIgnoredByJava } from '../reading/folder/trust.js';
import { hostKeyOf, type StorePorts } from '../reading/key/store.js';
import type { LoadingVerdict } from './items.js';
import { keysCalled, type StoreOpening } from './store.js';

/**
 * One for each product, also of what none of them reads; none for a store that stays locked. Throws
 * `input-*`, `password-*`.
 */
export async function judgeFile(
  file: InstalledFile,
  releases: readonly ProductRelease[],
  opening: StoreOpening,
  ports: StorePorts,
): Promise<LoadingVerdict[]> {
  const loaded = await loadedFilesIn(file, opening, ports);
  if (!loaded) return [];
  const names = [...new Set(releases.map(({ target }) => target.name))];
  return names.map((name) => verdictOf(file.path, loaded, endsOf(name, releases)));
}

function endsOf(name: string, releases: readonly ProductRelease[]): Ends {
  return releases.filter(({ target }) => target.name === name) as unknown as Ends;
}

type Ends = readonly [ProductRelease, ...ProductRelease[]];

const UNLOADED: readonly UnloadedKind[] = ['certification-request', 'public-key', 'crl'];

/** A product with several ends has one reader: what one of them refuses is told once. */
function verdictOf(file: string, loaded: LoadedFiles, ends: Ends): LoadingVerdict {
  const all = ends.flatMap((release) => judgeLoading(loaded, release));
  const findings = all.filter(
    ({ message }, i) => all.findIndex((other) => other.message === message) === i,
  );
  const isRefused = findings.some(({ severity }) => severity === 'error');
  const [{ target, version }] = ends;
  return {
    file,
    target: target.name,
    stack: formatStackVersion(version),
    loads: isRefused ? false : findings.length > 0 ? null : true,
    findings,
  };
}

/**
 * One file may be all that a product reads, as for stunnel; of certificates alone the first says
 * whose they are.
 */
async function loadedFilesIn(
  file: InstalledFile,
  { password, keyPassword: ofKeys, alias }: StoreOpening,
  ports: StorePorts,
): Promise<LoadedFiles | undefined> {
  const passwords = { known: password, ofKeys, source: undefined, mayStayLocked: true };
  const kinds = decodeBundle(file.bytes).map(({ kind }) => kind);
  if (kinds.includes('store')) {
    const choose = alias === undefined ? undefined : keysCalled(alias);
    const read = await readInstalledStore(file, { ...passwords, choose }, ports);
    return read && storedFiles(read, alias);
  }
  const files: LoadedFiles = {};
  if (kinds.includes('private-key')) {
    const { privateKeyInfo, source } = await readInstalledKey(file, passwords, ports);
    const publicKey = privateKeyInfo && ports.crypto.publicKeyOf(privateKeyInfo);
    files.key = { source, publicKey, hasPassword: undefined };
  }
  if (kinds.includes('certificate')) {
    const { certificates, source } = await readInstalledCertificates(file, 'ignored');
    const own = certificates.find((one) => !isAuthority(one));
    if (own) files.certificates = { source, presented: certificates, own };
    else files.trust = { source, anchors: certificates };
  }
  const unloaded = UNLOADED.find((kind) => kinds.includes(kind));
  if (files.key || files.certificates || files.trust) return files;
  return unloaded && { unloaded: { path: file.path, kind: unloaded } };
}

function storedFiles(
  { store, source }: NonNullable<Awaited<ReturnType<typeof readInstalledStore>>>,
  alias: string | undefined,
): LoadedFiles {
  const key = hostKeyOf(store.keys, alias);
  const [own] = key?.chain ?? [];
  if (!key || !own) {
    const anchors = store.certificates.map(({ certificate }) => certificate);
    return { trust: { source, anchors, isIgnoredByJava: isIgnoredByJava(store) } };
  }
  return storedIdentity(source, [own, ...key.chain.slice(1)], key.isInTheClear);
}

function isAuthority({ basicConstraints }: Certificate): boolean {
  return basicConstraints?.ca === true;
}
