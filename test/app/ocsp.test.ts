// Revocation by OCSP responses (RFC 6960): who may sign one, whom it speaks about, when, and what it says.
import { describe, expect, it } from 'vitest';
import { inspect } from '../../src/app/inspect/files.js';
import { verifyCertificate } from '../../src/library/verification.js';
import { encodePem } from '../../src/formats/containers/pem.js';
import { nodeCrypto } from '../../src/io/node-crypto.js';
import { OcspAnswers } from '../../src/pki/ocsp/ocsp-answers.js';
import { decodeOcspResponse } from '../../src/pki/ocsp/ocsp-response.js';
import { daysFromNow, NOW } from '../support/fixed-clock.js';
import { extension } from '../support/foreign-certificate.js';
import { ocspResponse, type ResponseContent, type SingleContent } from '../support/ocsp-builder.js';
import { refusalOf } from '../support/refusal-of.js';
import { testPorts } from '../support/test-ports.js';
import {
  ca,
  crl,
  endEntity,
  errorsOf,
  type Made,
  OID,
  oid,
  sequence,
  someKey,
  verify,
} from '../support/path-builder.js';

const root = ca('Root');
const middle = ca('Intermediate', root);
const SERIAL = Uint8Array.of(0x41, 7);
const leaf = endEntity(middle, { serialNumber: SERIAL });
const OCSP_SIGNING = sequence(oid('1.3.6.1.5.5.7.3.9'));
const delegated = (issuer: Made, options: object = {}) =>
  ca('Responder', issuer, {
    changes: { [OID.bc]: undefined, [OID.eku]: extension(OID.eku, false, OCSP_SIGNING) },
    key: someKey(),
    serialNumber: Uint8Array.of(0x42, 1),
    ...options,
  });
const responder = delegated(middle);

const about = (more: Partial<SingleContent> = {}): SingleContent => ({
  issuer: middle,
  serialNumber: SERIAL,
  ...more,
});

function verdictOf(
  single: Partial<SingleContent>,
  more: Partial<ResponseContent> = {},
  crls: readonly Uint8Array[] = [],
) {
  const der = ocspResponse({ signer: middle, singles: [about(single)], ...more });
  const ocsp = new OcspAnswers([decodeOcspResponse(der)], nodeCrypto);
  return verify(leaf, { anchors: [root], between: [middle], crls, ocsp });
}

const UNKNOWN = ['revocation-unknown'];

describe('a response of the issuer', () => {
  it.each<[string, Partial<SingleContent>, Partial<ResponseContent>, string[]]>([
    ['says good', {}, {}, []],
    ['says good, by SHA-256', { hash: 'sha256' }, {}, []],
    ['says good, named by its key', {}, { byKey: true }, []],
    ['says good, without a next update', { nextUpdate: null }, {}, []],
    ['says revoked', { status: 'revoked' }, {}, ['revoked']],
    ['says revoked, with a reason', { status: 'revoked', reason: 1 }, {}, ['revoked']],
    ['says unknown', { status: 'unknown' }, {}, UNKNOWN],
    ['speaks about another number', { serialNumber: Uint8Array.of(0x41, 8) }, {}, UNKNOWN],
    ['speaks about another issuer', { issuer: root }, {}, UNKNOWN],
    ['is outdated', { nextUpdate: daysFromNow(-0.5) }, {}, UNKNOWN],
    [
      'is outdated, and said revoked',
      { status: 'revoked', nextUpdate: daysFromNow(-0.5) },
      {},
      UNKNOWN,
    ],
    ['is of tomorrow', { thisUpdate: daysFromNow(1) }, {}, UNKNOWN],
    ['is signed with another key', {}, { forger: root }, UNKNOWN],
    [
      'has a critical extension that nobody knows',
      {},
      { extensions: [extension('1.2.3', true, oid('1.2.3'))] },
      UNKNOWN,
    ],
    [
      'has one that is not critical',
      {},
      { extensions: [extension('1.2.3', false, oid('1.2.3'))] },
      [],
    ],
    ['answers tryLater', {}, { responseStatus: 3 }, UNKNOWN],
  ])('%s', (_, single, more, errors) => {
    expect(errorsOf(verdictOf(single, more))).toEqual(errors);
  });
});

