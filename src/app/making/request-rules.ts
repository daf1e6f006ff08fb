// What a CA refuses in a request, whatever it asks for: no proof of the key, a CA by stealth, an
// extension that nobody knows.
import { breaksRule, type Finding } from '../../checks/finding.js';
import {
  checkRequestedExtensions,
  REQUESTED_NAME_RULES,
  REQUESTED_SUBJECT_RULES,
} from '../../checks/request/rules.js';
import { findingsBy } from '../../checks/rule.js';
import { TlsmithError } from '../../errors.js';
import { valueFault } from '../../pki/names/attribute-type.js';
import type { CertificationRequest } from '../../pki/request/certification-request.js';
import { isKnownExtension } from '../../pki/certificate/extension-values.js';
import { checkKey } from '../../pki/key/key-policy.js';
import type { Profile } from '../../pki/issuing/profile.js';
import { verifySignature } from '../../pki/signature/signature.js';
import { isForgeable } from '../../pki/signature/signature-algorithm.js';
import type { Crypto } from '../../ports.js';

/**
 * Throws `request-refused`, `key-weak`, `key-unsupported`, and `input-malformed` for what breaks
 * the standard.
 */
export function checkRequest(
  request: CertificationRequest,
  profile: Profile,
  crypto: Crypto,
): void {
  checkKey(request.subjectPublicKeyInfo);
  checkPossession(request, crypto);
  refuseBroken(checkRequestedExtensions(request));
  if (request.basicConstraints?.ca && profile !== 'ca') {
    throw refusal('asks to be a CA, and the profile intermediate was not said');
  }
  const unknown = request.extensions.find(
    ({ oid, critical }) => critical && !isKnownExtension(oid),
  );
  if (unknown) {
    throw refusal(
      `asks for the critical extension ${unknown.oid}, which nobody here knows: verifiers would refuse the certificate`,
    );
  }
}

/** For whoever certifies what the request itself names. Throws `input-malformed`. */
export function checkCopiedSubject(request: CertificationRequest): void {
  if (request.subject.length === 0 && request.subjectAltNames.length === 0) {
    throw broken('names nobody: its subject is empty, and it asks for no subjectAltName');
  }
  refuseBroken(findingsBy(REQUESTED_SUBJECT_RULES, request));
  for (const attribute of request.subject.flat()) {
    const fault = 'value' in attribute && valueFault(attribute.type, attribute.value);
    if (fault) throw broken(`asks for a subject that no certificate may have: ${fault}`);
  }
}

/** Of the names, too. Throws `input-malformed`. */
export function checkCopiedNames(request: CertificationRequest): void {
  refuseBroken(findingsBy(REQUESTED_NAME_RULES, request));
}

function refuseBroken(findings: readonly Finding[]): void {
  const found = findings.find(breaksRule);
  if (found)
    throw broken(`asks for what the standard forbids: ${found.message} (${found.citation})`);
}

/** `fault` is said of the request. */
function broken(fault: string): TlsmithError {
  return new TlsmithError('input-malformed', (it) => `${it} ${fault}`);
}

/** RFC 2986, 3: the signature proves that the key is in the hands of whoever asks. */
function checkPossession(request: CertificationRequest, crypto: Crypto): void {
  const { der, subjectPublicKeyInfo, signatureAlgorithm } = request;
  const verdict = verifySignature(der, subjectPublicKeyInfo, crypto);
  if (verdict === 'unsupported' || isForgeable(signatureAlgorithm)) {
    throw refusal(
      `is signed by ${signatureAlgorithm.name}, which is not verified here, and an unproved key is not certified`,
    );
  }
  if (verdict === 'valid') return;
  throw refusal(
    `is not signed by the key that it names (${signatureAlgorithm.name}): nothing proves that its maker has the key`,
  );
}

function refusal(fault: string): TlsmithError {
  return new TlsmithError('request-refused', (it) => `${it} ${fault}`);
}
