// An issuer as a value: its chain and one way to have things signed, a function over bytes (a key
// in a file, a token) or one over a request (a CA that is elsewhere and decides for itself).
import { type ErrorCode, type ErrorDetails, TlsmithError } from '../../errors.js';
import { formatDistinguishedName } from '../names/distinguished-name.js';
import { equalBytes } from '../der/hex.js';
import type { Certificate } from '../certificate/certificate.js';
import type { Crypto } from '../../ports.js';
import { describePublicKey, signatureHashFor } from '../key/public-key.js';
import type { ExtKeyUsage, Profile } from './profile.js';
import { PROFILES } from './profile.js';
import { formatTime, type WantedValidity } from '../certificate/validity.js';
import type { Chain } from '../certificate/identity.js';

/** What is known of an issuer, however it signs. */
export interface IssuerFacts {
  /** Where what it issues is recorded; only a CA folder has one. */
  ledger: string | undefined;
  /** Every path that was read for it. */
  inputs: readonly string[];
}

/** Its key is at hand: what it signs is assembled here. */
export interface IssuerByBytes extends IssuerFacts {
  by: 'bytes';
  /** The issuing certificate first, then its issuers upwards; the trust anchor last. */
  chain: Chain;
  /** Signs in WebCrypto's form (ECDSA: r||s), with the hash that fits the issuing key. */
  sign(data: Uint8Array): Promise<Uint8Array>;
}

/**
 * A CA that is asked (Vault, ACME, step-ca, EST) and may certify other than what it was asked for.
 */
export interface IssuerByRequest extends IssuerFacts {
  by: 'request';
  /** As above; undefined where it is known only by what comes back. */
  chain: Chain | undefined;
  /**
   * Has a PKCS#10 request (DER) certified: the certificate first, then those above it, as far as
   * the CA hands them out. Throws what the CA refuses in our codes.
   */
  certify(request: Uint8Array, wanted: WantedValidity): Promise<Chain>;
}

export type Issuer = IssuerByBytes | IssuerByRequest;

/** One whose key (PKCS#8, not encrypted) is in memory. */
export function issuerByKey(
  { chain, privateKeyInfo, ledger, inputs = [] }: KeyedIssuer,
  crypto: Crypto,
): IssuerByBytes {
  const hash = signatureHashFor(describePublicKey(chain[0].subjectPublicKeyInfo));
  const sign = (data: Uint8Array) => crypto.sign(privateKeyInfo, hash, data);
  return { by: 'bytes', chain, ledger, inputs, sign };
}

interface KeyedIssuer extends Partial<IssuerFacts> {
  chain: Chain;
  privateKeyInfo: Uint8Array;
}

/**
 * For what has to be signed byte by byte, such as a CA below it. Throws `issuer-by-request`; `what`
 * is what would be signed.
 */
export function requireSigning(issuer: Issuer, what: string): IssuerByBytes {
  if (issuer.by === 'bytes') return issuer;
  throw new TlsmithError(
    'issuer-by-request',
    `the issuer is a CA that is asked by requests, and ${what} needs one whose key is at hand`,
  );
}

/** The intermediates that a host has to send along: the chain without its anchor. */
export function intermediatesOf(chain: Chain): readonly Certificate[] {
  return chain.slice(0, -1);
}

export function trustAnchorOf(chain: Chain): Certificate {
  return chain[chain.length - 1] as Certificate;
}

export function isSelfIssued(certificate: Certificate): boolean {
  return equalBytes(certificate.subjectDer, certificate.issuerDer);
}

/**
 * Refuses an issuer whose signature no verifier would accept for this profile (RFC 5280, 6.1.4).
 * Throws `issuer-*`, most specific reason first; every certificate of the chain is held to the
 * dates and the CA rules.
 */
export function checkIssuer(chain: readonly Certificate[], profile: Profile, now: Date): void {
  // RFC 5280, 6.1.4 (l): self-issued certificates do not count towards the path length.
  let intermediatesBelow = PROFILES[profile].ca ? 1 : 0;
  for (const certificate of chain) {
    checkIsCa(certificate);
    checkHasName(certificate);
    checkDates(certificate, now);
    checkKeyUsage(certificate);
    checkPathLength(certificate, intermediatesBelow);
    if (!isSelfIssued(certificate)) intermediatesBelow += 1;
  }
  checkExtKeyUsage(chain, PROFILES[profile].extKeyUsage);
}

