// What makes an encoding BER and not DER (X.690, 8.1.3, 8.3.2, 8.19.2, 10.1, 11.1 and 11.2), for
// those who judge what others wrote.
import { TlsmithError } from '../../errors.js';
import { type DerElement, DerReader, firstDer } from './der.js';

/** Deeper than any certificate is nested. */
const DEEPEST = 64;

/** The first fault in words, or undefined; of what follows the element nothing is said. */
export function encodingFault(der: Uint8Array): string | undefined {
  try {
    return faultIn(firstDer(der), 0);
  } catch (error) {
    if (!(error instanceof TlsmithError)) throw error;
    return 'an element is cut off, or of a length that DER does not know';
  }
}

function faultIn(element: DerElement, depth: number): string | undefined {
  if (depth > DEEPEST) return `elements are nested deeper than ${DEEPEST} times`;
  const own = lengthFault(element) ?? VALUE_FAULTS[element.tag]?.(element.content);
  if (own !== undefined) return own;
  const isConstructed = (element.tag & 0x20) !== 0;
  if (!isConstructed) return undefined;
  if (STRINGS_IN_PIECES.includes(element.tag)) return 'a string is in pieces';
  for (const members = new DerReader(element.content); !members.isDone;) {
    const fault = faultIn(members.next(), depth + 1);
    if (fault !== undefined) return fault;
  }
  return undefined;
}

/** Identifier, length, content: the length in as few octets as it can be. */
function lengthFault({ whole, content }: DerElement): string | undefined {
  const { length } = content;
  const octets = length < 0x80 ? 1 : 1 + Math.ceil(length.toString(16).length / 2);
  const isShortest = whole.length === 1 + octets + length;
  return isShortest ? undefined : 'a length takes more octets than it needs';
}

const VALUE_FAULTS: Readonly<Record<number, (content: Uint8Array) => string | undefined>> = {
  0x01: ({ length, 0: octet }) =>
    length === 1 && (octet === 0 || octet === 0xff) ? undefined : 'a BOOLEAN is neither 00 nor ff',
  0x02: integerFault,
  0x03: bitStringFault,
  0x05: ({ length }) => (length === 0 ? undefined : 'a NULL has content'),
  0x06: oidFault,
  0x0a: integerFault,
  // A character string, octet string or bit string in pieces.
  0x23: () => 'a BIT STRING is in pieces',
  0x24: () => 'an OCTET STRING is in pieces',
};

/** Character strings and times of all types, constructed (10.2). */
const STRINGS_IN_PIECES: readonly number[] = [
  ...[0x2c, 0x32, 0x33, 0x34, 0x35, 0x36, 0x37, 0x38, 0x39, 0x3a, 0x3b, 0x3c, 0x3e],
];

function integerFault({ length, 0: first = 0, 1: second = 0 }: Uint8Array): string | undefined {
  if (length === 0) return 'an INTEGER is empty';
  const isPadded = length > 1 && (first === 0 ? second < 0x80 : first === 0xff && second >= 0x80);
  return isPadded ? 'an INTEGER has octets that it does not need' : undefined;
}

function bitStringFault(content: Uint8Array): string | undefined {
  const unused = content[0] ?? 8;
  const last = content.length > 1 ? (content.at(-1) as number) : 0;
  const isWrong = unused > 7 || (content.length === 1 && unused > 0);
  return isWrong || (last & ((1 << unused) - 1)) !== 0
    ? 'a BIT STRING has unused bits that are not zero'
    : undefined;
}

function oidFault(content: Uint8Array): string | undefined {
  const startsArc = (at: number) => at === 0 || (content[at - 1] as number) < 0x80;
  const isPadded = content.some((octet, at) => octet === 0x80 && startsArc(at));
  const isCutOff = content.length === 0 || (content.at(-1) as number) >= 0x80;
  return isPadded || isCutOff ? 'an OBJECT IDENTIFIER is padded or cut off' : undefined;
}
