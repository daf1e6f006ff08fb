// Building and judging paths: the situations of RFC 4158 and of RFC 5280, 6, one test each.
import { generateKeyPairSync, sign } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Verification } from '../../src/app/judging/path.js';
import { fixtureKey } from '../support/fixture-keys.js';
import { daysFromNow } from '../support/fixed-clock.js';
import {
  basicConstraints,
  extension,
  extKeyUsage,
  foreignKey,
  keyFromPem,
  keyUsage,
} from '../support/foreign-certificate.js';
import {
  bitString,
  ca,
  directory,
  dnsName,
  endEntity,
  errorsOf,
  integer,
  type Made,
  nameConstraints,
  nul,
  OID,
  oid,
  policies,
  policyConstraints,
  san,
  sequence,
  set,
  tlv,
  USE,
  utf8String,
  verify,
} from '../support/path-builder.js';
import { ia5String, printableString, rdn } from '../support/der.js';

const root = ca('Root');

function warningsOf({ findings }: Verification): string[] {
  return findings.filter(({ severity }) => severity === 'warning').map(({ code }) => code);
}

describe('a path', () => {
  it('is found whatever the order, and whatever else is given', () => {
    const top = ca('A', root);
    const middle = ca('B', top);
    const low = ca('C', middle);
    const between = [ca('X', root), low, top, root, middle, endEntity(middle)];
    const { ok, path } = verify(endEntity(low), { anchors: [ca('Y'), root], between });
    expect([ok, path]).toEqual([true, ['CN=host', 'CN=C', 'CN=B', 'CN=A', 'CN=Root']]);
  });

  it('takes the one of two issuers of one name that signed', () => {
    const [first, second] = [ca('Same', root), ca('Same', root)];
    expect(
      errorsOf(verify(endEntity(second), { anchors: [root], between: [first, second] })),
    ).toEqual([]);
    expect(
      errorsOf(verify(endEntity(first), { anchors: [root], between: [first, second] })),
    ).toEqual([]);
  });

  it('holds what names itself as its issuer to all rules, unless it is the trust anchor', () => {
    const middle = ca('Same', root);
    const changes = { [OID.aki]: undefined };
    const leaf = endEntity(middle, { subject: middle.name, changes });
    expect(errorsOf(verify(leaf, { anchors: [root], between: [middle] }))).toEqual([
      'key-identifiers',
    ]);
  });

  it('takes the one of two certificates of one CA that is valid', () => {
    const old = ca('Same', root, { notAfter: daysFromNow(-1) });
    const current = ca('Same', root, { key: old.key });
    const leaf = endEntity(old);
    expect(errorsOf(verify(leaf, { anchors: [root], between: [old, current] }))).toEqual([]);
    expect(errorsOf(verify(leaf, { anchors: [root], between: [old] }))).toEqual(['expired']);
  });

  it.each<[string, Parameters<typeof ca>[2]]>([
    [
      'whose constraints forbid the name',
      { changes: { [OID.nc]: nameConstraints({ excluded: [dnsName('example')] }) } },
    ],
    [
      'that is no CA',
      { changes: { [OID.bc]: basicConstraints({ ca: false }), [OID.ku]: keyUsage(0) } },
    ],
    ['for another purpose', { changes: { [OID.eku]: extKeyUsage(USE.email) } }],
    ['that requires a policy', { more: [policyConstraints({ explicitPolicy: 0 })] }],
    ['that is not valid yet', { notBefore: daysFromNow(1) }],
  ])('goes round a CA certificate %s', (_, options) => {
    const bad = ca('Same', root, options);
    const good = ca('Same', ca('Round', root, { key: root.key }), { key: bad.key });
    const round = ca('Round', root, { key: root.key });
    const leaf = endEntity(bad);
    const given = { anchors: [root], purpose: 'server' as const };
    expect(verify(leaf, { ...given, between: [bad] }).ok).toBe(false);
    expect(errorsOf(verify(leaf, { ...given, between: [bad, good, round] }))).toEqual([]);
  });

  it('goes over a bridge between two PKIs', () => {
    const other = ca('Other root');
    const bridge = ca('Bridge', root);
    const cross = ca('Other root', bridge, { key: other.key });
    const leaf = endEntity(ca('Low', other));
    const low = ca('Low', other);
    const target = endEntity(low);
    expect(verify(leaf, { anchors: [root], between: [bridge, cross, other] }).ok).toBe(false);
    const { path } = verify(target, { anchors: [root], between: [low, bridge, cross, other] });
    expect(path).toEqual(['CN=host', 'CN=Low', 'CN=Other root', 'CN=Bridge', 'CN=Root']);
  });

  it('ends although two CAs certify each other', () => {
    const [a, b] = [ca('A'), ca('B')];
    const ab = ca('A', b, { key: a.key });
    const ba = ca('B', a, { key: b.key });
    const { ok, findings } = verify(endEntity(a), { anchors: [root], between: [ab, ba, a, b] });
    expect([ok, findings[0]?.code]).toEqual([false, 'no-path']);
  });

  it('is the shortest', () => {
    const a = ca('A', root);
    const direct = ca('B', root);
    const long = ca('B', a, { key: direct.key });
    const { path } = verify(endEntity(direct), { anchors: [root], between: [a, long, direct] });
    expect(path).toEqual(['CN=host', 'CN=B', 'CN=Root']);
  });

  it('is not confused by wrong key identifiers, which only advise', () => {
    const middle = ca('Middle', root, {
      changes: { [OID.ski]: extension(OID.ski, false, tlv(4, Uint8Array.of(9))) },
    });
    expect(errorsOf(verify(endEntity(middle), { anchors: [root], between: [middle] }))).toEqual([]);
  });
});

