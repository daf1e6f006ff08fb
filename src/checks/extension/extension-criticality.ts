// Rule: some extensions must be critical and some must not be (RFC 5280, 4.2.1 and 4.2.2).
import type { Certificate } from '../../pki/certificate/certificate.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import type { CertificateTerms } from '../certificate/terms.js';
import type { Severity } from '../finding.js';
import type { Rule } from '../rule.js';

interface Demand {
  name: string;
  isCritical: boolean;
  section: string;
  severity: Severity;
  isMust: boolean;
}

const demand = (
  name: string,
  isCritical: boolean,
  section: string,
  { severity = 'error', isMust = true }: Partial<Pick<Demand, 'severity' | 'isMust'>> = {},
): Demand => ({ name, isCritical, section, severity, isMust });

/** SHOULD. */
const ADVISED = { severity: 'warning', isMust: false } as const;

/** A MUST that verifiers do not insist on. */
const TAKEN = { severity: 'warning' } as const;

/**
 * basicConstraints have a rule of their own. What says that it is critical and must not be is refused
 * by whoever does not know it; what limits a path limits it whether it says so or not, and is taken.
 */
const DEMANDS: Readonly<Record<string, Demand>> = {
  [EXTENSION.authorityKeyIdentifier]: demand('authorityKeyIdentifier', false, '4.2.1.1'),
  [EXTENSION.subjectKeyIdentifier]: demand('subjectKeyIdentifier', false, '4.2.1.2'),
  [EXTENSION.keyUsage]: demand('keyUsage', true, '4.2.1.3', ADVISED),
  [EXTENSION.policyMappings]: demand('policyMappings', true, '4.2.1.5', ADVISED),
  [EXTENSION.subjectDirectoryAttributes]: demand('subjectDirectoryAttributes', false, '4.2.1.8'),
  [EXTENSION.nameConstraints]: demand('nameConstraints', true, '4.2.1.10', TAKEN),
  [EXTENSION.policyConstraints]: demand('policyConstraints', true, '4.2.1.11', TAKEN),
  [EXTENSION.freshestCRL]: demand('freshestCRL', false, '4.2.1.15'),
  [EXTENSION.inhibitAnyPolicy]: demand('inhibitAnyPolicy', true, '4.2.1.14', TAKEN),
  [EXTENSION.authorityInfoAccess]: demand('authorityInfoAccess', false, '4.2.2.1'),
  [EXTENSION.subjectInfoAccess]: demand('subjectInfoAccess', false, '4.2.2.2'),
};

/**
 * One rule over a table: its faults name the section of their extension, since they are told in the
 * order in which the extensions stand. What a request asks for is no certificate yet: that it
 * should be written otherwise is no fault of it.
 */
export const extensionCriticality: Rule<
  Pick<Certificate, 'extensions'>,
  Pick<CertificateTerms, 'occasion'>
> = {
  code: 'extension-criticality',
  citation: 'RFC 5280, 4.2',
  severity: 'error',
  severities: ['error', 'warning'],
  rank: 910,
  check: ({ extensions }, { occasion }) =>
    extensions.flatMap(({ oid, critical }) => {
      const demanded = DEMANDS[oid];
      if (!demanded || demanded.isCritical === critical) return [];
      const { name, section, severity, isCritical, isMust } = demanded;
      if (!isMust && occasion === 'requesting') return [];
      const verb = isMust ? 'must' : 'should';
      return [
        {
          severity,
          breaksMust: isMust || undefined,
          message: `the extension ${name} is ${critical ? '' : 'not '}critical, and ${verb} ${isCritical ? '' : 'not '}be`,
          citation: `RFC 5280, ${section}`,
        },
      ];
    }),
};
