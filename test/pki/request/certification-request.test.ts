// PKCS#10 requests: what they ask for, and which bytes are no request.
import { describe, expect, it } from 'vitest';
import { decodeCertificationRequest } from '../../../src/pki/request/certification-request.js';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import { inspectFixtureDer } from '../../support/inspect-fixture.js';
import { codeOf } from '../../support/refusal-of.js';

const der = inspectFixtureDer('request.csr');

describe('a request of openssl', () => {
  const request = decodeCertificationRequest(der);

  it('says whom and what it is for', () => {
    expect(formatDistinguishedName(request.subject)).toBe('CN=asked,O=A\\, B,C=DE');
    expect(request).toMatchObject({
      version: 1,
      subjectAltNames: ['dns:a.example', 'ip:10.0.0.7'],
      basicConstraints: { ca: false },
      keyUsage: ['digitalSignature'],
      extKeyUsage: ['clientAuth'],
      signatureAlgorithm: {
        oid: '1.2.840.10045.4.3.2',
        name: 'ecdsa-with-SHA256',
        hash: 'SHA-256',
      },
    });
    expect(request.extensions.map(({ oid }) => oid)).toContain('1.2.3.4.5');
  });

  it('keeps the challenge password to itself', () => {
    expect(request.attributes).toEqual([
      { oid: '1.2.840.113549.1.9.2', name: 'unstructuredName', value: ['a name'] },
      { oid: '1.2.840.113549.1.9.7', name: 'challengePassword', value: [] },
    ]);
  });
});

it.each([
  ['nothing', new Uint8Array()],
  ['a request that is cut off', der.subarray(0, -1)],
  ['a certificate', inspectFixtureDer('server.crt')],
  ['a CRL', inspectFixtureDer('list.crl')],
])('%s is malformed', async (_, bytes) => {
  expect(await codeOf(() => decodeCertificationRequest(bytes))).toBe('input-malformed');
});
