// PKCS#12 by hand, apart from the code under test: stores in the clear with any content, MACs, and the same in BER.
import { createHmac, pbkdf2Sync } from 'node:crypto';
import {
  childrenOf,
  explicit,
  integer,
  nul,
  octetString,
  oid,
  readDer,
  sequence,
  set,
  tlv,
} from './der.js';

const PKCS7 = '1.2.840.113549.1.7';
const BAG = '1.2.840.113549.1.12.10.1';
const PKCS5 = '1.2.840.113549.1.5';

export const data = (bytes: Uint8Array) => contentInfo(1, octetString(bytes));
export const contentInfo = (type: number, content: Uint8Array) =>
  sequence(oid(`${PKCS7}.${type}`), explicit(0, content));

export const encryptedPart = (algorithm: Uint8Array, bytes: Uint8Array) =>
  contentInfo(6, sequence(integer(0), sequence(oid(`${PKCS7}.1`), algorithm, tlv(0x80, bytes))));

export const pfx = (parts: readonly Uint8Array[], ...mac: readonly Uint8Array[]) =>
  sequence(integer(3), data(sequence(...parts)), ...mac);

/** A store of one part in the clear, without a MAC. */
export const clearStore = (...bags: readonly Uint8Array[]) => pfx([data(sequence(...bags))]);

export const bag = (type: number | string, value: Uint8Array, attributes: readonly Uint8Array[]) =>
  sequence(
    oid(typeof type === 'number' ? `${BAG}.${type}` : type),
    explicit(0, value),
    ...(attributes.length > 0 ? [set(...attributes)] : []),
  );
export const keyBag = (privateKeyInfo: Uint8Array, ...attributes: readonly Uint8Array[]) =>
  bag(1, privateKeyInfo, attributes);
export const encryptedKeyBag = (algorithm: Uint8Array, bytes: Uint8Array) =>
  bag(2, sequence(algorithm, octetString(bytes)), []);
export const certificateBag = (der: Uint8Array, ...attributes: readonly Uint8Array[]) =>
  bag(3, sequence(oid('1.2.840.113549.1.9.22.1'), explicit(0, octetString(der))), attributes);
export const nestedBag = (...bags: readonly Uint8Array[]) => bag(6, sequence(...bags), []);

export const friendlyName = (text: string) =>
  sequence(
    oid('1.2.840.113549.1.9.20'),
    set(tlv(0x1e, Uint8Array.from(Buffer.from(text, 'utf16le').swap16()))),
  );
export const localKeyId = (id: string) =>
  sequence(oid('1.2.840.113549.1.9.21'), set(octetString(Buffer.from(id))));
export const trustedByJava = sequence(oid('2.16.840.1.113894.746875.1.1'), set(oid('2.5.29.37.0')));

/** AlgorithmIdentifier of a PBE scheme that has salt and iterations. */
export const pbe = (type: string, iterations: number | Uint8Array) =>
  sequence(oid(type), sequence(octetString(new Uint8Array(8)), integer(iterations)));

export const PBES2_AES_256 = '2.16.840.1.101.3.4.1.42';
export const pbes2 = (
  derivation: Uint8Array,
  cipher = sequence(oid(PBES2_AES_256), octetString(new Uint8Array(16))),
) => sequence(oid(`${PKCS5}.13`), sequence(derivation, cipher));
export const pbkdf2 = (iterations: number | Uint8Array, ...rest: readonly Uint8Array[]) =>
  sequence(
    oid(`${PKCS5}.12`),
    sequence(octetString(new Uint8Array(8)), integer(iterations), ...rest),
  );
export const scrypt = (n: number, r: number, p: number) =>
  sequence(
    oid('1.3.6.1.4.1.11591.4.11'),
    sequence(octetString(new Uint8Array(8)), integer(n), integer(r), integer(p)),
  );

/** MacData (RFC 7292, 4) with any algorithm. */
export const macData = (
  algorithm: Uint8Array,
  digest: Uint8Array,
  salt: Uint8Array = new Uint8Array(8),
  iterations: number | Uint8Array = 1,
) => sequence(sequence(algorithm, octetString(digest)), octetString(salt), integer(iterations));

