// What Windows' own TLS says: its curl, .NET and PowerShell.
import { loggedBy } from './message.js';

const ERRORS = 'Windows, winerror.h';

export const WINDOWS_MESSAGES = loggedBy('Windows: curl, .NET, PowerShell', [
  {
    code: 'windows-untrusted',
    pattern:
      /SEC_E_UNTRUSTED_ROOT|CERT_TRUST_IS_(UNTRUSTED_ROOT|PARTIAL_CHAIN)|issued by an authority that is not trusted|RemoteCertificateChainErrors|PartialChain\b|UntrustedRoot\b/,
    cause:
      "the server's certificate does not lead to a CA that Windows trusts: another CA, or an " +
      'intermediate that the server leaves out',
    side: 'either',
    remedy: "put the CA into the machine's trusted roots, or give it to the program",
    check: 'chain-served',
    source: ERRORS,
  },
  {
    code: 'windows-host',
    pattern:
      /SEC_E_WRONG_PRINCIPAL|target principal name is incorrect|RemoteCertificateNameMismatch/,
    cause: "the name that the client dials is not in the server's certificate",
    side: 'server',
    remedy: 'have it issued anew with that name as subjectAltName, or dial a name that it has',
    check: 'server-name',
    source: ERRORS,
  },
  {
    code: 'windows-expired',
    pattern: /SEC_E_CERT_EXPIRED|received certificate has expired/,
    cause: 'a certificate of the other end, or its CA, has ended',
    side: 'either',
    remedy: 'renew the certificate of the other end, and its CA if that is what ended',
    check: 'clock',
    source: ERRORS,
  },
  {
    code: 'windows-revocation',
    pattern:
      /CRYPT_E_(NO_REVOCATION_CHECK|REVOCATION_OFFLINE)|revocation function was unable to check revocation/,
    cause: 'Windows asks whether the certificate is revoked, and a private CA says so nowhere',
    side: 'client',
    remedy: 'have the client not check revocation (curl: ssl-no-revoke), or publish a CRL',
    check: 'certificate-file',
    source: ERRORS,
  },
]);
