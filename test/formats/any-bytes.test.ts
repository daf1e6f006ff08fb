// No bytes make a stack trace: whatever a file holds, decoding answers or refuses with one of our errors.
import { describe, expect, it } from 'vitest';
import { TlsmithError } from '../../src/errors.js';
import { decodeCertificates } from '../../src/formats/containers/certificate-file.js';
import { decodePem, encodePem } from '../../src/formats/containers/pem.js';
import { findPrivateKey } from '../../src/formats/keys/private-key.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { formatDistinguishedName } from '../../src/pki/names/distinguished-name.js';
import { decodeName } from '../../src/pki/names/name-encoding.js';
import { describePublicKey } from '../../src/pki/key/public-key.js';
import {
  bitString,
  commonNames,
  integer,
  octetString,
  oid,
  rdn,
  sequence,
  tlv,
  utf8String,
} from '../support/der.js';
import { fixtureKey } from '../support/fixture-keys.js';
import {
  basicConstraints,
  extension,
  extKeyUsage,
  foreignCertificate,
  keyFromPem,
  keyUsage,
  subjectKeyIdentifier,
} from '../support/foreign-certificate.js';
import { seededRandom } from '../support/seeded-random.js';

const key = keyFromPem(fixtureKey('ec-p256'));
const rsa = keyFromPem(fixtureKey('rsa-1024'));
const names = sequence(
  tlv(0x82, Buffer.from('es01.lan')),
  tlv(0x87, Uint8Array.of(10, 0, 0, 5)),
  tlv(0x87, new Uint8Array(16).fill(7)),
  tlv(0x81, Buffer.from('a@b.c')),
  tlv(0x86, Buffer.from('spiffe://a/b')),
  tlv(0x88, Uint8Array.of(42, 3)),
  tlv(0xa4, commonNames('directory')),
  tlv(0xa0, oid('1.2.3'), tlv(0xa0, utf8String('other'))),
);
const name = sequence(
  rdn('2.5.4.6', tlv(0x13, Buffer.from('DE'))),
  rdn('2.5.4.10', tlv(0x1e, Uint8Array.of(0, 65, 0, 66))),
  rdn('2.5.4.11', tlv(0x1c, Uint8Array.of(0, 0, 0, 65))),
  rdn('2.5.4.45', bitString(Uint8Array.of(1), 3)),
  rdn('2.5.4.3', utf8String('es01')),
);
// Signed by RSA, so that it is the same in every run.
const certificate = foreignCertificate({
  key,
  signer: rsa,
  serialNumber: new Uint8Array(16).fill(0x41),
  subject: name,
  extensions: [
    basicConstraints({ ca: true, pathLength: 1 }),
    keyUsage(0, 5, 6),
    extKeyUsage('1.3.6.1.5.5.7.3.1', '1.2.3'),
    extension('2.5.29.17', false, names),
    subjectKeyIdentifier(new Uint8Array(20)),
    extension('2.5.29.35', false, sequence(tlv(0x80, new Uint8Array(20)))),
    extension('1.2.3.4', false, octetString(Uint8Array.of(5))),
  ],
});
const pemOf = (text: string) => new Uint8Array(Buffer.from(text));
const encrypted = new Uint8Array(
  Buffer.from(fixtureKey('ec-p256.scrypt').replace(/-----.*-----/g, ''), 'base64'),
);

/** What a byte is changed to: neighbours, ends of ranges, and the tags and lengths of DER. */
const LIKELY = [
  0x00, 0x01, 0x02, 0x03, 0x04, 0x05, 0x06, 0x0c, 0x13, 0x1e, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x84,
  0x8f, 0xa0, 0xa3, 0xff,
];

/** One to three changes: another byte, one less, one more, or the end cut off. */
function mutated(bytes: Uint8Array, random: { bytes(length: number): Uint8Array }): Uint8Array {
  const draw = (below: number) => {
    const [a = 0, b = 0] = random.bytes(2);
    return (a * 256 + b) % below;
  };
  let changed = [...bytes];
  for (let count = 1 + draw(3); count > 0 && changed.length > 0; count--) {
    const at = draw(changed.length);
    const octet = draw(2) === 0 ? (LIKELY[draw(LIKELY.length)] as number) : draw(256);
    const kind = draw(10);
    if (kind < 7) changed[at] = octet;
    else if (kind === 7) changed.splice(at, 1);
    else if (kind === 8) changed.splice(at, 0, octet);
    else changed = changed.slice(0, at);
  }
  return Uint8Array.from(changed);
}

interface Decoder {
  what: string;
  decode(bytes: Uint8Array): unknown;
  samples: Uint8Array[];
  runs: number;
}

const decoders: Decoder[] = [
  {
    what: 'decodePem',
    decode: decodePem,
    samples: [
      pemOf(encodePem('CERTIFICATE', certificate)),
      pemOf(fixtureKey('rsa-2048.pkcs1-aes128').slice(0, 300)),
    ],
    runs: 600,
  },
  {
    what: 'decodeCertificates',
    decode: (bytes) => {
      for (const { subject, issuer } of decodeCertificates(bytes)) {
        formatDistinguishedName(subject);
        formatDistinguishedName(issuer);
      }
    },
    samples: [certificate, pemOf(encodePem('CERTIFICATE', certificate))],
    runs: 500,
  },
  {
    what: 'findPrivateKey',
    decode: findPrivateKey,
    samples: [key.privateKeyInfo, encrypted, pemOf(fixtureKey('ec-p256.pbes2-aes256'))],
    runs: 900,
  },
  {
    what: 'decodePrivateKey',
    decode: (bytes) => {
      const { isEncrypted, encoded } = findPrivateKey(bytes);
      return isEncrypted ? undefined : nodeCrypto.decodePrivateKey(encoded);
    },
    samples: [key.privateKeyInfo, pemOf(fixtureKey('ec-p256.sec1-with-parameters'))],
    runs: 400,
  },
  {
    what: 'describePublicKey',
    decode: describePublicKey,
    samples: [key.subjectPublicKeyInfo, rsa.subjectPublicKeyInfo],
    runs: 900,
  },
  {
    what: 'decodeName',
    decode: (bytes) => formatDistinguishedName(decodeName(bytes)),
    samples: [name],
    runs: 900,
  },
];

describe('any bytes', () => {
  it.each(decoders)('are decoded or refused by $what', ({ decode, samples, runs }) => {
    const random = seededRandom(20261120);
    for (let run = 0; run < runs; run++) {
      const sample = samples[run % samples.length] as Uint8Array;
      const bytes = run % 9 === 8 ? random.bytes(run % 200) : mutated(sample, random);
      try {
        decode(bytes);
      } catch (error) {
        if (error instanceof TlsmithError && error.code !== 'bug') continue;
        throw new Error(`${String(error)} for ${Buffer.from(bytes).toString('base64')}`, {
          cause: error,
        });
      }
    }
  });

  it.each(decoders)('nested a thousand times are decoded or refused by $what', ({ decode }) => {
    let bytes: Uint8Array = integer(1);
    for (let depth = 0; depth < 1000; depth++) bytes = sequence(bytes);
    try {
      decode(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(TlsmithError);
    }
  });

  it.each(decoders)('nested 200,000 times are decoded or refused by $what', ({ decode }) => {
    // 800 kB of BER with indefinite lengths: the cheapest way to be deep.
    const bytes = new Uint8Array(400_000).map((_, at) => (at % 2 === 0 ? 0x30 : 0x80));
    try {
      decode(bytes);
    } catch (error) {
      expect(error).toBeInstanceOf(TlsmithError);
    }
  });
});