/**
 * Refuses an issuer whose CRL no verifier would rely on (RFC 5280, 6.3.3 f). Throws `issuer-*`.
 */
export function checkCrlIssuer(certificate: Certificate, now: Date): void {
  checkIsCa(certificate);
  checkHasName(certificate);
  checkDates(certificate, now);
  if (!certificate.keyUsage || certificate.keyUsage.includes('cRLSign')) return;
  throw failure('issuer-key-usage', certificate, 'may not sign CRLs: its keyUsage lacks cRLSign', {
    found: certificate.keyUsage,
  });
}

/**
 * RFC 5280, 4.2.1.9: without basicConstraints and its cA bit a key must not verify certificates.
 */
function checkIsCa(certificate: Certificate): void {
  if (certificate.basicConstraints?.ca) return;
  throw failure(
    'issuer-not-ca',
    certificate,
    'is not a CA: its basicConstraints do not say cA, so nobody accepts what it signs',
  );
}

/** RFC 5280, 4.1.2.4: whoever issues has a name, or nothing below could say whose it is. */
function checkHasName(certificate: Certificate): void {
  if (certificate.subject.length > 0) return;
  throw failure(
    'issuer-not-ca',
    certificate,
    'has an empty subject, and a certificate must name its issuer',
  );
}

function checkDates(certificate: Certificate, now: Date): void {
  if (certificate.notAfter < now) {
    throw failure(
      'issuer-expired',
      certificate,
      `expired at ${formatTime(certificate.notAfter)}: nothing that it signs would be accepted`,
      { notAfter: formatTime(certificate.notAfter) },
    );
  }
  if (certificate.notBefore > now) {
    throw failure(
      'issuer-not-yet-valid',
      certificate,
      `is valid only from ${formatTime(certificate.notBefore)} on`,
      { notBefore: formatTime(certificate.notBefore) },
    );
  }
}

/** RFC 5280, 4.2.1.3: where keyUsage is present, a CA needs keyCertSign. */
function checkKeyUsage(certificate: Certificate): void {
  if (!certificate.keyUsage || certificate.keyUsage.includes('keyCertSign')) return;
  throw failure(
    'issuer-key-usage',
    certificate,
    'may not sign certificates: its keyUsage lacks keyCertSign',
    { found: certificate.keyUsage },
  );
}

/** RFC 5280, 4.2.1.9: pathLenConstraint counts the intermediates that may follow below. */
function checkPathLength(certificate: Certificate, intermediatesBelow: number): void {
  const allowed = certificate.basicConstraints?.pathLenConstraint;
  if (allowed === undefined || intermediatesBelow <= allowed) return;
  throw failure(
    'issuer-path-length',
    certificate,
    `allows ${allowed} intermediate CA(s) below it (pathLenConstraint), and this would be number ${intermediatesBelow}`,
    { allowed, wanted: intermediatesBelow },
  );
}

/**
 * Go, OpenSSL and Python nest extKeyUsage: what a CA is not allowed, nothing below it is. Throws
 * `issuer-ext-key-usage`.
 */
export function checkExtKeyUsage(
  chain: readonly Certificate[],
  wanted: readonly ExtKeyUsage[],
): void {
  for (const certificate of chain) {
    const allowed = certificate.extKeyUsage;
    if (!allowed || allowed.includes('anyExtendedKeyUsage')) continue;
    const missing = wanted.filter((usage) => !allowed.includes(usage));
    if (missing.length === 0) continue;
    throw failure(
      'issuer-ext-key-usage',
      certificate,
      `is restricted to ${allowed.join(', ')}, so a certificate for ${missing.join(' and ')} below it would be refused`,
      { allowed, missing },
    );
  }
}

type IssuerFault = Extract<ErrorCode, `issuer-${string}`>;

function failure(
  code: IssuerFault,
  certificate: Certificate,
  reason: string,
  details: ErrorDetails<IssuerFault> = {},
): TlsmithError {
  const subject = formatDistinguishedName(certificate.subject) || '(without a name)';
  return new TlsmithError(code, `the issuer ${subject} ${reason}`, { issuer: subject, ...details });
}
