// Requests as other software makes them, right or wrong in any detail: DER by hand, signed by Node.
import { bitString, commonNames, explicit, integer, oid, sequence, set } from './der.js';
import { type ForeignKey, signed, type Signing } from './foreign-certificate.js';

export interface ForeignRequest {
  key: ForeignKey;
  /** DER of a Name. */
  subject?: Uint8Array;
  /** In place of the key's own. */
  subjectPublicKeyInfo?: Uint8Array;
  /** Of one extensionRequest, in order. */
  extensions?: readonly Uint8Array[];
  /** In place of that. */
  attributes?: readonly Uint8Array[];
  /** ECDSA with SHA-256 if not said. */
  signing?: Signing;
}

/** One attribute with these values, each a list of extensions. */
export function extensionRequest(...values: readonly (readonly Uint8Array[])[]): Uint8Array {
  return sequence(
    oid('1.2.840.113549.1.9.14'),
    set(...values.map((extensions) => sequence(...extensions))),
  );
}

const ECDSA_SHA256: Signing = { identifier: sequence(oid('1.2.840.10045.4.3.2')), hash: 'sha256' };

/** PKCS#10, DER. */
export function foreignRequest(content: ForeignRequest): Uint8Array {
  const attributes = content.attributes ?? [extensionRequest(content.extensions ?? [])];
  const info = sequence(
    integer(0),
    content.subject ?? commonNames('asked'),
    content.subjectPublicKeyInfo ?? content.key.subjectPublicKeyInfo,
    explicit(0, ...attributes),
  );
  const signing = content.signing ?? ECDSA_SHA256;
  const signature = signed(info, signing, content.key.privateKey);
  return sequence(info, signing.identifier, bitString(signature));
}
