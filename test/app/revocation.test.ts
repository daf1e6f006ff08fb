// Revocation by CRLs (RFC 5280, 6.3): complete, delta, indirect, by reasons and by distribution points.
import { describe, expect, it } from 'vitest';
import { daysFromNow } from '../support/fixed-clock.js';
import { ecKey, extension, keyUsage } from '../support/foreign-certificate.js';
import {
  ca,
  commonNames,
  crl,
  type CrlContent,
  directory,
  endEntity,
  errorsOf,
  explicit,
  integer,
  type Made,
  nul,
  OID,
  sequence,
  oid,
  tlv,
  uriName,
  utf8String,
  verify,
} from '../support/path-builder.js';

const root = ca('Root');
const middle = ca('Intermediate', root);
const SERIAL = Uint8Array.of(0x41, 7);
const leaf = endEntity(middle, { serialNumber: SERIAL });
const rootCrl = crl({ signer: root });

const entry = { serialNumber: SERIAL };
/** The errors with these CRLs of the intermediate. */
function judged(target: Made, ...lists: (Omit<CrlContent, 'signer'> & { signer?: Made })[]) {
  const crls = lists.map((content) => crl({ signer: middle, ...content }));
  return verdict(target, [rootCrl, ...crls]);
}

function verdict(target: Made, crls: Uint8Array[], between: Made[] = [middle]): string[] {
  return errorsOf(verify(target, { anchors: [root], between, crls }));
}

const UNKNOWN = ['revocation-unknown'];
const flag = (tag: number) => tlv(tag, Uint8Array.of(0xff));
const fullName = (...names: Uint8Array[]) => explicit(0, tlv(0xa0, ...names));
const distributionPoints = (...points: Uint8Array[][]) =>
  extension(OID.cdp, false, sequence(...points.map((parts) => sequence(...parts))));
const someReasons = (tag: number, first: number, unused = 0) =>
  tlv(tag, Uint8Array.of(unused, first));

