// The private keys in a folder of certificates that end soon: whose they are, and whether a renewal
// can write their form anew. For `status`.
import { basename } from 'node:path/posix';
import { TlsmithError } from '../../errors.js';
import { findPrivateKey } from '../../formats/keys/private-key.js';
import { loadPrivateKey } from '../reading/key/private-key.js';
import type { StorePorts } from '../reading/key/store.js';
import { inFolder } from './tree.js';
import { unlessUnusable } from './unusable.js';

/** A private key beside certificates. */
export interface KeyBeside {
  name: string;
  /** Undefined for one that is encrypted. */
  publicKey: Uint8Array | undefined;
  /** Whether it is encrypted in a form that nobody writes any more. */
  isOld: boolean;
}

export interface KeyFolder {
  /** Of all that is in it. */
  names: readonly string[];
  keys: readonly KeyBeside[];
}

const MAY_BE_KEY = /\.(?:key|pem|der|p8)$/i;
const MOST_KEYS = 50;

export async function keysIn(folder: string, ports: StorePorts): Promise<KeyFolder> {
  const names = (await unlessUnusable(() => ports.files.list(folder))) ?? [];
  const keys: KeyBeside[] = [];
  for (const name of names.filter((one) => MAY_BE_KEY.test(one)).slice(0, MOST_KEYS)) {
    const key = await unlessUnusable(() => readKey(folder, name, ports));
    if (key) keys.push(key);
  }
  return { names, keys };
}

async function readKey(
  folder: string,
  name: string,
  ports: StorePorts,
): Promise<KeyBeside | undefined> {
  const { files, crypto } = ports;
  const path = inFolder(folder, name);
  if ((await files.kindBehind(path)) !== 'file') return undefined;
  try {
    const { privateKeyInfo } = await loadPrivateKey(path, undefined, ports);
    return { name, publicKey: crypto.publicKeyOf(privateKeyInfo), isOld: false };
  } catch (error) {
    const isLocked = error instanceof TlsmithError && error.code === 'password-missing';
    if (!isLocked) throw error;
    const { container } = findPrivateKey(await files.read(path), 'brought');
    return { name, publicKey: undefined, isOld: container !== 'pkcs8-encrypted' };
  }
}

/** `es01/es01.crt` → `es01`. */
export function stemOf(path: string): string {
  return basename(path).replace(/\.[^.]*$/, '');
}
