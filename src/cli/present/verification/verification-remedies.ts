// What to do about a finding, by its code, in the words of the domain.
import type { Severity } from '../../../checks/finding.js';

const REISSUE = 'have the certificate issued anew';
const OTHER_CA = 'the CA has to be made anew, or the certificate issued by another one';

const REMEDIES: Readonly<Record<string, string>> = {
  revoked: `${REISSUE}, with a new key if the reason speaks of the key`,
  expired: 'renew it; an expired CA needs a new certificate for its key',
  'expires-soon': 'renew it now',
  'not-yet-valid': 'compare the clock with a time server, then wait or have it issued anew',
  'host-name': 'dial a name that it has, or have it issued anew with this subjectAltName',
  'email-address': `${REISSUE} with this mailbox as subjectAltName`,
  'name-not-judged': 'give the host that clients dial, or the mailbox',
  purpose: `${REISSUE} with the extKeyUsage of its role, below a CA that allows it`,
  'name-constraints': `${REISSUE} with names that its CA may certify, or by another CA`,
  'path-length': 'issue below a CA that allows as many intermediates',
  'max-depth': 'allow more intermediates, or issue nearer to the trust anchor',
  'not-a-ca': OTHER_CA,
  'key-cert-sign': OTHER_CA,
  'certificate-policy': `${REISSUE} with a policy that its CAs share and that is accepted`,
  'unprocessed-critical-extension': `${REISSUE} without the extension, or not critical`,
  'no-path':
    'give the missing intermediates with the certificate, or the right trust anchor; a host sends its intermediates itself',
  'different-authorities':
    'make both certificates with one CA, or give each end the CA of the other one as its trust anchor',
  'missing-setting': 'put the lines for key, certificate and CA back into the snippet',
  'key-mismatch':
    'put the key beside the certificate that was issued for it, or have one issued for this key',
  'search-limit': 'give only the certificates that belong to the chain',
  'anchor-not-root': 'trust the root, and send this certificate as an intermediate',
  signature: 'look for a CA of the same name with another key: the wrong one was given',
  'revocation-outdated': 'issue the next one: tlsmith crl issue',
  'revocation-unknown': 'fetch a current CRL of the issuer, or an OCSP response about it',
  'signature-algorithm': `${REISSUE} with SHA-256 or better`,
  'key-size': `${REISSUE} for a larger key`,
  'refuses-own': 'let the server trust the CA of our certificate; its log has the reason',
  'asks-nobody': 'have the server demand client certificates, and name the CA that it trusts',
  'accepts-without-certificate':
    'have the server demand client certificates, not merely ask for them',
  'accepts-unknown-ca': 'have the server verify client certificates, by the CA that it trusts',
  'accepts-wrong-purpose':
    'have the server look at the extKeyUsage of client certificates: it needs clientAuth',
  'accepts-expired':
    'have the server look at the dates of client certificates, and compare its clock with a time server',
  'no-tls': 'dial the port that speaks TLS, or switch TLS on at this one',
  intercepted:
    'have that program pass this connection through unopened: a client certificate never gets through one that opens TLS',
  'served-certificate': 'restart or reload the server, and see whether its settings name this file',
};

/** Nothing where the sentence says it all. */
export function remedyFor(code: string, severity: Severity): string | undefined {
  const known = REMEDIES[code];
  if (known !== undefined) return known;
  return severity === 'error' ? `${REISSUE} by software that keeps to the standard` : undefined;
}
