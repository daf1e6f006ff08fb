// Issues to a host, below either kind of issuer or by its own key, and lets nothing out that breaks
// a rule.
import { TlsmithError } from '../../errors.js';
import { checkIssuedCa, checkIssuedEndEntity } from '../../checks/certificate/issued.js';
import { breaksRule, type Finding } from '../../checks/finding.js';
import type { HostIdentity } from '../../pki/certificate/identity.js';
import {
  checkIssuance,
  issueCertificate,
  issueSelfSigned,
  type WantedCertificate,
} from '../../pki/issuing/issue.js';
import { type Issuer, requireSigning } from '../../pki/issuing/issuer.js';
import type { EndEntityProfile } from '../../pki/issuing/profile.js';
import type { InformationUrls } from '../../pki/certificate/information-urls.js';
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import type { Crypto, KeyPair, Random, Reporter } from '../../ports.js';
import type { Certified } from './accepted.js';
import {
  type AnswerTerms,
  certifiedBelow,
  certifyByRequest,
  checkAsksForThat,
} from './certified.js';
import type { PlannedValidity } from './validity.js';

export interface WantedEndEntity extends WantedCertificate, AnswerTerms {
  profile: EndEntityProfile;
  validity: PlannedValidity;
}

export interface EndEntityRequest extends WantedEndEntity {
  keys: KeyPair;
  /** None: the certificate is self-signed, and its own trust anchor. */
  issuer: Issuer | undefined;
  now: Date;
}

export interface IssuingPorts {
  crypto: Crypto;
  random: Random;
  reporter: Reporter;
}

/** Throws `issuer-*`, `certificate-faulty`, `key-mismatch`, and what the issuer throws. */
export async function issueEndEntity(
  { keys, issuer, now, ...wanted }: EndEntityRequest,
  ports: IssuingPorts,
): Promise<HostIdentity> {
  const { privateKeyInfo, subjectPublicKeyInfo } = keys;
  if (issuer?.by === 'request') {
    refuseUrls(wanted, issuer);
    checkIssuance(wanted, issuer.chain, now);
    // With a library for requests, which no other way of issuing needs.
    const { buildRequest } = await import('../../pki/request/request-building.js');
    const request = await buildRequest(wanted, keys, ports.crypto);
    const asked = { request, subjectPublicKeyInfo, wanted, issuer, now };
    return { privateKeyInfo, ...(await certifyByRequest(asked, ports)) };
  }
  const whole = { ...wanted, subjectPublicKeyInfo };
  const certificate = issuer
    ? await issueCertificate(whole, issuer, now, ports)
    : await issueSelfSigned(whole, privateKeyInfo, ports);
  // That a subject stands in for the names was said where the names were checked.
  const isExcused = ({ code }: Finding) => code === 'subject-alt-name' && wanted.mayLackNames;
  refuseFaults(checkIssuedEndEntity(certificate).filter((finding) => !isExcused(finding)));
  return { privateKeyInfo, ...certifiedBelow(certificate, issuer?.chain ?? [certificate]) };
}

/** A CA that is asked says where its own CRL is. Throws `issuer-by-request`. */
function refuseUrls({ crlUrl, issuerUrl }: InformationUrls, issuer: Issuer): void {
  if (crlUrl === undefined && issuerUrl === undefined) return;
  requireSigning(issuer, 'a URL in a certificate');
}

/** What is certified for somebody else's key, by the request that came from there. */
export interface CertifiedRequest extends WantedCertificate, Pick<AnswerTerms, 'isRehearsed'> {
  asked: CertificationRequest;
  validity: PlannedValidity;
  issuer: Issuer;
  now: Date;
}

/**
 * Throws `issuer-*`, `certificate-faulty`, and `request-refused` where the issuer takes the request
 * as it stands and that asks for other than is wanted.
 */
export async function issueToRequest(
  { asked, issuer, now, ...wanted }: CertifiedRequest,
  ports: IssuingPorts,
): Promise<Certified> {
  const { der: request, subjectPublicKeyInfo } = asked;
  const { profile } = wanted;
  if (issuer.by === 'request' && profile !== 'ca') {
    refuseUrls(wanted, issuer);
    checkAsksForThat(asked, wanted);
    checkIssuance(wanted, issuer.chain, now);
    const whole = { ...wanted, profile };
    return certifyByRequest({ request, subjectPublicKeyInfo, wanted: whole, issuer, now }, ports);
  }
  const signer = requireSigning(issuer, 'a CA certificate');
  const whole = { ...wanted, subjectPublicKeyInfo };
  const certificate = await issueCertificate(whole, signer, now, ports);
  refuseFaults(profile === 'ca' ? checkIssuedCa(certificate) : checkIssuedEndEntity(certificate));
  return certifiedBelow(certificate, signer.chain);
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