export interface Pbmac1 {
  salt: Uint8Array;
  iterations: number;
  keyLength: number | undefined;
  /** SHA-256 or SHA-512, of the PBKDF2 and of the HMAC. */
  prf: 256 | 512;
  hmac: 256 | 512;
}

export const pbmac1 = ({ salt, iterations, keyLength, prf, hmac }: Pbmac1) =>
  sequence(
    oid(`${PKCS5}.14`),
    sequence(
      sequence(
        oid(`${PKCS5}.12`),
        sequence(
          octetString(salt),
          integer(iterations),
          ...(keyLength === undefined ? [] : [integer(keyLength)]),
          hmacWith(prf),
        ),
      ),
      hmacWith(hmac),
    ),
  );

const hmacWith = (bits: 256 | 512) =>
  sequence(oid(`1.2.840.113549.2.${bits === 256 ? 9 : 11}`), nul);

/** The store with another MAC: PBMAC1, computed here. */
export function withPbmac1(store: Uint8Array, password: string, parameters: Pbmac1): Uint8Array {
  const { salt, iterations, keyLength = 0, prf, hmac } = parameters;
  const key = pbkdf2Sync(password, salt, iterations, keyLength, `sha${prf}`);
  const digest = createHmac(`sha${hmac}`, key).update(authenticatedSafeOf(store)).digest();
  return withMac(store, macData(pbmac1(parameters), digest));
}

export function withMac(store: Uint8Array, ...mac: readonly Uint8Array[]): Uint8Array {
  const [version, authSafe] = childrenOf(store);
  if (!version || !authSafe) throw new Error('no store');
  return sequence(version.whole, authSafe.whole, ...mac);
}

export function authenticatedSafeOf(store: Uint8Array): Uint8Array {
  const [, authSafe] = childrenOf(store);
  const [, content] = childrenOf(authSafe as NonNullable<typeof authSafe>);
  return readDer((content as NonNullable<typeof content>).content).content;
}

const END = Uint8Array.of(0, 0);
const indefinite = (tag: number, ...parts: readonly Uint8Array[]) =>
  Buffer.concat([Uint8Array.of(tag, 0x80), ...parts, END]);

/** The store as NSS and BouncyCastle stream it: indefinite lengths, octet strings in pieces. */
export function inBer(store: Uint8Array): Uint8Array {
  const [version, , mac] = childrenOf(store);
  const safe = authenticatedSafeOf(store);
  // A MAC covers the octets of the content as they are.
  const content = mac ? safe : indefinite(0x30, ...childrenOf(safe).map(partInBer));
  return new Uint8Array(
    indefinite(
      0x30,
      (version as NonNullable<typeof version>).whole,
      indefinite(0x30, oid(`${PKCS7}.1`), indefinite(0xa0, pieces(0x24, content))),
      ...(mac ? [mac.whole] : []),
    ),
  );
}

function partInBer({ whole }: { whole: Uint8Array }): Uint8Array {
  const [type, tagged] = childrenOf(whole);
  if (!type || !tagged) throw new Error('no part');
  const inner = readDer(tagged.content);
  if (inner.tag === 0x04) {
    return indefinite(0x30, type.whole, indefinite(0xa0, pieces(0x24, inner.content)));
  }
  const [version, info] = childrenOf(inner.whole);
  const [contentType, algorithm, encrypted] = childrenOf(info?.whole ?? new Uint8Array());
  if (!version || !contentType || !algorithm || !encrypted) throw new Error('no encrypted part');
  const body = indefinite(
    0x30,
    contentType.whole,
    algorithm.whole,
    pieces(0xa0, encrypted.content),
  );
  return indefinite(0x30, type.whole, indefinite(0xa0, indefinite(0x30, version.whole, body)));
}

function pieces(tag: number, bytes: Uint8Array): Uint8Array {
  const parts: Uint8Array[] = [];
  for (let at = 0; at < bytes.length; at += 1000) {
    parts.push(octetString(bytes.subarray(at, at + 1000)));
  }
  return indefinite(tag, ...parts);
}
