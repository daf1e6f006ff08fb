// A CA that is asked decides for itself: what comes back is judged, told or refused.
import { describe, expect, it } from 'vitest';
import { issueEndEntity } from '../../../src/app/making/identity.js';
import { TlsmithError } from '../../../src/errors.js';
import { formatTime } from '../../../src/pki/certificate/validity.js';
import type { EndEntityProfile } from '../../../src/pki/issuing/profile.js';
import { parseGeneralName } from '../../../src/pki/names/general-name.js';
import { parseDistinguishedName } from '../../../src/pki/names/name-parser.js';
import { decodeCertificationRequest } from '../../../src/pki/request/certification-request.js';
import { askedCa, type AskedCa, type Habits } from '../../support/asked-ca.js';
import { commonNames } from '../../support/der.js';
import { daysFromNow, NOW } from '../../support/fixed-clock.js';
import { ecKey, foreignCertificate, keyUsage } from '../../support/foreign-certificate.js';
import { parseCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import { refusalOf } from '../../support/refusal-of.js';
import { testPorts } from '../../support/test-ports.js';

const keys = ecKey();
const other = ecKey();

async function issue(issuer: AskedCa, profile: EndEntityProfile = 'server', ports = testPorts()) {
  const identity = await issueEndEntity(
    {
      profile,
      subject: parseDistinguishedName('CN=es01,O=Acme'),
      subjectAltNames: ['es01.lan', '10.0.0.5'].map((text) => parseGeneralName(text)),
      validity: { notBefore: NOW, notAfter: daysFromNow(90) },
      ...{ keys, issuer, now: NOW },
    },
    ports,
  );
  return { ...identity, notes: ports.reporter.notes, warnings: ports.reporter.warnings };
}

describe('a CA that certifies what it is asked for', () => {
  it.each<[string, Habits]>([
    ['whose chain is known', {}],
    ['that is known by its answer', { isUnknown: true }],
    ['that sends its certificates in another order', { answer: (chain) => chain.toReversed() }],
  ])('%s makes an identity, and nothing is said', async (_, habits) => {
    const ca = askedCa(habits);
    const { chain, trustAnchors, privateKeyInfo, notes, warnings } = await issue(ca);
    expect(chain).toEqual([ca.answered[0], ca.issuing]);
    expect(trustAnchors).toEqual([ca.root]);
    expect(privateKeyInfo).toBe(keys.privateKeyInfo);
    expect([...notes, ...warnings]).toEqual([]);
  });

  it('is asked by a request with all that is wanted, signed by the key', async () => {
    const ca = askedCa();
    await issue(ca, 'peer');
    const [{ request, wanted }] = ca.asked as [AskedCa['asked'][number]];
    const asked = decodeCertificationRequest(request);
    expect(asked.subjectPublicKeyInfo).toEqual(new Uint8Array(keys.subjectPublicKeyInfo));
    expect(asked.subjectAltNames).toEqual(['dns:es01.lan', 'ip:10.0.0.5']);
    expect(asked.extKeyUsage).toEqual(['serverAuth', 'clientAuth']);
    expect(asked.keyUsage).toEqual(['digitalSignature']);
    expect(wanted).toEqual({ until: daysFromNow(90) });
  });

  it('is told the period as it was asked for, where that is known', async () => {
    const ca = askedCa();
    const wanted = { days: 90, isDefault: true };
    const validity = { notBefore: NOW, notAfter: daysFromNow(90), wanted };
    const subject = parseDistinguishedName('CN=es01');
    const request = { profile: 'client' as const, subject, subjectAltNames: [], validity };
    await issueEndEntity({ ...request, keys, issuer: ca, now: NOW }, testPorts());
    expect(ca.asked[0]?.wanted).toBe(wanted);
  });

  it('and hands out no root is taken at its word, with a warning', async () => {
    const ca = askedCa({ isUnknown: true, answer: (chain) => chain.slice(0, 2) });
    const { chain, trustAnchors, warnings } = await issue(ca);
    expect([chain, trustAnchors]).toEqual([[ca.answered[0]], [ca.issuing]]);
    expect(warnings).toEqual([expect.stringContaining('CN=Asked CA, which is no root')]);
  });
});

describe('what a CA changed and the product bears is told', () => {
  const end = formatTime(daysFromNow(90));
  it.each<[string, Habits['change'], EndEntityProfile, string]>([
    [
      'a shorter life',
      () => ({ notAfter: daysFromNow(30) }),
      'server',
      `it is valid until ${formatTime(daysFromNow(30))}, not until ${end}`,
    ],
    [
      'a longer life',
      () => ({ notAfter: daysFromNow(91) }),
      'server',
      `it is valid until ${formatTime(daysFromNow(91))}, not until ${end}`,
    ],
    [
      'the organisation left out',
      () => ({ subject: commonNames('es01') }),
      'server',
      'its subject is "CN=es01", not "CN=es01,O=Acme"',
    ],
    [
      'one more name',
      ({ names }) => ({ names: [...names, 'dns:www.lan'] }),
      'server',
      'it also has dns:www.lan',
    ],
    [
      'a name less, of a client',
      () => ({ names: [] }),
      'client',
      'it lacks dns:es01.lan, ip:10.0.0.5',
    ],
    [
      'one more use',
      () => ({ uses: ['serverAuth', 'clientAuth'] }),
      'server',
      'it also has clientAuth',
    ],
  ])('%s', async (_, change, profile, said) => {
    const { notes } = await issue(askedCa(change ? { change } : {}), profile);
    expect(notes).toEqual([`the CA changed what was asked for "CN=es01,O=Acme": ${said}`]);
  });

  it.each<[string, Habits['change']]>([
    ['a clock that is minutes ahead', () => ({ notBefore: new Date(NOW.getTime() + 240_000) })],
    ['a few seconds', () => ({ notAfter: new Date(daysFromNow(90).getTime() + 299_000) })],
    ['no extKeyUsage at all', () => ({ uses: [] })],
    ['names in capitals', () => ({ names: ['ip:10.0.0.5', 'dns:ES01.lan'] })],
  ])('but not %s', async (_, change) => {
    expect((await issue(askedCa(change ? { change } : {}))).notes).toEqual([]);
  });
});

describe('what would break the product is refused, with its serial number', () => {
  const stranger = parseCertificate(
    foreignCertificate({ key: other, extensions: [keyUsage(0)], subject: commonNames('other') }),
  );
  it.each<[string, Habits, EndEntityProfile, string, string]>([
    [
      'a name less',
      { change: () => ({ names: ['ip:10.0.0.5'] }) },
      'server',
      'certificate-faulty',
      'does not name dns:es01.lan; it names ip:10.0.0.5',
    ],
    [
      'for servers only, and asked for a client',
      { change: () => ({ uses: ['serverAuth'] }) },
      'client',
      'certificate-faulty',
      'may not be used for clientAuth',
    ],
    [
      'for servers only, and asked for both',
      { change: () => ({ uses: ['serverAuth'] }) },
      'peer',
      'certificate-faulty',
      'may not be used for clientAuth',
    ],
    [
      'for another key',
      { change: () => ({ subjectPublicKeyInfo: other.subjectPublicKeyInfo }) },
      'server',
      'key-mismatch',
      'belongs to the key of "CN=es01,O=Acme"',
    ],
    [
      'for another key, behind its CA',
      {
        change: () => ({ subjectPublicKeyInfo: other.subjectPublicKeyInfo }),
        answer: (chain) => chain.toReversed(),
      },
      'server',
      'key-mismatch',
      'none of the signed certificates',
    ],
    [
      'valid from tomorrow on',
      { change: () => ({ notBefore: daysFromNow(1) }) },
      'server',
      'certificate-faulty',
      'is not valid before',
    ],
    [
      'that has expired',
      { change: () => ({ notAfter: daysFromNow(-1), notBefore: daysFromNow(-2) }) },
      'server',
      'certificate-faulty',
      'expired at',
    ],
    [
      'without those above it, of a CA that is known by nothing else',
      { isUnknown: true, answer: (chain) => chain.slice(0, 1) },
      'server',
      'issuer-chain-invalid',
      'nothing that is known of the CA leads to the certificate',
    ],
    [
      'under a stranger',
      { isUnknown: true, answer: ([own]) => (own ? [own, stranger] : []) },
      'server',
      'issuer-chain-invalid',
      'it was signed by "CN=Asked CA"',
    ],
  ])('%s', async (_, habits, profile, code, said) => {
    const ca = askedCa(habits);
    const error = await refusalOf(() => issue(ca, profile));
    const serial = ca.answered[0]?.serialNumber;
    expect([error.code, error.details.serialNumber]).toEqual([code, serial]);
    expect(error.sentence).toContain(said);
    expect(error.sentence).toMatch(
      new RegExp(`; the CA issued it with the serial number ${serial}, and it is not used$`),
    );
  });

  it('what its readers could not read is one of them', async () => {
    const ca = askedCa();
    const accept = () => {
      throw new TlsmithError('consumer-cannot-read', 'redis cannot read it');
    };
    const subject = parseDistinguishedName('CN=es01');
    const validity = { notBefore: NOW, notAfter: daysFromNow(90) };
    const request = { profile: 'client' as const, subject, subjectAltNames: [], validity, accept };
    const error = await refusalOf(() =>
      issueEndEntity({ ...request, keys, issuer: ca, now: NOW }, testPorts()),
    );
    expect(error.code).toBe('consumer-cannot-read');
    expect(error.details.serialNumber).toBe(ca.answered[0]?.serialNumber);
  });
});

describe('a CA is not even asked', () => {
  it('for what its known chain forbids', async () => {
    const ca = askedCa();
    const validity = { notBefore: NOW, notAfter: daysFromNow(90_000) };
    const subject = parseDistinguishedName('CN=es01');
    const request = { profile: 'client' as const, subject, subjectAltNames: [], validity };
    const error = await refusalOf(() =>
      issueEndEntity({ ...request, keys, issuer: ca, now: NOW }, testPorts()),
    );
    expect([error.code, ca.asked]).toEqual(['outlives-issuer', []]);
  });

  it('for a server without names', async () => {
    const ca = askedCa({ isUnknown: true });
    const validity = { notBefore: NOW, notAfter: daysFromNow(90) };
    const subject = parseDistinguishedName('CN=es01');
    const request = { profile: 'server' as const, subject, subjectAltNames: [], validity };
    const error = await refusalOf(() =>
      issueEndEntity({ ...request, keys, issuer: ca, now: NOW }, testPorts()),
    );
    expect([error.code, ca.asked]).toEqual(['name-invalid', []]);
  });
});

it.each([new TlsmithError('request-refused', 'the CA refuses es01.lan'), new Error('a bug')])(
  'what a CA throws is passed on as it is (%#)',
  async (refusal) => {
    await expect(issue(askedCa({ refusal }))).rejects.toBe(refusal);
  },
);
