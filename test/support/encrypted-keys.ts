// The stored keys that are encrypted, in every form that OpenSSL opens: by FIXTURE_PASSWORD, each.
import type { EncodedPrivateKey } from '../../src/ports.js';
import { fixtureKey } from './fixture-keys.js';
import { type ForeignKey, keyFromPem } from './foreign-certificate.js';

const ec = keyFromPem(fixtureKey('ec-p256'));
const rsa = keyFromPem(fixtureKey('rsa-2048'));

export const derOf = (pem: string) =>
  new Uint8Array(Buffer.from(pem.replace(/-----.*-----/g, ''), 'base64'));

/** By the encryption: the key as it is stored, and what it must open to. */
export const ENCRYPTED_KEYS: [string, EncodedPrivateKey, ForeignKey][] = [
  ...['pbes2-aes256', 'pbes2-aes128-sha1', 'pbes2-des3', 'scrypt', 'pbes1-sha1-3des'].map(
    (scheme): [string, EncodedPrivateKey, ForeignKey] => [
      scheme,
      { der: derOf(fixtureKey(`ec-p256.${scheme}`)), container: 'pkcs8' },
      ec,
    ],
  ),
  ['PEM with SEC1 under AES', { pem: fixtureKey('ec-p256.sec1-aes256') }, ec],
  ['PEM with SEC1 under 3DES', { pem: fixtureKey('ec-p256.sec1-des3') }, ec],
  ['PEM with PKCS#1 under AES', { pem: fixtureKey('rsa-2048.pkcs1-aes128') }, rsa],
];
