// RC2 and RC4 against the vectors of RFC 2268 and RFC 6229, and padding that does not fit.
import { describe, expect, it } from 'vitest';
import { decryptBlock, decryptRc2Cbc, expandKey } from '../../../src/formats/pkcs12/rc2.js';
import { decryptRc4 } from '../../../src/formats/pkcs12/rc4.js';
import { fromHex, toHex } from '../../../src/pki/der/hex.js';

describe('RC2', () => {
  // RFC 2268, section 5.
  it.each([
    ['0000000000000000', 63, '0000000000000000', 'ebb773f993278eff'],
    ['ffffffffffffffff', 64, 'ffffffffffffffff', '278b27e42e2f0d49'],
    ['3000000000000000', 64, '1000000000000001', '30649edf9be7d2c2'],
    ['88', 64, '0000000000000000', '61a8a244adacccf0'],
    ['88bca90e90875a', 64, '0000000000000000', '6ccf4308974c267f'],
    ['88bca90e90875a7f0f79c384627bafb2', 64, '0000000000000000', '1a807d272bbe5db1'],
    ['88bca90e90875a7f0f79c384627bafb2', 128, '0000000000000000', '2269552ab0f85ca6'],
    [
      '88bca90e90875a7f0f79c384627bafb216f80a6f85920584c42fceb0be255daf1e',
      129,
      '0000000000000000',
      '5b78d3a43dfff1f1',
    ],
  ])('key %s with %i effective bits', (key, bits, plain, cipher) => {
    expect(toHex(decryptBlock(expandKey(fromHex(key), bits), fromHex(cipher)))).toBe(plain);
  });

  it('chains blocks and takes the padding away', () => {
    // Made by openssl enc -rc2-40-cbc: two blocks of text, one of padding.
    const cipher = fromHex('d39dabf25d708bac3e2e95bc83e85cf44c6491c79905cd08');
    const key = fromHex('0102030405');
    expect(Buffer.from(decryptRc2Cbc(key, 40, new Uint8Array(8), cipher) ?? []).toString()).toBe(
      'sixteen octets..',
    );
  });

  it.each([
    ['another key', '0102030406', 'd39dabf25d708bac3e2e95bc83e85cf44c6491c79905cd08'],
    ['no whole blocks', '0102030405', '00112233'],
    ['nothing', '0102030405', ''],
  ])('answers undefined for %s', (_, key, cipher) => {
    expect(decryptRc2Cbc(fromHex(key), 40, new Uint8Array(8), fromHex(cipher))).toBeUndefined();
  });
});

describe('RC4', () => {
  // RFC 6229, section 2: the first 16 octets of the key stream.
  it.each([
    ['0102030405', 'b2396305f03dc027ccc3524a0a1118a8'],
    ['0102030405060708090a0b0c0d0e0f10', '9ac7cc9a609d1ef7b2932899cde41b97'],
  ])('key %s', (key, stream) => {
    expect(toHex(decryptRc4(fromHex(key), new Uint8Array(16)))).toBe(stream);
  });
});
