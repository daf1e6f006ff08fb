// What is no public key of Ed25519 (RFC 8032, 5.1.3): octets of no point, and the few points with
// which anybody can sign. A signature shows the rest.
import { integerFrom } from './elliptic-curve.js';

const P = 2n ** 255n - 19n;
/** -x² + y² = 1 + dx²y². */
const D = 0x52036cee2b6ffe738cc740797779e89800700a4d4141d8ab75eb4dca135978a3n;

/** For a sentence about the key that has this point. */
export function edwardsPointFault(octets: Uint8Array): string | undefined {
  if (octets.length !== 32) return `it has ${octets.length} octets, and one of Ed25519 has 32`;
  const littleEndian = Uint8Array.from(octets).reverse();
  littleEndian[0] = (littleEndian[0] as number) & 0x7f; // The highest bit is the sign of x.
  const y = integerFrom(littleEndian);
  if (y >= P) return 'its point is not on the curve of Ed25519';
  return isOfSmallOrder(y)
    ? 'its point is one of the eight with which anybody can sign'
    : undefined;
}

/** x² as the fraction u/v, for y = n/d. */
function squareOfX(n: bigint, d: bigint): { u: bigint; v: bigint } {
  const [a, b] = [n * n, d * d];
  return { u: modulo(a - b), v: modulo(D * a + b) };
}

/**
 * Whether eight times the point is the neutral one, whose y is 1. Doubling needs y alone, as a
 * fraction.
 */
function isOfSmallOrder(y: bigint): boolean {
  let [n, d] = [y, 1n];
  for (let count = 0; count < 3; count++) {
    const { u, v } = squareOfX(n, d);
    const [a, b] = [n * n, d * d];
    [n, d] = [modulo(a * v + u * b), modulo(2n * b * v + u * b - a * v)];
  }
  return n === d;
}

function modulo(value: bigint): bigint {
  return ((value % P) + P) % P;
}
