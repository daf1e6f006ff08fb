// A distinguished name with the keywords that Java prints
// (javax.security.auth.x500.X500Principal.toString), for products that compare names as text.
import { formatDistinguishedName, type DistinguishedName } from './distinguished-name.js';

/** Of the types that Java has a keyword for; every other one it prints as `OID.` and the number. */
const KEYWORDS: Readonly<Record<string, string>> = {
  '2.5.4.3': 'CN',
  '2.5.4.6': 'C',
  '2.5.4.7': 'L',
  '2.5.4.8': 'ST',
  '2.5.4.9': 'STREET',
  '2.5.4.10': 'O',
  '2.5.4.11': 'OU',
  '2.5.4.12': 'T',
  '2.5.4.4': 'SURNAME',
  '2.5.4.5': 'SERIALNUMBER',
  '2.5.4.42': 'GIVENNAME',
  '2.5.4.43': 'INITIALS',
  '2.5.4.44': 'GENERATION',
  '2.5.4.46': 'DNQ',
  '0.9.2342.19200300.100.1.1': 'UID',
  '0.9.2342.19200300.100.1.25': 'DC',
  '1.2.840.113549.1.9.1': 'EMAILADDRESS',
};

/**
 * The most specific RDN first, escaped as in RFC 4514: whoever compares names reads that and Java's
 * quotation marks alike.
 */
export function formatAsJava(name: DistinguishedName): string {
  return formatDistinguishedName(name, (type) => KEYWORDS[type] ?? `OID.${type}`);
}
