// The padding of RFC 8018, 6.1.1 taken away, for the ciphers that are computed here.

/** Undefined where the last octets are no padding: the data was encrypted under another key. */
export function withoutPadding(plain: Uint8Array, block: number): Uint8Array | undefined {
  const count = plain.at(-1) ?? 0;
  if (count < 1 || count > block || count > plain.length) return undefined;
  const isPadded = plain.subarray(-count).every((octet) => octet === count);
  return isPadded ? plain.subarray(0, -count) : undefined;
}
