// The fields of a CRL as they are encoded (RFC 5280, 5.1), for the rules about them; of its entries
// those that are kept, since a list may be of any length.
import type { CertificateRevocationList } from '../../pki/crl/certificate-revocation-list.js';
import { type DerElement, DerReader, firstDer, TAG } from '../../pki/der/der.js';

export interface CrlFields {
  version: DerElement | undefined;
  /** Inside what is signed, and beside the signature. */
  algorithms: readonly [inner: DerElement, outer: DerElement];
  issuer: DerElement;
  thisUpdate: DerElement;
  nextUpdate: DerElement | undefined;
  /** Undefined where there is no list of them. */
  entries: readonly DerElement[] | undefined;
  extensions: DerElement | undefined;
  /** Whether nothing stands behind the extensions, and nothing behind the signature. */
  isWhole: boolean;
}

/** Of a CRL that could be decoded. */
export function crlFieldsOf({
  der,
  revoked: kept,
}: Pick<CertificateRevocationList, 'der' | 'revoked'>): CrlFields {
  const members = new DerReader(firstDer(der).content);
  const fields = new DerReader(members.next(TAG.sequence).content);
  const outer = members.next(TAG.sequence);
  const version = fields.optional(TAG.integer);
  const inner = fields.next(TAG.sequence);
  const issuer = fields.next(TAG.sequence);
  const thisUpdate = fields.next();
  const nextUpdate = fields.optional(TAG.utcTime, TAG.generalizedTime);
  const list = fields.optional(TAG.sequence);
  const extensions = fields.optional(0xa0);
  members.next();
  return {
    version,
    algorithms: [inner, outer],
    issuer,
    thisUpdate,
    nextUpdate,
    entries: list && firstMembers(list, kept.length),
    extensions,
    isWhole: members.isDone && fields.isDone,
  };
}

function firstMembers({ content }: DerElement, count: number): DerElement[] {
  const members = new DerReader(content);
  return Array.from({ length: count }, () => members.next());
}
