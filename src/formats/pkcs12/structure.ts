// The one door to pkijs: the structure of PKCS#12 (RFC 7292, 4) between bytes and plain values.
// Only DER crosses it.
import * as asn1js from 'asn1js';
import {
  AlgorithmIdentifier,
  Attribute,
  AuthenticatedSafe,
  CertBag,
  ContentInfo,
  DigestInfo,
  EncryptedContentInfo,
  EncryptedData,
  MacData,
  PFX,
  PKCS8ShroudedKeyBag,
  SafeBag,
  SafeContents,
} from 'pkijs';
import { TlsmithError } from '../../errors.js';
import { count, encoded, identifier, members, octets, parse } from './asn1.js';
import { malformed } from './fault.js';
import { checkEntries } from './limits.js';
import type { Algorithm, Encrypted } from './scheme.js';

export interface Mac {
  algorithm: Algorithm;
  digest: Uint8Array;
  salt: Uint8Array;
  iterations: number;
}

export interface Pfx {
  /** What the MAC covers. */
  authenticatedSafe: Uint8Array;
  mac: Mac | undefined;
}

/** One part of an AuthenticatedSafe: SafeContents in the clear, or encrypted. */
export type SafePart = { content: Uint8Array } | { encrypted: Encrypted };

export interface BagAttributes {
  friendlyName?: string | undefined;
  localKeyId?: Uint8Array | undefined;
  /**
   * Whether the attribute is there without which a JDK does not see a certificate (trustedKeyUsage
   * of Oracle).
   */
  isTrustedByJava?: boolean;
}

export type BagContent =
  | { kind: 'key'; privateKeyInfo: Uint8Array }
  | { kind: 'encrypted-key'; encrypted: Encrypted }
  | { kind: 'certificate'; der: Uint8Array }
  | { kind: 'other'; name: string };
export type Bag = BagContent & BagAttributes;

const BAG = '1.2.840.113549.1.12.10.1';
const X509_CERTIFICATE = '1.2.840.113549.1.9.22.1';
const FRIENDLY_NAME = '1.2.840.113549.1.9.20';
const LOCAL_KEY_ID = '1.2.840.113549.1.9.21';
const TRUSTED_KEY_USAGE = '2.16.840.1.113894.746875.1.1';
const ANY_EXT_KEY_USAGE = '2.5.29.37.0';

const OTHER_BAGS: Readonly<Record<string, string>> = {
  [`${BAG}.4`]: 'CRL',
  [`${BAG}.5`]: 'secret',
};

/** Deeper than any program nests bags. */
const MAXIMUM_DEPTH = 4;

/**
 * Throws `input-malformed`, or `input-wrong-kind` where a key pair instead of a password protects
 * the store.
 */
export function decodePfx(bytes: Uint8Array): Pfx {
  return structured(() => {
    const whole = parse(bytes);
    const macValue = members(whole)[2];
    const { version, authSafe, macData } = new PFX({ schema: whole });
    if (version !== 3) throw malformed();
    if (authSafe.contentType === ContentInfo.SIGNED_DATA) throw keyPairNeeded('signed');
    if (authSafe.contentType !== ContentInfo.DATA) throw malformed();
    return {
      authenticatedSafe: octets(authSafe.content as asn1js.AsnType),
      mac: macData && {
        algorithm: algorithmOf(macData.mac.digestAlgorithm),
        digest: octets(macData.mac.digest),
        salt: octets(macData.macSalt),
        iterations: macData.iterations === undefined ? 1 : count(members(macValue)[2]),
      },
    };
  });
}

export function decodeAuthenticatedSafe(bytes: Uint8Array): SafePart[] {
  return structured(() => members(parse(bytes)).map(decodePart));
}

function decodePart(schema: asn1js.AsnType): SafePart {
  const { contentType, content } = new ContentInfo({ schema });
  if (contentType === ContentInfo.DATA) return { content: octets(content as asn1js.AsnType) };
  if (contentType === ContentInfo.ENVELOPED_DATA) throw keyPairNeeded('encrypted');
  if (contentType !== ContentInfo.ENCRYPTED_DATA) throw malformed();
  const { encryptedContentInfo } = new EncryptedData({ schema: content });
  return {
    encrypted: {
      algorithm: algorithmOf(encryptedContentInfo.contentEncryptionAlgorithm),
      data: octets(encryptedContentInfo.encryptedContent),
    },
  };
}

