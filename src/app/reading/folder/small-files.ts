// The files of a folder in which keys and certificates may stand, and what is in them, as leniently
// as products read: what is damaged is not theirs.
import { basename, dirname } from 'node:path/posix';
import { TlsmithError } from '../../../errors.js';
import { decodeBundle } from '../../../formats/containers/bundle.js';
import type { BundlePart } from '../../../formats/containers/bundle-part.js';
import { decodePem, type PemBlock } from '../../../formats/containers/pem.js';
import { pathIn } from '../../../path-in.js';
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { parseCertificate } from '../../../pki/certificate/certificate-encoding.js';
import type { Files } from '../../../ports.js';
import type { StorePorts } from '../key/store.js';

export interface SmallFile {
  name: string;
  bytes: Uint8Array;
}

/** A file of keys and certificates is small: a larger one is not looked into. */
const LARGEST = 1024 * 1024;
/** What was replaced before, what is staged, and what asks for a certificate. */
const SET_ASIDE = /^\.|\.previous$|\.csr$|\.renewal\.key$/;

/** In the order of their names, each once. */
export async function* smallFilesIn(folder: string, files: Files): AsyncGenerator<SmallFile> {
  for (const name of await files.list(folder)) {
    const path = pathIn(folder, name);
    if (SET_ASIDE.test(name)) continue;
    if ((await files.kindBehind(path)) !== 'file') continue;
    if (await isSecondName(path, folder, files)) continue;
    const bytes = await readSmall(path, files);
    if (bytes) yield { name, bytes };
  }
}

/** A link to a file of the same folder, which is found under its own name. */
async function isSecondName(path: string, folder: string, files: Files): Promise<boolean> {
  if ((await files.kind(path)) !== 'link') return false;
  const real = await files.real(path);
  return dirname(real) === (await files.real(folder)) && !SET_ASIDE.test(basename(real));
}

async function readSmall(path: string, files: Files): Promise<Uint8Array | undefined> {
  try {
    return await files.read(path, LARGEST);
  } catch (error) {
    if (error instanceof TlsmithError && error.code === 'input-too-large') return undefined;
    throw error;
  }
}

/** Undefined where it is no PEM that products read. */
export function blocksOf(bytes: Uint8Array): PemBlock[] | undefined {
  try {
    const blocks = decodePem(bytes);
    return blocks.length > 0 ? blocks : undefined;
  } catch {
    return undefined;
  }
}

/** What is damaged, or of no known kind, is no part of an identity. */
export function partsIn(bytes: Uint8Array): BundlePart[] {
  try {
    return decodeBundle(bytes);
  } catch (error) {
    if (error instanceof TlsmithError) return [];
    throw error;
  }
}

/** Undefined for one that is damaged. */
export function readable(der: Uint8Array): Certificate | undefined {
  try {
    return parseCertificate(der);
  } catch (error) {
    if (error instanceof TlsmithError) return undefined;
    throw error;
  }
}

/** Not to be asked before every password that is known has been tried. */
export const NOBODY: StorePorts['prompter'] = {
  canAsk: false,
  askText: async () => '',
  askPassword: async () => '',
};
