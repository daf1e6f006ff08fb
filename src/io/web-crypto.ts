// The algorithms of @peculiar/webcrypto that Node's WebCrypto lacks: 3DES, for key stores of before
// 2022. Loaded only when asked for.
import { Crypto } from '@peculiar/webcrypto';

const NAME = 'DES-EDE3-CBC';

export async function encryptTripleDes(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Promise<Uint8Array> {
  const { subtle } = new Crypto();
  const imported = await subtle.importKey('raw', copy(key), NAME, false, ['encrypt']);
  return new Uint8Array(await subtle.encrypt({ name: NAME, iv: copy(iv) }, imported, copy(data)));
}

/** Undefined where the padding shows that the key, the vector or the data is another one. */
export async function decryptTripleDes(
  key: Uint8Array,
  iv: Uint8Array,
  data: Uint8Array,
): Promise<Uint8Array | undefined> {
  const { subtle } = new Crypto();
  const imported = await subtle.importKey('raw', copy(key), NAME, false, ['decrypt']);
  try {
    return new Uint8Array(await subtle.decrypt({ name: NAME, iv: copy(iv) }, imported, copy(data)));
  } catch {
    return undefined; // Key and vector have their lengths, so only the padding is left to refuse.
  }
}

/** The library takes the whole buffer below a view. */
function copy(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return new Uint8Array(bytes);
}
