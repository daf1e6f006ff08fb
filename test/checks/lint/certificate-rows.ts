// Faults of a certificate beside those of its extensions, each with a twin that is right: what only
// the linter finds.
import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { childrenOf, ia5String, printableString, rdn } from '../../support/der.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import {
  ecKey,
  foreignKey,
  keyFromPem,
  keyUsage,
  pssSigning,
} from '../../support/foreign-certificate.js';
import {
  bitString,
  boolean,
  ca,
  dnsName,
  emailName,
  endEntity,
  explicit,
  integer,
  nul,
  OID,
  octetString,
  oid,
  san,
  sequence,
  tlv,
  utf8String,
} from '../../support/path-builder.js';
import { ext, intermediate, leaf, type LintRow, point, root, rowsOf, uri } from './row.js';

const RSA = keyFromPem(fixtureKey('rsa-2048'));
const rsaRoot = ca('RSA root', undefined, { key: RSA });
const edwardsRoot = ca('Ed25519 root', undefined, {
  key: foreignKey(generateKeyPairSync('ed25519').privateKey),
});
const SHA256_RSA = '1.2.840.113549.1.1.11';
const ECDSA = '1.2.840.10045.4.3.2';

/** Below one of the roots, by an algorithm that is written so. */
const below =
  (signer: typeof root, identifier: Uint8Array, hash: string | null = 'sha256') =>
  () =>
    endEntity(signer, { signing: { identifier, hash } }).der;
const pss = (parameters?: Uint8Array) => () =>
  endEntity(rsaRoot, {
    signing: {
      ...pssSigning('sha256', '2.16.840.1.101.3.4.2.1', 32),
      identifier: sequence(oid('1.2.840.113549.1.1.10'), ...(parameters ? [parameters] : [])),
    },
  }).der;
const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nul);
const pssParameters = (mask: Uint8Array, salt = 32) =>
  sequence(
    explicit(0, sha256),
    explicit(1, sequence(oid('1.2.840.113549.1.1.8'), mask)),
    explicit(2, integer(salt)),
  );

/** What stands in place of the signature: whether it is right, is another question. */
const withSignature =
  (algorithm: string, signature: Uint8Array, unused = 0) =>
  () => {
    const [tbs] = childrenOf(leaf({}, { signatureAlgorithm: sequence(oid(algorithm)) })());
    return sequence(
      tbs?.whole as Uint8Array,
      sequence(oid(algorithm)),
      bitString(signature, unused),
    );
  };
const pair = (r: Uint8Array, s: Uint8Array) => sequence(integer(r), integer(s));

/** A public key that signs nothing here. */
const withKey = (identifier: Uint8Array, key: Uint8Array, bits: readonly number[] = [0]) =>
  leaf(
    { [OID.ku]: keyUsage(...bits) },
    { subjectPublicKeyInfo: sequence(identifier, bitString(key)) },
  );
const named = (...parts: readonly Uint8Array[]) => leaf({}, { subject: sequence(...parts) });
const dsa = generateKeyPairSync('dsa', { modulusLength: 2048, divisorLength: 256 });
const spkiOf = (key: KeyObject) => new Uint8Array(key.export({ type: 'spki', format: 'der' }));
const bitsOf = (spki: Uint8Array) => (childrenOf(spki)[1]?.content as Uint8Array).subarray(1);
const rsaBits = bitsOf(RSA.subjectPublicKeyInfo);
const dsaSpki = spkiOf(dsa.publicKey);
const dsaBits = bitsOf(dsaSpki);
const DSA = '1.2.840.10040.4.1';
const X25519 = '1.3.101.110';
const ML_DSA = '2.16.840.1.101.3.4.3.17';
const edwards = foreignKey(generateKeyPairSync('ed25519').privateKey);
const spkiLeaf = (subjectPublicKeyInfo: Uint8Array, ...bits: readonly number[]) =>
  leaf({ [OID.ku]: keyUsage(...bits) }, { subjectPublicKeyInfo });

const twoInOne = (...types: readonly [string, string][]) => {
  const members = types.map(([type, value]) => sequence(oid(type), utf8String(value)));
  return tlv(0x31, ...members);
};
const sorted = [twoInOne(['2.5.4.3', 'a'], ['2.5.4.10', 'b'])];
const unsorted = [twoInOne(['2.5.4.10', 'b'], ['2.5.4.3', 'a'])];

const issuerNamed = (...parts: readonly Uint8Array[]) => {
  const name = sequence(...parts);
  return () => endEntity({ ...root, name }).der;
};

const crl = uri('http://crl.example/a.crl');

