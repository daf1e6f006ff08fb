// A private key with the certificates that go with it, and whom its host trusts: made now, or found
// in files. For all rooms above.
import type { Certificate } from './certificate.js';

/** The end entity first, then what it is sent with, issuer by issuer; never a root. */
export type Chain = readonly [Certificate, ...Certificate[]];

export interface Identity {
  /** PKCS#8, DER, not encrypted. */
  privateKeyInfo: Uint8Array;
  chain: Chain;
}

/** What one host has of its own, and whom it believes. */
export interface HostIdentity extends Identity {
  trustAnchors: Chain;
}

/** `store` is PKCS#12. */
export type FileContainer = 'pem' | 'der' | 'pkcs7' | 'store' | 'jks' | 'jceks';

/** How a PEM may be laid out that some readers take and others do not. */
export type PemHabit = 'cr-line-ends' | 'blank-lines' | 'trailing-blanks';

/**
 * A file that was read, as it stood there: what a product can load depends on that, and not on what
 * it holds.
 */
export interface Source {
  path: string;
  container: FileContainer;
  /** Whether it begins with a byte order mark, as editors on Windows write it. */
  hasByteOrderMark: boolean;
  /** How it departs from what products read; sentences that follow its name. */
  notes: readonly string[];
  /** Of PEM: the label of each block. */
  labels?: readonly string[] | undefined;
  habits?: readonly PemHabit[] | undefined;
  /** Whether a `TRUSTED CERTIFICATE` of it has settings of OpenSSL behind it. */
  hasTrustSettings?: boolean | undefined;
}

/**
 * How an encrypted private key is kept (RFC 8018, RFC 7292; `pem`: the old way, by a header of its
 * own).
 */
export interface KeyEncryption {
  scheme: 'pbes2' | 'pbes1' | 'pkcs12' | 'pem' | 'other';
  /** Such as `PBKDF2` and `HMAC-SHA256`, of PBES2 alone. */
  derivation?: string | undefined;
  prf?: string | undefined;
  /** Such as `AES-256-CBC`; dotted if unknown. */
  cipher: string;
}

/** The form of a private key in its file. */
export interface KeySource extends Source {
  form: 'pkcs8' | 'pkcs1' | 'sec1' | 'openssh' | 'store';
  /** Undefined for a plain key. */
  encryption: KeyEncryption | undefined;
  /** Labels of the PEM blocks that stand before the key. */
  before: readonly string[];
  /** The label of its own block, where that is not the one of its form. */
  otherLabel?: string | undefined;
  /** In a PKCS#12 store: whether it stands there without encryption. */
  isInTheClear?: boolean | undefined;
}

/**
 * An identity as files hold it, which may not be as it should: a key that nobody opened, another
 * order, another certificate.
 */
export interface FoundIdentity {
  /** Undefined where it is encrypted and nobody was asked for the password. */
  privateKeyInfo: Uint8Array | undefined;
  /** SubjectPublicKeyInfo of the private key; undefined as above. */
  publicKey: Uint8Array | undefined;
  /** The certificate of that key, wherever it stands in its file, and what leads on from it. */
  chain: Chain;
  /** As the file has them: what a product would send. */
  presented: Chain;
  /** Of its entry in a store. */
  alias?: string | undefined;
  keySource: KeySource;
  certificateSource: Source;
}
