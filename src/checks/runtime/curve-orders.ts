// Curves of elliptic keys by the size of their group: runtimes refuse small ones, and some know few curves by name.
import { CURVES } from '../../pki/key/elliptic-curve.js';
import type { PublicKey } from '../../pki/key/public-key.js';

const under = (prefix: string, sizes: Readonly<Record<number, number>>) =>
  Object.fromEntries(Object.entries(sizes).map(([arc, bits]) => [`${prefix}.${arc}`, bits]));

/** Bits of the order, as `openssl ecparam` counts them; those of CURVES aside. */
const ORDERS: Readonly<Record<string, number>> = {
  // X9.62, over binary fields
  ...under('1.2.840.10045.3.0', {
    ...{ 1: 163, 2: 162, 3: 162, 4: 161, 5: 191, 6: 190, 7: 189, 10: 193, 11: 238, 12: 237 },
    ...{ 13: 236, 16: 257, 17: 289, 18: 353, 19: 353, 20: 418 },
  }),
  // X9.62, over prime fields
  ...under('1.2.840.10045.3.1', {
    ...{ 2: 192, 3: 192, 4: 239, 5: 239, 6: 239 },
  }),
  // Brainpool (RFC 5639), also the twisted ones
  ...under('1.3.36.3.3.2.8.1.1', {
    ...{ 1: 160, 2: 160, 3: 192, 4: 192, 5: 224, 6: 224, 8: 256, 9: 320, 10: 320, 12: 384 },
    ...{ 14: 512 },
  }),
  // SEC 2
  ...under('1.3.132.0', {
    ...{ 1: 163, 2: 162, 3: 238, 4: 113, 5: 113, 6: 112, 7: 110, 8: 161, 9: 161, 15: 163 },
    ...{ 16: 281, 17: 282, 22: 131, 23: 131, 24: 193, 25: 193, 26: 232, 27: 233, 28: 128, 29: 126 },
    ...{ 30: 161, 31: 192, 32: 225, 36: 407, 37: 409, 38: 570, 39: 570 },
  }),
  // WTLS
  ...under('2.23.43.1.4', {
    ...{ 1: 112, 3: 163, 4: 113, 5: 163, 6: 112, 7: 161, 8: 113, 9: 161, 10: 232, 11: 233 },
    ...{ 12: 224 },
  }),
  // SM2
  '1.2.156.10197.1.301': 256,
};

/** Undefined for a curve that nobody names. */
export function orderBits({ curve = '' }: PublicKey): number | undefined {
  const known = Object.values(CURVES).find(({ name }) => name === curve);
  return known ? known.n.toString(2).length : ORDERS[curve];
}
