// Rules: a signature is of the form that its algorithm gives it: two positive integers for DSA and
// ECDSA, whole octets for all.
import { ifReadable } from '../../../pki/certificate/certificate-encoding.js';
import {
  type DerElement,
  DerReader,
  firstDer,
  membersOf,
  readDer,
  TAG,
} from '../../../pki/der/der.js';
import { encodingFault } from '../../../pki/der/der-strictness.js';
import { oidOf } from '../../../pki/der/der-values.js';
import { COMMON_RANK, type Rule } from '../../rule.js';

type Signed = { der: Uint8Array };

export const ecdsaSignatureValue = pairOf('RFC 3279, 2.2.3', /^1\.2\.840\.10045\.4\./);
export const dsaSignatureValue = pairOf(
  'RFC 3279, 2.2.2',
  /^(1\.2\.840\.10040\.4\.3|2\.16\.840\.1\.101\.3\.4\.3\.[12])$/,
);

export const edwardsSignatureValue = ofForm('RFC 8410, 6', (algorithm, { length }) => {
  const wanted = EDWARDS_LENGTHS[algorithm];
  return wanted === undefined || length === wanted
    ? undefined
    : `it has ${length} octets, and one of this algorithm ${wanted}`;
});

const EDWARDS_LENGTHS: Readonly<Record<string, number>> = { '1.3.101.112': 64, '1.3.101.113': 114 };

export const wholeSignature: Rule<Signed> = {
  ...ofForm('RFC 5280, 4.1.1.3', (_, __, unused) =>
    unused === 0 ? undefined : 'its bits are not whole octets',
  ),
};

function pairOf(citation: string, algorithms: RegExp): Rule<Signed> {
  return ofForm(citation, (algorithm, octets) => {
    if (!algorithms.test(algorithm)) return undefined;
    const numbers = ifReadable(() => membersOf(readDer(octets, TAG.sequence)));
    const isPair = numbers?.length === 2 && numbers.every(isPositive);
    return isPair && encodingFault(octets) === undefined
      ? undefined
      : 'it is no SEQUENCE of two positive INTEGERs in DER';
  });
}

function isPositive({ tag, content }: DerElement): boolean {
  return tag === TAG.integer && (content[0] ?? 0x80) < 0x80 && content.some((octet) => octet !== 0);
}

/** `faultOf` ends a sentence about the signature. */
function ofForm(
  citation: string,
  faultOf: (algorithm: string, octets: Uint8Array, unused: number) => string | undefined,
): Rule<Signed> {
  return {
    code: 'signature-value',
    citation,
    severity: 'error',
    rank: COMMON_RANK,
    check({ der }) {
      const members = new DerReader(firstDer(der).content);
      members.next();
      const algorithm = oidOf(new DerReader(members.next().content).next(TAG.oid));
      const { content } = members.next(TAG.bitString);
      const fault = faultOf(algorithm, content.subarray(1), content[0] ?? 0);
      return fault === undefined ? [] : [{ message: `the signature has no right form: ${fault}` }];
    },
  };
}
