// Rules: which extensions should, or must, be critical or not, beside those that paths are judged
// by: so that nobody is kept out for something that he may leave unread.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { extensionOf } from '../../pki/certificate/extension-forms.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { ADVICE, type Rule } from '../rule.js';

type Judged = Pick<Certificate, 'extensions'>;

const COMMON = { code: 'advised-criticality', ...ADVICE };

const OIDS = {
  issuerAltName: EXTENSION.issuerAltName,
  cRLDistributionPoints: EXTENSION.cRLDistributionPoints,
  tlsFeature: '1.3.6.1.5.5.7.1.24',
  ocspNoCheck: '1.3.6.1.5.5.7.48.1.5',
  smimeCapabilities: '1.2.840.113549.1.9.15',
  logotype: '1.3.6.1.5.5.7.1.12',
  acmeIdentifier: '1.3.6.1.5.5.7.1.31',
  ipAddrBlocks: '1.3.6.1.5.5.7.1.7',
  autonomousSysIds: '1.3.6.1.5.5.7.1.8',
};

export const uncriticalIssuerNames = uncritical('issuerAltName', 'RFC 5280, 4.2.1.7');
export const uncriticalPoints = uncritical('cRLDistributionPoints', 'RFC 5280, 4.2.1.13');
export const uncriticalTlsFeature = uncritical('tlsFeature', 'RFC 7633, 4');
export const uncriticalNoCheck = uncritical('ocspNoCheck', 'RFC 6960, 4.2.2.2.1');
export const uncriticalCapabilities = uncritical('smimeCapabilities', 'RFC 4262, 2');
export const uncriticalLogotype = uncritical('logotype', 'RFC 9399, 4.1');
/** What is to answer a challenge is nothing that a server should be known by. */
export const criticalAcmeIdentifier = critical('acmeIdentifier', 'RFC 8737, 3');
export const criticalAddressBlocks = critical('ipAddrBlocks', 'RFC 3779, 2.2.2');
export const criticalSystems = critical('autonomousSysIds', 'RFC 3779, 3.2.2');

function uncritical(name: keyof typeof OIDS, citation: string): Rule<Judged> {
  return {
    ...COMMON,
    citation,
    check: (holder) =>
      extensionOf(holder, OIDS[name])?.critical
        ? [{ message: `the extension ${name} is critical, and should not be` }]
        : [],
  };
}

function critical(name: keyof typeof OIDS, citation: string): Rule<Judged> {
  return {
    ...COMMON,
    citation,
    check: (holder) =>
      extensionOf(holder, OIDS[name])?.critical === false
        ? [{ message: `the extension ${name} is not critical, and should be` }]
        : [],
  };
}

/** Who stamps times does nothing else, and says so to those who would take it for more. */
export const criticalTimeStamping: Rule<Pick<Certificate, 'extKeyUsage' | 'extensions'>> = {
  ...COMMON,
  citation: 'RFC 3161, 2.3',
  check(holder) {
    const { extKeyUsage = [] } = holder;
    if (!extKeyUsage.includes('timeStamping')) return [];
    return [
      ...(extensionOf(holder, EXTENSION.extKeyUsage)?.critical
        ? []
        : [{ message: 'the extKeyUsage is for timestamps, and is not critical' }]),
      ...(extKeyUsage.length > 1
        ? [{ message: 'the extKeyUsage is for timestamps, and for other purposes besides' }]
        : []),
    ];
  },
};

/** With an empty subject it must be. */
export const uncriticalNames: Rule<Pick<Certificate, 'subject' | 'extensions'>> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.6',
  check: (holder) =>
    holder.subject.length > 0 && extensionOf(holder, EXTENSION.subjectAltName)?.critical
      ? [{ message: 'the subjectAltName is critical beside a subject, and should not be' }]
      : [],
};

export const uncriticalAnyPurpose: Rule<Pick<Certificate, 'extKeyUsage' | 'extensions'>> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.1.12',
  check: (holder) =>
    holder.extKeyUsage?.includes('anyExtendedKeyUsage') &&
    extensionOf(holder, EXTENSION.extKeyUsage)?.critical
      ? [{ message: 'the extKeyUsage allows any purpose, and is critical all the same' }]
      : [],
};
