// Who has signed what, in whatever order they are found, and that nobody can make it search for long.
import { expect, it } from 'vitest';
import { Signers } from '../../../src/app/status/signers.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import { decodeCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { decodeCertificateRevocationList } from '../../../src/pki/crl/certificate-revocation-list.js';
import type { Crypto } from '../../../src/ports.js';
import { issuing, root, server } from '../../support/doctor-files.js';
import { ecKey } from '../../support/foreign-certificate.js';
import { ca, crl, type Made } from '../../support/path-builder.js';

const found = (sha256Fingerprint: string, { der }: Pick<Made, 'der'>) => ({
  sha256Fingerprint,
  ...decodeCertificate(der),
});

it('is found before and behind what it has signed', () => {
  const signers = new Signers(nodeCrypto);
  signers.addSigned(found('server', server));
  signers.addSigned(found('issuing', issuing));
  signers.addSigner(found('root', root));
  signers.addSigned(found('root', root));
  const list = decodeCertificateRevocationList(crl({ signer: root }));
  signers.addSigned({ sha256Fingerprint: 'list', ...list });
  const names = ['server', 'issuing', 'root', 'list', 'other'];
  expect(names.map((sha256Fingerprint) => signers.signerOf({ sha256Fingerprint }))).toEqual([
    ...['root', 'root', 'root', 'root'],
    undefined,
  ]);
});

it('is not the one that is called so only', () => {
  const signers = new Signers(nodeCrypto);
  signers.addSigner(found('impostor', ca('Test CA', undefined, { key: ecKey() })));
  signers.addSigned(found('server', server));
  expect(signers.signerOf({ sha256Fingerprint: 'server' })).toBeUndefined();
  signers.addSigner(found('root', root));
  expect(signers.signerOf({ sha256Fingerprint: 'server' })).toBe('root');
});

it('asks at most sixteen of one name', () => {
  let asked = 0;
  const verify: Crypto['verify'] = (...terms) => {
    asked += 1;
    return nodeCrypto.verify(...terms);
  };
  const signers = new Signers({ ...nodeCrypto, verify });
  signers.addSigned(found('server', server));
  for (let index = 0; index < 40; index += 1) {
    signers.addSigner(found(`impostor ${index}`, ca('Test CA', undefined, { key: ecKey() })));
  }
  signers.addSigned(found('later', server));
  expect(asked).toBe(32);
});
