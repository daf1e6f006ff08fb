// Serial numbers: random, positive, 64 to 159 bits, so that 20 octets always hold them (RFC 5280,
// 4.1.2.2).
import type { Random } from '../../ports.js';
import { toHex } from '../der/hex.js';

/**
 * 128 random bits under a leading octet of 0x40 to 0x7f: never zero, never negative, never a
 * leading zero octet.
 */
export function newSerialNumber(random: Random): string {
  const octets = random.bytes(17);
  octets[0] = ((octets[0] as number) & 0x3f) | 0x40;
  return toHex(octets);
}
