// Rules: how a new subject should be written: in UTF8String or PrintableString (RFC 5280, 4.1.2.4),
// without control characters (RFC 4518, 2.2), each attribute once in an RDN (X.501, 9.3).
import type { Certificate } from '../../../pki/certificate/certificate.js';
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import { type DerElement, DerReader, membersOf, readDer, TAG } from '../../../pki/der/der.js';
import { oidOf, textOf } from '../../../pki/der/der-values.js';
import { typeOf } from '../../../pki/names/attribute-type.js';
import { quote } from '../../../quote.js';
import type { CertificateTerms } from '../terms.js';
import { ADVICE, type Fault, type Rule } from '../../rule.js';

type Judged = Pick<Certificate, 'subjectDer'>;
/** A root is named as it was once; nobody can choose that anew. */
type Terms = Pick<CertificateTerms, 'isRoot'>;

const COMMON = { code: 'name-form', ...ADVICE };

const OLD_STRINGS: Readonly<Record<number, string>> = {
  0x14: 'TeletexString',
  0x1c: 'UniversalString',
  0x1e: 'BMPString',
};

export const oldStringType: Rule<Judged, Terms> = {
  ...COMMON,
  citation: 'RFC 5280, 4.1.2.4',
  check: ({ subjectDer }, { isRoot }) =>
    isRoot
      ? []
      : faultsIn(subjectDer, (attributes) =>
          attributes
            .filter(({ value }) => OLD_STRINGS[value.tag] !== undefined)
            .map(
              ({ type, value }) =>
                `its ${keywordOf(type)} is a ${OLD_STRINGS[value.tag]}, and new names are UTF8Strings or PrintableStrings`,
            ),
        ),
};

export const controlCharacter: Rule<Judged> = {
  ...COMMON,
  citation: 'RFC 4518, 2.2',
  check: ({ subjectDer }) =>
    faultsIn(subjectDer, (attributes) =>
      attributes
        .filter(({ value }) => /\p{Cc}/u.test(textOf(value) ?? ''))
        .map(
          ({ type, value }) =>
            `its ${keywordOf(type)} ${quote(textOf(value) ?? '')} holds a control character, which comparisons leave out`,
        ),
    ),
};

export const repeatedAttribute: Rule<Judged> = {
  ...COMMON,
  citation: 'X.501, 9.3',
  check: ({ subjectDer }) =>
    faultsIn(subjectDer, (attributes) =>
      attributes
        .filter(({ type }, at) => attributes.findIndex((other) => other.type === type) !== at)
        .map(({ type }) => `one of its parts has ${keywordOf(type)} twice`),
    ),
};

interface Attribute {
  type: string;
  value: DerElement;
}

/** `faultsOf` is asked for each RDN. What is no name is malformed, and found as that. */
function faultsIn(
  subjectDer: Uint8Array,
  faultsOf: (attributes: readonly Attribute[]) => readonly string[],
): Fault[] {
  const parts = ifReadable(() =>
    membersOf(readDer(subjectDer, TAG.sequence)).map((rdn) => membersOf(rdn).map(attributeOf)),
  );
  return (parts ?? [])
    .flatMap(faultsOf)
    .map((fault) => ({ message: `the subject is not as it should be: ${fault}` }));
}

function attributeOf({ content }: DerElement): Attribute {
  const members = new DerReader(content);
  return { type: oidOf(members.next(TAG.oid)), value: members.next() };
}

function keywordOf(type: string): string {
  return typeOf(type)?.keyword ?? type;
}
