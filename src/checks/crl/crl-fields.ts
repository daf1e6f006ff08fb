// The fields of a CRL as they are encoded (RFC 5280, 5.1), for the rules about them.
import { type DerElement, DerReader, firstDer, TAG } from '../../pki/der/der.js';

export interface CrlFields {
  version: DerElement | undefined;
  /** Inside what is signed, and beside the signature. */
  algorithms: readonly [inner: DerElement, outer: DerElement];
  issuer: DerElement;
  thisUpdate: DerElement;
  nextUpdate: DerElement | undefined;
  revoked: DerElement | undefined;
  extensions: DerElement | undefined;
}

/** Of a CRL that could be decoded. */
export function crlFieldsOf({ der }: { der: Uint8Array }): CrlFields {
  const members = new DerReader(firstDer(der).content);
  const fields = new DerReader(members.next(TAG.sequence).content);
  const outer = members.next(TAG.sequence);
  const version = fields.optional(TAG.integer);
  const inner = fields.next(TAG.sequence);
  return {
    version,
    algorithms: [inner, outer],
    issuer: fields.next(TAG.sequence),
    thisUpdate: fields.next(),
    nextUpdate: fields.optional(TAG.utcTime, TAG.generalizedTime),
    revoked: fields.optional(TAG.sequence),
    extensions: fields.optional(0xa0),
  };
}
