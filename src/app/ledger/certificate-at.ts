// Where the certificate stands that a path means: a file, the folder of a host, whose key may be lost,
// or the folder of a CA. For `cert revoke`.
import { TlsmithError } from '../../errors.js';
import { pathIn } from '../../path-in.js';
import type { Files } from '../../ports.js';
import { quote } from '../../quote.js';
import { isCaFolder } from '../reading/ca-folder.js';
import { certificateFileIn, hostFault, type HostPorts } from '../reading/folder/host.js';
import type { PasswordSource } from '../reading/key/passwords.js';

interface CertificatePlace {
  path: string;
  /** What opens the store that it is in, as the folder says. */
  known?: PasswordSource | undefined;
}

/** Throws `input-*`. */
export async function certificateAt(
  path: string,
  password: PasswordSource | undefined,
  ports: HostPorts,
): Promise<CertificatePlace> {
  const { files } = ports;
  if (path === '-' || (await files.kindBehind(path)) !== 'folder') return { path };
  const isAuthority = (await files.kindBehind(pathIn(path, 'ledger.jsonl'))) === 'file';
  if (isAuthority) return { path: pathIn(path, 'ca.crt') };
  try {
    return await certificateFileIn({ folder: path, password }, ports);
  } catch (error) {
    if (!(error instanceof TlsmithError) || error.code !== 'input-wrong-kind') throw error;
    // A key that is lost, or was never here, is no reason to let its certificate hold.
    const lone = await loneCertificate(path, files);
    if (lone !== undefined) return { path: pathIn(path, lone) };
    const hosts = await hostsBelow(path, ports);
    throw hosts.length === 0 ? error : holdsHosts(path, hosts);
  }
}

const OF_CAS = ['ca.crt', 'chain.crt'];

async function loneCertificate(folder: string, files: Files): Promise<string | undefined> {
  const names = await files.list(folder);
  const [first, ...others] = names.filter(
    (name) => name.endsWith('.crt') && !OF_CAS.includes(name),
  );
  return others.length === 0 ? first : undefined;
}

const MOST_NAMED = 3;

async function hostsBelow(folder: string, ports: HostPorts): Promise<string[]> {
  const found: string[] = [];
  for (const name of await ports.files.list(folder)) {
    const path = pathIn(folder, name);
    if ((await ports.files.kindBehind(path)) !== 'folder') continue;
    if (await isCaFolder(path, ports.files)) continue;
    if (!(await hostFault(path, ports))) found.push(path);
    if (found.length > MOST_NAMED) break;
  }
  return found;
}

function holdsHosts(path: string, hosts: readonly string[]): TlsmithError {
  const named = hosts.slice(0, MOST_NAMED).map((host) => quote(host));
  const rest = hosts.length > MOST_NAMED ? ', …' : '';
  return new TlsmithError(
    'input-wrong-kind',
    (it) =>
      `${it} is no host's folder, but holds such folders: name one of them (${named.join(', ')}${rest})`,
    { path },
  );
}
