// Issues to a host, below an issuer or by its own key, and lets nothing out that breaks a rule.
import { TlsmithError } from '../../errors.js';
import { checkIssuedEndEntity } from '../../checks/certificate/issued.js';
import { breaksRule, type Finding } from '../../checks/finding.js';
import {
  issueCertificate,
  issueSelfSigned,
  type CertificateRequest,
} from '../../pki/issuing/issue.js';
import { type Issuer, intermediatesOf, trustAnchorOf } from '../../pki/issuing/issuer.js';
import type { Crypto, Random } from '../../ports.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';

export interface EndEntityRequest extends Omit<CertificateRequest, 'subjectPublicKeyInfo'> {
  keys: { privateKeyInfo: Uint8Array; subjectPublicKeyInfo: Uint8Array };
  /** None: the certificate is self-signed, and its own trust anchor. */
  issuer: Issuer | undefined;
  now: Date;
}

/** Throws `issuer-*`, `certificate-faulty`. */
export async function issueEndEntity(
  { keys, issuer, now, ...wanted }: EndEntityRequest,
  ports: { crypto: Crypto; random: Random },
): Promise<HostIdentity> {
  const whole = { ...wanted, subjectPublicKeyInfo: keys.subjectPublicKeyInfo };
  const certificate = issuer
    ? await issueCertificate(whole, issuer, now, ports)
    : await issueSelfSigned(whole, keys.privateKeyInfo, ports);
  // That a subject stands in for the names was said where the names were checked.
  const isExcused = ({ code }: Finding) => code === 'subject-alt-name' && wanted.mayLackNames;
  refuseFaults(checkIssuedEndEntity(certificate).filter((finding) => !isExcused(finding)));
  return {
    privateKeyInfo: keys.privateKeyInfo,
    chain: [certificate, ...(issuer ? intermediatesOf(issuer) : [])],
    trustAnchors: [issuer ? trustAnchorOf(issuer) : certificate],
  };
}

/**
 * Throws `certificate-faulty`: nothing that breaks a rule of the standard leaves the process,
 * whether verifiers would notice or not.
 */
export function refuseFaults(findings: readonly Finding[]): void {
  const fault = findings.find(breaksRule);
  if (!fault) return;
  throw new TlsmithError('certificate-faulty', `${fault.message} (${fault.citation})`, {
    finding: fault.code,
  });
}
