// OpenSSL's `TRUSTED CERTIFICATE` as a trust anchor: its settings are judged, as OpenSSL judges them.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { verifyCertificate } from '../../../src/app/verify/certificate.js';
import { encodePem } from '../../../src/formats/containers/pem.js';
import { encodeDer, encodeOid } from '../../../src/pki/der/der-encoding.js';
import { TAG } from '../../../src/pki/der/der.js';
import { NOW } from '../../support/fixed-clock.js';
import { ca, endEntity } from '../../support/path-builder.js';
import { temporaryFolder } from '../../support/temporary-folder.js';
import { testPorts } from '../../support/test-ports.js';

const base = temporaryFolder();
const at = (name: string) => join(base, name);
const root = ca('Root');
const host = endEntity(root);
writeFileSync(at('host.pem'), encodePem('CERTIFICATE', host.der));

const USES = {
  serverAuth: '1.3.6.1.5.5.7.3.1',
  clientAuth: '1.3.6.1.5.5.7.3.2',
  any: '2.5.29.37.0',
} as const;
type Use = keyof typeof USES;

/** X509_CERT_AUX: trusted uses, then rejected ones. */
function trusted(settings: { trust?: Use[]; reject?: Use[] }): string {
  const uses = (list: Use[]) => list.map((use) => encodeDer(TAG.oid, encodeOid(USES[use])));
  const { trust, reject } = settings;
  const members = [
    ...(trust ? [encodeDer(TAG.sequence, ...uses(trust))] : []),
    ...(reject ? [encodeDer(0xa0, ...uses(reject))] : []),
  ];
  return encodePem(
    'TRUSTED CERTIFICATE',
    Buffer.concat([root.der, encodeDer(TAG.sequence, ...members)]),
  );
}

describe('a trust anchor with settings', () => {
  it.each([
    ['none', {}, true, true],
    ['rejected for servers', { reject: ['serverAuth'] }, false, true],
    ['rejected for all', { reject: ['any'] }, false, false],
    ['trusted for clients', { trust: ['clientAuth'] }, false, true],
    ['trusted for servers', { trust: ['serverAuth'] }, true, false],
    ['trusted for all', { trust: ['any'] }, true, true],
    ['both', { trust: ['serverAuth'], reject: ['serverAuth'] }, false, false],
  ] as [string, { trust?: Use[]; reject?: Use[] }, boolean, boolean][])(
    '%s',
    async (name, settings, server, client) => {
      const file = at(`${name.replaceAll(' ', '-')}.pem`);
      writeFileSync(file, trusted(settings));
      for (const [purpose, expected] of [
        ['server', server],
        ['client', client],
      ] as const) {
        const { ok, findings, runtimes } = await verifyCertificate(
          {
            ...{ certificate: at('host.pem'), trust: file, untrusted: [], crls: [] },
            ...{ purpose, at: NOW },
          },
          testPorts(),
        );
        expect([purpose, ok]).toEqual([purpose, expected]);
        const codes = findings.map(({ code }) => code);
        expect(codes.includes('trust-settings')).toBe(!expected);
        const said = Object.fromEntries(runtimes.map((one) => [one.runtime, one]));
        expect([said['openssl']?.accepts, said['python']?.accepts]).toEqual([expected, expected]);
        expect(said['jdk']?.accepts).toBe(true);
        if (!expected) expect(said['openssl']?.reason).toContain('error 28');
      }
    },
  );
});
