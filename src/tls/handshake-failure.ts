// Why a handshake failed, as a sentence: for those who see only the code that a TLS library gives.

/**
 * OpenSSL's verification results and Node's connection errors, by the name that Node gives them.
 */
const SENTENCES: Readonly<Record<string, string>> = {
  ECONNRESET: 'the other side closed the connection',
  EPIPE: 'the other side closed the connection',
  CERT_HAS_EXPIRED: 'a certificate has expired',
  CERT_NOT_YET_VALID: 'a certificate is not valid yet',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'the certificate is self-signed, and not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'the certificate is of a CA that the other side does not trust',
  UNABLE_TO_GET_ISSUER_CERT: 'the certificate is of a CA that the other side does not trust',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    'the certificate is of a CA that the other side does not trust',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'the certificate is of a CA that the other side does not trust',
  CERT_SIGNATURE_FAILURE: 'a signature in the chain does not verify',
  INVALID_CA: 'a certificate in the chain may not act as a CA',
  INVALID_PURPOSE: 'the extKeyUsage does not allow this role',
  PATH_LENGTH_EXCEEDED: 'there are more intermediates than a CA in the chain allows',
  ERR_TLS_CERT_ALTNAME_INVALID: "the name that is dialled is not in the server's certificate",
  UNSPECIFIED: 'a certificate in the chain breaks a rule, such as a name constraint of its CA',
};

/** `reason` is a code or a message; one that is not known comes back as it is. */
export function explainHandshakeFailure(reason: string): string {
  return SENTENCES[reason] ?? reason;
}
