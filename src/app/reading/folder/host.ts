// The folder of a host of which nobody has said what it is: by the snippet that stands in it, else
// by the usual names of its files.
import { TlsmithError } from '../../../errors.js';
import { pathIn } from '../../../path-in.js';
import type { Templates } from '../../../ports.js';
import { secretFor } from '../../../targets/host-folder.js';
import type { Target } from '../../../targets/target.js';
import { loadTargets } from '../products.js';
import { releaseIn } from './link-roles.js';
import { type FolderOpening, type FolderPorts, type FolderRequest, openFolder } from './opening.js';

export type HostPorts = FolderPorts & { templates: Templates };

/** Whoever opens many folders has read the products once. */
interface KnownProducts {
  products?: readonly Target[] | undefined;
}

/**
 * The file of its certificate, or its key store with what the folder's own secrets say of it.
 * Throws as `openHost`.
 */
export async function certificateFileIn(
  request: Pick<FolderRequest, 'folder' | 'password'> & KnownProducts,
  ports: HostPorts,
): Promise<{ path: string; known: { text: string } | undefined }> {
  const { files, secrets } = await openHost(request, ports);
  const { certificate, 'key-store': keyStore } = files.names;
  const path = pathIn(request.folder, keyStore ?? (certificate as string));
  const text = keyStore === undefined ? undefined : secretFor({ secrets }, 'keyStore')?.text;
  return { path, known: text === undefined ? undefined : { text } };
}

/** Throws `input-*`; `input-wrong-kind` for what is no folder of a host. */
export async function openHost(
  { products, ...request }: Omit<FolderRequest, 'releases'> & KnownProducts,
  ports: HostPorts,
): Promise<FolderOpening> {
  const targets = products ?? (await loadTargets(ports.templates));
  const release = await releaseIn(request.folder, targets, ports.files);
  if (release) {
    const opening = await openFolder({ ...request, releases: [release] }, ports);
    const { certificate, key, 'key-store': keyStore } = opening.files.names;
    if (keyStore !== undefined || (certificate !== undefined && key !== undefined)) return opening;
  }
  return openFolder({ ...request, releases: [] }, ports);
}

/** Why it is no host's folder; undefined where it is one, whatever else is wrong with it. */
export async function hostFault(
  folder: string,
  ports: HostPorts & KnownProducts,
): Promise<TlsmithError | undefined> {
  try {
    const { products } = ports;
    // What there is to say is said when it is read.
    const quiet = { ...ports, reporter: { note: () => undefined, warn: () => undefined } };
    await openHost({ folder, mayStayLocked: true, products }, quiet);
    return undefined;
  } catch (error) {
    if (error instanceof TlsmithError && error.code === 'input-wrong-kind') return error;
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}