describe('a complete CRL', () => {
  it.each<[string, Omit<CrlContent, 'signer'>, string[]]>([
    ['says nothing about it', {}, []],
    ['lists it', { revoked: [entry] }, ['revoked']],
    ['lists it with a reason', { revoked: [{ ...entry, reason: 1 }] }, ['revoked']],
    ['lists another one', { revoked: [{ serialNumber: Uint8Array.of(0x41, 8) }] }, []],
    ['is outdated', { nextUpdate: daysFromNow(-0.5) }, UNKNOWN],
    ['is of tomorrow', { thisUpdate: daysFromNow(1) }, UNKNOWN],
    ['is of another issuer', { issuer: commonNames('Other') }, UNKNOWN],
    ['is signed with another key', { forger: ecKey().privateKey }, UNKNOWN],
    ['has a critical extension', { more: [extension('1.2.3', true, nul)] }, UNKNOWN],
    ['repeats a critical number', { more: [extension('2.5.29.20', true, nul)] }, UNKNOWN],
    ['has an extension', { more: [extension('1.2.3', false, nul)] }, []],
    [
      'has a critical extension in an entry of another one',
      { revoked: [{ serialNumber: Uint8Array.of(1), more: [extension('1.2.3', true, nul)] }] },
      UNKNOWN,
    ],
    ['is for CAs only', { scope: [flag(0x82)] }, UNKNOWN],
    ['is for end entities only', { scope: [flag(0x81)] }, []],
    ['is for attribute certificates only', { scope: [flag(0x85)] }, UNKNOWN],
    ['is for another point', { scope: [fullName(uriName('http://x/'))] }, UNKNOWN],
    ['is malformed in its scope', { scope: [nul, flag(0x84), tlv(0xa0)] }, UNKNOWN],
    ['is for some reasons', { scope: [someReasons(0x83, 0x60)] }, UNKNOWN],
    [
      'is for some reasons and lists it',
      { scope: [someReasons(0x83, 0x60)], revoked: [entry] },
      ['revoked'],
    ],
    [
      'is of the name of its issuer',
      { scope: [fullName(directory(commonNames('INTERMEDIATE')))] },
      [],
    ],
  ])('%s', (_, content, expected) => {
    expect(judged(leaf, content)).toEqual(expected);
  });

  it('is asked before older ones, which may not know better', () => {
    const older = { thisUpdate: daysFromNow(-3), number: 1 };
    expect(judged(leaf, { ...older }, { number: 2, revoked: [entry] })).toEqual(['revoked']);
    expect(judged(leaf, { ...older, revoked: [entry] }, { number: 2 })).toEqual([]);
    expect(judged(leaf, {}, { revoked: [entry] })).toEqual(['revoked']);
  });

  it('tells a negative serial number from a positive one', () => {
    const minusOne = endEntity(middle, { serialNumber: Uint8Array.of(0xff) });
    expect(judged(minusOne, { revoked: [{ serialNumber: Uint8Array.of(0, 0xff) }] })).toEqual([]);
    expect(judged(minusOne, { revoked: [{ serialNumber: Uint8Array.of(0xff) }] })).toEqual([
      'revoked',
    ]);
  });

  it('that does not come is an error for the certificate, a warning for an intermediate', () => {
    expect(verdict(leaf, [rootCrl])).toEqual(UNKNOWN);
    const { ok, findings } = verify(leaf, {
      anchors: [root],
      between: [middle],
      crls: [crl({ signer: middle })],
    });
    expect(ok).toBe(true);
    expect(findings.find(({ severity }) => severity === 'warning')).toMatchObject({
      code: 'revocation-unknown',
      subject: 'CN=Intermediate',
    });
  });

  it('revokes an intermediate', () => {
    const revoked = ca('Intermediate', root, { serialNumber: SERIAL });
    const crls = [crl({ signer: root, revoked: [entry] }), crl({ signer: revoked })];
    expect(verdict(endEntity(revoked), crls, [revoked])).toEqual(['revoked']);
  });

  it('leads to another path where it revokes an intermediate of one', () => {
    const revoked = ca('Intermediate', root, { serialNumber: SERIAL });
    const again = ca('Intermediate', root, { key: revoked.key });
    const crls = [crl({ signer: root, revoked: [entry] }), crl({ signer: revoked })];
    expect(verdict(endEntity(revoked), crls, [revoked, again])).toEqual([]);
  });

  it('needs a signer with cRLSign', () => {
    const silent = ca('Intermediate', root, { changes: { [OID.ku]: keyUsage(5) } });
    expect(verdict(endEntity(silent), [rootCrl, crl({ signer: silent })], [silent])).toEqual(
      UNKNOWN,
    );
  });

  it('may be signed with another key of the same CA', () => {
    const signer = ca('Intermediate', root, { changes: { [OID.ku]: keyUsage(6) } });
    expect(verdict(leaf, [rootCrl, crl({ signer })], [middle, signer])).toEqual([]);
    expect(verdict(leaf, [rootCrl, crl({ signer, revoked: [entry] })], [middle, signer])).toEqual([
      'revoked',
    ]);
    const other = ca('Other root');
    const foreign = ca('Intermediate', other, { changes: { [OID.ku]: keyUsage(6) } });
    expect(verdict(leaf, [rootCrl, crl({ signer: foreign })], [middle, foreign])).toEqual(UNKNOWN);
  });

  it('may not be signed with a revoked one', () => {
    const signer = ca('Intermediate', root, {
      serialNumber: SERIAL,
      changes: { [OID.ku]: keyUsage(6) },
    });
    const crls = [crl({ signer: root, revoked: [entry] }), crl({ signer })];
    expect(verdict(leaf, crls, [middle, signer])).toEqual(UNKNOWN);
  });

  it('may be signed with a self-issued certificate that it covers itself', () => {
    const signer = ca('Intermediate', middle, { changes: { [OID.ku]: keyUsage(6) } });
    expect(verdict(leaf, [rootCrl, crl({ signer })], [middle, signer])).toEqual([]);
  });
});

describe('of two CAs with one name', () => {
  const other = ca('Intermediate', root);
  const older = { thisUpdate: daysFromNow(-2) };
  it.each<[string, CrlContent[], string[]]>([
    ['the CRL of its own CA counts', [{ ...older, signer: middle, revoked: [entry] }], ['revoked']],
    [
      'that counts before a newer one of the other',
      [{ ...older, signer: middle, revoked: [entry] }, { signer: other }],
      ['revoked'],
    ],
    [
      'a newer one of the other revokes nothing',
      [
        { ...older, signer: middle },
        { signer: other, revoked: [entry] },
      ],
      [],
    ],
  ])('%s', (_, lists, errors) => {
    expect(verdict(leaf, [rootCrl, ...lists.map(crl)], [middle, other])).toEqual(errors);
  });
});