describe('a response of somebody else', () => {
  const noEku = delegated(middle, { changes: { [OID.bc]: undefined } });
  const elsewhere = delegated(root);
  const ended = delegated(middle, { notBefore: daysFromNow(-9), notAfter: daysFromNow(-3) });
  const shows = (signer: Made, more: Partial<ResponseContent> = {}) => ({
    signer,
    certificates: [signer],
    ...more,
  });
  it.each<[string, Partial<ResponseContent>, string[], RegExp?]>([
    ['whom the issuer has certified', shows(responder), []],
    ['whom it has certified, named by the key', shows(responder, { byKey: true }), []],
    [
      'who shows no certificate',
      shows(responder, { certificates: [] }),
      UNKNOWN,
      /shows no certificate/,
    ],
    ['who is not certified for it', shows(noEku), UNKNOWN, /lacks OCSPSigning/],
    ['whom another CA of the path has certified', shows(elsewhere), UNKNOWN, /not certified/],
    ['whose certificate has ended', shows(ended), UNKNOWN, /not valid at that time/],
    ['whose signature is another', shows(responder, { forger: root }), UNKNOWN, /does not verify/],
  ])('%s', (_, more, errors, reason = /^/) => {
    const verdict = verdictOf({}, more);
    expect(errorsOf(verdict)).toEqual(errors);
    const said = verdict.findings.filter(({ severity }) => severity === 'error');
    for (const { message, citation } of said) {
      expect(message).toMatch(reason);
      expect(citation).toBe('RFC 6960, 3.2');
    }
  });

  it('is not relied on where a CRL revokes the responder, unless nobody is to ask', () => {
    const crls = [
      crl({ signer: root }),
      crl({ signer: middle, revoked: [{ serialNumber: Uint8Array.of(0x42, 1) }] }),
    ];
    const asked = [crl({ signer: root })];
    expect(errorsOf(verdictOf({ status: 'revoked' }, shows(responder), crls))).toEqual([]);
    expect(errorsOf(verdictOf({ status: 'revoked' }, shows(responder), asked))).toEqual([
      'revoked',
    ]);
    const unchecked = delegated(middle, {
      more: [extension('1.3.6.1.5.5.7.48.1.5', false, Uint8Array.of(5, 0))],
    });
    expect(errorsOf(verdictOf({ status: 'revoked' }, shows(unchecked), crls))).toEqual(['revoked']);
  });
});

it('what a CRL revokes is revoked, whatever a response says', () => {
  const crls = [
    crl({ signer: root }),
    crl({ signer: middle, revoked: [{ serialNumber: SERIAL }] }),
  ];
  expect(errorsOf(verdictOf({}, {}, crls))).toEqual(['revoked']);
});

it('what a response revokes is said with its time, its reason and the standard', () => {
  const [finding] = verdictOf({ status: 'revoked', reason: 1 }).findings;
  expect(finding).toMatchObject({ code: 'revoked', citation: 'RFC 6960, 2.2' });
  expect(finding?.message).toMatch(/was revoked at .* \(keyCompromise\)/);
});

describe('the library', () => {
  const pem = (one: Made) => encodePem('CERTIFICATE', one.der);
  const response = ocspResponse({ signer: middle, singles: [about({ status: 'revoked' })] });
  it.each([
    ['DER', response],
    ['PEM', encodePem('OCSP RESPONSE', response)],
  ])('takes a response in %s', (_, ocsp) => {
    const options = { trustAnchors: pem(root), at: NOW, ocsp };
    const { findings } = verifyCertificate(`${pem(leaf)}${pem(middle)}`, options);
    expect(findings[0]?.code).toBe('revoked');
  });

  it('refuses what is none', async () => {
    const options = { trustAnchors: pem(root), at: NOW, ocsp: pem(leaf) };
    const refused = await refusalOf(async () => verifyCertificate(pem(leaf), options));
    expect(refused.code).toBe('input-wrong-kind');
    expect(refused.sentence).toContain('a certificate, not an OCSP response');
  });
});

describe('inspect', () => {
  const response = ocspResponse({
    signer: responder,
    certificates: [responder],
    singles: [
      about({ status: 'revoked', reason: 4 }),
      about({ serialNumber: Uint8Array.of(9), hash: 'sha256' }),
    ],
  });
  const inspected = (bytes: Uint8Array) => {
    const ports = testPorts();
    return inspect(
      { files: ['a'] },
      { ...ports, files: { ...ports.files, read: () => Promise.resolve(bytes) } },
    );
  };

  it.each([
    ['DER', response],
    ['PEM', Buffer.from(encodePem('OCSP RESPONSE', response))],
  ])('describes a response in %s', async (_, bytes) => {
    const { items, failures } = await inspected(bytes);
    expect(failures).toEqual([]);
    expect(items).toMatchObject([
      {
        type: 'ocsp-response',
        responseStatus: 'successful',
        responder: 'CN=Responder',
        signatureAlgorithm: 'ecdsa-with-SHA256',
        responses: [
          {
            serialNumber: '4107',
            certStatus: 'revoked',
            reason: 'superseded',
            hashAlgorithm: 'SHA-1',
          },
          { serialNumber: '09', certStatus: 'good', reason: null, hashAlgorithm: 'SHA-256' },
        ],
        certificates: [{ subject: 'CN=Responder' }],
      },
    ]);
  });

  it('says what is wrong with a damaged one', async () => {
    const bytes = Uint8Array.from(response);
    const at = Buffer.from(bytes).indexOf(Buffer.from([0x18, 0x0f]));
    bytes[at] = 0x17;
    const { failures } = await inspected(bytes);
    expect(failures[0]?.error.sentence).toContain(
      `its responseBytes.response.BasicOCSPResponse.tbsResponseData.producedAt, at offset ${at}, is a UTCTime, where RFC 6960, 4.2.2.1, wants a GeneralizedTime`,
    );
  });
});
