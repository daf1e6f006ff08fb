// Whatever is damaged, the refusal names the field as the standard calls it, its offset, and what the standard wants there.
import { createPrivateKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { inspect } from '../../../src/app/inspect/files.js';
import { encodePem, decodePem } from '../../../src/formats/containers/pem.js';
import { childrenOf, readDer, type DerElement } from '../../support/der.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { inspectFixtureDer } from '../../support/inspect-fixture.js';
import { ocspResponse } from '../../support/ocsp-builder.js';
import { ca } from '../../support/path-builder.js';
import { certificateBag, clearStore } from '../../support/pkcs12-parts.js';
import { testPorts } from '../../support/test-ports.js';

const keyDer = (name: string) => decodePem(Buffer.from(fixtureKey(name)))[0]?.der as Uint8Array;

const rsaKey = new Uint8Array(
  createPrivateKey(fixtureKey('rsa-2048')).export({ type: 'pkcs1', format: 'der' }),
);
const responder = ca('Responder');

type Row = readonly [path: readonly number[], field: string, citation: string];
interface Structure {
  label: string;
  der: Uint8Array;
  /** Where each field stands: the numbers of members on the way to it. */
  fields: readonly Row[];
}

const RFC = (number: number, section: string) => `RFC ${number}, ${section}`;

const STRUCTURES: Readonly<Record<string, Structure>> = {
  certificate: {
    label: 'CERTIFICATE',
    der: inspectFixtureDer('server.crt'),
    fields: [
      [[0], 'tbsCertificate', RFC(5280, '4.1.2')],
      [[0, 1], 'tbsCertificate.serialNumber', RFC(5280, '4.1.2.2')],
      [[0, 2], 'tbsCertificate.signature', RFC(5280, '4.1.2.3')],
      [[0, 3], 'tbsCertificate.issuer', RFC(5280, '4.1.2.4')],
      [[0, 3, 0], 'tbsCertificate.issuer[0]', RFC(5280, '4.1.2.4')],
      [[0, 3, 0, 0], 'tbsCertificate.issuer[0][0]', RFC(5280, '4.1.2.4')],
      [[0, 3, 0, 0, 0], 'tbsCertificate.issuer[0][0].type', RFC(5280, '4.1.2.4')],
      [[0, 4], 'tbsCertificate.validity', RFC(5280, '4.1.2.5')],
      [[0, 4, 0], 'tbsCertificate.validity.notBefore', RFC(5280, '4.1.2.5')],
      [[0, 4, 1], 'tbsCertificate.validity.notAfter', RFC(5280, '4.1.2.5')],
      [[0, 5], 'tbsCertificate.subject', RFC(5280, '4.1.2.6')],
      [[0, 6], 'tbsCertificate.subjectPublicKeyInfo', RFC(5280, '4.1.2.7')],
      [[0, 6, 0], 'tbsCertificate.subjectPublicKeyInfo.algorithm', RFC(5280, '4.1.2.7')],
      [[0, 6, 1], 'tbsCertificate.subjectPublicKeyInfo.subjectPublicKey', RFC(5280, '4.1.2.7')],
      [[0, 7, 0], 'tbsCertificate.extensions', RFC(5280, '4.1.2.9')],
      [[0, 7, 0, 0, 0], 'tbsCertificate.extensions[0].extnID', RFC(5280, '4.1.2.9')],
      [[1], 'signatureAlgorithm', RFC(5280, '4.1.1.2')],
      [[2], 'signatureValue', RFC(5280, '4.1.1.3')],
    ],
  },
  crl: {
    label: 'X509 CRL',
    der: inspectFixtureDer('list.crl'),
    fields: [
      [[0], 'tbsCertList', RFC(5280, '5.1.2')],
      [[0, 1], 'tbsCertList.signature', RFC(5280, '5.1.2.2')],
      [[0, 2], 'tbsCertList.issuer', RFC(5280, '5.1.2.3')],
      [[0, 3], 'tbsCertList.thisUpdate', RFC(5280, '5.1.2.4')],
      [[0, 5, 0], 'tbsCertList.revokedCertificates[0]', RFC(5280, '5.1.2.6')],
      [[0, 5, 1, 0], 'tbsCertList.revokedCertificates[1].userCertificate', RFC(5280, '5.1.2.6')],
      [[0, 5, 1, 1], 'tbsCertList.revokedCertificates[1].revocationDate', RFC(5280, '5.1.2.6')],
      [[1], 'signatureAlgorithm', RFC(5280, '5.1.1.2')],
      [[2], 'signatureValue', RFC(5280, '5.1.1.3')],
    ],
  },
  request: {
    label: 'CERTIFICATE REQUEST',
    der: inspectFixtureDer('request.csr'),
    fields: [
      [[0], 'certificationRequestInfo', RFC(2986, '4')],
      [[0, 0], 'certificationRequestInfo.version', RFC(2986, '4')],
      [[0, 1], 'certificationRequestInfo.subject', RFC(2986, '4.1')],
      [[0, 2], 'certificationRequestInfo.subjectPKInfo', RFC(2986, '4.1')],
      [[0, 3, 0, 0], 'certificationRequestInfo.attributes[0].type', RFC(2986, '4')],
      [[1], 'signatureAlgorithm', RFC(2986, '4.2')],
      [[2], 'signature', RFC(2986, '4')],
    ],
  },
  'PKCS#7 message': {
    label: 'PKCS7',
    der: inspectFixtureDer('bundle.p7b'),
    fields: [
      [[0], 'contentType', RFC(5652, '3')],
      [[1], 'content', RFC(5652, '3')],
      [[1, 0, 0], 'content.version', RFC(5652, '5.1')],
      [[1, 0, 1], 'content.digestAlgorithms', RFC(5652, '5.1')],
      [[1, 0, 2], 'content.encapContentInfo', RFC(5652, '5.1')],
    ],
  },
  'public key': {
    label: 'PUBLIC KEY',
    der: inspectFixtureDer('public.pem'),
    fields: [
      [[0], 'algorithm', RFC(5280, '4.1.2.7')],
      [[0, 0], 'algorithm.algorithm', RFC(5280, '4.1.2.7')],
      [[1], 'subjectPublicKey', RFC(5280, '4.1.2.7')],
    ],
  },
  'PKCS#1 key': {
    label: 'RSA PRIVATE KEY',
    der: rsaKey,
    fields: [
      [[1], 'modulus', RFC(8017, 'A.1.2')],
      [[5], 'prime2', RFC(8017, 'A.1.2')],
      [[8], 'coefficient', RFC(8017, 'A.1.2')],
    ],
  },
  'PKCS#12 store': {
    label: 'PKCS12',
    der: clearStore(certificateBag(inspectFixtureDer('server.crt'))),
    fields: [
      [[0], 'version', RFC(7292, '4')],
      [[1], 'authSafe', RFC(7292, '4')],
      [[1, 0], 'authSafe.contentType', RFC(7292, '4')],
      [[1, 1], 'authSafe.content', RFC(7292, '4')],
    ],
  },
  'OCSP response': {
    label: 'OCSP RESPONSE',
    der: ocspResponse({
      signer: responder,
      singles: [{ issuer: responder, serialNumber: Uint8Array.of(7) }],
    }),
    fields: [
      [[0], 'responseStatus', RFC(6960, '4.2.1')],
      [[1, 0], 'responseBytes', RFC(6960, '4.2.1')],
      [[1, 0, 0], 'responseBytes.responseType', RFC(6960, '4.2.1')],
      [[1, 0, 1], 'responseBytes.response', RFC(6960, '4.2.1')],
    ],
  },
  'PKCS#8 key': {
    label: 'PRIVATE KEY',
    der: keyDer('ec-p256'),
    fields: [
      [[0], 'version', RFC(5958, '2')],
      [[1], 'privateKeyAlgorithm', RFC(5958, '2')],
      [[1, 0], 'privateKeyAlgorithm.algorithm', RFC(5958, '2')],
      [[2], 'privateKey', RFC(5958, '2')],
    ],
  },
};

const ports = testPorts();

async function inspected(bytes: Uint8Array) {
  ports.files = { ...ports.files, read: () => Promise.resolve(bytes) };
  return inspect({ files: ['a'] }, ports);
}

async function refusalOf(label: string, der: Uint8Array) {
  const { failures, items } = await inspected(Buffer.from(encodePem(label, der)));
  return { error: failures[0]?.error, items };
}

function elementAt(der: Uint8Array, path: readonly number[]): { offset: number; at: DerElement } {
  let at = readDer(der);
  for (const index of path) at = childrenOf(at)[index] as DerElement;
  return { at, offset: at.whole.byteOffset - der.byteOffset };
}

const cases = Object.entries(STRUCTURES).flatMap(([kind, { label, der, fields }]) =>
  fields.map(([path, field, citation]) => {
    const { offset } = elementAt(der, path);
    return { kind, label, der: new Uint8Array(der), field, citation, offset };
  }),
);

describe('a damaged field is named with its offset and what is wanted', () => {
  it.each(cases)('$kind: another type at $field', async ({ label, der, ...place }) => {
    der[place.offset] = 0x05;
    const { error } = await refusalOf(label, der);
    expect(error?.sentence).toContain(
      `its ${place.field}, at offset ${place.offset}, is a NULL, where ${place.citation}, wants `,
    );
    expect(error?.details).toMatchObject({ field: place.field, offset: place.offset });
  });

  it.each(cases)('$kind: an impossible length at $field', async ({ label, der, ...place }) => {
    const damaged = Uint8Array.from(der);
    damaged[place.offset + 1] = 0x89;
    const { error } = await refusalOf(label, damaged);
    expect(error?.sentence).toContain(
      `its ${place.field}, at offset ${place.offset}, has a length of 9 octets, where X.690, 8.1.3`,
    );
  });
});

describe('a time that the standard does not know', () => {
  const { der } = STRUCTURES.crl as Structure;
  const { offset } = elementAt(der, [0, 3]);

  it.each(['241028232931+', '2410282329 1Z', '241328232931Z', '240230232931Z'])(
    'is shown as it stands: %s',
    async (text) => {
      const damaged = Uint8Array.from(der);
      damaged.set(Buffer.from(text), offset + 2);
      const { error, items } = await refusalOf('X509 CRL', damaged);
      expect(error?.sentence).toBe(
        `"a": the certificate revocation list is malformed: its tbsCertList.thisUpdate, at offset ${offset}, is a UTCTime "${text}", where RFC 5280, 5.1.2.4, wants a UTCTime YYMMDDHHMMSSZ or a GeneralizedTime YYYYMMDDHHMMSSZ, in GMT and of a day that exists`,
      );
      expect(items).toMatchObject([
        {
          type: 'damaged',
          structure: 'crl',
          faults: [{ field: 'tbsCertList.thisUpdate', offset }],
          values: expect.arrayContaining([
            expect.objectContaining({ field: 'tbsCertList.version', value: 'v2' }),
            expect.objectContaining({ field: 'tbsCertList.nextUpdate' }),
            expect.objectContaining({ field: 'signatureAlgorithm' }),
          ]),
        },
      ]);
    },
  );
});

it('names and uses of a damaged certificate are shown all the same', async () => {
  const { der } = STRUCTURES.certificate as Structure;
  const damaged = Uint8Array.from(der);
  damaged[elementAt(der, [0, 4, 0]).offset + 2] = 0x41;
  const { items } = await refusalOf('CERTIFICATE', damaged);
  const [item] = items;
  const values = item?.type === 'damaged' ? item.values.map(({ value }) => value) : [];
  expect(values.join('\n')).toMatch(/^subjectAltName: dns:.*$/m);
  expect(values.join('\n')).toMatch(/^extKeyUsage: serverAuth/m);
});

describe('DER without a label', () => {
  it('is read as what it is nearest to', async () => {
    const der = new Uint8Array(inspectFixtureDer('server.crt'));
    der[elementAt(der, [0]).offset] = 0x05;
    const [failure] = (await inspected(der)).failures;
    expect(failure?.error.sentence).toMatch(
      /DER of an unknown kind.*; read as a certificate, its tbsCertificate, at offset 4, is a NULL, where RFC 5280/,
    );
  });

  it('that promises more than there is is told so', async () => {
    const der = inspectFixtureDer('server.crt').subarray(0, 90);
    const [failure] = (await inspected(der)).failures;
    expect(failure?.error.sentence).toMatch(
      /its outermost element, at offset 0, says that its content has \d+ octets, of which 86 are there/,
    );
  });
});

it('nothing of a private key is shown', async () => {
  const der = new Uint8Array(keyDer('ec-p256'));
  const { at, offset } = elementAt(der, [2]);
  const secret = Buffer.from(at.content.subarray(7, 39)).toString('hex');
  der[offset + 2 + 2] = 0x04;
  const { error, items } = await refusalOf('PRIVATE KEY', der);
  expect(error?.sentence).toContain('its privateKey.ECPrivateKey.version, at offset');
  expect(JSON.stringify([error?.sentence, error?.details, items])).not.toContain(secret);
});
