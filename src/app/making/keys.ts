// The key of one host, made now or given, in a type and container that its consumers read: for
// certificates and requests.
import { checkKey } from '../../pki/key/key-policy.js';
import { describePublicKey } from '../../pki/key/public-key.js';
import type { Crypto, Files, KeyType, Prompter, Reporter } from '../../ports.js';
import type { Store } from '../../targets/descriptor/form.js';
import { checkGivenKeyIsRead, chooseKeyType, type Consumers, containerOf } from './consumers.js';
import type { KeyPassword, PasswordSource } from '../reading/key/passwords.js';
import { loadPrivateKey } from '../reading/key/private-key.js';

export interface HostKeysRequest {
  /** Of the host's files. */
  stem: string;
  keyType?: KeyType | undefined;
  /** Use this key instead of making one. */
  key?: { file: string; password?: PasswordSource | undefined } | undefined;
  /** PEM files, PKCS#12 stores, or both. */
  formats: readonly Store[];
  /** What its files are to be opened by. */
  password: KeyPassword | undefined;
  consumers: Consumers;
}

export interface HostKeys {
  privateKeyInfo: Uint8Array;
  subjectPublicKeyInfo: Uint8Array;
  password: KeyPassword | undefined;
}

/** A new key, or the given one; a given key that was encrypted stays so, under its own password. */
export async function hostKeys(
  request: HostKeysRequest,
  ports: { files: Files; crypto: Crypto; prompter: Prompter; reporter: Reporter },
): Promise<HostKeys> {
  const { stem, password, consumers } = request;
  if (!request.key) {
    const containers = request.formats.map((form) => containerOf(form, password !== undefined));
    const keyType = chooseKeyType(request.keyType, consumers, containers);
    return { ...(await ports.crypto.generateKeyPair(keyType)), password };
  }
  const loaded = await loadPrivateKey(request.key.file, request.key.password, ports);
  const subjectPublicKeyInfo = ports.crypto.publicKeyOf(loaded.privateKeyInfo);
  const described = describePublicKey(subjectPublicKeyInfo);
  const kept =
    loaded.password === undefined ? undefined : { text: loaded.password, isGenerated: false };
  if (kept && !password) {
    ports.reporter.note(`${stem}.key stays encrypted under the password of the given key`);
  }
  checkKey(subjectPublicKeyInfo);
  const hasPassword = (password ?? kept) !== undefined;
  const containers = request.formats.map((form) => containerOf(form, hasPassword));
  checkGivenKeyIsRead(described, consumers, containers);
  return { ...loaded, subjectPublicKeyInfo, password: password ?? kept };
}
