// What is inside the certificates that are issued, taken apart without the library that made them, and who may not issue them.
import { createHash, createPublicKey, X509Certificate } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { checkIssuedEndEntity } from '../../../src/checks/certificate/issued.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { toHex } from '../../../src/pki/der/hex.js';
import {
  type CertificateRequest,
  fitsCommonName,
  issueCertificate,
  issueSelfSigned,
} from '../../../src/pki/issuing/issue.js';
import type { IssuerByBytes } from '../../../src/pki/issuing/issuer.js';
import { encodeName } from '../../../src/pki/names/name-encoding.js';
import type { Profile } from '../../../src/pki/issuing/profile.js';
import { type CertificateParts, partsOf } from '../../support/certificate-parts.js';
import {
  bitString,
  boolean,
  childrenOf,
  commonNames,
  type DerElement,
  explicit,
  integer,
  nul,
  octetString,
  oid,
  rdn,
  sequence,
  set,
  tlv,
  utf8String,
} from '../../support/der.js';
import { daysFromNow, NOW } from '../../support/fixed-clock.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import {
  basicConstraints,
  ecKey,
  extension,
  extKeyUsage,
  foreignCertificate,
  type ForeignContent,
  foreignIssuer,
  type ForeignKey,
  keyFromPem,
  keyUsage,
  subjectKeyIdentifier,
} from '../../support/foreign-certificate.js';
import { codeOf, refusalOf } from '../../support/refusal-of.js';
import { constantRandom, seededRandom } from '../../support/seeded-random.js';

const ports = { crypto: nodeCrypto, random: seededRandom(7) };
const caKey = ecKey();
const root = foreignIssuer(caKey, foreignCertificate({ key: caKey }));
const rsa = keyFromPem(fixtureKey('rsa-2048'));

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CLIENT_AUTH = '1.3.6.1.5.5.7.3.2';
const SUBJECT_KEY_IDENTIFIER = '2.5.29.14';
const KEY_USAGE = '2.5.29.15';
const SUBJECT_ALT_NAME = '2.5.29.17';
const BASIC_CONSTRAINTS = '2.5.29.19';
const AUTHORITY_KEY_IDENTIFIER = '2.5.29.35';
const EXT_KEY_USAGE = '2.5.29.37';

function request(changes: Partial<CertificateRequest> = {}): CertificateRequest {
  return {
    profile: 'server',
    subject: parseDistinguishedName('CN=es01'),
    subjectAltNames: [parseGeneralName('es01.lan')],
    subjectPublicKeyInfo: ecKey().subjectPublicKeyInfo,
    validity: { notBefore: daysFromNow(-1), notAfter: daysFromNow(100) },
    ...changes,
  };
}

async function issued(changes: Partial<CertificateRequest> = {}, issuer: IssuerByBytes = root) {
  const certificate = await issueCertificate(request(changes), issuer, NOW, ports);
  return { certificate, parts: partsOf(certificate.der) };
}

function valueOf(parts: CertificateParts, type: string): Uint8Array {
  const found = parts.extensions.get(type);
  if (!found) throw new Error(`no extension ${type}`);
  return found.value;
}

const digitalSignature = bitString(Uint8Array.of(0x80), 7);
const withKeyEncipherment = bitString(Uint8Array.of(0xa0), 5);
const signsCertificates = bitString(Uint8Array.of(0x06), 1);

interface Row {
  profile: Profile;
  type: 'EC' | 'RSA' | 'Ed25519';
  usage: Uint8Array;
  extended: string[];
}