export const CERTIFICATE_ROWS: readonly LintRow[] = [
  ...rowsOf('certificate', ['canonical-form', 'X.690, 11.6'], {
    what: 'a part of the name whose members are not in order',
    faulty: named(...unsorted),
    clean: named(...sorted),
  }),
  ...rowsOf(
    'certificate',
    ['canonical-form', 'X.690, 11.2.2'],
    {
      what: 'reasons with zeros behind',
      faulty: leaf(
        ext(OID.cdp, sequence(point({ names: [crl], reasons: Uint8Array.of(0, 0x40) }))),
      ),
      clean: leaf(ext(OID.cdp, sequence(point({ names: [crl], reasons: Uint8Array.of(6, 0x40) })))),
    },
    {
      what: 'a keyUsage with zeros behind',
      faulty: leaf(ext(OID.ku, bitString(Uint8Array.of(0x80)), true)),
      clean: leaf(ext(OID.ku, bitString(Uint8Array.of(0x80), 7), true)),
    },
  ),
  ...rowsOf(
    'certificate',
    ['canonical-form', 'X.690, 11.5'],
    {
      what: 'cA as FALSE',
      faulty: leaf(ext(OID.bc, sequence(boolean(false)), true)),
      clean: leaf(ext(OID.bc, sequence(), true)),
    },
    {
      what: 'critical as FALSE',
      faulty: leaf({
        '1.2.3.4': sequence(oid('1.2.3.4'), boolean(false), octetString(nul)),
      }),
      clean: leaf(ext('1.2.3.4', nul)),
    },
    {
      what: 'a minimum of 0',
      faulty: intermediate(
        ext(
          OID.nc,
          sequence(tlv(0xa0, sequence(dnsName('a.example'), tlv(0x80, Uint8Array.of(0))))),
          true,
        ),
      ),
      clean: intermediate(ext(OID.nc, sequence(tlv(0xa0, sequence(dnsName('a.example')))), true)),
    },
  ),
  ...rowsOf('certificate', ['signature-parameters', 'RFC 4055, 5'], {
    what: 'RSA without a NULL',
    faulty: below(rsaRoot, sequence(oid(SHA256_RSA))),
    clean: below(rsaRoot, sequence(oid(SHA256_RSA), nul)),
  }),
  ...rowsOf('certificate', ['signature-parameters', 'RFC 3279, 2.2.1'], {
    what: 'RSA with SHA-1 without a NULL',
    faulty: below(rsaRoot, sequence(oid('1.2.840.113549.1.1.5')), 'sha1'),
    clean: below(rsaRoot, sequence(oid('1.2.840.113549.1.1.5'), nul), 'sha1'),
    besides: ['signature-algorithm'],
  }),
  ...rowsOf(
    'certificate',
    ['signature-parameters', 'RFC 4055, 3.1'],
    {
      what: 'PSS without parameters',
      faulty: pss(),
      clean: pss(pssParameters(sha256)),
      besides: ['signature-algorithm'],
    },
    {
      what: 'PSS with another hash for its mask',
      faulty: pss(pssParameters(sequence(oid('2.16.840.1.101.3.4.2.2'), nul))),
      clean: pss(pssParameters(sha256)),
    },
    {
      what: 'PSS with the default salt written out',
      faulty: pss(pssParameters(sha256, 20)),
      clean: pss(pssParameters(sha256)),
    },
  ),
  ...rowsOf('certificate', ['signature-parameters', 'RFC 5758, 3.2'], {
    what: 'ECDSA with a NULL',
    faulty: below(root, sequence(oid(ECDSA), nul)),
    clean: below(root, sequence(oid(ECDSA))),
  }),
  ...rowsOf('certificate', ['signature-parameters', 'RFC 3279, 2.2.3'], {
    what: 'ECDSA with SHA-1 with a NULL',
    faulty: below(root, sequence(oid('1.2.840.10045.4.1'), nul), 'sha1'),
    clean: below(root, sequence(oid('1.2.840.10045.4.1')), 'sha1'),
    besides: ['signature-algorithm'],
  }),
  ...rowsOf('certificate', ['signature-parameters', 'RFC 5758, 3.1'], {
    what: 'DSA with a NULL',
    faulty: leaf({}, { signatureAlgorithm: sequence(oid('2.16.840.1.101.3.4.3.2'), nul) }),
    clean: leaf({}, { signatureAlgorithm: sequence(oid('2.16.840.1.101.3.4.3.2')) }),
  }),
  ...rowsOf('certificate', ['signature-parameters', 'RFC 3279, 2.2.2'], {
    what: 'DSA with SHA-1 with a NULL',
    faulty: leaf({}, { signatureAlgorithm: sequence(oid('1.2.840.10040.4.3'), nul) }),
    clean: leaf({}, { signatureAlgorithm: sequence(oid('1.2.840.10040.4.3')) }),
    besides: ['signature-algorithm'],
  }),
  ...rowsOf('certificate', ['signature-parameters', 'RFC 8410, 3'], {
    what: 'Ed25519 with a NULL',
    severity: 'error',
    faulty: below(edwardsRoot, sequence(oid('1.3.101.112'), nul), null),
    clean: below(edwardsRoot, sequence(oid('1.3.101.112')), null),
  }),
  ...rowsOf(
    'certificate',
    ['signature-value', 'RFC 3279, 2.2.3'],
    {
      what: 'an ECDSA signature with a negative number',
      severity: 'error',
      faulty: withSignature(ECDSA, pair(Uint8Array.of(0x80), Uint8Array.of(1))),
      clean: withSignature(ECDSA, pair(Uint8Array.of(0, 0x80), Uint8Array.of(1))),
    },
    {
      what: 'an ECDSA signature with octets behind',
      severity: 'error',
      faulty: withSignature(ECDSA, Buffer.concat([pair(Uint8Array.of(2), Uint8Array.of(1)), nul])),
      clean: withSignature(ECDSA, pair(Uint8Array.of(2), Uint8Array.of(1))),
    },
  ),
  ...rowsOf('certificate', ['signature-value', 'RFC 3279, 2.2.2'], {
    what: 'a DSA signature of zero',
    severity: 'error',
    faulty: withSignature('2.16.840.1.101.3.4.3.2', pair(Uint8Array.of(0), Uint8Array.of(1))),
    clean: withSignature('2.16.840.1.101.3.4.3.2', pair(Uint8Array.of(2), Uint8Array.of(1))),
  }),
  ...rowsOf('certificate', ['signature-value', 'RFC 8410, 6'], {
    what: 'an Ed25519 signature of 63 octets',
    severity: 'error',
    faulty: withSignature('1.3.101.112', new Uint8Array(63)),
    clean: withSignature('1.3.101.112', new Uint8Array(64)),
  }),
  ...rowsOf('certificate', ['signature-value', 'RFC 5280, 4.1.1.3'], {
    what: 'a signature of some bits',
    severity: 'error',
    faulty: withSignature('1.3.101.112', new Uint8Array(64), 3),
    clean: withSignature('1.3.101.112', new Uint8Array(64)),
  }),
  ...rowsOf('certificate', ['key-parameters', 'RFC 8410, 3'], {
    what: 'an X25519 key with a NULL',
    faulty: withKey(sequence(oid(X25519), nul), new Uint8Array(32), [4]),
    clean: withKey(sequence(oid(X25519)), new Uint8Array(32), [4]),
  }),
  ...rowsOf('certificate', ['key-parameters', 'RFC 4055, 3.1'], {
    what: 'a PSS key with a NULL',
    faulty: withKey(sequence(oid('1.2.840.113549.1.1.10'), nul), rsaBits),
    clean: withKey(sequence(oid('1.2.840.113549.1.1.10')), rsaBits),
  }),
  ...rowsOf('certificate', ['key-parameters', 'RFC 3279, 2.3.2'], {
    what: 'a DSA key with one number',
    faulty: withKey(sequence(oid(DSA), sequence(integer(5))), dsaBits),
    clean: spkiLeaf(dsaSpki, 0),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 3279, 2.3.1'], {
    what: 'an RSA key that agrees',
    faulty: spkiLeaf(RSA.subjectPublicKeyInfo, 0, 4),
    clean: spkiLeaf(RSA.subjectPublicKeyInfo, 0, 2),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 3279, 2.3.2'], {
    what: 'a DSA key that enciphers',
    faulty: spkiLeaf(dsaSpki, 0, 2),
    clean: spkiLeaf(dsaSpki, 0),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 3279, 2.3.3'], {
    what: 'a DH key that signs',
    faulty: withKey(sequence(oid('1.2.840.10046.2.1'), sequence()), integer(5), [0, 4]),
    clean: withKey(sequence(oid('1.2.840.10046.2.1'), sequence()), integer(5), [4]),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 4055, 1.2'], {
    what: 'a PSS key that enciphers',
    faulty: withKey(sequence(oid('1.2.840.113549.1.1.10')), rsaBits, [0, 2]),
    clean: withKey(sequence(oid('1.2.840.113549.1.1.10')), rsaBits, [0]),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 8813, 3'], {
    what: 'an EC key that enciphers',
    faulty: leaf({ [OID.ku]: keyUsage(0, 2) }, { key: ecKey() }),
    clean: leaf({ [OID.ku]: keyUsage(0, 4) }, { key: ecKey() }),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 5480, 3'], {
    what: 'an ECDH key that signs',
    faulty: withKey(sequence(oid('1.3.132.1.12'), oid('1.2.840.10045.3.1.7')), integer(5), [0, 4]),
    clean: withKey(sequence(oid('1.3.132.1.12'), oid('1.2.840.10045.3.1.7')), integer(5), [4]),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 9295, 3'], {
    what: 'an Ed25519 key that enciphers',
    faulty: spkiLeaf(edwards.subjectPublicKeyInfo, 0, 2),
    clean: spkiLeaf(edwards.subjectPublicKeyInfo, 0),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 8410, 5'], {
    what: 'an X25519 key that signs',
    faulty: withKey(sequence(oid(X25519)), new Uint8Array(32), [0, 4]),
    clean: withKey(sequence(oid(X25519)), new Uint8Array(32), [4]),
  }),
  ...rowsOf('certificate', ['key-purpose', 'RFC 9881, 5'], {
    what: 'an ML-DSA key that enciphers',
    faulty: withKey(sequence(oid(ML_DSA)), new Uint8Array(1312), [0, 2]),
    clean: withKey(sequence(oid(ML_DSA)), new Uint8Array(1312), [0]),
  }),
  ...rowsOf(
    'certificate',
    ['key-purpose', 'RFC 5280, 4.2.1.3'],
    {
      what: 'encipherOnly without keyAgreement',
      faulty: leaf({ [OID.ku]: keyUsage(0, 7) }),
      clean: leaf({ [OID.ku]: keyUsage(0, 4, 7) }),
    },
    {
      what: 'encipherOnly and decipherOnly',
      faulty: leaf({ [OID.ku]: keyUsage(4, 7, 8) }),
      clean: leaf({ [OID.ku]: keyUsage(4, 8) }),
    },
  ),
  ...rowsOf('certificate', ['enciphering-ca', 'RFC 3279, 2.3.1'], {
    what: 'an RSA CA for which others encipher',
    faulty: intermediate({ [OID.ku]: keyUsage(2, 5) }, { key: RSA }),
    clean: intermediate({ [OID.ku]: keyUsage(0, 5) }, { key: RSA }),
  }),
  ...rowsOf('certificate', ['issuer-attributes', 'RFC 5280, 4.1.2.4'], {
    what: 'an issuer of a country of three letters',
    faulty: issuerNamed(rdn('2.5.4.6', printableString('USA'))),
    clean: issuerNamed(rdn('2.5.4.6', printableString('US'))),
  }),
  ...rowsOf('certificate', ['name-form', 'RFC 5280, 4.1.2.4'], {
    what: 'a TeletexString',
    faulty: named(rdn('2.5.4.3', tlv(0x14, Buffer.from('host')))),
    clean: named(rdn('2.5.4.3', utf8String('host'))),
  }),
  ...rowsOf('certificate', ['name-form', 'RFC 4518, 2.2'], {
    what: 'a control character',
    faulty: named(rdn('2.5.4.3', utf8String('ho\u0000st'))),
    clean: named(rdn('2.5.4.3', utf8String('host'))),
  }),
  ...rowsOf('certificate', ['name-form', 'X.501, 9.3'], {
    what: 'an attribute twice in one part',
    faulty: named(twoInOne(['2.5.4.3', 'a'], ['2.5.4.3', 'b'])),
    clean: named(rdn('2.5.4.3', utf8String('a')), rdn('2.5.4.3', utf8String('b'))),
  }),
  ...rowsOf('certificate', ['email-in-subject', 'RFC 5280, 4.1.2.6'], {
    what: 'a mailbox that is no name',
    faulty: named(rdn('1.2.840.113549.1.9.1', ia5String('a@b.example'))),
    clean: leaf(
      { [OID.san]: san(emailName('a@b.example')) },
      { subject: sequence(rdn('1.2.840.113549.1.9.1', ia5String('a@b.example'))) },
    ),
  }),
  ...rowsOf('certificate', ['empty-list', 'RFC 5280, 4.1.2.9'], {
    what: 'no extension in a list of them',
    faulty: () => endEntity(root, { extensions: [], behindKey: [explicit(3, sequence())] }).der,
    clean: () => endEntity(root, { extensions: [] }).der,
    besides: ['key-identifiers'],
  }),
];
