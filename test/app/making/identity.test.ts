// The gate: what breaks a MUST of the standard does not leave the process, though verifiers let it pass; what breaks a SHOULD may.
import { describe, expect, it } from 'vitest';
import { refuseFaults } from '../../../src/app/making/identity.js';
import { checkInspectedCertificate } from '../../../src/checks/certificate/inspected.js';
import { parseCertificate } from '../../../src/pki/certificate/certificate-encoding.js';
import {
  bitString,
  commonNames,
  rdn,
  sequence,
  printableString,
  time,
  tlv,
} from '../../support/der.js';
import { daysFromNow, NOW } from '../../support/fixed-clock.js';
import {
  basicConstraints,
  ecKey,
  extension,
  foreignCertificate,
  type ForeignContent,
  keyUsage,
  subjectKeyIdentifier,
} from '../../support/foreign-certificate.js';
import { refusalOf } from '../../support/refusal-of.js';

const key = ecKey();
const identifiers = [
  subjectKeyIdentifier(Uint8Array.of(1, 2)),
  extension('2.5.29.35', false, sequence(tlv(0x80, Uint8Array.of(1, 2)))),
];
const CA = [basicConstraints({ ca: true }), keyUsage(5, 6), ...identifiers];
const dns = (text: string) => extension('2.5.29.17', false, sequence(tlv(0x82, Buffer.from(text))));
const permitted = sequence(tlv(0xa0, sequence(tlv(0x82, Buffer.from('a.lan')))));
const findingsOf = (content: Partial<ForeignContent>) =>
  checkInspectedCertificate(
    parseCertificate(foreignCertificate({ key, extensions: CA, ...content })),
    NOW,
  );

describe('a MUST that verifiers let pass', () => {
  it.each<[string, Partial<ForeignContent>, string]>([
    ['a CN of 65 characters', { subject: commonNames('x'.repeat(65)) }, 'subject-attributes'],
    [
      'a country of three letters',
      { subject: sequence(rdn('2.5.4.6', printableString('USA'))) },
      'subject-attributes',
    ],
    ['a negative serial number', { serialNumber: Uint8Array.of(0xff) }, 'serial-number'],
    ['a serial number of 0', { serialNumber: Uint8Array.of(0) }, 'serial-number'],
    [
      'a GeneralizedTime before 2050',
      { validity: [tlv(0x18, Buffer.from('20261021100000Z')), time(daysFromNow(9))] },
      'validity-encoding',
    ],
    ['unique identifiers', { behindKey: [tlv(0x82, Uint8Array.of(0, 1))] }, 'unique-identifiers'],
    ['an empty label', { extensions: [...CA, dns('a..b')] }, 'alternative-names'],
    [
      'nameConstraints that are not critical',
      { extensions: [...CA, extension('2.5.29.30', false, permitted)] },
      'extension-criticality',
    ],
  ])('%s is refused', async (_, content, code) => {
    const findings = findingsOf(content);
    expect(findings.filter(({ severity }) => severity === 'error')).toEqual([]);
    const error = await refusalOf(() => refuseFaults(findings));
    expect([error.code, error.details.finding]).toEqual(['certificate-faulty', code]);
  });
});

it('a SHOULD is no reason to refuse', () => {
  const plain = extension('2.5.29.15', false, bitString(Uint8Array.of(0x06), 1));
  const findings = findingsOf({
    extensions: [basicConstraints({ ca: true }), plain, ...identifiers],
  });
  expect(findings.map(({ code }) => code)).toEqual(['extension-criticality']);
  expect(() => refuseFaults(findings)).not.toThrow();
});

it('a sound CA has no finding', () => {
  expect(findingsOf({})).toEqual([]);
});
