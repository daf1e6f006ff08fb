// One file of a host each: a key as PEM, key and chain or trust anchors as a PKCS#12 store.
import {
  ITERATIONS_FOR_CHOSEN,
  ITERATIONS_FOR_GENERATED,
} from '../../formats/keys/key-encryption.js';
import type { StoreProtection } from '../../formats/pkcs12/seal.js';
import { encodeEncryptedPrivateKey, encodePrivateKey } from '../../formats/keys/private-key.js';
import type { Chain, Identity } from '../../pki/certificate/identity.js';
import type { Crypto, Random } from '../../ports.js';
import type { KeyPassword } from '../reading/key/passwords.js';
import { type PlannedFile, textFile } from './plan.js';

/** A password that nobody chose needs no iterations to protect it. */
export function iterationsFor(password: KeyPassword): number {
  return password.isGenerated ? ITERATIONS_FOR_GENERATED : ITERATIONS_FOR_CHOSEN;
}

export type EncodingPorts = { crypto: Crypto; random: Random };

/** PKCS#8 PEM, encrypted where there is a password. */
export async function keyFile(
  path: string,
  privateKeyInfo: Uint8Array,
  password: KeyPassword | undefined,
  ports: EncodingPorts,
): Promise<PlannedFile> {
  const text = password
    ? await encodeEncryptedPrivateKey(privateKeyInfo, password.text, iterationsFor(password), ports)
    : encodePrivateKey(privateKeyInfo);
  return textFile(path, text, 'private-key');
}

interface StoreForm {
  path: string;
  password: KeyPassword;
  /** None: modern. */
  compat?: StoreProtection['compat'];
}

export interface KeyStoreRequest extends StoreForm {
  alias: string;
  identity: Identity;
}

/** `keystore.p12`: key and chain under one alias. */
export async function keyStoreFile(
  { path, alias, identity, password, compat = 'modern' }: KeyStoreRequest,
  ports: EncodingPorts,
): Promise<PlannedFile> {
  const { encodeKeyStore } = await import('../../formats/pkcs12/encode.js');
  const { privateKeyInfo, chain } = identity;
  const bytes = await encodeKeyStore(
    { privateKeyInfo, chain, alias },
    password.text,
    { compat, iterations: iterationsFor(password) },
    ports,
  );
  return { path, bytes, kind: 'keystore' };
}

export interface TrustStoreRequest extends StoreForm {
  trustAnchors: Chain;
}

/** `truststore.p12`: each trust anchor under an alias of its own. */
export async function trustStoreFile(
  { path, trustAnchors, password, compat = 'modern' }: TrustStoreRequest,
  ports: EncodingPorts,
): Promise<PlannedFile> {
  const { encodeTrustStore } = await import('../../formats/pkcs12/encode.js');
  const entry = (certificate: Chain[0], index: number) => ({
    certificate,
    alias: trustAnchors.length === 1 ? 'ca' : `ca-${index + 1}`,
  });
  const [first, ...rest] = trustAnchors;
  const bytes = await encodeTrustStore(
    [entry(first, 0), ...rest.map((certificate, index) => entry(certificate, index + 1))],
    password.text,
    { compat, iterations: iterationsFor(password) },
    ports,
  );
  return { path, bytes, kind: 'truststore' };
}
