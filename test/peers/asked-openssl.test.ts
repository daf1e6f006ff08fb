// A CA that is asked, with a stranger behind it: openssl takes our requests, and what it certifies makes whole links.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { issueCertificate } from '../../src/app/issue/certificate.js';
import { makeKit } from '../../src/app/kit/make.js';
import { decodeCertificates } from '../../src/formats/containers/certificate-file.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { loopbackTls } from '../../src/io/loopback-tls.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { systemClock } from '../../src/io/system-clock.js';
import type { IssuerByRequest } from '../../src/pki/issuing/issuer.js';
import { parseGeneralName, parseHost } from '../../src/pki/names/general-name.js';
import type { KeyType } from '../../src/ports.js';
import { openssl } from '../support/foreign-ca.js';
import { describePeer, OPENSSL } from '../support/peer.js';
import { temporaryFolder } from '../support/temporary-folder.js';
import { testPorts } from '../support/test-ports.js';

const base = temporaryFolder();
const at = (name: string) => join(base, name);
const certificatesAt = (path: string) => decodeCertificates(readFileSync(path));
const ports = () => ({
  ...testPorts({ crypto: nodeCrypto, clock: systemClock }),
  loopback: loopbackTls,
});
const writing = { force: false, dryRun: false };
const validity = { days: 30, isDefault: true };

/** `openssl x509 -req`, with further options. */
function opensslCa(name: string, ...options: string[]): IssuerByRequest {
  return {
    ...{ by: 'request', ledger: undefined, inputs: [], chain: certificatesAt(at('ca.crt')) },
    async certify(request, wanted) {
      const days = 'days' in wanted ? wanted.days : 1;
      const [asked, certified] = [at(`${name}.csr`), at(`${name}.crt`)];
      writeFileSync(asked, encodePem('CERTIFICATE REQUEST', request));
      await openssl(['req', '-in', asked, '-verify', '-noout'], [], base);
      await openssl(
        ['x509', '-req', '-in', asked, '-out', certified, '-days', `${days}`],
        ['-CA', 'ca.crt', '-CAkey', 'ca.key', '-CAcreateserial', ...options],
        base,
      );
      return certificatesAt(certified);
    },
  };
}
const COPYING = ['-copy_extensions', 'copyall', '-extfile', 'identifiers.cnf'];

describePeer('openssl as a CA that is asked', { openssl: OPENSSL }, () => {
  beforeAll(async () => {
    writeFileSync(
      at('identifiers.cnf'),
      'authorityKeyIdentifier=keyid\nsubjectKeyIdentifier=hash\n',
    );
    await openssl(
      ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-keyout', 'ca.key', '-out', 'ca.crt'],
      [
        ...['-subj', '/C=DE/O=Stranger/CN=Stranger CA', '-days', '90'],
        ...['-addext', 'keyUsage=critical,keyCertSign,cRLSign'],
      ],
      base,
    );
  });

  it.each<KeyType>(['ec-p256', 'ec-p384', 'rsa-2048', 'ed25519'])(
    'certifies the request of an %s key as it is, and accepts what was made of it',
    async (keyType) => {
      const [out, within] = [at(keyType), ports()];
      await issueCertificate(
        {
          ...{ name: 'es01', profile: 'peer', consumers: [], formats: ['pem'], keyType, out },
          subjectAltNames: ['es01.lan', '10.0.0.5', '::1'].map((text) => parseGeneralName(text)),
          ...{ validity, ...writing },
          issuer: { source: { issuer: opensslCa(keyType, ...COPYING) } },
        },
        within,
      );
      expect(within.reporter.notes).toEqual(['no ledger is kept: only a CA folder has one']);
      const purpose = ['-purpose', 'sslserver', '-verify_hostname', 'es01.lan'];
      const files = ['-CAfile', join(out, 'ca.crt'), join(out, 'es01.crt')];
      expect(await openssl(['verify', '-x509_strict'], [...purpose, ...files], base)).toContain(
        'OK',
      );
    },
  );

  it('makes a kit that passes its handshakes', async () => {
    const summary = await makeKit(
      {
        ...({ client: 'heartbeat', server: 'logstash', store: 'pem', newCa: {} } as const),
        ...{ hosts: [parseHost('localhost')], otherNames: [], extKeyUsage: 'own', proof: true },
        ...{ validity, out: at('kit'), ...writing },
        issuer: { source: { issuer: opensslCa('kit', ...COPYING) } },
      },
      ports(),
    );
    expect(summary.handshakes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(2);
  });

  it('that copies nothing of a request is refused, with the serial number', async () => {
    const made = issueCertificate(
      {
        ...{ name: 'es01', profile: 'server', consumers: [], formats: ['pem'], out: at('bare') },
        ...{ subjectAltNames: [parseGeneralName('es01.lan')], validity, ...writing },
        issuer: { source: { issuer: opensslCa('bare') } },
      },
      ports(),
    );
    await expect(made).rejects.toMatchObject({
      code: 'certificate-faulty',
      details: { serialNumber: expect.stringMatching(/^[0-9a-f]{30,}$/) },
    });
  });
});