const rows: Row[] = [
  { profile: 'server', type: 'EC', usage: digitalSignature, extended: [SERVER_AUTH] },
  { profile: 'server', type: 'RSA', usage: withKeyEncipherment, extended: [SERVER_AUTH] },
  { profile: 'server', type: 'Ed25519', usage: digitalSignature, extended: [SERVER_AUTH] },
  { profile: 'client', type: 'EC', usage: digitalSignature, extended: [CLIENT_AUTH] },
  { profile: 'client', type: 'RSA', usage: digitalSignature, extended: [CLIENT_AUTH] },
  { profile: 'client', type: 'Ed25519', usage: digitalSignature, extended: [CLIENT_AUTH] },
  { profile: 'peer', type: 'EC', usage: digitalSignature, extended: [SERVER_AUTH, CLIENT_AUTH] },
  {
    profile: 'peer',
    type: 'RSA',
    usage: withKeyEncipherment,
    extended: [SERVER_AUTH, CLIENT_AUTH],
  },
  { profile: 'ca', type: 'EC', usage: signsCertificates, extended: [] },
  { profile: 'ca', type: 'RSA', usage: signsCertificates, extended: [] },
];

const subjectKeys: Record<Row['type'], () => Promise<Uint8Array>> = {
  EC: async () => ecKey().subjectPublicKeyInfo,
  RSA: async () => rsa.subjectPublicKeyInfo,
  Ed25519: async () => (await nodeCrypto.generateKeyPair('ed25519')).subjectPublicKeyInfo,
};

describe('an issued certificate', () => {
  it.each(rows)('$profile with an $type key has exactly its extensions', async (row) => {
    const subjectPublicKeyInfo = await subjectKeys[row.type]();
    const { parts, certificate } = await issued({ profile: row.profile, subjectPublicKeyInfo });
    const isCa = row.profile === 'ca';
    expect([...parts.extensions].map(([type, { critical }]) => [type, critical])).toEqual([
      [BASIC_CONSTRAINTS, true],
      [KEY_USAGE, true],
      ...(isCa ? [] : [[EXT_KEY_USAGE, false]]),
      [SUBJECT_ALT_NAME, false],
      [SUBJECT_KEY_IDENTIFIER, false],
      [AUTHORITY_KEY_IDENTIFIER, false],
    ]);
    expect(valueOf(parts, BASIC_CONSTRAINTS)).toEqual(sequence(...(isCa ? [boolean(true)] : [])));
    expect(valueOf(parts, KEY_USAGE)).toEqual(row.usage);
    if (!isCa) expect(valueOf(parts, EXT_KEY_USAGE)).toEqual(sequence(...row.extended.map(oid)));
    expect(parts.version).toEqual(explicit(0, integer(2)));
    expect(parts.subjectPublicKeyInfo).toEqual(new Uint8Array(subjectPublicKeyInfo));
    expect(parts.outerSignatureAlgorithm).toEqual(parts.signatureAlgorithm);
    expect(isCa ? [] : checkIssuedEndEntity(certificate)).toEqual([]);
  });

  it('is accepted by a reader that is not ours', async () => {
    const { certificate } = await issued();
    const foreign = new X509Certificate(certificate.der);
    const issuer = new X509Certificate(root.chain[0].der);
    expect(foreign.verify(createPublicKey(caKey.privateKey))).toBe(true);
    expect(foreign.checkIssued(issuer)).toBe(true);
    expect(foreign.checkHost('es01.lan')).toBe('es01.lan');
    expect(foreign.ca).toBe(false);
  });

  it('is read back as it was asked for', async () => {
    const { certificate } = await issued({ profile: 'peer' });
    expect(certificate).toMatchObject({
      version: 3,
      basicConstraints: { ca: false },
      keyUsage: ['digitalSignature'],
      extKeyUsage: ['serverAuth', 'clientAuth'],
      subjectAltNames: ['dns:es01.lan'],
      notBefore: daysFromNow(-1),
      notAfter: daysFromNow(100),
    });
  });

  it.each([
    ['no limit', undefined, [boolean(true)]],
    ['0', 0, [boolean(true), integer(0)]],
    ['3', 3, [boolean(true), integer(3)]],
  ])('of a CA with the path length %s says so', async (_, pathLenConstraint, expected) => {
    const { parts } = await issued({
      profile: 'ca',
      ...(pathLenConstraint !== undefined && { pathLenConstraint }),
    });
    expect(valueOf(parts, BASIC_CONSTRAINTS)).toEqual(sequence(...expected));
  });

  it('identifies its key by SHA-1 over the bits of the public key (RFC 5280, 4.2.1.2, method 1)', async () => {
    const { subjectPublicKeyInfo } = ecKey();
    const { parts } = await issued({ subjectPublicKeyInfo });
    const bits = (childrenOf(subjectPublicKeyInfo)[1] as DerElement).content.subarray(1);
    const expected = createHash('sha1').update(bits).digest();
    expect(valueOf(parts, SUBJECT_KEY_IDENTIFIER)).toEqual(octetString(expected));
  });

  it.each([
    ['of method 1', Uint8Array.from({ length: 20 }, (_, i) => i)],
    ['of another method', Uint8Array.from({ length: 32 }, (_, i) => 0xff - i)],
    ['of one octet', Uint8Array.of(0)],
  ])("takes the issuer's key identifier %s as it stands there", async (_, identifier) => {
    const extensions = [
      basicConstraints({ ca: true }),
      keyUsage(5, 6),
      subjectKeyIdentifier(identifier),
    ];
    const issuer = foreignIssuer(caKey, foreignCertificate({ key: caKey, extensions }));
    const { parts } = await issued({}, issuer);
    expect(valueOf(parts, AUTHORITY_KEY_IDENTIFIER)).toEqual(sequence(tlv(0x80, identifier)));
  });

  it("computes the issuer's key identifier where its certificate has none", async () => {
    const { parts } = await issued();
    const bits = (childrenOf(caKey.subjectPublicKeyInfo)[1] as DerElement).content.subarray(1);
    const expected = createHash('sha1').update(bits).digest();
    expect(valueOf(parts, AUTHORITY_KEY_IDENTIFIER)).toEqual(sequence(tlv(0x80, expected)));
  });

  it('that is self-signed has the same identifier twice', async () => {
    const { privateKeyInfo, subjectPublicKeyInfo } = ecKey();
    const certificate = await issueSelfSigned(
      request({ subjectPublicKeyInfo }),
      privateKeyInfo,
      ports,
    );
    expect(certificate.authorityKeyIdentifier).toBe(certificate.subjectKeyIdentifier);
    expect(toHex(certificate.issuerDer)).toBe(toHex(certificate.subjectDer));
    expect(new X509Certificate(certificate.der).verify(publicKey(subjectPublicKeyInfo))).toBe(true);
  });
});

