// What `inspect` answers: one item for each thing found, as it stands in the JSON document.
import type { Finding, PathFinding } from '../../checks/finding.js';
import type { TlsmithError } from '../../errors.js';
import type { Structure } from '../../pki/der/malformed-structure.js';
import type { BasicConstraints } from '../../pki/certificate/certificate.js';

export interface InspectedPublicKey {
  /** `RSA`, `EC`, `Ed25519`, …; dotted if unknown. */
  algorithm: string;
  /** RSA: bits. */
  size?: number | undefined;
  /** EC: the usual name, or dotted. */
  curve?: string | undefined;
  /**
   * SHA-1 of the key's bits (RFC 5280, 4.2.1.2): what most certificates carry as
   * subjectKeyIdentifier.
   */
  keyIdentifier: string;
  /** SHA-256 of the SubjectPublicKeyInfo: equal wherever the same key stands. */
  sha256Fingerprint: string;
}

export interface InspectedExtension {
  oid: string;
  /** Absent for an extension that is not known. */
  name?: string | undefined;
  critical: boolean;
  /** Lines of text; hex where unknown or malformed. */
  value: string[];
}

export interface CertificateFacts {
  subject: string;
  issuer: string;
  serialNumber: string;
  notBefore: string;
  notAfter: string;
  subjectAltNames: string[];
  extKeyUsage: string[];
  sha256Fingerprint: string;
  version: number;
  signatureAlgorithm: string;
  publicKey: InspectedPublicKey;
  basicConstraints: BasicConstraints | null;
  keyUsage: string[];
  subjectKeyIdentifier: string | null;
  authorityKeyIdentifier: string | null;
  extensions: InspectedExtension[];
  findings: Finding[];
}

export interface RequestFacts {
  subject: string;
  subjectAltNames: string[];
  extKeyUsage: string[];
  sha256Fingerprint: string;
  version: number;
  signatureAlgorithm: string;
  /** Null where the algorithm is one that is not verified here. */
  isSignatureValid: boolean | null;
  publicKey: InspectedPublicKey;
  basicConstraints: BasicConstraints | null;
  keyUsage: string[];
  extensions: InspectedExtension[];
  /** The other attributes; a challenge password is named, never shown. */
  attributes: { oid: string; name?: string; value: string[] }[];
  findings: Finding[];
}

export interface InspectedRevocation {
  serialNumber: string;
  revocationDate: string;
  reason?: string | undefined;
  invalidityDate?: string | undefined;
  /** In an indirect CRL: whose certificate it is. */
  certificateIssuer?: string[] | undefined;
  /** What has no field of its own. */
  extensions?: InspectedExtension[] | undefined;
}

export interface CrlFacts {
  issuer: string;
  thisUpdate: string;
  nextUpdate: string | null;
  crlNumber: string | null;
  /** The number of the CRL that this delta CRL adds to. */
  deltaCrlIndicator: string | null;
  version: number;
  signatureAlgorithm: string;
  authorityKeyIdentifier: string | null;
  sha256Fingerprint: string;
  extensions: InspectedExtension[];
  revokedCount: number;
  /** At most 10,000. */
  revoked: InspectedRevocation[];
  findings: Finding[];
}

export interface InspectedStatus {
  serialNumber: string;
  /** Of the two hashes that say who has issued it. */
  hashAlgorithm: string;
  issuerNameHash: string;
  issuerKeyHash: string;
  certStatus: 'good' | 'revoked' | 'unknown';
  revocationTime: string | null;
  reason: string | null;
  thisUpdate: string;
  nextUpdate: string | null;
  extensions: InspectedExtension[];
}

export interface OcspFacts {
  /** Any but `successful` has no answer behind it. */
  responseStatus: string;
  /** The responder says its name or the hash of its key. */
  responder: string | null;
  responderKeyHash: string | null;
  producedAt: string | null;
  signatureAlgorithm: string | null;
  sha256Fingerprint: string;
  responses: InspectedStatus[];
  extensions: InspectedExtension[];
  /** Those that come with it. */
  certificates: CertificateFacts[];
}

export interface PrivateKeyFacts {
  /** How the key stands in the file. */
  container: 'pkcs8' | 'pkcs8-encrypted' | 'pkcs1' | 'sec1' | 'openssh';
  encrypted: boolean;
  /** The scheme, with its work factor; null for a plain key. */
  encryption: string | null;
  /** Null for an encrypted key without its password. */
  publicKey: InspectedPublicKey | null;
  findings: Finding[];
}

export interface StoreEntry {
  type: 'private-key' | 'certificate';
  alias: string | null;
  /** What keytool lists it as; null where Java ignores it. */
  javaEntry: 'PrivateKeyEntry' | 'trustedCertEntry' | null;
  /** Of a private key. */
  publicKey?: InspectedPublicKey | null;
  /** The end entity first; the one certificate of an entry without a key. */
  certificates: CertificateFacts[];
}

export interface StoreFacts {
  entries: StoreEntry[];
  /** What the store holds beside keys and certificates. */
  others: string[];
  protection: {
    mac: string | null;
    macIterations: number | null;
    encryption: string[];
    iterations: number | null;
  };
  findings: Finding[];
}

export type ItemFacts =
  | ({ type: 'certificate' } & CertificateFacts)
  | ({ type: 'certification-request' } & RequestFacts)
  | ({ type: 'crl' } & CrlFacts)
  | ({ type: 'private-key' } & PrivateKeyFacts)
  | { type: 'public-key'; publicKey: InspectedPublicKey; findings: Finding[] }
  | ({ type: 'ocsp-response' } & OcspFacts)
  | ({ type: 'damaged' } & DamagedFacts)
  | ({ type: 'keystore' | 'truststore' } & StoreFacts);

/** What of a structure can be read although its reader refuses it. */
export interface DamagedFacts {
  /** What it is meant to be. */
  structure: Structure;
  /** Those that were found, the first one first. */
  faults: DamageFault[];
  values: { field: string; offset: number; value: string }[];
}

export interface DamageFault {
  /** The names that the standard gives, joined by dots; empty for the whole. */
  field: string;
  /** Octets before it in the DER. */
  offset: number;
  found: string;
  expected: string;
  citation: string;
}

/** `file` is the path as it was given. */
export type InspectedItem = { file: string } & ItemFacts;

/** Whether a product would load a file. */
export interface LoadingVerdict {
  file: string;
  target: string;
  stack: string;
  /** Null where nobody has tried. */
  loads: boolean | null;
  findings: PathFinding[];
}

export interface Inspection {
  /** The time at which dates were judged, RFC 3339. */
  at: string;
  items: InspectedItem[];
  /** PEM blocks of kinds that are not described, beside others that are. */
  skipped: { file: string; label: string }[];
  failures: { file: string; error: TlsmithError }[];
  /** Whether products load the files, where that was asked. */
  loading?: LoadingVerdict[] | undefined;
}
