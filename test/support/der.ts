// DER by hand, apart from the libraries under test: what foreign software might have written, and what ours did write.

export interface DerElement {
  tag: number;
  content: Uint8Array;
  /** Tag, length and content. */
  whole: Uint8Array;
}

export function tlv(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  return new Uint8Array(
    Buffer.concat([Buffer.from([tag, ...lengthOctets(content.length)]), content]),
  );
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

export const sequence = (...parts: readonly Uint8Array[]) => tlv(0x30, ...parts);
export const set = (...parts: readonly Uint8Array[]) => tlv(0x31, ...parts);
export const octetString = (bytes: Uint8Array) => tlv(0x04, bytes);
export const nul = tlv(0x05);
export const boolean = (value: boolean) => tlv(0x01, Uint8Array.of(value ? 0xff : 0));
export const explicit = (number: number, ...parts: readonly Uint8Array[]) =>
  tlv(0xa0 | number, ...parts);

/** A bit string of whole octets unless bits are left over. */
export const bitString = (bytes: Uint8Array, unused = 0) => tlv(0x03, Uint8Array.of(unused), bytes);

/** The octets as they are: the caller minds the sign. */
export function integer(value: number | Uint8Array): Uint8Array {
  if (typeof value !== 'number') return tlv(0x02, value);
  const octets = [];
  for (let rest = value; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  if (octets.length === 0 || (octets[0] as number) >= 0x80) octets.unshift(0);
  return tlv(0x02, Uint8Array.from(octets));
}

export function oid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return tlv(0x06, Uint8Array.from([first * 40n + second, ...rest].flatMap(base128)));
}

function base128(value: bigint): number[] {
  const octets = [Number(value & 0x7fn)];
  for (let rest = value >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}

const text = (tag: number) => (value: string) => tlv(tag, Buffer.from(value, 'utf8'));
export const utf8String = text(0x0c);
export const printableString = text(0x13);
export const ia5String = text(0x16);

export function time(date: Date): Uint8Array {
  const digits = date
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replace(/[-:T]/g, '');
  const isGeneral = date.getUTCFullYear() >= 2050;
  return tlv(isGeneral ? 0x18 : 0x17, Buffer.from(isGeneral ? digits : digits.slice(2)));
}

/** A name of common names only, root first. */
export function commonNames(...values: readonly string[]): Uint8Array {
  return sequence(...values.map((value) => rdn('2.5.4.3', utf8String(value))));
}

export function rdn(type: string, value: Uint8Array): Uint8Array {
  return set(sequence(oid(type), value));
}

/** The first element of `bytes`. */
export function readDer(bytes: Uint8Array): DerElement {
  const tag = bytes[0];
  let length = bytes[1];
  if (tag === undefined || length === undefined) throw new Error('no DER element');
  let start = 2;
  if (length >= 0x80) {
    const count = length & 0x7f;
    length = Number(BigInt(`0x${Buffer.from(bytes.subarray(2, 2 + count)).toString('hex')}`));
    start += count;
  }
  if (start + length > bytes.length) throw new Error('the DER element is cut off');
  const whole = bytes.subarray(0, start + length);
  return { tag, content: whole.subarray(start), whole };
}

export function childrenOf(element: Uint8Array | DerElement): DerElement[] {
  let rest = element instanceof Uint8Array ? readDer(element).content : element.content;
  const children = [];
  while (rest.length > 0) {
    const child = readDer(rest);
    children.push(child);
    rest = rest.subarray(child.whole.length);
  }
  return children;
}