function publicKey(subjectPublicKeyInfo: Uint8Array) {
  return createPublicKey({ key: Buffer.from(subjectPublicKeyInfo), format: 'der', type: 'spki' });
}

describe('the serial number', () => {
  it.each([0x00, 0x01, 0x7f, 0x80, 0xff])(
    'is positive and of 64 to 159 bits when all random octets are %i',
    async (octet) => {
      const certificate = await issueCertificate(request(), root, NOW, {
        ...ports,
        random: constantRandom(octet),
      });
      const content = partsOf(certificate.der).serialNumber;
      const bits = BigInt(`0x${toHex(content)}`).toString(2).length;
      expect((content[0] as number) & 0x80).toBe(0);
      expect(content.length).toBeLessThanOrEqual(20);
      expect(bits).toBeGreaterThanOrEqual(64);
      expect(bits).toBeLessThanOrEqual(159);
      expect(certificate.serialNumber).toBe(toHex(content));
    },
  );

  it('differs from one certificate to the next', async () => {
    const { certificate: first } = await issued();
    const { certificate: second } = await issued();
    expect(first.serialNumber).not.toBe(second.serialNumber);
  });
});

describe('the signature', () => {
  const ecdsa = (hash: number) => sequence(oid(`1.2.840.10045.4.3.${hash}`));
  it.each<[string, () => ForeignKey, Uint8Array]>([
    ['P-256', () => ecKey('P-256'), ecdsa(2)],
    ['P-384', () => ecKey('P-384'), ecdsa(3)],
    ['P-521', () => ecKey('P-521'), ecdsa(4)],
    ['RSA 2048', () => rsa, sequence(oid('1.2.840.113549.1.1.11'), nul)],
  ])('has the hash that fits an issuer with %s', async (_, makeKey, expected) => {
    const key = makeKey();
    const issuer = foreignIssuer(key, foreignCertificate({ key }));
    const { parts, certificate } = await issued({}, issuer);
    expect(parts.signatureAlgorithm).toEqual(expected);
    expect(new X509Certificate(certificate.der).verify(createPublicKey(key.privateKey))).toBe(true);
  });

  it('of Ed25519 has no hash', async () => {
    const pair = await nodeCrypto.generateKeyPair('ed25519');
    const key = keyFromPem(pem(pair.privateKeyInfo));
    const { parts } = await issued({}, foreignIssuer(key, foreignCertificate({ key })));
    expect(parts.signatureAlgorithm).toEqual(sequence(oid('1.3.101.112')));
  });

  it.each(['secp256k1', 'brainpoolP256r1', 'brainpoolP384r1'])(
    'of a CA on the curve %s verifies, or is refused with a reason',
    async (curve) => {
      const key = ecKey(curve);
      const issuer = foreignIssuer(key, foreignCertificate({ key }));
      const outcome = await issued({}, issuer).catch((error: unknown) => error);
      if (outcome instanceof Error) expect(outcome).toMatchObject({ code: 'key-unsupported' });
      else {
        const { certificate } = outcome as Awaited<ReturnType<typeof issued>>;
        const foreign = new X509Certificate(certificate.der);
        expect(foreign.verify(createPublicKey(key.privateKey))).toBe(true);
      }
    },
  );
});

