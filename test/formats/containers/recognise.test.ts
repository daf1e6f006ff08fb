// What unknown bytes are called in a sentence.
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodePem } from '../../../src/formats/containers/pem.js';
import { recognise } from '../../../src/formats/containers/recognise.js';
import { integer, nul, octetString, oid, sequence } from '../../support/der.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import { inspectFixtureDer } from '../../support/inspect-fixture.js';
import { ecKey, foreignCertificate } from '../../support/foreign-certificate.js';

const utf8 = (text: string) => new Uint8Array(Buffer.from(text));
const key = ecKey();
const sec1 = key.privateKey.export({ type: 'sec1', format: 'der' });
const pem = (label: string) => utf8(encodePem(label, Uint8Array.of(1, 2, 3)));

describe('recognise', () => {
  it.each<[string, Uint8Array]>([
    ['an empty file', new Uint8Array()],
    ['text without PEM', utf8('hello\n')],
    ['binary data', Uint8Array.of(1, 2, 0, 3)],
    ['a certificate', pem('CERTIFICATE')],
    ['a certificate', pem('X509 CERTIFICATE')],
    ['a certificate request', pem('CERTIFICATE REQUEST')],
    ['a certificate request', pem('NEW CERTIFICATE REQUEST')],
    ['a private key', utf8(fixtureKey('ec-p256'))],
    ['an encrypted private key', utf8(fixtureKey('ec-p256.scrypt'))],
    ['a private key', utf8(fixtureKey('ec-p256.sec1-aes256'))],
    ['an OpenSSH private key', pem('OPENSSH PRIVATE KEY')],
    ['a public key', pem('PUBLIC KEY')],
    ['a certificate revocation list', pem('X509 CRL')],
    ['a PKCS#7 bundle', pem('PKCS7')],
    ['a PEM block "DH PARAMETERS"', pem('DH PARAMETERS')],
    ['a Java key store (JKS)', Uint8Array.of(0xfe, 0xed, 0xfe, 0xed, 0, 0, 0, 2)],
    ['a PKCS#12 store', sequence(integer(3), sequence(oid('1.2.840.113549.1.7.1')), nul)],
    ['a private key', key.privateKeyInfo],
    ['a private key', new Uint8Array(sec1)],
    ['an encrypted private key', sequence(sequence(oid('1.2.3')), octetString(Uint8Array.of(1)))],
    ['a PKCS#7 bundle', sequence(oid('1.2.840.113549.1.7.2'), nul)],
    ['a certificate', foreignCertificate({ key })],
    ['a certificate request', inspectFixtureDer('request.csr')],
    ['a certificate revocation list', inspectFixtureDer('list.crl')],
    ['a public key', new Uint8Array(key.subjectPublicKeyInfo)],
    ['a public key', sequence(integer(5), integer(3))],
    ['the beginning of a private key', new Uint8Array(Buffer.from('MAYCAQAwAQA=', 'base64'))],
    ['DER of an unknown kind', new Uint8Array(Buffer.from('MAMCAQE=', 'base64'))],
    ['a DSA private key in its traditional form', pem('DSA PRIVATE KEY')],
    ['BER (indefinite lengths) that is damaged or cut off', Uint8Array.of(0x30, 0x80, 0x80)],
  ])('calls it %s (%#)', (expected, bytes) => {
    expect(recognise(bytes)).toBe(expected);
  });

  it('shows no control character of a file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        expect(recognise(bytes)).toMatch(/^[ -~]+$/);
      }),
    );
  });
});
