// URLs in certificates: which are taken, and that what is written is read back.
import { describe, expect, it } from 'vitest';
import {
  AUTHORITY_INFO_ACCESS,
  CRL_DISTRIBUTION_POINTS,
  encodeCrlUrl,
  encodeIssuerUrl,
  informationUrlsOf,
} from '../../../src/pki/certificate/information-urls.js';
import {
  decodeDistributionPoints,
  decodeInfoAccess,
} from '../../../src/pki/certificate/distribution-points.js';
import { parseInformationUrl } from '../../../src/pki/names/information-url.js';
import { codeOf } from '../../support/refusal-of.js';

const CRL = 'http://pki.example/ca.crl';
const ISSUER = 'HTTP://10.0.0.5:8080/ca%20one.cer?x=1';
const extension = (oid: string, value: Uint8Array) => ({ oid, critical: false, value });

describe('a URL', () => {
  it.each([CRL, ISSUER])('is taken as it stands: %s', (url) => {
    expect(parseInformationUrl(url)).toBe(url);
  });

  it.each([
    ['over TLS', 'https://pki.example/ca.crl'],
    ['of a file', 'file:///ca.crl'],
    ['without a scheme', 'pki.example/ca.crl'],
    ['without a host', 'http://'],
    ['with a password', 'http://me:secret@pki.example/ca.crl'],
    ['with a blank', 'http://pki.example/a b'],
    ['beyond ASCII', 'http://büro.example/ca.crl'],
    ['that is empty', ''],
  ])('is refused %s', async (_, url) => {
    expect(await codeOf(() => parseInformationUrl(url))).toBe('name-invalid');
  });
});

describe('what is written', () => {
  const extensions = [
    extension(CRL_DISTRIBUTION_POINTS, encodeCrlUrl(CRL)),
    extension(AUTHORITY_INFO_ACCESS, encodeIssuerUrl(ISSUER)),
  ];

  it('is read back', () => {
    expect(informationUrlsOf({ extensions })).toEqual({ crlUrl: CRL, issuerUrl: ISSUER });
  });

  it('is described as any other', () => {
    expect(decodeDistributionPoints(encodeCrlUrl(CRL))).toEqual([`uri:${CRL}`]);
    expect(decodeInfoAccess(encodeIssuerUrl(ISSUER))).toEqual([`caIssuers: uri:${ISSUER}`]);
  });

  it.each([
    ['nothing', []],
    ['no DER', [extension(CRL_DISTRIBUTION_POINTS, Uint8Array.of(1, 2, 3))]],
    ['another scheme', [extension(CRL_DISTRIBUTION_POINTS, encodeCrlUrl('ldap://x/y'))]],
  ])('is none where there is %s', (_, found) => {
    expect(informationUrlsOf({ extensions: found })).toEqual({});
  });
});
