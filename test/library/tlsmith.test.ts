// The library judges by the same rules as the program.
import { expect, it } from 'vitest';
import { encodePem } from '../../src/formats/containers/pem.js';
import { trustStore, verifyCertificate, type VerifyOptions } from '../../src/library/tlsmith.js';
import { NOW } from '../support/fixed-clock.js';
import {
  ca,
  dnsName,
  endEntity,
  OID,
  oid,
  policies,
  san,
  sequence,
  tlv,
  USE,
} from '../support/path-builder.js';

const root = ca('Root');
const named = (name: string) =>
  encodePem('CERTIFICATE', endEntity(root, { changes: { [OID.san]: san(dnsName(name)) } }).der);
const trustAnchors = encodePem('CERTIFICATE', root.der);

it.each([
  ['a_b.example.com', 'a_b.example.com', true],
  ['A_B.example.com', 'a_b.example.com', true],
  ['a_b.example.com', 'a-b.example.com', false],
  ['host.example.', 'host.example', true],
])('a host %s is judged as --host does, with %s in the certificate', (host, name, isNamed) => {
  const { findings } = verifyCertificate(named(name), { trustAnchors, host, at: NOW });
  expect(findings.some(({ code }) => code === 'host-name')).toBe(!isNamed);
});

const STRICT = { requirePolicy: true, inhibitMapping: true, inhibitAny: true };
it.each<[string, Omit<VerifyOptions, 'trustAnchors'>, boolean]>([
  ['one that is there', { policies: ['1.2.3.1', '1.2.3.9'], requirePolicy: true }, true],
  ['any', { policies: [], requirePolicy: true }, true],
  ['one that anyPolicy stands for', { policies: ['1.2.3.2'], requirePolicy: true }, true],
  ['one that anyPolicy may not stand for', { policies: ['1.2.3.2'], ...STRICT }, false],
  ['one that is there, strictly', { policies: ['1.2.3.1'], ...STRICT }, true],
  ['another one, which nobody requires', { policies: ['1.2.3.2'], inhibitAny: true }, true],
])('a policy is judged as --policy and its companions do: %s', (_, options, isGood) => {
  const leaf = endEntity(root, { more: [policies('1.2.3.1', '2.5.29.32.0')] });
  const given = { trustAnchors, at: NOW, ...options };
  expect(verifyCertificate(encodePem('CERTIFICATE', leaf.der), given).ok).toBe(isGood);
});

it('a policy that is no object identifier is refused', () => {
  expect(() =>
    verifyCertificate(named('host.example'), { trustAnchors, policies: ['high'] }),
  ).toThrow(expect.objectContaining({ code: 'name-invalid' }));
});

it('a trust anchor that its file does not trust for the purpose is none, as --ca has it', () => {
  const rejected = sequence(tlv(0xa0, oid(USE.client)));
  const own = encodePem('TRUSTED CERTIFICATE', Buffer.concat([root.der, rejected]));
  const judge = (purpose: 'server' | 'client') =>
    verifyCertificate(named('host.example'), { trustAnchors: own, purpose, at: NOW });
  expect([judge('server').ok, judge('client').findings[0]?.code]).toEqual([true, 'trust-settings']);
});

it('fails with whole sentences, although nothing here has the name of a file', () => {
  const text = 'no certificate, and no PEM either';
  expect(() => trustStore(text, 'password')).toThrow(
    expect.objectContaining({
      code: 'input-wrong-kind',
      message: 'the input is text without PEM, not a certificate',
    }),
  );
});
