// One thing that a file holds, not yet judged.
import type { TlsmithError } from '../../errors.js';
import type { StoredPrivateKey } from '../keys/private-key.js';
import type { TrustSettings } from './trusted-certificate.js';

export type BundlePart = PartContent & {
  /**
   * What a person should know of how it was read, such as that products will not; sentences that
   * follow its name.
   */
  notes?: readonly string[] | undefined;
};

type PartContent =
  /** `trust`: the settings of a TRUSTED CERTIFICATE. */
  | { kind: 'certificate'; der: Uint8Array; trust?: TrustSettings }
  | { kind: 'certification-request' | 'crl' | 'ocsp-response'; der: Uint8Array }
  /** SubjectPublicKeyInfo. */
  | { kind: 'public-key'; der: Uint8Array }
  /** `dekInfo`: the cipher of an old encrypted PEM key. */
  | { kind: 'private-key'; key: StoredPrivateKey; dekInfo: string | undefined }
  | { kind: 'store'; bytes: Uint8Array }
  /** A PEM block of another kind: nothing is wrong with it, and nothing is known about it. */
  | { kind: 'other'; label: string }
  | { kind: 'fault'; error: TlsmithError };
