// The rules that every certificate must pass before it leaves the process: those for any certificate, and stricter ones for what we make.
import type { Certificate } from '../../pki/certificate/certificate.js';
import { checkCertificate } from './rules.js';
import { checkEndEntity } from './end-entity.js';
import type { Finding } from '../finding.js';
import { checkKeyIdentifiers } from '../extension/key-identifiers.js';
import { checkSerialNumber } from './serial-number.js';

/** Of a CA. */
export function checkIssuedCa(certificate: Certificate): Finding[] {
  return withoutRepeats([
    ...checkSerialNumber(certificate),
    ...checkKeyIdentifiers(certificate),
    ...checkCertificate(certificate),
  ]);
}

export function checkIssuedEndEntity(certificate: Certificate): Finding[] {
  return withoutRepeats([
    ...checkSerialNumber(certificate),
    ...checkKeyIdentifiers(certificate),
    ...checkEndEntity(certificate),
    ...checkCertificate(certificate),
  ]);
}

/** The stricter finding counts where two rules see the same. */
function withoutRepeats(findings: readonly Finding[]): Finding[] {
  const isFirst = ({ code, citation }: Finding, at: number) =>
    findings.findIndex((other) => other.code === code && other.citation === citation) === at;
  return findings.filter(isFirst);
}
