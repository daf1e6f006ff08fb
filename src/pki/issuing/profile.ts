// The kinds of certificate that we issue, as a table: what each may be used for (RFC 5280, 4.2.1.3,
// 4.2.1.9, 4.2.1.12).
import type { EXT_KEY_USAGE, KeyUsage } from '../der/object-identifiers.js';
import { describePublicKey } from '../key/public-key.js';

export type EndEntityProfile = 'server' | 'client' | 'peer';
export type Profile = EndEntityProfile | 'ca';

export type ExtKeyUsage = keyof typeof EXT_KEY_USAGE;

export interface ProfileContent {
  ca: boolean;
  keyUsage: readonly KeyUsage[];
  /**
   * Added for RSA keys: TLS 1.2 clients may send the premaster secret under the server's key. EC
   * keys never encipher.
   */
  keyUsageForRsa: readonly KeyUsage[];
  extKeyUsage: readonly ExtKeyUsage[];
}

export const PROFILES: Readonly<Record<Profile, ProfileContent>> = {
  server: {
    ca: false,
    keyUsage: ['digitalSignature'],
    keyUsageForRsa: ['keyEncipherment'],
    extKeyUsage: ['serverAuth'],
  },
  client: {
    ca: false,
    keyUsage: ['digitalSignature'],
    keyUsageForRsa: [],
    extKeyUsage: ['clientAuth'],
  },
  peer: {
    ca: false,
    keyUsage: ['digitalSignature'],
    keyUsageForRsa: ['keyEncipherment'],
    extKeyUsage: ['serverAuth', 'clientAuth'],
  },
  ca: {
    ca: true,
    keyUsage: ['keyCertSign', 'cRLSign'],
    keyUsageForRsa: [],
    extKeyUsage: [],
  },
};

/**
 * Whether certificates of this profile name a server, and so need a subjectAltName (RFC 9525, 4).
 */
export function namesServer(profile: Profile): boolean {
  return PROFILES[profile].extKeyUsage.includes('serverAuth');
}

/** What a key (SubjectPublicKeyInfo, DER) with a certificate of this profile is used for. */
export function keyUsageOf(profile: Profile, subjectPublicKeyInfo: Uint8Array): KeyUsage[] {
  const { keyUsage, keyUsageForRsa } = PROFILES[profile];
  const { algorithm } = describePublicKey(subjectPublicKeyInfo);
  return [...keyUsage, ...(algorithm === 'RSA' ? keyUsageForRsa : [])];
}