describe('a trust anchor is judged by its dates and form, whoever issued it', () => {
  const top = ca('Top');
  const said = (options: Parameters<typeof ca>[2]) => {
    const anchor = ca('Anchor', top, options);
    return errorsOf(verify(endEntity(anchor), { anchors: [anchor], between: [top] }));
  };
  it.each<[string, Parameters<typeof ca>[2]]>([
    ['no authorityKeyIdentifier', { changes: { [OID.aki]: undefined } }],
    ['an empty issuer', { issuer: sequence() }],
    ['a policy twice', { more: [policies('1.2.3.1', '1.2.3.1')] }],
    ['empty policyConstraints', { more: [policyConstraints({})] }],
    ['a policy that is required', { more: [policyConstraints({ explicitPolicy: 0 })] }],
    ['a signature of nobody', { signer: ca('Other').key }],
  ])('%s is no fault of it', (_, options) => {
    expect(said(options)).toEqual([]);
  });

  it.each<[string, Parameters<typeof ca>[2], string]>([
    ['that has ended', { notAfter: daysFromNow(-1) }, 'expired'],
    ['whose key is short', { key: keyFromPem(fixtureKey('rsa-1024')) }, 'key-size'],
    ['without a name', { subject: sequence() }, 'subject-name'],
  ])('one %s has a fault', (_, options, code) => {
    expect(said(options)).toContain(code);
  });
});

describe('names of issuer and subject', () => {
  const named = (value: Uint8Array) => sequence(rdn('2.5.4.10', value));
  const issuedUnder = (subject: Uint8Array, issuer: Uint8Array) => {
    const middle = ca('x', root, { subject });
    return errorsOf(verify(endEntity(middle, { issuer }), { anchors: [root], between: [middle] }));
  };
  it.each<[string, Uint8Array, Uint8Array, boolean]>([
    ['case', utf8String('Some CA'), utf8String('SOME ca'), true],
    ['blanks', utf8String('Some CA'), utf8String('  Some   CA '), true],
    ['string type', utf8String('Some CA'), printableString('Some CA'), true],
    ['letters', utf8String('Some CA'), utf8String('Some CB'), false],
    ['a missing blank', utf8String('Some CA'), utf8String('SomeCA'), false],
    ['case beyond ASCII', utf8String('\u00c4rger'), utf8String('\u00e4rger'), true],
  ])('%s', (_, subject, issuer, isSame) => {
    expect(issuedUnder(named(subject), named(issuer)).length === 0).toBe(isSame);
  });

  it('the order of a multi-valued RDN does not count, the order of RDNs does', () => {
    const attribute = (type: string, text: string) => sequence(oid(type), utf8String(text));
    const [a, b] = [attribute('2.5.4.3', 'a'), attribute('2.5.4.10', 'b')];
    expect(issuedUnder(sequence(set(a, b)), sequence(set(b, a)))).toEqual([]);
    expect(issuedUnder(sequence(set(a), set(b)), sequence(set(b), set(a)))).not.toEqual([]);
    const component = (text: string) => rdn('0.9.2342.19200300.100.1.25', ia5String(text));
    expect(issuedUnder(sequence(component('Example')), sequence(component('eXAMPLE')))).toEqual([]);
  });
});

