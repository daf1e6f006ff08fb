// The library judges by the same rules as the program.
import { expect, it } from 'vitest';
import { encodePem } from '../../src/formats/containers/pem.js';
import { trustStore, verifyCertificate } from '../../src/library/tlsmith.js';
import { NOW } from '../support/fixed-clock.js';
import { ca, dnsName, endEntity, OID, san } from '../support/path-builder.js';

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

it('fails with whole sentences, although nothing here has the name of a file', () => {
  const text = 'no certificate, and no PEM either';
  expect(() => trustStore(text, 'password')).toThrow(
    expect.objectContaining({
      code: 'input-wrong-kind',
      message: 'the input is text without PEM, not a certificate',
    }),
  );
});
