// What a use-case wants written, said before anything is: files with path, bytes, mode and kind.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { formatDistinguishedName } from '../../pki/names/distinguished-name.js';
import { toHex } from '../../pki/der/hex.js';
import { formatTime } from '../../pki/certificate/validity.js';
import type { Crypto } from '../../ports.js';

export type FileKind =
  | 'certificate'
  | 'private-key'
  | 'request'
  | 'crl'
  | 'keystore'
  | 'truststore'
  | 'snippet'
  | 'secrets'
  | 'ledger'
  | 'readme'
  | 'archive'
  | 'checksums'
  | 'answers'
  | 'list'
  | 'report'
  | 'ignore';

export interface PlannedFile {
  /** Below the plan's folder, with forward slashes. */
  path: string;
  bytes: Uint8Array;
  kind: FileKind;
  /** What `bytes` hold, for a file that is merged into the one that stands there. */
  secrets?: readonly PlannedSecret[];
}

/** A password, and the name by which `secrets.env` has it. */
export interface PlannedSecret {
  variable: string;
  text: string;
  /** The planned file that it opens, beside `secrets.env`; none for what opens no file. */
  opens?: string | undefined;
}

export interface WritePlan {
  /** The folder as the person named it. */
  folder: string;
  files: readonly PlannedFile[];
  /** Overwrite what exists, but never a CA key or a ledger. */
  force: boolean;
  dryRun: boolean;
  /** Paths that were read: writing over one is refused. */
  inputs: readonly string[];
}

/** What is secret is for its owner alone. */
export function modeOf(kind: FileKind): number {
  return ['private-key', 'keystore', 'secrets', 'ledger', 'archive'].includes(kind) ? 0o600 : 0o644;
}

/** Four octal digits: `0600`. */
export function modeText(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}

export function textFile(path: string, text: string, kind: FileKind): PlannedFile {
  return { path, bytes: new TextEncoder().encode(text), kind };
}

/** Without content yet. */
export function unmadeFile(path: string, kind: FileKind): PlannedFile {
  return { path, bytes: new Uint8Array(), kind };
}

export interface WrittenFile {
  path: string;
  kind: FileKind;
  /** Four octal digits: `0600`. */
  mode: string;
}

export interface CertificateSummary {
  path: string;
  subject: string;
  issuer: string;
  serialNumber: string;
  notBefore: string;
  notAfter: string;
  subjectAltNames: readonly string[];
  extKeyUsage: readonly string[];
  sha256Fingerprint: string;
}

/** What every writing command answers. */
export interface WriteSummary {
  files: WrittenFile[];
  certificates: CertificateSummary[];
  /** Where nothing was written. */
  dryRun?: true | undefined;
}

export function summarizeCertificate(
  certificate: Certificate,
  path: string,
  crypto: Crypto,
): CertificateSummary {
  return {
    path,
    subject: formatDistinguishedName(certificate.subject),
    issuer: formatDistinguishedName(certificate.issuer),
    serialNumber: certificate.serialNumber,
    notBefore: formatTime(certificate.notBefore),
    notAfter: formatTime(certificate.notAfter),
    subjectAltNames: certificate.subjectAltNames,
    extKeyUsage: certificate.extKeyUsage ?? [],
    sha256Fingerprint: fingerprintOf(certificate, crypto),
  };
}

export function fingerprintOf(certificate: Certificate, crypto: Crypto): string {
  return toHex(crypto.digest('SHA-256', certificate.der));
}
