// Java's own store formats by hand, apart from the code under test, as sun.security.provider.JavaKeyStore writes them.
import { createCipheriv, createHash } from 'node:crypto';
import { integer, nul, octetString, oid, sequence } from './der.js';

const MAGIC = { JKS: 'feedfeed', JCEKS: 'cececece' };
const hash = (name: string, ...parts: readonly Uint8Array[]) =>
  createHash(name).update(Buffer.concat(parts)).digest();
const utf16 = (password: string) => Buffer.from(password, 'utf16le').swap16();

export const u4 = (value: number) => Buffer.from(value.toString(16).padStart(8, '0'), 'hex');
/** Of plain ASCII, in which modified UTF-8 is UTF-8. */
export const javaText = (text: string) =>
  Buffer.concat([u4(text.length).subarray(2), Buffer.from(text)]);
const counted = (bytes: Uint8Array) => Buffer.concat([u4(bytes.length), bytes]);

const entry = (tag: number, alias: string, ...parts: readonly Uint8Array[]) =>
  Buffer.concat([u4(tag), javaText(alias), Buffer.alloc(8), ...parts]);
const typed = (der: Uint8Array, type: string | null) =>
  Buffer.concat([...(type === null ? [] : [javaText(type)]), counted(der)]);

/** `type` is null for version 1. */
export const trustedEntry = (
  alias: string,
  certificate: Uint8Array,
  type: string | null = 'X.509',
) => entry(2, alias, typed(certificate, type));
export const keyEntry = (
  alias: string,
  encrypted: Uint8Array,
  chain: readonly Uint8Array[],
  type: string | null = 'X.509',
) =>
  entry(
    1,
    alias,
    counted(encrypted),
    u4(chain.length),
    ...chain.map((certificate) => typed(certificate, type)),
  );
export const secretEntry = (alias: string, serialized: Uint8Array) => entry(3, alias, serialized);
export const unknownEntry = (alias: string) => entry(9, alias);

export interface JavaStoreParts {
  kind?: 'JKS' | 'JCEKS';
  version?: number;
  count?: number;
}

export function javaStore(
  entries: readonly Uint8Array[],
  password: string,
  { kind = 'JKS', version = 2, count = entries.length }: JavaStoreParts = {},
): Uint8Array {
  const whole = Buffer.concat([
    Buffer.from(MAGIC[kind], 'hex'),
    u4(version),
    u4(count),
    ...entries,
  ]);
  const digest = hash('sha1', utf16(password), Buffer.from('Mighty Aphrodite'), whole);
  return new Uint8Array(Buffer.concat([whole, digest]));
}

/** Under Sun's own key protector. */
export function jksProtected(privateKeyInfo: Uint8Array, password: string): Uint8Array {
  const salt = Buffer.alloc(20, 7);
  const stream: Buffer[] = [];
  for (let at = 0; at < privateKeyInfo.length; at += 20) {
    stream.push(hash('sha1', utf16(password), stream.at(-1) ?? salt));
  }
  const mask = Buffer.concat(stream);
  const hidden = privateKeyInfo.map((octet, at) => octet ^ (mask[at] as number));
  const check = hash('sha1', utf16(password), privateKeyInfo);
  return encrypted('1.3.6.1.4.1.42.2.17.1.1', nul, Buffer.concat([salt, hidden, check]));
}

/** PBEWithMD5AndTripleDES of Java's own kind. */
export function jceksProtected(
  privateKeyInfo: Uint8Array,
  password: string,
  salt: Uint8Array = Buffer.from('saltSALT'),
  iterations = 3,
): Uint8Array {
  const [first, second] = [Buffer.from(salt.subarray(0, 4)), Buffer.from(salt.subarray(4))];
  if (first.equals(second)) first.reverse();
  const derived = Buffer.concat(
    [first, second].map((half) => {
      let current = half;
      for (let round = 0; round < iterations; round++) {
        current = hash('md5', current, Buffer.from(password));
      }
      return current;
    }),
  );
  const cipher = createCipheriv('des-ede3-cbc', derived.subarray(0, 24), derived.subarray(24));
  const data = Buffer.concat([cipher.update(privateKeyInfo), cipher.final()]);
  const parameters = sequence(octetString(salt), integer(iterations));
  return encrypted('1.3.6.1.4.1.42.2.19.1', parameters, data);
}

export const encrypted = (algorithm: string, parameters: Uint8Array, data: Uint8Array) =>
  sequence(sequence(oid(algorithm), parameters), octetString(data));
