// The CAs that stand in a kit: the one that it was made with, and those that succeeded it.
import { pathIn } from '../../path-in.js';
import type { Certificate } from '../../pki/certificate/certificate.js';
import { isCaFolder } from './ca-folder.js';
import { isIssuedBy } from './certificate/chain.js';
import { readCertificates } from './certificate/certificates.js';
import type { StorePorts } from './key/store.js';

/** `ca`, `ca-2` and so on: the last one issues. Empty for what is no kit with a CA. */
export async function authoritiesIn(
  kit: string,
  { files }: Pick<StorePorts, 'files'>,
): Promise<string[]> {
  const own = pathIn(kit, 'ca');
  if (!(await isCaFolder(own, files))) return [];
  const found = [own];
  for (const name of await files.list(kit)) {
    const path = pathIn(kit, name);
    if (/^ca-\d{1,4}$/.test(name) && (await isCaFolder(path, files))) found.push(path);
  }
  return found.sort((one, other) => numberOf(one) - numberOf(other));
}

function numberOf(path: string): number {
  return Number(/-(\d+)$/.exec(path)?.[1] ?? 1);
}

/** The one that has issued it; the last where none has, and undefined where there is none. */
export async function authorityOf(
  certificate: Certificate,
  authorities: readonly string[],
  ports: StorePorts,
): Promise<string | undefined> {
  if (authorities.length < 2) return authorities[0];
  for (const folder of authorities) {
    const [own] = await readCertificates(pathIn(folder, 'ca.crt'), undefined, ports);
    if (isIssuedBy(certificate, own, ports.crypto)) return folder;
  }
  return authorities.at(-1);
}
