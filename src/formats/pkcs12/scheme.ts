// What all encryption schemes of a store look like to those that open it: named, priced, and able
// to decrypt.
import type { PasswordForm } from './kdf.js';

/** AlgorithmIdentifier (RFC 5280, 4.1.1.2). */
export interface Algorithm {
  oid: string;
  /** DER or BER; empty where absent. */
  parameters: Uint8Array;
}

export interface Encrypted {
  algorithm: Algorithm;
  data: Uint8Array;
}

export interface Scheme {
  /** For people: `PBES2 AES-256-CBC, PBKDF2 HMAC-SHA256`. */
  name: string;
  iterations: number;
  /** What one attempt costs, in calls of the hash. */
  cost: number;
  /** Undefined where the padding shows that the password is another one. */
  decrypt(data: Uint8Array, password: PasswordForm): Promise<Uint8Array | undefined>;
}