describe('a delta CRL', () => {
  const complete = { number: 5, revoked: [{ ...entry, reason: 6 }] };
  it.each<[string, Omit<CrlContent, 'signer'>[], string[]]>([
    ['without its base', [{ number: 6, base: 5 }], UNKNOWN],
    [
      'whose base is no number is not taken for a complete one',
      [
        { number: 5, revoked: [entry] },
        {
          thisUpdate: daysFromNow(-0.5),
          more: [extension('2.5.29.27', true, integer(Uint8Array.of(0xff)))],
        },
      ],
      ['revoked'],
    ],
    ['adds an entry', [{ number: 5 }, { number: 6, base: 5, revoked: [entry] }], ['revoked']],
    [
      'adds an entry to an older base',
      [{ number: 5 }, { number: 7, base: 4, revoked: [entry] }],
      ['revoked'],
    ],
    ['is for a later base', [{ number: 5 }, { number: 7, base: 6, revoked: [entry] }], []],
    [
      'is older than the complete one',
      [{ number: 6 }, { number: 6, base: 5, revoked: [entry] }],
      [],
    ],
    [
      'takes an entry back',
      [complete, { number: 6, base: 5, revoked: [{ ...entry, reason: 8 }] }],
      [],
    ],
    ['says nothing', [complete, { number: 6, base: 5 }], ['revoked']],
    [
      'is outdated',
      [
        complete,
        { number: 6, base: 5, revoked: [{ ...entry, reason: 8 }], nextUpdate: daysFromNow(-0.5) },
      ],
      ['revoked'],
    ],
    [
      'has another scope',
      [complete, { number: 6, base: 5, revoked: [{ ...entry, reason: 8 }], scope: [flag(0x81)] }],
      ['revoked'],
    ],
    [
      'is the newest of two',
      [
        complete,
        { number: 6, base: 5, revoked: [{ ...entry, reason: 8 }] },
        { number: 7, base: 5, revoked: [{ ...entry, reason: 1 }] },
      ],
      ['revoked'],
    ],
  ])('%s', (_, lists, expected) => {
    expect(judged(leaf, ...lists)).toEqual(expected);
  });
});

describe('distribution points', () => {
  const at = (...points: Uint8Array[][]) =>
    endEntity(middle, { serialNumber: SERIAL, more: [distributionPoints(...points)] });
  const here = uriName('http://crl.example/a');

  it('are matched by one name', () => {
    const target = at([fullName(uriName('http://other/'), here)]);
    expect(judged(target, { scope: [fullName(here, uriName('http://third/'))] })).toEqual([]);
    expect(judged(target, { scope: [fullName(uriName('http://third/'))] })).toEqual(UNKNOWN);
    expect(judged(target, {})).toEqual([]);
  });

  it('may be named relative to the issuer', () => {
    const relative = (name: string) =>
      explicit(0, tlv(0xa1, sequence(oid('2.5.4.3'), utf8String(name))));
    expect(judged(at([relative('CRL1')]), { scope: [relative('crl1')] })).toEqual([]);
    const whole = fullName(directory(commonNames('Intermediate', 'CRL1')));
    expect(judged(at([relative('CRL1')]), { scope: [whole] })).toEqual([]);
    expect(judged(at([relative('CRL2')]), { scope: [whole] })).toEqual(UNKNOWN);
  });

  it('of all reasons together say that it is good', () => {
    const target = at([fullName(here)]);
    const some = { scope: [fullName(here), someReasons(0x83, 0b0110_0000)] };
    const others = { scope: [fullName(here), tlv(0x83, Uint8Array.of(7, 0b0001_1111, 0x80))] };
    expect(judged(target, some)).toEqual(UNKNOWN);
    expect(judged(target, some, others)).toEqual([]);
    expect(judged(target, some, { ...others, revoked: [entry] })).toEqual(['revoked']);
  });

  it('may limit the reasons themselves', () => {
    const target = at([fullName(here), someReasons(0x81, 0b0110_0000)]);
    expect(judged(target, { scope: [fullName(here)] })).toEqual(UNKNOWN);
  });
});

describe('an indirect CRL', () => {
  const issuer = ca('CRL issuer', root, {
    changes: { [OID.bc]: undefined, [OID.ku]: keyUsage(6) },
  });
  const between = [middle, issuer];
  const byOther = [
    fullName(uriName('http://x/')),
    tlv(0xa2, directory(commonNames('crl  ISSUER'))),
  ];
  const target = endEntity(middle, { serialNumber: SERIAL, more: [distributionPoints(byOther)] });
  const indirect = (content: Omit<CrlContent, 'signer'>) =>
    verdict(target, [rootCrl, crl({ signer: issuer, scope: [flag(0x84)], ...content })], between);
  const ours = { certificateIssuer: commonNames('Intermediate') };

  it.each<[string, Omit<CrlContent, 'signer'>, string[]]>([
    ['without entries', {}, []],
    ['that does not say that it is one', { scope: [fullName(uriName('http://x/'))] }, UNKNOWN],
    ['with the number of a certificate of its own', { revoked: [entry] }, []],
    ['with an entry for our issuer', { revoked: [{ ...entry, ...ours }] }, ['revoked']],
    [
      'with an entry that has its issuer from the one before',
      { revoked: [{ serialNumber: Uint8Array.of(1), ...ours }, entry] },
      ['revoked'],
    ],
    [
      'with an entry behind one of another issuer',
      {
        revoked: [
          { serialNumber: Uint8Array.of(1), ...ours },
          { serialNumber: Uint8Array.of(2), certificateIssuer: commonNames('Other') },
          entry,
        ],
      },
      [],
    ],
    ['for our point', { scope: [fullName(uriName('http://x/')), flag(0x84)] }, []],
    ['for another point', { scope: [fullName(uriName('http://y/')), flag(0x84)] }, UNKNOWN],
  ])('%s', (_, content, expected) => {
    expect(indirect(content)).toEqual(expected);
  });
});
