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
};

export const uncriticalIssuerNames = uncritical('issuerAltName', 'RFC 5280, 4.2.1.7');
export const uncriticalPoints = uncritical('cRLDistributionPoints', 'RFC 5280, 4.2.1.13');
export const uncriticalTlsFeature = uncritical('tlsFeature', 'RFC 7633, 4');
export const uncriticalNoCheck = uncritical('ocspNoCheck', 'RFC 6960, 4.2.2.2.1');

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
