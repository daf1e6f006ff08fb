// CRLs of ours, read back by our own reader: what goes in comes out, and our own rules find nothing.
import { describe, expect, it } from 'vitest';
import { checkCrl } from '../../../src/checks/crl/rules.js';
import { nodeCrypto } from '../../../src/io/node-crypto.js';
import type { CrlEntryContent } from '../../../src/pki/crl/crl-building.js';
import {
  REVOCATION_REASONS,
  type RevocationReason,
} from '../../../src/pki/crl/revocation-reason.js';
import { issueCrl } from '../../../src/pki/issuing/issue-crl.js';
import { type IssuerByBytes, issuerByKey } from '../../../src/pki/issuing/issuer.js';
import { issueSelfSigned } from '../../../src/pki/issuing/issue.js';
import type { KeyUsage } from '../../../src/pki/der/object-identifiers.js';
import { daysFromNow, NOW } from '../../support/fixed-clock.js';
import { ecKey } from '../../support/foreign-certificate.js';
import { constantRandom } from '../../support/seeded-random.js';
import { codeOf } from '../../support/refusal-of.js';

async function issuerWith(
  keyUsage?: readonly KeyUsage[],
  notAfter = daysFromNow(100),
): Promise<IssuerByBytes> {
  const { privateKeyInfo, subjectPublicKeyInfo } = ecKey('P-384');
  const certificate = await issueSelfSigned(
    {
      profile: 'ca',
      subject: [[{ type: '2.5.4.3', value: 'Büro CA' }]],
      subjectAltNames: [],
      subjectPublicKeyInfo,
      validity: { notBefore: daysFromNow(-10), notAfter },
      keyUsage,
    },
    privateKeyInfo,
    { crypto: nodeCrypto, random: constantRandom(0x55) },
  );
  return issuerByKey({ chain: [certificate], privateKeyInfo }, nodeCrypto);
}

const issuer = await issuerWith();
const ONE = {
  serialNumber: '4a01',
  revocationDate: daysFromNow(-1),
  reason: 'unspecified',
} as const;

interface Change {
  revoked?: readonly CrlEntryContent[];
  crlNumber?: bigint;
  nextUpdate?: Date;
}

const made = ({ revoked = [], crlNumber = 1n, nextUpdate = daysFromNow(30) }: Change = {}) =>
  issueCrl({ thisUpdate: NOW, nextUpdate, revoked, crlNumber }, issuer, nodeCrypto);

describe('a CRL', () => {
  it('says whose it is and until when it counts', async () => {
    const crl = await made();
    const [certificate] = issuer.chain;
    expect(crl.issuerDer).toEqual(certificate.subjectDer);
    expect(crl).toMatchObject({ version: 2, thisUpdate: NOW, nextUpdate: daysFromNow(30) });
    expect(crl.authorityKeyIdentifier).toBe(certificate.subjectKeyIdentifier);
    expect(crl.extensions.map(({ critical }) => critical)).toEqual([false, false]);
  });

  it('has no list where nothing is revoked', async () => {
    const crl = await made();
    const list = Buffer.from(crl.tbsCertList).indexOf(Buffer.from([0x30, 0x00]));
    expect([crl.revokedCount, list]).toEqual([0, -1]);
  });

  it.each(REVOCATION_REASONS)('gives the reason %s', async (reason: RevocationReason) => {
    const [entry] = (await made({ revoked: [{ ...ONE, reason }] })).revoked;
    expect(entry).toMatchObject({
      serialNumber: '4a01',
      revocationDate: daysFromNow(-1),
      reason: reason === 'unspecified' ? undefined : reason,
    });
  });

  it.each([
    ['1', 1n],
    ['a number that begins with a set bit', 0x80n],
    ['the highest of twenty octets', 2n ** 159n - 1n],
  ])('has the number %s', async (_, crlNumber) => {
    expect((await made({ crlNumber })).crlNumber).toBe(String(crlNumber));
  });

  it.each(['01', 'abc', '4a'.padEnd(40, 'f'), 'ff00'])(
    'lists the serial number %s',
    async (text) => {
      const [entry] = (await made({ revoked: [{ ...ONE, serialNumber: text }] })).revoked;
      expect(BigInt(`0x${entry?.serialNumber ?? '0'}`)).toBe(BigInt(`0x${text}`));
    },
  );

  it.each([
    ['2049-12-31T23:59:59Z', '491231235959Z'],
    ['2050-01-01T00:00:00Z', '20500101000000Z'],
  ])('writes %s as RFC 5280 has it', async (nextUpdate, text) => {
    const { der } = await made({ nextUpdate: new Date(nextUpdate) });
    const at = Buffer.from(der).indexOf(text, 0, 'latin1');
    expect(der[at - 1]).toBe(text.length);
  });

  it('holds more entries than are kept of one that is read', async () => {
    const revoked = Array.from({ length: 12_000 }, (_, index) => ({
      ...ONE,
      serialNumber: (index + 0x100000).toString(16),
    }));
    expect((await made({ revoked })).revokedCount).toBe(12_000);
  });

  it('breaks none of our own rules', async () => {
    expect(checkCrl(await made({ revoked: [ONE] }), NOW)).toEqual([]);
  });
});

describe('no CRL is issued by', () => {
  it.each([
    ['a CA that may not sign any', () => issuerWith(['keyCertSign']), 'issuer-key-usage'],
    ['one that has expired', () => issuerWith(undefined, daysFromNow(-1)), 'issuer-expired'],
  ])('%s', async (_, issuerOf, code) => {
    const other = await issuerOf();
    const wanted = { thisUpdate: NOW, nextUpdate: daysFromNow(1), revoked: [], crlNumber: 1n };
    expect(await codeOf(() => issueCrl(wanted, other, nodeCrypto))).toBe(code);
  });
});
