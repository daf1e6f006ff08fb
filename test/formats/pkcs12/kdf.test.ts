// The key derivation of PKCS#12 against known answers: those that all implementations share, and OpenSSL's for the other hashes.
import { describe, expect, it } from 'vitest';
import { deriveOctets, passwordForms } from '../../../src/formats/pkcs12/kdf.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { fromHex, toHex } from '../../../src/pki/der/hex.js';
import type { DigestName } from '../../../src/ports.js';

const SMEG = '0073006d006500670000';
const QUEEG = '007100750065006500670000';

describe('deriveOctets', () => {
  it.each<[DigestName, number, string, string, number, string]>([
    ['SHA-1', 1, SMEG, '0a58cf64530d823f', 1, '8aaae6297b6cb04642ab5b077851284eb7128f1a2a7fbca3'],
    ['SHA-1', 2, SMEG, '0a58cf64530d823f', 1, '79993dfe048d3b76'],
    [
      'SHA-1',
      1,
      QUEEG,
      '05dec959acff72f7',
      1000,
      'ed2034e36328830ff09df1e1a07dd357185dac0d4f9eb3d4',
    ],
    ['SHA-1', 2, QUEEG, '05dec959acff72f7', 1000, '11dedad7758d4860'],
    ['SHA-1', 3, SMEG, '3d83c0e4546ac140', 1, '8d967d88f6caa9d714800ab3d48051d63f73a312'],
    // openssl kdf -kdfopt digest:… PKCS12KDF: more than one block of output and of salt, the empty password with its zeros.
    [
      'SHA-1',
      1,
      '0000',
      '0a58cf64530d823f',
      3,
      '3139338c354733027a7d9a3e73a62056d23bb3b10c9254e764c0b95c4a9a5e4d9d0230c9ef53f6d8a00988e777b2368c43e6',
    ],
    ['MD5', 1, SMEG, '0a58cf64530d823f0a58cf64530d82', 7, '69365ee6d82cf190afe31b90de8a9324'],
    [
      'SHA-224',
      1,
      SMEG,
      '0a58cf64530d823f0a58cf64530d82',
      7,
      '54b13acbdd9c93df3793511cf9a2f06470287495577cba669a623852303b305366d85329ebc851dbe6dfecea7e17ce715ff7783ca8ae810a5aed1cba6425ef38feca03ea91cd4f887d7448d21899298e1d5ee6460af6e432a924',
    ],
    [
      'SHA-256',
      1,
      SMEG,
      '0a58cf64530d823f0a58cf64530d82',
      7,
      'b75516ce22af49951fcd2a924aa31f2761666fcd678f5a22fcc897d2a38aac7ca12c67a90da2afb3d179a38222d24da978162394421b57c9e3828865fe547acfa0786b4fe46175f4696a83d24ffd0811e748229da5210ddb019d882a13c0c39acbe3ca33',
    ],
    [
      'SHA-384',
      1,
      SMEG,
      '0a58cf64530d823f0a58cf64530d82',
      7,
      'c7b97d123812655470ebbec016d7ecebce10fbb520f435e018477db20c75f9b853fe96b945ffe9fb52113744a842ecaad341a1a83970e6841133415d4b7fc76d3ffc97b1b0bd3b29f40e88133ab6aab375b323745eb2849bc0373896d416bc9eaade7f754c2f078a064f02cede5d2539023b00ca80bc923b12a851dcf3232c0e4692',
    ],
    [
      'SHA-512',
      1,
      SMEG,
      '0a58cf64530d823f0a58cf64530d82',
      7,
      'a9b89721778b847ff121d0cea1ef688fe50782cebe78dc1f3d2b0efbfcb01b43008ccead09501749f179e84c3a08dd1b83e9dd847755939ea27ccab9972378d95d332ece20afadf17e44d8aea7537948f46f49624769c7c894b893d5af81ff41e092b7b960f1059f344e1e95f1a5bb119255316f377bb6e26d9d8240a167cd5f0fba10150c27f15f555ab59f6dde298fb8e2d18d20b7',
    ],
    [
      'SHA-512/224',
      1,
      SMEG,
      '0a58cf64530d823f0a58cf64530d82',
      7,
      '0509fb74073842e90defa22534d26a4f3c868a3ab6145936b4e75c64d6d3aa34f813f0ffe34e767fd08e7c5ca2ac7e2a5f9bb8156003addc0231daab',
    ],
    [
      'SHA-512/256',
      1,
      SMEG,
      '0a58cf64530d823f0a58cf64530d82',
      7,
      'e14b87076655a8145952610b4aa99926afd05dec42daaca4626b2db621cec98304243f3a3256f2e90532cfab297841adb3a4b4d9e0ce0ef1ee6f2e41f1f3b386eeec458fa56c',
    ],
  ])('%s, purpose %i, password %s', (hash, purpose, password, salt, iterations, expected) => {
    const derivation = { hash, password: fromHex(password), salt: fromHex(salt), iterations };
    const derived = deriveOctets(derivation, purpose, expected.length / 2, nodeCrypto);
    expect(toHex(derived)).toBe(expected);
  });
});

describe('passwordForms', () => {
  const hexOf = (password: string) =>
    passwordForms(password).map(({ bmp, octets }) => [toHex(bmp), toHex(octets)]);

  it('gives PKCS#12 a BMPString with two zeros, PBES2 the octets of UTF-8, or for old NSS the same', () => {
    expect(hexOf('smeg')).toEqual([
      [SMEG, '736d6567'],
      [SMEG, SMEG],
    ]);
  });

  it('reads the empty password with the zeros and without', () => {
    expect(hexOf('')).toEqual([
      ['0000', ''],
      ['', ''],
    ]);
  });

  it('takes characters outside ASCII as UTF-16 and UTF-8', () => {
    expect(hexOf('é€')[0]).toEqual(['00e920ac0000', 'c3a9e282ac']);
  });
});
