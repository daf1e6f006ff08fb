// Requests as other software makes them, right or wrong in any detail: DER by hand, signed by Node.
import { sign } from 'node:crypto';
import { bitString, commonNames, explicit, integer, oid, sequence, set } from './der.js';
import type { ForeignKey } from './foreign-certificate.js';

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
}

/** One attribute with these values, each a list of extensions. */
export function extensionRequest(...values: readonly (readonly Uint8Array[])[]): Uint8Array {
  return sequence(
    oid('1.2.840.113549.1.9.14'),
    set(...values.map((extensions) => sequence(...extensions))),
  );
}

/** PKCS#10, DER, signed with ECDSA and SHA-256. */
export function foreignRequest(content: ForeignRequest): Uint8Array {
  const attributes = content.attributes ?? [extensionRequest(content.extensions ?? [])];
  const info = sequence(
    integer(0),
    content.subject ?? commonNames('asked'),
    content.subjectPublicKeyInfo ?? content.key.subjectPublicKeyInfo,
    explicit(0, ...attributes),
  );
  const signature = sign('sha256', info, content.key.privateKey);
  return sequence(info, sequence(oid('1.2.840.10045.4.3.2')), bitString(signature));
}
