// What the verification hangs on where versions of OpenSSL differ.

export interface OpensslLibrary {
  /** OpenSSL 3.5 knows signatures that 3.0 does not. */
  isSince35(): boolean;
}

/** ML-DSA, SLH-DSA and ML-KEM: keys and signatures have one identifier. */
export const NEW_ALGORITHMS = /^2\.16\.840\.1\.101\.3\.4\.(?:3\.(?:1[789]|2\d|3[01])|4\.[123])$/;

/** ECDSA with SHA-3. */
export const NEW_SIGNATURES = /^2\.16\.840\.1\.101\.3\.4\.3\.(?:9|1[012])$/;
