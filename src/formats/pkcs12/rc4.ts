// RC4, for reading only: a few old programs offered it for key stores.

/** The cipher has no padding, so another key answers other octets and no sign of it. */
export function decryptRc4(key: Uint8Array, data: Uint8Array): Uint8Array {
  const state = Uint8Array.from({ length: 256 }, (_, index) => index);
  let j = 0;
  for (let i = 0; i < 256; i++) {
    j = (j + (state[i] as number) + (key[i % key.length] as number)) & 0xff;
    swap(state, i, j);
  }
  j = 0;
  return data.map((octet, index) => {
    const i = (index + 1) & 0xff;
    j = (j + (state[i] as number)) & 0xff;
    swap(state, i, j);
    return octet ^ (state[((state[i] as number) + (state[j] as number)) & 0xff] as number);
  });
}

function swap(state: Uint8Array, i: number, j: number): void {
  const held = state[i] as number;
  state[i] = state[j] as number;
  state[j] = held;
}
