// The one verifier: certificates, requests and lists, each by the algorithm that it names and no other.
import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { verifySignature } from '../../../src/pki/signature/signature.js';
import { nul, oid, sequence } from '../../support/der.js';
import { fixtureKey } from '../../support/fixture-keys.js';
import {
  ecKey,
  foreignCertificate,
  foreignKey,
  type ForeignKey,
  keyFromPem,
  PSS_SHA256,
  type Signing,
} from '../../support/foreign-certificate.js';
import { foreignRequest } from '../../support/foreign-request.js';
import { inspectFixtureDer } from '../../support/inspect-fixture.js';

const rsa = keyFromPem(fixtureKey('rsa-2048'));
const ec = ecKey();
const dsa = foreignKey(
  generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 }).privateKey,
);
const edwards = foreignKey(generateKeyPairSync('ed25519').privateKey);

const SIGNINGS: [string, ForeignKey, Signing][] = [
  [
    'RSA with SHA-256',
    rsa,
    { identifier: sequence(oid('1.2.840.113549.1.1.11'), nul), hash: 'sha256' },
  ],
  [
    'RSA with SHA-224',
    rsa,
    { identifier: sequence(oid('1.2.840.113549.1.1.14'), nul), hash: 'sha224' },
  ],
  ['RSASSA-PSS', rsa, PSS_SHA256],
  ['ECDSA with SHA-384', ec, { identifier: sequence(oid('1.2.840.10045.4.3.3')), hash: 'sha384' }],
  ['DSA', dsa, { identifier: sequence(oid('2.16.840.1.101.3.4.3.2')), hash: 'sha256' }],
  ['Ed25519', edwards, { identifier: sequence(oid('1.3.101.112')), hash: null }],
];

describe.each(SIGNINGS)('%s', (_, key, signing) => {
  it.each([
    ['a certificate', foreignCertificate({ key, signing })],
    ['a request', foreignRequest({ key, signing })],
  ])('of %s is one of its key alone, and of these octets', (_kind, der) => {
    const verify = (octets: Uint8Array, by: ForeignKey) =>
      verifySignature(octets, by.subjectPublicKeyInfo, nodeCrypto);
    expect(verify(der, key)).toBe('valid');
    const other = key === ec ? rsa : ec;
    expect(verify(der, other)).toBe('invalid');
    expect(verify(der.with(-1, (der.at(-1) as number) ^ 1), key)).toBe('invalid');
  });
});

it('of a list is judged alike', () => {
  const list = inspectFixtureDer('list.crl');
  const { subjectPublicKeyInfo } = decodeCertificate(inspectFixtureDer('ca.crt'));
  expect(verifySignature(list, subjectPublicKeyInfo, nodeCrypto)).toBe('valid');
  expect(verifySignature(list, ec.subjectPublicKeyInfo, nodeCrypto)).toBe('invalid');
});

it('of an algorithm that nobody here knows is neither valid nor invalid', () => {
  const der = foreignCertificate({
    key: ec,
    signatureAlgorithm: sequence(oid('1.2.3.4')),
  });
  expect(verifySignature(der, ec.subjectPublicKeyInfo, nodeCrypto)).toBe('unsupported');
});
