// No octets make a stack trace, and none take long: 5,000 damaged stores, each answered or refused with one of our errors.
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { decodeStore } from '../../src/formats/pkcs12/decode.js';
import { encodeKeyStore } from '../../src/formats/pkcs12/encode.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { parseCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import {
  certificateBag,
  clearStore,
  encryptedKeyBag,
  friendlyName,
  inBer,
  keyBag,
  localKeyId,
  nestedBag,
  pbe,
  pbes2,
  pbkdf2,
  scrypt,
  trustedByJava,
  withPbmac1,
} from '../support/pkcs12-parts.js';
import { seededRandom } from '../support/seeded-random.js';
import { storeSamples } from '../support/store-samples.js';
import { SOON, Slowest } from '../support/yardstick.js';

const random = seededRandom(14);
const ports = { crypto: nodeCrypto, random };
const { key, endEntity, intermediate, root } = storeSamples();

/** Stores without a MAC first: damage gets past the door of those. */
async function samples(): Promise<Uint8Array[]> {
  const id = localKeyId('one');
  const clear = clearStore(
    nestedBag(keyBag(key.privateKeyInfo, friendlyName('name'), id)),
    certificateBag(endEntity, id),
    certificateBag(intermediate),
    certificateBag(root, friendlyName('ca'), trustedByJava),
  );
  const encrypted = [
    pbe('1.2.840.113549.1.12.1.3', 9),
    pbe('1.2.840.113549.1.12.1.6', 9),
    pbe('1.2.840.113549.1.12.1.1', 9),
    pbe('1.2.840.113549.1.5.3', 9),
    pbes2(pbkdf2(9)),
    pbes2(scrypt(16, 8, 1)),
  ].map((algorithm) => clearStore(encryptedKeyBag(algorithm, new Uint8Array(48))));
  const salt = new Uint8Array(8);
  const parameters = { salt, iterations: 9, keyLength: 32, prf: 256, hmac: 256 } as const;
  const chain = [endEntity, intermediate].map(parseCertificate) as [C, C];
  const written = await Promise.all(
    (['modern', 'legacy'] as const).map((compat) =>
      encodeKeyStore(
        { privateKeyInfo: key.privateKeyInfo, chain, alias: 'a' },
        'password',
        { compat, iterations: 9 },
        ports,
      ),
    ),
  );
  return [clear, inBer(clear), ...encrypted, withPbmac1(clear, 'password', parameters), ...written];
}
type C = ReturnType<typeof parseCertificate>;

function number(limit: number): number {
  const [a = 0, b = 0, c = 0] = random.bytes(3);
  return (a * 65_536 + b * 256 + c) % limit;
}

function damaged(bytes: Uint8Array): Uint8Array {
  const copy = Uint8Array.from(bytes);
  for (let count = 1 + number(3); count > 0; count--) {
    const at = number(copy.length);
    copy[at] = number(2) === 0 ? number(256) : (copy[at] as number) ^ (1 << number(8));
  }
  if (number(8) === 0) return copy.subarray(0, number(copy.length));
  if (number(8) !== 0) return copy;
  const [from, to] = [number(copy.length), number(copy.length)].sort((x, y) => x - y);
  return Uint8Array.from([...copy.subarray(0, to), ...copy.subarray(from)]);
}

describe('a damaged store', () => {
  it('is answered or refused with one of our errors, soon', async () => {
    const stores = await samples();
    const slowest = new Slowest();
    const codes = new Map<string, number>();
    for (let round = 0; round < 5000; round++) {
      const bytes = damaged(stores[round % stores.length] as Uint8Array);
      const outcome = await slowest.watch(() =>
        decodeStore(bytes, 'password', ports).then(
          () => 'read',
          (error: unknown) => {
            if (!(error instanceof TlsmithError) || error.code === 'bug') throw error;
            return error.code;
          },
        ),
      );
      codes.set(outcome, (codes.get(outcome) ?? 0) + 1);
    }
    expect(await slowest.inYardsticks()).toBeLessThan(SOON);
    expect([...codes.keys()].sort()).toEqual(
      expect.arrayContaining(['input-malformed', 'password-wrong', 'read']),
    );
  });
});
