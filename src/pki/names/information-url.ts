// A URL that stands in a certificate, of its issuer's CRL or certificate (RFC 5280, 4.2.1.13 and
// 4.2.2.1). For those who type one and those who read one.
import { TlsmithError } from '../../errors.js';
import { escaped, quote } from '../../quote.js';

/** Whoever verifies fetches it before any TLS can be trusted: plain HTTP, without a password. */
export function isInformationUrl(text: string): boolean {
  return /^http:\/\/[!-~]+$/i.test(text) && URL.canParse(text) && !/[@"<>\\^`{|}]/.test(text);
}

/** Throws `name-invalid`. */
export function parseInformationUrl(text: string): string {
  if (isInformationUrl(text)) return text;
  throw new TlsmithError(
    'name-invalid',
    `${quote(text)} is no URL for a CRL or a CA certificate: http://HOST/PATH is, in ASCII (not https, which would need what is fetched: RFC 5280, 8)`,
    { value: escaped(text) },
  );
}
