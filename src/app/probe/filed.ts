// The certificate at hand, with which the one that is served is compared.
import { readCertificates } from '../reading/certificate/certificates.js';
import { certificateFileIn } from '../reading/folder/host.js';
import type { IdentityPorts } from '../reading/key/identity.js';
import type { FiledCertificate } from './served.js';

/** `source`: its file, or the folder of the host. Throws `input-*`, `password-*`. */
export async function readFiled(source: string, ports: IdentityPorts): Promise<FiledCertificate> {
  const isFolder = (await ports.files.kindBehind(source)) === 'folder';
  const { path, known } = isFolder
    ? await certificateFileIn({ folder: source }, ports)
    : { path: source, known: undefined };
  const [filed] = await readCertificates(path, known, ports);
  return { path, filed };
}
