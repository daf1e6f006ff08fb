// A key that is not the one of the certificate is a finding, its own is none.
import { expect, it } from 'vitest';
import { keyMismatch } from '../../../src/checks/loading/key-mismatch.js';
import { findingsBy } from '../../../src/checks/rule.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { ca } from '../../support/path-builder.js';
import { ecKey } from '../../support/foreign-certificate.js';

const made = ca('Root');
const judge = (publicKey: Uint8Array) =>
  findingsBy([keyMismatch], decodeCertificate(made.der), {
    publicKey,
    isSameKey: nodeCrypto.isSamePublicKey,
  });

it('its own key', () => {
  expect(judge(made.key.subjectPublicKeyInfo)).toEqual([]);
});

it('another key', () => {
  expect(judge(ecKey().subjectPublicKeyInfo)).toMatchObject([
    { code: 'key-mismatch', severity: 'error', subject: 'CN=Root', citation: 'RFC 8446, 4.4.3' },
  ]);
});
