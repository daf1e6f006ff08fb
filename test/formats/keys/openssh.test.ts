// Keys of ssh-keygen (OpenSSH 9): what is read of each type, and what is said where one is not.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../../src/errors.js';
import { decodePem, encodePem } from '../../../src/formats/containers/pem.js';
import { decodeOpenSshKey } from '../../../src/formats/keys/openssh.js';
import { openPrivateKey } from '../../../src/formats/keys/opening.js';
import { findPrivateKey } from '../../../src/formats/keys/private-key.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { Damage } from '../../support/damage.js';
import { refusalOf } from '../../support/refusal-of.js';
import { seededRandom } from '../../support/seeded-random.js';

const pem = (name: string) =>
  new Uint8Array(readFileSync(new URL(`../../fixtures/keys/openssh/${name}`, import.meta.url)));
const octets = (name: string) => decodePem(pem(name))[0]?.der ?? new Uint8Array();
const open = (bytes: Uint8Array) =>
  openPrivateKey(findPrivateKey(bytes, 'brought'), undefined, nodeCrypto);

/** One octet after `text` changed, or `text` itself. */
function altered(name: string, text: string, change: (bytes: Buffer, at: number) => void) {
  const bytes = Buffer.from(octets(name));
  change(bytes, bytes.lastIndexOf(text) + text.length);
  return Buffer.from(encodePem('OPENSSH PRIVATE KEY', bytes));
}

const flip = (bytes: Buffer, at: number) => bytes.writeUInt8(bytes.readUInt8(at) ^ 1, at);

describe('a key of ssh-keygen', () => {
  it.each(['ed25519', 'ecdsa-256', 'ecdsa-384', 'ecdsa-521', 'rsa-2048'])(
    'of type %s becomes PKCS#8, with a note',
    async (name) => {
      const found = findPrivateKey(pem(name), 'brought');
      expect(found).toMatchObject({ container: 'openssh', isEncrypted: false });
      expect(found.notes).toEqual([expect.stringMatching(/is an OpenSSH private key/)]);
      const info = await openPrivateKey(found, undefined, nodeCrypto);
      const key = createPrivateKey({ key: Buffer.from(info), format: 'der', type: 'pkcs8' });
      // The public key stands in the file a second time, as OpenSSH writes it.
      const jwk = createPublicKey(key).export({ format: 'jwk' });
      const number = Buffer.from(jwk.x ?? jwk.n ?? '', 'base64url');
      expect(Buffer.from(octets(name)).includes(number)).toBe(true);
    },
  );

  it('is refused where a product is to load it', async () => {
    const error = await refusalOf(() => findPrivateKey(pem('ed25519')));
    expect([error.code, error.sentence]).toEqual([
      'input-wrong-kind',
      expect.stringMatching(
        /^the input is an OpenSSH private key, a form that no product of TLS loads/,
      ),
    ]);
  });

  it('under a password is refused with the line that takes the password away', async () => {
    const error = await refusalOf(() => open(pem('locked')));
    expect(error.code).toBe('input-wrong-kind');
    expect(error.sentence).toContain('ssh-keygen -p -N "" -f COPY takes the password away');
  });

  it.each<[string, Uint8Array, string, RegExp]>([
    [
      'a type that is no key of TLS',
      altered('ed25519', 'ssh-', (bytes, at) => bytes.write('dssxxxx', at)),
      'key-unsupported',
      /of type "ssh-dssxxxx"/,
    ],
    [
      'another public key beside it',
      altered('ecdsa-256', 'nistp256', (bytes, at) => flip(bytes, at + 10)),
      'input-malformed',
      /public key beside it/,
    ],
    [
      'a seed of another public key',
      altered('ed25519', 'ssh-ed25519', (bytes, at) => flip(bytes, at + 4 + 32 + 4 + 2)),
      'input-malformed',
      /public key beside it is that of another/,
    ],
    [
      'a public key that differs from itself',
      altered('ed25519', 'ssh-ed25519', (bytes, at) => flip(bytes, at + 6)),
      'input-malformed',
      /its public key is not the one beside it/,
    ],
    [
      'RSA numbers that do not fit',
      altered('rsa-2048', 'ssh-rsa', (bytes, at) => flip(bytes, at + 300)),
      'input-malformed',
      /private key is invalid/,
    ],
    [
      'its end missing',
      Buffer.from(encodePem('OPENSSH PRIVATE KEY', octets('ed25519').subarray(0, 200))),
      'input-malformed',
      /cut off/,
    ],
    [
      'another padding',
      Buffer.from(
        encodePem(
          'OPENSSH PRIVATE KEY',
          Buffer.from(octets('ed25519')).fill(9, octets('ed25519').length - 1),
        ),
      ),
      'input-malformed',
      /padding/,
    ],
  ])('is refused with %s', async (_, bytes, code, sentence) => {
    const error = await refusalOf(() => open(bytes));
    expect([error.code, error.sentence]).toEqual([code, expect.stringMatching(sentence)]);
  });

  it('damaged a thousand times is read or refused with one of our errors', () => {
    const damage = new Damage(seededRandom(9));
    const names = ['ed25519', 'ecdsa-521', 'rsa-2048', 'locked'];
    for (let round = 0; round < 1000; round++) {
      try {
        decodeOpenSshKey(damage.damaged(octets(names[round % 4] as string)));
      } catch (error) {
        if (!(error instanceof TlsmithError)) throw error;
      }
    }
  });
});
