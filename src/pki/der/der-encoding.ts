// Writes DER (X.690): the few elements that are put together by hand.

/** One element: identifier, the shortest length form, and the contents one after the other. */
export function encodeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
  const length = contents.reduce((sum, { length: part }) => sum + part, 0);
  return new Uint8Array(Buffer.concat([Buffer.from([tag, ...lengthOctets(length)]), ...contents]));
}

function lengthOctets(length: number): number[] {
  if (length < 0x80) return [length];
  const octets: number[] = [];
  for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) octets.unshift(rest % 256);
  return [0x80 | octets.length, ...octets];
}

/** The content of an OBJECT IDENTIFIER. Arcs may be of any size: 2.25 holds UUIDs. */
export function encodeOid(dotted: string): Uint8Array {
  const [first = 0n, second = 0n, ...rest] = dotted.split('.').map(BigInt);
  return new Uint8Array([first * 40n + second, ...rest].flatMap(arcOctets));
}

/** Seven bits an octet, the highest first; all but the last have the eighth bit set. */
function arcOctets(arc: bigint): number[] {
  const octets = [Number(arc & 0x7fn)];
  for (let rest = arc >> 7n; rest > 0n; rest >>= 7n) octets.unshift(Number(rest & 0x7fn) | 0x80);
  return octets;
}

/** The content of a positive INTEGER from octets of any padding. */
export function encodeUnsigned(octets: Uint8Array): Uint8Array {
  const start = octets.findIndex((octet) => octet !== 0);
  const bare = start === -1 ? new Uint8Array([0]) : octets.subarray(start);
  return (bare[0] as number) < 0x80 ? bare : new Uint8Array([0, ...bare]);
}

export function encodeText(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}
