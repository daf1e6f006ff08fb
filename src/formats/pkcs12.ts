// PKCS#12 (RFC 7292) for the other rooms: stores read and written. The files `pkcs12-*` behind it are for each other only.
export { checkAlias } from './pkcs12-alias.js';
export { decodeStore } from './pkcs12-decode.js';
export {
  encodeKeyStore,
  encodeTrustStore,
  type KeyEntry,
  type TrustEntry,
} from './pkcs12-encode.js';
export { decryptPrivateKeyInfo } from './pkcs12-encryption.js';
export type { StoreCompat, StoreProtection } from './pkcs12-seal.js';
export type { Protection, Store, StoredCertificate, StoredKey } from './pkcs12-store.js';
