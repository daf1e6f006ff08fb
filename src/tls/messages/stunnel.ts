// What stunnel says beside what OpenSSL says.
import { loggedBy } from './message.js';

export const STUNNEL_MESSAGES = loggedBy('stunnel', [
  {
    code: 'stunnel-no-ca',
    pattern: /Either "CAengine", "CAfile" or "CApath" has to be configured/,
    cause: 'certificates are to be verified, and no CA is set to do it by',
    side: 'either',
    remedy: 'set CAfile',
    check: 'loads',
    source: 'stunnel, options.c',
  },
  {
    code: 'stunnel-untrusted',
    pattern:
      /CERT: Pre-verification error: (unable to get (local )?issuer|unable to verify the first|self[- ]signed)/,
    cause: "the other end's chain does not lead to a CA in CAfile",
    side: 'either',
    remedy: 'put root and intermediates into CAfile',
    check: 'chain-served',
    source: 'stunnel, verify.c',
  },
  {
    code: 'stunnel-host',
    pattern:
      /CERT: (No matching host name found|Subject checks failed|Host name "[^"\n]{1,253}" (not matched|mismatch))/i,
    cause: "the name in checkHost or checkIP is not in the server's certificate",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or check one that it has',
    check: 'server-name',
    source: 'stunnel, verify.c',
  },
  {
    code: 'stunnel-pre-verification',
    pattern: /CERT: Pre-verification error: (?<why>[^\n"]{1,120})/,
    cause: "stunnel refused the other end's certificate: {why}",
    side: 'either',
    remedy: 'mend what the line names',
    check: 'certificate-file',
    source: 'stunnel, verify.c',
  },
  {
    code: 'stunnel-rejected',
    pattern: /Rejected by CERT at depth=\d{1,3}/,
    cause: 'stunnel refused a certificate; the line before says why',
    side: 'either',
    weight: 'symptom',
    remedy: 'put root and intermediates into CAfile',
    check: 'chain-served',
    source: 'stunnel, verify.c',
  },
  {
    code: 'stunnel-key',
    pattern: /SSL_CTX_use_PrivateKey_file|Private key does not match the certificate/,
    cause: 'the key cannot be loaded, or is not that of the certificate',
    side: 'either',
    weight: 'symptom',
    remedy: 'put the key there that the certificate was issued for',
    check: 'loads',
    source: 'stunnel, ctx.c',
  },
  {
    code: 'stunnel-certificate',
    pattern:
      /Failed to load certificate file: (?<path>[^\s"]{1,300})|SSL_CTX_use_certificate_chain_file/,
    cause: 'the certificate cannot be loaded',
    side: 'either',
    weight: 'symptom',
    remedy: 'name the PEM file of the certificate',
    check: 'certificate-file',
    source: 'stunnel, ctx.c',
  },
  {
    code: 'stunnel-insecure-key',
    pattern: /Insecure file permissions on (?<path>[^\s"]{1,300})/,
    cause: 'others than its owner may read {path}',
    side: 'either',
    remedy: 'chmod it to 0600',
    check: 'permissions',
    source: 'stunnel, options.c',
  },
]);
