// CRLs: their fields, the entries, and whose certificates an indirect CRL revokes.
import { describe, expect, it } from 'vitest';
import { decodeCertificateRevocationList } from '../../../src/pki/crl/certificate-revocation-list.js';
import { formatDistinguishedName } from '../../../src/pki/names/distinguished-name.js';
import {
  bitString,
  boolean,
  commonNames,
  explicit,
  integer,
  octetString,
  oid,
  sequence,
  time,
  tlv,
} from '../../support/der.js';
import { daysFromNow } from '../../support/fixed-clock.js';
import { inspectFixtureDer } from '../../support/inspect-fixture.js';
import { codeOf } from '../../support/refusal-of.js';

const ALGORITHM = sequence(oid('1.2.840.10045.4.3.2'));

const extension = (type: string, value: Uint8Array) =>
  sequence(oid(type), boolean(true), octetString(value));

function entry(serial: number, ...extensions: Uint8Array[]): Uint8Array {
  const list = extensions.length > 0 ? [sequence(...extensions)] : [];
  return sequence(integer(serial), time(daysFromNow(-1)), ...list);
}

const issuedBy = (name: string) => extension('2.5.29.29', sequence(explicit(4, commonNames(name))));
const INDIRECT = extension('2.5.29.28', sequence(tlv(0x84, Uint8Array.of(0xff))));

function crl(entries: readonly Uint8Array[], ...extensions: Uint8Array[]): Uint8Array {
  const tbs = sequence(
    integer(1),
    ALGORITHM,
    commonNames('CA'),
    time(daysFromNow(-1)),
    ...(entries.length > 0 ? [sequence(...entries)] : []),
    ...(extensions.length > 0 ? [explicit(0, sequence(...extensions))] : []),
  );
  return sequence(tbs, ALGORITHM, bitString(Uint8Array.of(1)));
}

describe('a CRL of openssl', () => {
  const list = decodeCertificateRevocationList(inspectFixtureDer('list.crl'));

  it('has its fields', () => {
    expect(formatDistinguishedName(list.issuer)).toBe('CN=Fixture CA');
    expect(list).toMatchObject({
      version: 2,
      thisUpdate: new Date('2026-11-01T00:00:00Z'),
      nextUpdate: new Date('2026-12-01T00:00:00Z'),
      crlNumber: '4096',
      deltaCrlIndicator: '3',
      authorityKeyIdentifier: 'a8aef15fb95d76890882b4940d5d3c857d3451a4',
      revokedCount: 4,
      signatureAlgorithm: { name: 'ecdsa-with-SHA256' },
    });
  });

  it('has its entries', () => {
    expect(list.revoked).toMatchObject([
      { serialNumber: '04', reason: 'certificateHold' },
      {
        serialNumber: '1001',
        reason: 'keyCompromise',
        revocationDate: new Date('2026-01-01T00:00:00Z'),
      },
      {
        serialNumber: '1002',
        reason: 'cACompromise',
        invalidityDate: new Date('2026-01-01T00:00:00Z'),
      },
      { serialNumber: 'ff03', reason: undefined, certificateIssuer: undefined, extensions: [] },
    ]);
  });
});

describe('certificateIssuer', () => {
  const entries = [entry(1), entry(2, issuedBy('A')), entry(3), entry(4, issuedBy('B'))];
  const issuers = (der: Uint8Array) =>
    decodeCertificateRevocationList(der).revoked.map(({ certificateIssuer }) => certificateIssuer);

  it('holds for the entries that follow, in an indirect CRL', () => {
    expect(issuers(crl(entries, INDIRECT))).toEqual([
      undefined,
      ['dirname:CN=A'],
      ['dirname:CN=A'],
      ['dirname:CN=B'],
    ]);
  });

  it('holds for its own entry alone, in any other', () => {
    expect(issuers(crl(entries))).toEqual([
      undefined,
      ['dirname:CN=A'],
      undefined,
      ['dirname:CN=B'],
    ]);
  });
});

describe('the rest', () => {
  it('takes a CRL without entries, nextUpdate or extensions', () => {
    expect(decodeCertificateRevocationList(crl([]))).toMatchObject({
      nextUpdate: undefined,
      crlNumber: undefined,
      revokedCount: 0,
      revoked: [],
    });
  });

  it('counts what it does not keep', () => {
    const many = Array.from({ length: 10_001 }, (_, at) => entry(at + 1));
    const { revoked, revokedCount } = decodeCertificateRevocationList(crl(many));
    expect([revoked.length, revokedCount]).toEqual([10_000, 10_001]);
  });

  it.each([
    ['nothing', new Uint8Array()],
    ['a CRL that is cut off', inspectFixtureDer('list.crl').subarray(0, -1)],
    ['a certificate', inspectFixtureDer('server.crt')],
    ['an entry without a date', crl([sequence(integer(1))])],
  ])('%s is malformed', async (_, bytes) => {
    expect(await codeOf(() => decodeCertificateRevocationList(bytes))).toBe('input-malformed');
  });
});