describe('a trust anchor', () => {
  it('may be an intermediate, with a warning', () => {
    const middle = ca('Middle', root);
    const verification = verify(endEntity(middle), { anchors: [middle] });
    expect([verification.ok, warningsOf(verification)]).toEqual([true, ['anchor-not-root']]);
  });

  it('may be the certificate itself', () => {
    const leaf = endEntity(ca('Middle', root));
    expect(verify(leaf, { anchors: [leaf] })).toMatchObject({ ok: true, path: ['CN=host'] });
  });

  it('need not be signed rightly by itself', () => {
    const other = ca('Root', undefined, { key: root.key, signer: ca('x').key });
    expect(errorsOf(verify(endEntity(other), { anchors: [other] }))).toEqual([]);
  });

  it('ends the path also where it could go on', () => {
    const middle = ca('Middle', root);
    const { path } = verify(endEntity(middle), { anchors: [root, middle] });
    expect(path).toEqual(['CN=host', 'CN=Middle']);
  });
});

describe('path lengths', () => {
  const length = (pathLength: number) => ({
    changes: { [OID.bc]: basicConstraints({ ca: true, pathLength }) },
  });
  it('count intermediates, not the end entity, though it is a CA', () => {
    const middle = ca('Middle', root, length(0));
    const low = ca('Low', middle, length(9));
    expect(errorsOf(verify(low, { anchors: [root], between: [middle] }))).toEqual([]);
    expect(errorsOf(verify(endEntity(low), { anchors: [root], between: [middle, low] }))).toEqual([
      'path-length',
    ]);
  });

  it('leave self-issued certificates out', () => {
    const middle = ca('Middle', root, length(0));
    const renewed = ca('Middle', middle);
    const { ok, path } = verify(endEntity(renewed), {
      anchors: [root],
      between: [middle, renewed],
      maxDepth: 1,
    });
    expect([ok, path.length]).toEqual([true, 4]);
  });

  it('may grow further down, which helps nobody', () => {
    const a = ca('A', root, length(1));
    const b = ca('B', a, length(5));
    const c = ca('C', b);
    expect(errorsOf(verify(endEntity(b), { anchors: [root], between: [a, b] }))).toEqual([]);
    expect(errorsOf(verify(endEntity(c), { anchors: [root], between: [a, b, c] }))).toEqual([
      'path-length',
    ]);
  });
});

describe('self-issued certificates', () => {
  it('are exempt from name constraints, unless they are the last', () => {
    const constraint = {
      [OID.nc]: nameConstraints({
        excluded: [directory(sequence(rdn('2.5.4.3', utf8String('Middle'))))],
      }),
    };
    const middle = ca('Middle', root, { changes: constraint });
    const renewed = ca('Middle', middle);
    expect(
      errorsOf(verify(endEntity(renewed), { anchors: [root], between: [middle, renewed] })),
    ).toEqual([]);
    expect(errorsOf(verify(renewed, { anchors: [root], between: [middle] }))).toEqual([
      'name-constraints',
    ]);
  });

  it('lead from an old key to a new one and back', () => {
    const old = ca('Root', undefined);
    const fresh = ca('Root');
    const newWithOld = ca('Root', old, { key: fresh.key });
    const oldWithNew = ca('Root', fresh, { key: old.key });
    expect(errorsOf(verify(endEntity(fresh), { anchors: [old], between: [newWithOld] }))).toEqual(
      [],
    );
    expect(errorsOf(verify(endEntity(old), { anchors: [fresh], between: [oldWithNew] }))).toEqual(
      [],
    );
  });
});

describe('policies', () => {
  const P = '1.2.3.4';
  it('are asked for as many certificates later as is said', () => {
    const explicit = (explicitPolicy: number) => ({
      more: [policies(P), policyConstraints({ explicitPolicy })],
    });
    const of = (first: number) => {
      const a = ca('A', root, explicit(first));
      const b = ca('B', a, { more: [policies(P)] });
      const c = ca('C', b, { more: [policies(P)] });
      return errorsOf(verify(endEntity(c), { anchors: [root], between: [a, b, c] }));
    };
    expect([of(0), of(2), of(3), of(4)]).toEqual([
      ['certificate-policy'],
      ['certificate-policy'],
      ['certificate-policy'],
      [],
    ]);
  });

  it('of the trust anchor do not count', () => {
    const strict = ca('Root', undefined, { more: [policyConstraints({ explicitPolicy: 0 })] });
    expect(errorsOf(verify(endEntity(strict), { anchors: [strict] }))).toEqual([]);
  });
});

it('a certificate with thousands of faults has two hundred findings', () => {
  const odd = Array.from({ length: 5000 }, (_, i) => dnsName(`a..${i}`));
  const leaf = endEntity(root, { notAfter: daysFromNow(-1), changes: { [OID.san]: san(...odd) } });
  const { ok, findings } = verify(leaf, { anchors: [root] });
  expect([ok, findings.length, findings[0]?.code]).toEqual([false, 200, 'expired']);
});

