// Rule: a certificate has the members that ASN.1 gives it, and no more (RFC 5280, 4.1): what a
// reader skips, another may take for something.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { type DerElement, DerReader, firstDer, membersOf, TAG } from '../../pki/der/der.js';
import { COMMON_RANK, type Rule } from '../rule.js';

export const certificateStructure: Rule<Pick<Certificate, 'der' | 'tbsCertificate'>> = {
  code: 'certificate-structure',
  citation: 'RFC 5280, 4.1',
  severity: 'error',
  rank: COMMON_RANK,
  check({ der, tbsCertificate }) {
    // What cannot be taken apart is not encoded as DER, and found as that.
    const place = ifReadable(() => surplusIn(firstDer(der), firstDer(tbsCertificate)));
    return place === undefined
      ? []
      : [{ message: `${place} has members that do not belong there` }];
  },
};

/** Where there are too many; the first place. */
function surplusIn(certificate: DerElement, tbs: DerElement): string | undefined {
  const [, algorithm] = membersOf(certificate);
  const fields = new DerReader(tbs.content);
  const version = fields.optional(0xa0);
  fields.next(TAG.integer);
  const inner = fields.next(TAG.sequence);
  fields.next(TAG.sequence);
  const validity = fields.next(TAG.sequence);
  fields.next(TAG.sequence);
  const key = fields.next(TAG.sequence);
  fields.optional(0x81, 0xa1);
  fields.optional(0x82, 0xa2);
  const tagged = fields.optional(0xa3);
  const extensions = tagged ? membersOf(new DerReader(tagged.content).next()) : [];
  const most: [string, DerElement | undefined, number][] = [
    ['the certificate', certificate, 3],
    ['the version', version, 1],
    ['the signature algorithm', algorithm, 2],
    ['the signature algorithm inside', inner, 2],
    ['the validity', validity, 2],
    ['the public key', key, 2],
    ['the tag around the extensions', tagged, 1],
    ...extensions.map((one): [string, DerElement, number] => ['an extension', one, 3]),
  ];
  const found = most.find(([, element, limit]) => element && membersOf(element).length > limit);
  return found?.[0] ?? (fields.isDone ? undefined : 'what is signed');
}
