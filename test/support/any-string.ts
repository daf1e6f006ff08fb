// Texts of any characters. fast-check's own unit of all of them first lists each, a million, to know which it could have made.
import fc, { type StringConstraints } from 'fast-check';

const SURROGATES = { from: 0xd800, count: 0x800 };
const character = fc
  .integer({ min: 0, max: 0x10_ffff - SURROGATES.count })
  .map((at) => String.fromCodePoint(at < SURROGATES.from ? at : at + SURROGATES.count));

/** Names that every object has: fast-check has them in its own strings too. */
const DANGEROUS = ['__proto__', 'constructor', 'hasOwnProperty', 'toString', 'key', 'length'];

export function anyString(constraints: Omit<StringConstraints, 'unit'> = {}): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 19, arbitrary: fc.string({ ...constraints, unit: character }) },
    { weight: 1, arbitrary: fc.constantFrom(...DANGEROUS) },
  );
}