describe('signatures', () => {
  const signedBy = (authority: Made) =>
    errorsOf(verify(endEntity(authority), { anchors: [authority] }));

  it.each(['rsa-2048', 'rsa-4096'])('of %s', (name) => {
    expect(signedBy(ca('CA', undefined, { key: keyFromPem(fixtureKey(name)) }))).toEqual([]);
  });

  it.each(['ed25519', 'ed448'] as const)('of %s', (type) => {
    const { privateKey } = generateKeyPairSync(type as 'ed25519');
    expect(signedBy(ca('CA', undefined, { key: foreignKey(privateKey) }))).toEqual([]);
  });

  it('of RSASSA-PSS', () => {
    const key = keyFromPem(fixtureKey('rsa-2048'));
    const authority = ca('CA', undefined, { key });
    const sha256 = sequence(oid('2.16.840.1.101.3.4.2.1'), nul);
    const algorithm = sequence(
      oid('1.2.840.113549.1.1.10'),
      sequence(
        tlv(0xa0, sha256),
        tlv(0xa1, sequence(oid('1.2.840.113549.1.1.8'), sha256)),
        tlv(0xa2, integer(32)),
      ),
    );
    const leaf = resigned(
      endEntity(authority, { signatureAlgorithm: algorithm }),
      algorithm,
      (tbs) => sign('sha256', tbs, { key: key.privateKey, padding: 6, saltLength: 32 }),
    );
    expect(errorsOf(verify(leaf, { anchors: [authority] }))).toEqual([]);
    const short = resigned(leaf, algorithm, (tbs) =>
      sign('sha256', tbs, { key: key.privateKey, padding: 6, saltLength: 20 }),
    );
    expect(errorsOf(verify(short, { anchors: [authority] }))).toEqual(['signature']);
  });

  it('of DSA, with parameters from the CA above', () => {
    const { privateKey } = generateKeyPairSync('dsa', { modulusLength: 1024, divisorLength: 160 });
    const own = foreignKey(privateKey);
    const algorithm = sequence(oid('2.16.840.1.101.3.4.3.2'));
    const dsaSign = (tbs: Uint8Array) => sign('sha256', tbs, own.privateKey);
    const root = ca('CA');
    const first = ca('First', root, { subjectPublicKeyInfo: own.subjectPublicKeyInfo });
    const bare = withoutParameters(own.subjectPublicKeyInfo);
    const make = (issuer: Made, content: Parameters<typeof endEntity>[1] = {}) =>
      resigned(
        endEntity(issuer, { signatureAlgorithm: algorithm, ...content }),
        algorithm,
        dsaSign,
      );
    const second = resigned(
      ca('Second', first, { subjectPublicKeyInfo: bare, signatureAlgorithm: algorithm }),
      algorithm,
      dsaSign,
    );
    const leaf = make(second);
    expect(errorsOf(verify(leaf, { anchors: [root], between: [first, second] }))).toEqual([]);
    const wrong = {
      ...leaf,
      der: Uint8Array.from(leaf.der, (octet, i) => (i === leaf.der.length - 1 ? octet ^ 1 : octet)),
    };
    expect(errorsOf(verify(wrong, { anchors: [root], between: [first, second] }))).toEqual([
      'signature',
    ]);
  });

  it('of an algorithm that is not verified here', () => {
    const leaf = endEntity(root, { signatureAlgorithm: sequence(oid('1.2.3.4')) });
    expect(errorsOf(verify(leaf, { anchors: [root] }))).toEqual(['signature']);
  });

  it('of an algorithm that the key cannot make', () => {
    const leaf = endEntity(root, {
      signatureAlgorithm: sequence(oid('1.2.840.113549.1.1.11'), nul),
    });
    expect(errorsOf(verify(leaf, { anchors: [root] }))).toEqual(['signature']);
  });
});

/** The same to be signed, signed anew. */
function resigned(one: Made, algorithm: Uint8Array, by: (tbs: Uint8Array) => Uint8Array): Made {
  const length = 4 + (((one.der[6] as number) << 8) | (one.der[7] as number));
  const tbs = one.der.subarray(4, 4 + length);
  return { ...one, der: sequence(tbs, algorithm, bitString(by(tbs))) };
}

function withoutParameters(subjectPublicKeyInfo: Uint8Array): Uint8Array {
  const at = Buffer.from(subjectPublicKeyInfo).lastIndexOf(Buffer.from([0x03, 0x81]));
  return sequence(sequence(oid('1.2.840.10040.4.1')), subjectPublicKeyInfo.subarray(at));
}
