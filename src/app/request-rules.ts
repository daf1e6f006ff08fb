// What a CA refuses in a request, whatever it asks for: no proof of the key, a CA by stealth, an extension that nobody knows.
import { TlsmithError } from '../errors.js';
import type { CertificationRequest } from '../pki/certification-request.js';
import { isKnownExtension } from '../pki/extension-values.js';
import { checkKey } from '../pki/key-policy.js';
import type { Profile } from '../pki/profile.js';
import { portHashOf } from '../pki/signature-algorithm.js';
import type { Crypto } from '../ports.js';

/** Throws `request-refused`, `key-weak`, `key-unsupported`. */
export function checkRequest(
  request: CertificationRequest,
  profile: Profile,
  crypto: Crypto,
): void {
  checkKey(request.subjectPublicKeyInfo);
  checkPossession(request, crypto);
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

/** What the crypto port verifies: RSA with PKCS#1 v1.5, ECDSA, Ed25519. */
const VERIFIABLE = /^(sha(1|256|384|512)WithRSAEncryption|ecdsa-with-SHA(1|256|384|512)|Ed25519)$/;

/** RFC 2986, 3: the signature proves that the key is in the hands of whoever asks. */
function checkPossession(request: CertificationRequest, crypto: Crypto): void {
  const { subjectPublicKeyInfo, certificationRequestInfo, signature, signatureAlgorithm } = request;
  if (!VERIFIABLE.test(signatureAlgorithm.name)) {
    throw refusal(
      `is signed by ${signatureAlgorithm.name}, which is not verified here, and an unproved key is not certified`,
    );
  }
  const hash = portHashOf(signatureAlgorithm);
  const isProved = crypto.verify(subjectPublicKeyInfo, hash, certificationRequestInfo, signature);
  if (isProved) return;
  throw refusal(
    `is not signed by the key that it names (${signatureAlgorithm.name}): nothing proves that its maker has the key`,
  );
}

function refusal(sentence: string): TlsmithError {
  return new TlsmithError('request-refused', sentence);
}
