// A certificate as a value: every fact that the rest of the program asks for, read once from the
// DER.
import type { DistinguishedName } from '../names/distinguished-name.js';
import type { KeyUsage } from '../der/object-identifiers.js';

export interface CertificateExtension {
  oid: string;
  critical: boolean;
  /** DER of the extension's value. */
  value: Uint8Array;
}

export interface BasicConstraints {
  ca: boolean;
  pathLenConstraint?: number | undefined;
}

export interface Certificate {
  der: Uint8Array;
  /** 3 for X.509 version 3. */
  version: number;
  /** Lower-case hex without separators. */
  serialNumber: string;
  /** The INTEGER's octets as they stand, with the sign. */
  serialNumberOctets: Uint8Array;
  subject: DistinguishedName;
  issuer: DistinguishedName;
  /** DER of both names: what decides equality. */
  subjectDer: Uint8Array;
  issuerDer: Uint8Array;
  notBefore: Date;
  notAfter: Date;
  subjectPublicKeyInfo: Uint8Array;
  /** The part that is signed, the signature, and the dotted identifier of its algorithm. */
  tbsCertificate: Uint8Array;
  signature: Uint8Array;
  signatureAlgorithm: string;
  /** Undefined where the extension is absent. */
  basicConstraints: BasicConstraints | undefined;
  keyUsage: readonly KeyUsage[] | undefined;
  /** RFC 5280 names, dotted if unknown. */
  extKeyUsage: readonly string[] | undefined;
  /** With the prefixes of `formatGeneralName`; empty where absent. */
  subjectAltNames: readonly string[];
  subjectKeyIdentifier: string | undefined;
  authorityKeyIdentifier: string | undefined;
  extensions: readonly CertificateExtension[];
}
