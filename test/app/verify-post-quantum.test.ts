// Certificates with post-quantum algorithms: described by name, verified where the running Node can, else not judged; by no runtime's row accepted.
import { createPublicKey } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { judgeRuntimes } from '../../src/app/judging/runtimes.js';
import { checkInspectedCertificate } from '../../src/checks/certificate/inspected.js';
import { certificateFacts } from '../../src/app/inspect/certificate.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { decodeCertificate } from '../../src/pki/certificate/certificate-encoding.js';
import { describePublicKey, nameOfPublicKey } from '../../src/pki/key/public-key.js';
import { verifySignature } from '../../src/pki/signature/signature.js';
import { fixedClock, NOW } from '../support/fixed-clock.js';
import {
  ca,
  endEntity,
  errorsOf,
  type Made,
  nul,
  oid,
  sequence,
  tlv,
  verify,
} from '../support/path-builder.js';

const file = (name: string): Made => {
  const url = new URL(`../fixtures/post-quantum/${name}.pem`, import.meta.url);
  const base64 = readFileSync(url, 'utf8').replace(/-----.*-----|\s/g, '');
  return { der: Buffer.from(base64, 'base64'), key: root.key, name: root.name };
};
const root = ca('Root');
const lattice = file('ml-dsa-65-ca');
const leaf = file('ml-dsa-44');
const kem = file('ml-kem-768');
const hash = file('slh-dsa-128s-ca');

/** Whether the OpenSSL inside this Node knows the algorithms: 3.5 does. */
const IS_KNOWN = (() => {
  const key = Buffer.from(decodeCertificate(lattice.der).subjectPublicKeyInfo);
  try {
    const { asymmetricKeyType } = createPublicKey({ key, format: 'der', type: 'spki' });
    return String(asymmetricKeyType) === 'ml-dsa-65';
  } catch {
    return false;
  }
})();

const damaged = (one: Made): Made => ({
  ...one,
  der: Uint8Array.from(one.der, (octet, at) => (at === one.der.length - 1 ? octet ^ 1 : octet)),
});

describe('a signature with a post-quantum key', () => {
  it.each([
    ['ML-DSA-65', leaf],
    ['ML-DSA-65', kem],
  ])('%s is verified, or not judged', (name, target) => {
    const { ok, findings } = verify(target, { anchors: [lattice] });
    expect(ok).toBe(IS_KNOWN);
    const [first] = findings.filter(({ code }) => code === 'signature');
    if (!IS_KNOWN)
      expect(first?.message).toContain(`(${name}) with the key of "CN=Lattice CA" is not judged`);
    else expect(first).toBeUndefined();
  });

  it('that was damaged is never taken', () => {
    expect(errorsOf(verify(damaged(leaf), { anchors: [lattice] }))).toEqual(['signature']);
  });

  it.each([
    ['ML-DSA', lattice],
    ['SLH-DSA', hash],
  ])('%s over itself', (_, one) => {
    const { der, subjectPublicKeyInfo } = decodeCertificate(one.der);
    const verdictOf = (signed: Uint8Array) =>
      verifySignature(signed, subjectPublicKeyInfo, nodeCrypto);
    expect(verdictOf(der)).toBe(IS_KNOWN ? 'valid' : 'unsupported');
    expect(verdictOf(damaged(one).der)).toBe(IS_KNOWN ? 'invalid' : 'unsupported');
  });

  it.each([
    ['of another algorithm', lattice, hash],
    ['that signs nothing', leaf, kem],
  ])('is invalid for a key %s, whatever Node knows', (_, signed, signer) => {
    const { subjectPublicKeyInfo } = decodeCertificate(signer.der);
    expect(verifySignature(signed.der, subjectPublicKeyInfo, nodeCrypto)).toBe('invalid');
  });
});

describe('what is said', () => {
  it.each([
    ['ml-dsa-65-ca', 'ML-DSA-65', 'ML-DSA-65'],
    ['ml-dsa-44', 'ML-DSA-44', 'ML-DSA-65'],
    ['ml-kem-768', 'ML-KEM-768', 'ML-DSA-65'],
    ['slh-dsa-128s-ca', 'SLH-DSA-SHA2-128s', 'SLH-DSA-SHA2-128s'],
  ])('%s has the names of its algorithms, and no fault', (name, key, signature) => {
    const { der } = file(name);
    const facts = certificateFacts(der, { crypto: nodeCrypto, clock: fixedClock() });
    expect([facts.publicKey.algorithm, facts.signatureAlgorithm]).toEqual([key, signature]);
    expect(facts.findings).toEqual([]);
    expect(nameOfPublicKey(describePublicKey(decodeCertificate(der).subjectPublicKeyInfo))).toBe(
      key,
    );
  });

  const messages = (made: Made) =>
    checkInspectedCertificate(decodeCertificate(made.der), NOW).map(({ message }) => message);
  const ofKey = (length: number, ...parameters: Uint8Array[]) =>
    messages(
      endEntity(root, {
        subjectPublicKeyInfo: sequence(
          sequence(oid('2.16.840.1.101.3.4.3.17'), ...parameters),
          tlv(0x03, new Uint8Array(length + 1)),
        ),
      }),
    );

  it.each<[string, string[], string[]]>([
    ['the right length', ofKey(1312), []],
    [
      'an octet too few',
      ofKey(1311),
      ['the public key is invalid: it has 1311 octets, and one of ML-DSA-44 has 1312'],
    ],
    [
      'parameters',
      ofKey(1312, nul),
      ['the public key is invalid: its algorithm has parameters, and ML-DSA-44 has none'],
    ],
  ])('of a key with %s', (_, found, expected) => {
    expect(found).toEqual(expected);
  });

  it.each([
    ['ML-DSA-87', '2.16.840.1.101.3.4.3.19'],
    ['SLH-DSA-SHAKE-256f', '2.16.840.1.101.3.4.3.31'],
  ])('of a signature %s with parameters', (name, identifier) => {
    const signed = (...parameters: Uint8Array[]) =>
      messages(endEntity(root, { signatureAlgorithm: sequence(oid(identifier), ...parameters) }));
    expect(signed()).toEqual([]);
    expect(signed(nul)).toEqual([
      `the signature (${name}) has parameters, and its algorithm has none`,
    ]);
  });
});

it.each([
  ['a signature', kem, lattice],
  ['a key', leaf, lattice],
  ['a CA in the chain', hash, hash],
])('no row judges %s that no runtime was asked about', (_, one, anchor) => {
  const verdicts = judgeRuntimes(
    {
      presented: [decodeCertificate(one.der)],
      anchors: [decodeCertificate(anchor.der)],
      purpose: 'server',
      at: NOW,
    },
    nodeCrypto,
  );
  expect(verdicts.map(({ accepts }) => accepts)).toEqual(verdicts.map(() => null));
  for (const { reason } of verdicts)
    expect(reason).toMatch(/not judged: .* who takes (ML|SLH)-DSA/);
});