function pem(der: Uint8Array): string {
  const base64 = Buffer.from(der).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64}\n-----END PRIVATE KEY-----\n`;
}

describe('the subjectAltName', () => {
  it('is critical only where the subject is empty', async () => {
    const { parts } = await issued({ subject: [] });
    expect(parts.subject).toEqual(sequence());
    expect(parts.extensions.get(SUBJECT_ALT_NAME)?.critical).toBe(true);
  });

  it.each([
    ['dns', 'es01.lan', tlv(0x82, Buffer.from('es01.lan'))],
    ['wildcard', '*.es.lan', tlv(0x82, Buffer.from('*.es.lan'))],
    ['internationalised', 'bücher.example', tlv(0x82, Buffer.from('xn--bcher-kva.example'))],
    ['IPv4', '10.0.0.5', tlv(0x87, Uint8Array.of(10, 0, 0, 5))],
    [
      'IPv6',
      '2001:db8::1',
      tlv(0x87, Uint8Array.of(0x20, 1, 0x0d, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1)),
    ],
    ['IPv6 all zero', '::', tlv(0x87, new Uint8Array(16))],
    [
      'IPv4 in IPv6',
      '::ffff:10.0.0.5',
      tlv(0x87, Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff, 10, 0, 0, 5)),
    ],
    ['e-mail', 'ops@example.org', tlv(0x81, Buffer.from('ops@example.org'))],
    ['URI', 'uri:spiffe://lan/es01', tlv(0x86, Buffer.from('spiffe://lan/es01'))],
  ])('of the kind %s is encoded as RFC 5280 says', async (_, text, expected) => {
    const { parts, certificate } = await issued({ subjectAltNames: [parseGeneralName(text)] });
    expect(toHex(valueOf(parts, SUBJECT_ALT_NAME))).toBe(toHex(sequence(expected)));
    const name = parseGeneralName(text);
    expect(certificate.subjectAltNames).toEqual([`${name.kind}:${name.value}`]);
  });

  it('keeps the order in which names were given', async () => {
    const names = ['b.lan', '10.0.0.5', 'a.lan'].map((text) => parseGeneralName(text));
    const { certificate } = await issued({ subjectAltNames: names });
    expect(certificate.subjectAltNames).toEqual(['dns:b.lan', 'ip:10.0.0.5', 'dns:a.lan']);
  });

  it.each<[string, Partial<CertificateRequest>]>([
    ['server without one', { profile: 'server', subjectAltNames: [] }],
    ['peer without one', { profile: 'peer', subjectAltNames: [] }],
    [
      'client without one and without subject',
      { profile: 'client', subject: [], subjectAltNames: [] },
    ],
    ['CA without one and without subject', { profile: 'ca', subject: [], subjectAltNames: [] }],
  ])('is demanded: %s', async (_, changes) => {
    expect(await codeOf(() => issued(changes))).toBe('name-invalid');
  });

  it('may be absent from a client that has a subject', async () => {
    const { parts } = await issued({ profile: 'client', subjectAltNames: [] });
    expect(parts.extensions.has(SUBJECT_ALT_NAME)).toBe(false);
  });
});

describe('the times', () => {
  it.each([
    ['2049-12-31T23:59:59Z', 0x17, '491231235959Z'],
    ['2050-01-01T00:00:00Z', 0x18, '20500101000000Z'],
    ['9999-12-31T23:59:59Z', 0x18, '99991231235959Z'],
  ])('until %s are written in the form of RFC 5280, 4.1.2.5', async (text, tag, expected) => {
    const notAfter = new Date(text);
    const issuer = foreignIssuer(
      caKey,
      foreignCertificate({ key: caKey, notAfter: new Date('9999-12-31T23:59:59Z') }),
    );
    const { parts } = await issued({ validity: { notBefore: daysFromNow(-1), notAfter } }, issuer);
    expect(parts.notAfter.tag).toBe(tag);
    expect(Buffer.from(parts.notAfter.content).toString()).toBe(expected);
    expect(parts.notBefore.tag).toBe(0x17);
  });
});

const organization = (value: Uint8Array) => rdn('2.5.4.10', value);
const oddNames: [string, Uint8Array][] = [
  ['PrintableString', sequence(organization(tlv(0x13, Buffer.from('Example'))))],
  ['T61String with Latin-1', sequence(organization(tlv(0x14, Buffer.from('B\u00fcro', 'latin1'))))],
  ['T61String with UTF-8', sequence(organization(tlv(0x14, Buffer.from('B\u00fcro', 'utf8'))))],
  ['BMPString', sequence(organization(tlv(0x1e, Uint8Array.of(0, 0x42, 0, 0xfc, 0x30, 0x42))))],
  ['UniversalString', sequence(organization(tlv(0x1c, Uint8Array.of(0, 1, 0xf6, 0))))],
  ['VisibleString', sequence(organization(tlv(0x1a, Buffer.from('Example'))))],
  ['NumericString', sequence(organization(tlv(0x12, Buffer.from('12 34'))))],
  ['UTF8String beyond the BMP', sequence(organization(utf8String('\u{1f600}')))],
  ['UTF8String that is no UTF-8', sequence(organization(tlv(0x0c, Uint8Array.of(0xc3, 0x28))))],
  ['an empty value', sequence(organization(utf8String('')))],
  ['an attribute that is no string', sequence(rdn('1.2.3.4', integer(5)))],
  ['a unique identifier', sequence(rdn('2.5.4.45', bitString(Uint8Array.of(0xaa, 0x80), 3)))],
  ['an IA5String e-mail', sequence(rdn('1.2.840.113549.1.9.1', tlv(0x16, Buffer.from('a@b.c'))))],
  [
    'several attributes in one RDN',
    sequence(
      set(
        sequence(oid('2.5.4.3'), utf8String('a')),
        sequence(oid('2.5.4.10'), utf8String('example')),
      ),
    ),
  ],
  [
    'an RDN out of order',
    sequence(
      set(
        sequence(oid('2.5.4.10'), utf8String('longer value first')),
        sequence(oid('2.5.4.3'), utf8String('a')),
      ),
    ),
  ],
  [
    'the same type three times',
    sequence(...['a', 'b', 'c'].map((value) => rdn('2.5.4.11', utf8String(value)))),
  ],
];

describe('the issuer name', () => {
  it.each(oddNames)('is byte for byte the subject of the issuer: %s', async (_, subject) => {
    const issuer = foreignIssuer(caKey, foreignCertificate({ key: caKey, subject }));
    const { parts } = await issued({}, issuer);
    expect(toHex(parts.issuer)).toBe(toHex(subject));
  });

  it('of the subject is encoded as name-encoding does', async () => {
    const subject = parseDistinguishedName('CN=es01+serialNumber=7,O=B\u00fcro,C=DE');
    const { parts } = await issued({ subject });
    expect(toHex(parts.subject)).toBe(toHex(encodeName(subject)));
  });
});

describe('an issuer', () => {
  const ca = basicConstraints({ ca: true });
  const oneCa = (changes: Partial<ForeignContent>) =>
    foreignIssuer(caKey, foreignCertificate({ key: caKey, ...changes }));
  const below = ecKey();

  /** An intermediate under a root; each may be changed. */
  function twoCas(
    upper: Partial<ForeignContent>,
    lower: Partial<ForeignContent> = {},
  ): IssuerByBytes {
    const name = commonNames('Root');
    return foreignIssuer(
      below,
      foreignCertificate({
        key: below,
        signer: caKey,
        subject: commonNames('Intermediate'),
        issuer: upper.subject ?? name,
        ...lower,
      }),
      foreignCertificate({ key: caKey, subject: name, ...upper }),
    );
  }

  const limited = (pathLength: number) => ({
    extensions: [basicConstraints({ ca: true, pathLength }), keyUsage(5, 6)],
  });
  const only = (...types: string[]) => ({
    extensions: [ca, keyUsage(5, 6), extKeyUsage(...types)],
  });

  it.each<[string, IssuerByBytes, Profile, string]>([
    ['has no basicConstraints', oneCa({ extensions: [keyUsage(5)] }), 'server', 'issuer-not-ca'],
    [
      'says that it is no CA',
      oneCa({ extensions: [basicConstraints({ ca: false }), keyUsage(5)] }),
      'server',
      'issuer-not-ca',
    ],
    ['has no extension at all', oneCa({ extensions: [] }), 'server', 'issuer-not-ca'],
    ['has expired', oneCa({ notAfter: daysFromNow(-1 / 86400) }), 'server', 'issuer-expired'],
    ['is not valid yet', oneCa({ notBefore: daysFromNow(1) }), 'server', 'issuer-not-yet-valid'],
    [
      'lacks keyCertSign',
      oneCa({ extensions: [ca, keyUsage(0, 6)] }),
      'server',
      'issuer-key-usage',
    ],
    ['allows no intermediate', oneCa(limited(0)), 'ca', 'issuer-path-length'],
    ['stands below one that allows none', twoCas(limited(0)), 'server', 'issuer-path-length'],
    ['stands below one that allows one', twoCas(limited(1)), 'ca', 'issuer-path-length'],
    ['is for clients only', oneCa(only(CLIENT_AUTH)), 'server', 'issuer-ext-key-usage'],
    ['is for clients only', oneCa(only(CLIENT_AUTH)), 'peer', 'issuer-ext-key-usage'],
    ['stands below one for clients', twoCas(only(CLIENT_AUTH)), 'server', 'issuer-ext-key-usage'],
    [
      'stands below one that has expired',
      twoCas({ notAfter: daysFromNow(-1) }),
      'server',
      'issuer-expired',
    ],
    [
      'stands below one that is no CA',
      twoCas({ extensions: [keyUsage(5)] }),
      'server',
      'issuer-not-ca',
    ],
    [
      'ends before the certificate',
      oneCa({ notAfter: daysFromNow(99) }),
      'server',
      'outlives-issuer',
    ],
    [
      'stands below one that ends before the certificate',
      twoCas({ notAfter: daysFromNow(99) }),
      'server',
      'outlives-issuer',
    ],
    [
      'signs with a key that is not in its certificate',
      foreignIssuer(ecKey(), foreignCertificate({ key: caKey })),
      'server',
      'issuer-key-mismatch',
    ],
    [
      'has a P-384 key and signs with P-256',
      { ...oneCa({}), chain: oneCa({ key: ecKey('P-384') }).chain },
      'server',
      'issuer-key-mismatch',
    ],
  ])('is refused that %s (%#)', async (_, issuer, profile, code) => {
    const error = await refusalOf(() => issued({ profile }, issuer));
    expect(error.code).toBe(code);
  });

  it.each<[string, IssuerByBytes, Profile]>([
    ['has no keyUsage', oneCa({ extensions: [ca] }), 'server'],
    ['allows no intermediate, for an end entity', oneCa(limited(0)), 'server'],
    ['allows one intermediate', oneCa(limited(1)), 'ca'],
    ['stands below one that allows one', twoCas(limited(1)), 'server'],
    ['is for any purpose', oneCa(only('2.5.29.37.0')), 'peer'],
    ['is for both purposes', oneCa(only(CLIENT_AUTH, SERVER_AUTH)), 'peer'],
    ['is for servers only, for a server', oneCa(only(SERVER_AUTH)), 'server'],
    ['ends with the certificate', oneCa({ notAfter: daysFromNow(100) }), 'server'],
    ['is in its last second', oneCa({ notAfter: NOW }), 'server'],
  ])('may %s', async (_, issuer, profile) => {
    const validity = {
      notBefore: daysFromNow(-1),
      notAfter: issuer.chain[0].notAfter,
    };
    await expect(issued({ profile, validity }, issuer)).resolves.toBeDefined();
  });

  it('that is self-issued does not count towards the path length (RFC 5280, 6.1.4 (l))', async () => {
    const subject = commonNames('Root');
    // The same name on all levels: a root whose key was changed.
    const issuer = twoCas({ subject, ...limited(0) }, { subject, issuer: subject });
    await expect(issued({}, issuer)).resolves.toBeDefined();
    expect(await codeOf(() => issued({ profile: 'ca' }, issuer))).toBe('issuer-path-length');
  });

  it('is refused with the most specific reason first', async () => {
    const issuer = oneCa({ notAfter: daysFromNow(-1), extensions: [ca, keyUsage(0)] });
    expect(await codeOf(() => issued({}, issuer))).toBe('issuer-expired');
  });

  it('is named in the refusal, with what it is restricted to', async () => {
    const error = await refusalOf(() => issued({ profile: 'server' }, oneCa(only(CLIENT_AUTH))));
    expect(error.sentence).toContain('CN=Foreign CA');
    expect(error.details).toMatchObject({ allowed: ['clientAuth'], missing: ['serverAuth'] });
  });

  it.each([
    [
      'name constraints',
      extension('2.5.29.30', true, sequence(explicit(0, sequence(tlv(0x82, Buffer.from('lan')))))),
    ],
    ['a policy', extension('2.5.29.32', false, sequence(sequence(oid('2.5.29.32.0'))))],
    ['an unknown extension', extension('1.2.3.4.5', false, octetString(Uint8Array.of(1, 2)))],
    [
      'a name of every kind',
      extension(
        '2.5.29.17',
        false,
        sequence(
          tlv(0xa0, oid('1.3.6.1.4.1.311.20.2.3'), explicit(0, utf8String('user@lan'))),
          tlv(0xa4, commonNames('directory')),
          tlv(0x88, oid('1.2.3').subarray(2)),
        ),
      ),
    ],
  ])('may carry %s', async (_, extra) => {
    const issuer = oneCa({ extensions: [ca, keyUsage(5, 6), extra] });
    await expect(issued({}, issuer)).resolves.toBeDefined();
  });
});

describe('a subject key', () => {
  it('of RSA below 2048 bits is refused', async () => {
    const { subjectPublicKeyInfo } = keyFromPem(fixtureKey('rsa-1024'));
    const error = await refusalOf(() => issued({ subjectPublicKeyInfo }));
    expect(error.code).toBe('key-weak');
    expect(error.sentence).toContain('RSA 1024');
  });

  it('that is no key at all is refused', async () => {
    const subjectPublicKeyInfo = sequence(integer(1));
    expect(await codeOf(() => issued({ subjectPublicKeyInfo }))).toBe('input-malformed');
  });
});

describe('fitsCommonName', () => {
  it.each([
    ['64 letters', 'a'.repeat(64), true],
    ['65 letters', 'a'.repeat(65), false],
    ['64 characters beyond the BMP', '\u{1f600}'.repeat(64), true],
  ])('judges %s by characters', (_, name, expected) => {
    expect(fitsCommonName(name)).toBe(expected);
  });
});
