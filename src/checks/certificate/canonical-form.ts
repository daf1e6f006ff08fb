// Rules: of several encodings DER takes one (X.690, 11): defaults are left out, the members of a
// SET OF are in order, lists of named bits end with a one.
import type { CertificateExtension } from '../../pki/certificate/certificate.js';
import { type Extended, listOf } from '../../pki/certificate/extension-forms.js';
import { ifReadable } from '../../pki/certificate/certificate-encoding.js';
import { describeExtension } from '../../pki/certificate/extension-values.js';
import {
  type DerElement,
  DerReader,
  firstDer,
  membersOf,
  readDer,
  TAG,
} from '../../pki/der/der.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { BROKEN_MUST, type Fault, type Rule } from '../rule.js';

const COMMON = { code: 'canonical-form', ...BROKEN_MUST };

/** Certificates, requests and CRLs; of these only the name, since all else may be of any length. */
interface Judged extends Extended {
  der: Uint8Array;
  issuerDer?: Uint8Array;
  revokedCount?: number;
}

export const setOrder: Rule<Judged> = {
  ...COMMON,
  citation: 'X.690, 11.6',
  check({ der, issuerDer, revokedCount }) {
    const judged = revokedCount === undefined ? der : (issuerDer ?? der);
    return ifReadable(() => isOrdered(firstDer(judged))) === false
      ? [{ message: 'the members of a SET OF are not in the order of their encodings' }]
      : [];
  },
};

/** Everything below is looked through. */
function isOrdered(element: DerElement): boolean {
  if ((element.tag & 0x20) === 0) return true;
  const members = membersOf(element);
  if (element.tag === TAG.set && !members.every(isBehindLast)) return false;
  return members.every(isOrdered);
}

function isBehindLast({ whole }: DerElement, at: number, all: readonly DerElement[]): boolean {
  const last = all[at - 1];
  return !last || Buffer.compare(last.whole, whole) <= 0;
}

const whole = (value: Uint8Array) => [readDer(value, TAG.bitString)];
const reasonsIn = (members: readonly DerElement[], tag: number) =>
  members.filter((member) => member.tag === tag);
const reasonsOfPoints = (value: Uint8Array) => reasonsIn(listOf(value).flatMap(membersOf), 0x81);

/** The lists in the value of each, as BIT STRINGs. */
const NAMED_BITS: Readonly<Record<string, (value: Uint8Array) => readonly DerElement[]>> = {
  [EXTENSION.keyUsage]: whole,
  '2.16.840.1.113730.1.1': whole,
  [EXTENSION.cRLDistributionPoints]: reasonsOfPoints,
  [EXTENSION.freshestCRL]: reasonsOfPoints,
  '2.5.29.28': (value) => reasonsIn(listOf(value), 0x83),
};

export const namedBits: Rule<Extended> = {
  ...COMMON,
  citation: 'X.690, 11.2.2',
  check: ({ extensions }) =>
    extensions
      .filter(({ oid, value }) =>
        ifReadable(() => NAMED_BITS[oid]?.(value).some(({ content }) => endsWithZero(content))),
      )
      .map((extension) => ({
        message: `the ${nameOf(extension)} ends with bits that are not set, which DER leaves out`,
      })),
};

function endsWithZero(content: Uint8Array): boolean {
  const unused = content[0] ?? 0;
  if (content.length === 1) return false;
  return (((content.at(-1) as number) >> unused) & 1) === 0;
}

export const writtenDefault: Rule<Judged> = {
  ...COMMON,
  citation: 'X.690, 11.5',
  check: (judged) => [...deniedCriticality(judged), ...judged.extensions.flatMap(faultsOf)],
};

/** The value of a known extension; what cannot be read is malformed. */
function faultsOf(extension: CertificateExtension): Fault[] {
  const places = DEFAULTED[extension.oid];
  const isWritten = places && ifReadable(() => places(extension.value));
  return isWritten ? [{ message: `the ${nameOf(extension)} ${WRITTEN}` }] : [];
}

const WRITTEN = 'writes out a value that is the default, which DER leaves out';
const isFalse = ({ tag, content }: DerElement) => tag === TAG.boolean && content[0] === 0;

/** Whether a default is written out in the value of each. */
const DEFAULTED: Readonly<Record<string, (value: Uint8Array) => boolean>> = {
  [EXTENSION.basicConstraints]: (value) => listOf(value).some(isFalse),
  [EXTENSION.nameConstraints]: (value) =>
    listOf(value)
      .flatMap(membersOf)
      .some((subtree) =>
        membersOf(subtree).some(({ tag, content }) => tag === 0x80 && !content[0]),
      ),
  '2.5.29.28': (value) =>
    listOf(value).some(({ tag, content }) => tag > 0x80 && tag !== 0x83 && content[0] === 0),
};

/** `critical` is FALSE where it is left out. */
function deniedCriticality({ der, revokedCount }: Judged): Fault[] {
  if (revokedCount !== undefined) return [];
  const found = ifReadable(() => {
    const tbs = new DerReader(firstDer(der).content).next(TAG.sequence);
    const tagged = membersOf(tbs).find(({ tag }) => tag === 0xa3);
    const list = tagged ? membersOf(new DerReader(tagged.content).next(TAG.sequence)) : [];
    return list.some((extension) => membersOf(extension).some(isFalse));
  });
  return found ? [{ message: `an extension that is not critical ${WRITTEN}` }] : [];
}

function nameOf(extension: CertificateExtension): string {
  return describeExtension(extension).name ?? extension.oid;
}
