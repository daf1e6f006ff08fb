// Rules: some extensions say something of what is issued below, and stand in the certificates of
// CAs only.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { accessesOf, ACCESS, extensionOf, formOf } from '../../pki/certificate/extension-forms.js';
import { EXTENSION } from '../../pki/der/object-identifiers.js';
import { ADVICE, type Rule } from '../rule.js';

type Judged = Pick<Certificate, 'extensions' | 'basicConstraints'>;

const COMMON = { code: 'ca-extension', ...ADVICE };

export const mappingsOfCa = ofCas('policyMappings', 'RFC 5280, 4.2.1.5');
export const policyConstraintsOfCa = ofCas('policyConstraints', 'RFC 5280, 4.2.1.11');
export const inhibitionOfCa = ofCas('inhibitAnyPolicy', 'RFC 5280, 4.2.1.14');

function ofCas(name: keyof typeof EXTENSION, citation: string): Rule<Judged> {
  return {
    ...COMMON,
    citation,
    check: (certificate) =>
      !certificate.basicConstraints?.ca && extensionOf(certificate, EXTENSION[name])
        ? [{ message: `the ${name} stand in a certificate that is no CA` }]
        : [],
  };
}

export const repositoryOfCa: Rule<Judged> = {
  ...COMMON,
  citation: 'RFC 5280, 4.2.2.2',
  check: (certificate) =>
    !certificate.basicConstraints?.ca &&
    formOf(certificate, EXTENSION.subjectInfoAccess, accessesOf)?.some(
      ({ method }) => method === ACCESS.caRepository,
    )
      ? [{ message: 'the subjectInfoAccess names the repository of a CA, and this is none' }]
      : [],
};