/** All bags of SafeContents in order, those of nested SafeContents in their place. */
export function decodeBags(bytes: Uint8Array): Bag[] {
  return structured(() => bagsOf(members(parse(bytes)), 0));
}

/**
 * By hand: pkijs re-reads certificates and keys with its own classes and refuses the whole store
 * for a bag that it does not know.
 */
function bagsOf(values: asn1js.AsnType[], depth: number): Bag[] {
  if (depth > MAXIMUM_DEPTH) throw malformed();
  checkEntries(values.length);
  return values.flatMap((bag) => {
    const [type, tagged, attributes] = members(bag);
    const [value] = members(tagged);
    if (!value) throw malformed();
    const oid = identifier(type);
    if (oid === `${BAG}.6`) return bagsOf(members(value), depth + 1);
    return [{ ...contentOf(oid, value), ...attributesOf(members(attributes)) }];
  });
}

function contentOf(oid: string, value: asn1js.AsnType): BagContent {
  switch (oid) {
    case `${BAG}.1`:
      return { kind: 'key', privateKeyInfo: encoded(value) };
    case `${BAG}.2`:
      // GnuTLS with an empty password puts the plain key, which begins with its version, into this
      // bag.
      return members(value)[0] instanceof asn1js.Integer
        ? { kind: 'key', privateKeyInfo: encoded(value) }
        : { kind: 'encrypted-key', encrypted: encryptedOf(value) };
    case `${BAG}.3`: {
      const [type, tagged] = members(value);
      if (identifier(type) !== X509_CERTIFICATE) return { kind: 'other', name: 'SDSI certificate' };
      return { kind: 'certificate', der: octets(members(tagged)[0]) };
    }
    default:
      return { kind: 'other', name: OTHER_BAGS[oid] ?? oid };
  }
}

function attributesOf(values: asn1js.AsnType[]): BagAttributes {
  const attributes = values.map((schema) => new Attribute({ schema }));
  const valueOf = (oid: string) =>
    attributes.find(({ type }) => type === oid)?.values[0] as asn1js.AsnType | undefined;
  const name = valueOf(FRIENDLY_NAME);
  const keyId = valueOf(LOCAL_KEY_ID);
  return {
    friendlyName: name && textOf(name),
    localKeyId: keyId && octets(keyId),
    isTrustedByJava: attributes.some(({ type }) => type === TRUSTED_KEY_USAGE),
  };
}

/** A BMPString by RFC 2985, 5.5.1; some programs write other strings. */
function textOf(value: asn1js.AsnType): string {
  const { valueHexView } = value.valueBlock as unknown as { valueHexView?: Uint8Array };
  if (!valueHexView) throw malformed();
  const bytes = Buffer.from(valueHexView);
  if (!(value instanceof asn1js.BmpString)) return bytes.toString('utf8');
  return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : bytes.toString('latin1');
}

/** EncryptedPrivateKeyInfo (RFC 5958, 3). */
export function decodeEncrypted(bytes: Uint8Array): Encrypted {
  return structured(() => encryptedOf(parse(bytes)));
}

function encryptedOf(schema: asn1js.AsnType): Encrypted {
  const { encryptionAlgorithm, encryptedData } = new PKCS8ShroudedKeyBag({ schema });
  return { algorithm: algorithmOf(encryptionAlgorithm), data: octets(encryptedData) };
}

function algorithmOf({ algorithmId, algorithmParams }: AlgorithmIdentifier): Algorithm {
  const parameters = algorithmParams as asn1js.AsnType | undefined;
  return { oid: algorithmId, parameters: parameters ? encoded(parameters) : new Uint8Array() };
}

