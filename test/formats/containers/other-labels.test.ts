// A PEM whose label is not that of what it holds, and files that are nearly DER or PEM: content
// decides, and what cannot be read is called what it is.
import { createPrivateKey, createPublicKey } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { decodeBundle } from '../../../src/formats/containers/bundle.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import { encodePkcs7 } from '../../../src/formats/containers/pkcs7-encode.js';
import { openPrivateKey } from '../../../src/formats/keys/opening.js';
import { findPrivateKey } from '../../../src/formats/keys/private-key.js';
import { FIXTURE_PASSWORD, fixtureKey } from '../../support/fixture-keys.js';
import { ca } from '../../support/path-builder.js';
import { refusalOf } from '../../support/refusal-of.js';
import { testPorts } from '../../support/test-ports.js';

const { crypto } = testPorts();
const ec = createPrivateKey(fixtureKey('ec-p256'));
const rsa = createPrivateKey(fixtureKey('rsa-2048'));
const der = (key: typeof ec, type: 'pkcs8' | 'pkcs1' | 'sec1') =>
  new Uint8Array(key.export({ type: type as 'pkcs8', format: 'der' }));
const locked = new Uint8Array(
  ec.export({ type: 'pkcs8', format: 'der', cipher: 'aes-256-cbc', passphrase: FIXTURE_PASSWORD }),
);
const root = ca('root');

describe('a private key', () => {
  it.each([
    ['PKCS#8 as RSA', 'RSA PRIVATE KEY', der(ec, 'pkcs8'), 'pkcs8'],
    ['PKCS#8 as EC', 'EC PRIVATE KEY', der(ec, 'pkcs8'), 'pkcs8'],
    ['PKCS#8 as encrypted', 'ENCRYPTED PRIVATE KEY', der(ec, 'pkcs8'), 'pkcs8'],
    ['PKCS#8 under any name', 'ANY PRIVATE KEY', der(ec, 'pkcs8'), 'pkcs8'],
    ['PKCS#1 as PKCS#8', 'PRIVATE KEY', der(rsa, 'pkcs1'), 'pkcs1'],
    ['SEC1 as PKCS#8', 'PRIVATE KEY', der(ec, 'sec1'), 'sec1'],
    ['encrypted as plain', 'PRIVATE KEY', locked, 'pkcs8-encrypted'],
  ] as const)('%s is read as what it is', async (_, label, bytes, container) => {
    const key = findPrivateKey(Buffer.from(encodePem(label, bytes)), 'brought');
    expect([key.container, key.otherLabel]).toEqual([container, label]);
    const password = key.isEncrypted ? FIXTURE_PASSWORD : undefined;
    const opened = await openPrivateKey(key, password, crypto);
    const source = label === 'PRIVATE KEY' && container === 'pkcs1' ? rsa : ec;
    expect(new Uint8Array(crypto.publicKeyOf(opened))).toEqual(
      new Uint8Array(createPublicKey(source).export({ type: 'spki', format: 'der' })),
    );
  });

  it.each([
    ['PRIVATE KEY', der(ec, 'pkcs8')],
    ['RSA PRIVATE KEY', der(rsa, 'pkcs1')],
    ['EC PRIVATE KEY', der(ec, 'sec1')],
  ])('under its own label, %s, has no other one', (label, bytes) => {
    const key = findPrivateKey(Buffer.from(encodePem(label, bytes)), 'brought');
    expect(key.otherLabel).toBeUndefined();
  });

  it('in DER may have a line end behind it', () => {
    const bytes = Buffer.concat([der(ec, 'pkcs8'), Buffer.from('\r\n')]);
    expect(findPrivateKey(bytes, 'brought').container).toBe('pkcs8');
    expect(() => findPrivateKey(Buffer.concat([bytes, Buffer.from('x')]), 'brought')).toThrow();
  });
});

describe('a bundle', () => {
  it.each([
    ['PKCS#7 as a certificate', 'CERTIFICATE', encodePkcs7([root.der]), /holds a PKCS#7 bundle$/],
    ['a certificate as a key', 'PRIVATE KEY', root.der, /holds a certificate$/],
  ])('takes %s for what it is, and says so', (_, label, bytes, note) => {
    const parts = decodeBundle(Buffer.from(encodePem(label, bytes)));
    expect(parts).toMatchObject([{ kind: 'certificate', notes: [expect.stringMatching(note)] }]);
  });

  it.each([
    ['with its mark', Buffer.from(`\ufeff${fixtureKey('ec-p256')}`, 'utf16le')],
    ['without a mark', Buffer.from(fixtureKey('ec-p256'), 'utf16le')],
    ['the other way round', Buffer.from(fixtureKey('ec-p256'), 'utf16le').swap16()],
  ])('in UTF-16, %s, is called so', async (_, bytes) => {
    const error = await refusalOf(() => decodeBundle(new Uint8Array(bytes)));
    expect(error.sentence).toBe('the input is UTF-16 text; save it as UTF-8 or ASCII');
  });
});
