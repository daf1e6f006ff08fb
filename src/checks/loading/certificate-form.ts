// Rule: a product reads its certificate, and those whom it trusts, from some containers only: most
// of them from PEM.
import type { FileContainer, Source } from '../../pki/certificate/identity.js';
import type { ProductRelease } from '../../targets/target.js';
import { COMMON_RANK, type PathFault, type PathRule } from '../rule.js';
import type { FoundTrust } from '../../targets/host-folder.js';
import { hasSetting } from '../../targets/target.js';
import { isStored, type LoadedFiles, loaderOf, nameOf } from './loaded-files.js';
import type { Loader, Takes } from './loaders.js';

export const certificateForm: PathRule<LoadedFiles, ProductRelease> = {
  code: 'certificate-form',
  citation: "the product's loader",
  severity: 'error',
  rank: COMMON_RANK,
  check({ certificates, trust }, release) {
    const loader = loaderOf(release);
    if (!loader) return [];
    return [
      ...faultsOf(certificates?.source, loader.certificates, release, loader),
      ...faultsOf(trust?.source, loader.trust, release, loader),
      ...(trust ? trustStoreFaults(trust, release) : []),
    ];
  },
};

function faultsOf(
  source: Source | undefined,
  containers: readonly FileContainer[] | undefined,
  release: ProductRelease,
  loader: Loader,
): PathFault[] {
  if (!source || isStored(source)) return [];
  const { container, notes, hasByteOrderMark } = source;
  const faults: [hinders: boolean, takes: Takes, what: string][] = [
    ...notes.map((note): [boolean, Takes, string] => [true, false, note]),
    [container !== 'pem', containers?.includes(container), `is ${CONTAINER_NAMES[container]}`],
    [hasByteOrderMark, loader.byteOrderMark, 'begins with a byte order mark'],
  ];
  return faults.flatMap(([hinders, takes, what]): PathFault[] => {
    if (!hinders || takes !== false) return [];
    const message = `the file of certificates ${what}, which ${loader.title} in ${nameOf(release)} does not load; exported as PEM it is read`;
    return [{ subject: source.path, message, citation: loader.source }];
  });
}

const CONTAINER_NAMES: Readonly<Record<FileContainer, string>> = {
  pem: 'PEM',
  der: 'binary (DER), and no PEM',
  pkcs7: 'a PKCS#7 bundle',
  store: 'a PKCS#12 store',
  jks: 'a Java key store',
};

/** Some products read a key store, but trust from PEM only; JKS is Java's own, and so is its mark of trust. */
function trustStoreFaults(
  { source, isIgnoredByJava }: FoundTrust,
  release: ProductRelease,
): PathFault[] {
  if (!isStored(source)) return [];
  const { runtime } = release.target.descriptor;
  const found = CONTAINER_NAMES[source.container];
  const fault = (message: string) => [{ subject: source.path, message }];
  if (!hasSetting(release, 'trust-store')) {
    return fault(
      `the trust store is ${found}, and ${nameOf(release)} reads trust anchors from PEM`,
    );
  }
  if (source.container === 'jks' && runtime !== 'jdk') {
    return fault(`the trust store is ${found}, which ${nameOf(release)} does not load`);
  }
  if (!isIgnoredByJava || runtime !== 'jdk') return [];
  return fault(
    `none of the certificates in the trust store bears Java's mark of trust: ${nameOf(release)} ignores them all; exported anew as a trust store they bear it`,
  );
}
