// BER brought into DER: what is changed, what is left alone, and that depth and size are bounded.
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { ifNormalised, normalised } from '../../../src/pki/der/ber.js';
import { toHex } from '../../../src/pki/der/hex.js';
import { Damage } from '../../support/damage.js';
import { asBer } from '../../support/in-ber.js';
import { seededRandom } from '../../support/seeded-random.js';
import { storeSamples } from '../../support/store-samples.js';

const bytes = (hex: string) => new Uint8Array(Buffer.from(hex, 'hex'));
const { endEntity, key } = storeSamples();

describe('normalised', () => {
  it.each([
    ['DER as it stands', '3003020101', '3003020101', false],
    ['the empty sequence', '30800000', '3000', true],
    ['an indefinite length', '30800201010000', '3003020101', true],
    ['one inside a definite one', '300730800201010000', '30053003020101', true],
    ['one inside another', '3080a0800201010000' + '0000', '3005a003020101', true],
    ['an octet string in pieces', '248004010104020203' + '0000', '0403010203', true],
    ['pieces of definite length', '2407040101040202' + '03', '0403010203', true],
    ['pieces of pieces', '24802406040101040102' + '0000', '04020102', true],
    ['a bit string in pieces', '23800302000103020480' + '0000', '0303040180', true],
    ['text in pieces', '2c80040161040162' + '0000', '0c026162', true],
    ['octets that are no elements, of definite length', '3003ffffff', '3003ffffff', false],
    ['what a primitive string holds', '0404308000' + '00', '040430800000', false],
  ])('reads %s', (_, ber, der, isBer) => {
    const read = normalised(bytes(ber));
    expect([toHex(read.der), read.length, read.isBer]).toEqual([der, ber.length / 2, isBer]);
  });

  it('leaves what follows the element', () => {
    expect(normalised(bytes('308000000500'))).toMatchObject({ length: 4 });
  });

  it.each([
    ['a certificate', endEntity],
    ['a key', key.privateKeyInfo],
  ])('gives %s back, octet by octet', (_, der) => {
    for (const inPieces of [false, true]) {
      expect(toHex(normalised(asBer(der, inPieces)).der)).toBe(toHex(der));
    }
    expect(normalised(der).der.buffer).toBe(der.buffer);
  });

  it.each([
    ['nothing', ''],
    ['no end', '3080020101'],
    ['half an end', '308002010100'],
    ['an indefinite primitive', '04800000'],
    ['pieces that are constructed', '24803000' + '0000'],
    ['65 levels', `${'3080'.repeat(66)}${'0000'.repeat(66)}`],
  ])('refuses %s', (_, ber) => {
    expect(ifNormalised(bytes(ber))).toBeUndefined();
  });

  it('throws one of our errors for whatever else', () => {
    const damage = new Damage(seededRandom(8));
    const ber = asBer(endEntity, true);
    for (let round = 0; round < 1000; round++) {
      try {
        normalised(damage.damaged(ber));
      } catch (error) {
        if (!(error instanceof TlsmithError)) throw error;
      }
    }
  });
});
