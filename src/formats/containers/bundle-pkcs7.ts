// The certificates and CRLs inside PKCS#7 SignedData (RFC 5652, 5.1): the .p7b bundles that Windows
// and some CAs hand out.
import { TlsmithError } from '../../errors.js';
import { DerReader, TAG } from '../../pki/der/der.js';
import { readingStructure } from '../../pki/der/malformed-structure.js';
import type { BundlePart } from './bundle-part.js';

/**
 * Certificates, then CRLs. Throws `input-malformed`, and `input-wrong-kind` where there are none.
 */
export function decodePkcs7(contentInfo: Uint8Array): BundlePart[] {
  return readingStructure('pkcs7', contentInfo, () => partsOf(contentInfo));
}

function partsOf(contentInfo: Uint8Array): BundlePart[] {
  const outer = new DerReader(new DerReader(contentInfo).next(TAG.sequence).content);
  outer.next(TAG.oid);
  const signedData = new DerReader(outer.next(0xa0).content).next(TAG.sequence);
  const members = new DerReader(signedData.content);
  members.next(TAG.integer);
  members.next(TAG.set);
  members.next(TAG.sequence);
  const parts = [
    ...listed('certificate', members.optional(0xa0)?.content),
    ...listed('crl', members.optional(0xa1)?.content),
  ];
  if (parts.length > 0) return parts;
  throw new TlsmithError(
    'input-wrong-kind',
    (it) => `${it} is a PKCS#7 message without certificates`,
  );
}

/** Attribute certificates and other choices have other tags, and are left out. */
function listed(kind: 'certificate' | 'crl', content: Uint8Array | undefined): BundlePart[] {
  if (!content) return [];
  return new DerReader(content)
    .rest()
    .filter(({ tag }) => tag === TAG.sequence)
    .map(({ whole }) => ({ kind, der: whole }));
}
