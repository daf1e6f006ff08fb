// The library's verdict on a certificate: its path and all that is wrong with it.
import { judgePath, type Verification } from '../app/judging/path.js';
import type { TrustSettings } from '../formats/containers/trusted-certificate.js';
import { responsesIn } from '../app/reading/ocsp/responses.js';
import { TlsmithError } from '../errors.js';
import { decodeBundle } from '../formats/containers/bundle.js';
import { nodeCrypto } from '../io/node-crypto.js';
import type { Certificate } from '../pki/certificate/certificate.js';
import { decodeCertificate } from '../pki/certificate/certificate-encoding.js';
import { decodeCertificateRevocationList } from '../pki/crl/certificate-revocation-list.js';
import { parseObjectIdentifier } from '../pki/names/name-parser.js';
import type { PolicyInputs } from '../pki/path/policy-graph.js';
import { OcspAnswers } from '../pki/ocsp/ocsp-answers.js';
import { parseDialledHost, parseGeneralName } from '../pki/names/general-name.js';

/** By what a certificate is judged. */
export interface VerifyOptions {
  /** Whom to trust, PEM. */
  trustAnchors: string;
  /**
   * Certificates that may stand in the path, PEM; those behind the certificate itself count too.
   */
  untrusted?: string;
  /** CRLs, PEM; without them revocation is not judged. */
  crls?: string;
  /** An OCSP response, DER as a server staples it, or PEM. */
  ocsp?: Uint8Array | string;
  /** DNS name or IP address that the certificate must name. */
  host?: string;
  /** Mailbox that it must name. */
  email?: string;
  /** By default `any`. */
  purpose?: 'server' | 'client' | 'any';
  /** By default now. */
  at?: Date;
  /** Intermediates at most; by default any number. */
  maxDepth?: number;
  /** Certificate policies that are accepted, dotted, where one is required; by default any. */
  policies?: readonly string[];
  /** Whether a policy must be valid all the way down, also where no CA says so. */
  requirePolicy?: boolean;
  /** Whether no CA may map one policy to another. */
  inhibitMapping?: boolean;
  /** Whether anyPolicy stands for no other policy. */
  inhibitAny?: boolean;
}

/**
 * Whether a certificate (PEM, its intermediates may follow) leads to a trust anchor, and all that
 * is wrong with it (RFC 5280, 6).
 */
export function verifyCertificate(certificate: string, options: VerifyOptions): Verification {
  const { trustAnchors, untrusted, crls, ocsp, host, email, maxDepth } = options;
  const [target, ...others] = foreignCertificatesIn(certificate);
  const trustSettings = new Map<Certificate, TrustSettings>();
  if (!target) throw new TlsmithError('input-wrong-kind', 'there is no certificate in the text');
  return judgePath(
    {
      target,
      anchors: foreignCertificatesIn(trustAnchors, trustSettings),
      untrusted: [...others, ...(untrusted ? foreignCertificatesIn(untrusted) : [])],
      crls: crls ? crlsIn(crls) : [],
      trustSettings,
      ocsp:
        ocsp === undefined ? undefined : new OcspAnswers(responsesIn(asBytes(ocsp)), nodeCrypto),
    },
    {
      at: options.at ?? new Date(),
      purpose: options.purpose ?? 'any',
      ...(host !== undefined && { host: parseDialledHost(host) }),
      ...(email !== undefined && { email: parseGeneralName(`email:${email}`).value }),
      ...(maxDepth !== undefined && { maxDepth }),
      policies: policyInputsOf(options),
    },
    nodeCrypto,
  );
}

function policyInputsOf(options: VerifyOptions): PolicyInputs {
  const { policies = [], requirePolicy, inhibitMapping, inhibitAny } = options;
  return {
    accepted: policies.length > 0 ? policies.map(parseObjectIdentifier) : undefined,
    isRequired: requirePolicy,
    isMappingInhibited: inhibitMapping,
    isAnyInhibited: inhibitAny,
  };
}

/**
 * Also such as we would not issue from: what is wrong with them is a finding. Of OpenSSL's own form
 * `trustSettings` is told for what each is trusted.
 */
function foreignCertificatesIn(
  pem: string,
  trustSettings?: Map<Certificate, TrustSettings>,
): Certificate[] {
  return decodeBundle(new TextEncoder().encode(pem)).flatMap((part) => {
    if (part.kind === 'fault') throw part.error;
    if (part.kind !== 'certificate') return [];
    const certificate = decodeCertificate(part.der);
    if (part.trust) trustSettings?.set(certificate, part.trust);
    return [certificate];
  });
}

function asBytes(text: Uint8Array | string): Uint8Array {
  return typeof text === 'string' ? new TextEncoder().encode(text) : text;
}

function crlsIn(pem: string) {
  return decodeBundle(new TextEncoder().encode(pem)).flatMap((part) => {
    if (part.kind === 'fault') throw part.error;
    return part.kind === 'crl' ? [decodeCertificateRevocationList(part.der)] : [];
  });
}