export function encodePfx({ authenticatedSafe, mac }: { authenticatedSafe: Uint8Array; mac: Mac }) {
  const pfx = new PFX({
    authSafe: dataOf(authenticatedSafe),
    macData: new MacData({
      mac: new DigestInfo({
        digestAlgorithm: identifierOf(mac.algorithm),
        digest: octetString(mac.digest),
      }),
      macSalt: octetString(mac.salt),
      iterations: mac.iterations,
    }),
  });
  return der(pfx.toSchema());
}

export function encodeAuthenticatedSafe(parts: readonly SafePart[]): Uint8Array {
  return der(new AuthenticatedSafe({ safeContents: parts.map(encodePart) }).toSchema());
}

function encodePart(part: SafePart): ContentInfo {
  if ('content' in part) return dataOf(part.content);
  const { algorithm, data } = part.encrypted;
  const encryptedContentInfo = new EncryptedContentInfo({
    contentType: ContentInfo.DATA,
    contentEncryptionAlgorithm: identifierOf(algorithm),
    encryptedContent: octetString(data),
    disableSplit: true,
  });
  return new ContentInfo({
    contentType: ContentInfo.ENCRYPTED_DATA,
    content: new EncryptedData({ encryptedContentInfo }).toSchema(),
  });
}

type WrittenBag = Extract<Bag, { kind: 'encrypted-key' | 'certificate' }>;

/** SafeContents of certificates and encrypted keys: what tlsmith writes. */
export function encodeBags(bags: readonly WrittenBag[]): Uint8Array {
  return der(new SafeContents({ safeBags: bags.map(encodeBag) }).toSchema());
}

function encodeBag(bag: WrittenBag): SafeBag {
  const attributes = encodeAttributes(bag);
  if (bag.kind === 'certificate') {
    const bagValue = new CertBag({ certId: X509_CERTIFICATE, certValue: octetString(bag.der) });
    return new SafeBag({ bagId: `${BAG}.3`, bagValue, ...attributes });
  }
  const bagValue = new PKCS8ShroudedKeyBag({
    encryptionAlgorithm: identifierOf(bag.encrypted.algorithm),
    encryptedData: octetString(bag.encrypted.data),
  });
  return new SafeBag({ bagId: `${BAG}.2`, bagValue, ...attributes });
}

function encodeAttributes({ friendlyName, localKeyId, isTrustedByJava }: BagAttributes) {
  const bagAttributes = [
    ...(friendlyName === undefined ? [] : [attribute(FRIENDLY_NAME, bmpString(friendlyName))]),
    ...(localKeyId ? [attribute(LOCAL_KEY_ID, octetString(localKeyId))] : []),
    ...(isTrustedByJava
      ? [attribute(TRUSTED_KEY_USAGE, new asn1js.ObjectIdentifier({ value: ANY_EXT_KEY_USAGE }))]
      : []),
  ];
  return bagAttributes.length > 0 ? { bagAttributes } : {};
}

function attribute(type: string, value: asn1js.AsnType): Attribute {
  return new Attribute({ type, values: [value] });
}

function bmpString(text: string): asn1js.AsnType {
  return new asn1js.Primitive({
    idBlock: { tagClass: 1, tagNumber: 30 },
    valueHex: new Uint8Array(Buffer.from(text, 'utf16le').swap16()),
  });
}

function identifierOf({ oid, parameters }: Algorithm): AlgorithmIdentifier {
  return new AlgorithmIdentifier({ algorithmId: oid, algorithmParams: parse(parameters) });
}

function dataOf(bytes: Uint8Array): ContentInfo {
  return new ContentInfo({ contentType: ContentInfo.DATA, content: octetString(bytes) });
}

function octetString(bytes: Uint8Array): asn1js.OctetString {
  return new asn1js.OctetString({ valueHex: bytes });
}

function der(value: asn1js.AsnType): Uint8Array {
  return new Uint8Array(value.toBER());
}

function keyPairNeeded(how: string): TlsmithError {
  const found = `a PKCS#12 store that is ${how} with a key pair instead of a password`;
  return new TlsmithError('input-wrong-kind', (it) => `${it} is ${found}, which is not read`, {
    found,
  });
}

/** What pkijs and asn1js throw about foreign bytes becomes `input-malformed`. */
function structured<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    throw error instanceof TlsmithError ? error : malformed(error);
  }
}
