// Passwords of keys: any opens what it has sealed, and hundreds of wrong ones are said to be wrong.
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { openPrivateKey } from '../../src/formats/keys/opening.js';
import { encodeEncryptedPrivateKey, findPrivateKey } from '../../src/formats/keys/private-key.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { ENCRYPTED_KEYS } from '../support/encrypted-keys.js';
import { fixtureKey } from '../support/fixture-keys.js';
import { keyFromPem } from '../support/foreign-certificate.js';
import { seededRandom } from '../support/seeded-random.js';

const ports = { crypto: nodeCrypto, random: seededRandom(11) };
const keys = ['ec-p256', 'rsa-2048'].map((name) => keyFromPem(fixtureKey(name)));

it('a written key opens again with any password of 1 to 200 printable ASCII characters', async () => {
  const password = fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 200 });
  await fc.assert(
    fc.asyncProperty(password, fc.constantFrom(...keys), async (text, { privateKeyInfo }) => {
      const pem = await encodeEncryptedPrivateKey(privateKeyInfo, text, 100, ports);
      const opened = await openPrivateKey(findPrivateKey(Buffer.from(pem)), text, nodeCrypto);
      expect(Buffer.from(opened)).toEqual(Buffer.from(privateKeyInfo));
    }),
    { numRuns: 100, seed: 1 },
  );
});

it.each(ENCRYPTED_KEYS)(
  'a wrong password is wrong, whatever it decrypts to: %s',
  (name, encoded) => {
    // About one in 256 wrong passwords leaves something that looks decrypted.
    const tries = /scrypt|pbes1|sha1|des3$/.test(name) ? 60 : 400;
    const codes = new Set<string>();
    for (let number = 0; number < tries; number++) {
      try {
        nodeCrypto.decodePrivateKey(encoded, `wrong ${number}`);
        codes.add('opened');
      } catch (error) {
        codes.add(error instanceof TlsmithError ? error.code : String(error));
      }
    }
    expect([...codes]).toEqual(['password-wrong']);
  },
);
