// Whom a host trusts by its folder: the files of trust anchors, or a trust store.
import { pathIn } from '../../../path-in.js';
import type { Store } from '../../../formats/pkcs12/store.js';
import type { FoundTrust } from '../../../targets/host-folder.js';
import { installedFile, readInstalledCertificates, readInstalledStore } from './installed.js';
import { type FolderOpening, type FolderPorts, passwordsFor } from './opening.js';

/** Undefined where nothing names it, and for a store that stays locked. */
export async function readTrust(
  opening: FolderOpening,
  ports: FolderPorts,
): Promise<FoundTrust | undefined> {
  const { request, files } = opening;
  const at = (name: string) => installedFile(pathIn(request.folder, name), ports.files);
  const trustStore = files.names['trust-store'];
  if (trustStore !== undefined) {
    const read = await readInstalledStore(
      await at(trustStore),
      passwordsFor(opening, 'trustStore'),
      ports,
    );
    if (!read) return undefined;
    // What a JVM would ignore is no trust anchor of a product that is known.
    const counts = ({ isTrustedByJava }: { isTrustedByJava: boolean }) =>
      request.releases.length === 0 || isTrustedByJava;
    const anchors = read.store.certificates.filter(counts).map(({ certificate }) => certificate);
    return { anchors, source: read.source, isIgnoredByJava: isIgnoredByJava(read.store) };
  }
  const readings: Awaited<ReturnType<typeof readInstalledCertificates>>[] = [];
  for (const name of files.trust) {
    readings.push(await readInstalledCertificates(await at(name), 'refused'));
  }
  const [first] = readings;
  return (
    first && { anchors: readings.flatMap((one) => [...one.certificates]), source: first.source }
  );
}

/** keytool and the products look at entries that bear the mark alone, whatever else is there. */
export function isIgnoredByJava({ certificates }: Pick<Store, 'certificates'>): boolean {
  return !certificates.some(({ isTrustedByJava }) => isTrustedByJava);
}
