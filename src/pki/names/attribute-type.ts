// The attribute types of distinguished names: keywords, bounds and alphabets (RFC 4514 3, RFC 5280
// A.1). For reading, writing and encoding names.
import { quote } from '../../quote.js';

/** The ASN.1 string type in which a value is encoded: PrintableString, IA5String or UTF8String. */
export type AttributeStringType = 'printable' | 'ia5' | 'utf8';

export interface AttributeType {
  /** As `openssl x509 -nameopt RFC2253` prints it; read without regard to case. */
  readonly keyword: string;
  readonly aliases: readonly string[];
  /** Dotted. */
  readonly oid: string;
  /**
   * The most characters of a value (RFC 5280 appendix A.1, else X.520); undefined where no standard
   * sets one.
   */
  readonly upperBound: number | undefined;
  readonly stringType: AttributeStringType;
}

/**
 * The attribute types that have a keyword. RFC 5280 4.1.2.4 and appendix A; DC and UID are RFC
 * 4519.
 */
export const ATTRIBUTE_TYPES: readonly AttributeType[] = [
  attribute(['CN', 'commonName'], '2.5.4.3', 64, 'utf8'),
  attribute(['C', 'countryName'], '2.5.4.6', 2, 'printable'),
  attribute(['O', 'organizationName'], '2.5.4.10', 64, 'utf8'),
  attribute(['OU', 'organizationalUnitName'], '2.5.4.11', 64, 'utf8'),
  attribute(['L', 'localityName'], '2.5.4.7', 128, 'utf8'),
  attribute(['ST', 'stateOrProvinceName'], '2.5.4.8', 128, 'utf8'),
  attribute(['street', 'streetAddress'], '2.5.4.9', 128, 'utf8'),
  attribute(['DC', 'domainComponent'], '0.9.2342.19200300.100.1.25', 63, 'ia5'),
  attribute(['UID', 'userId'], '0.9.2342.19200300.100.1.1', 256, 'utf8'),
  attribute(['serialNumber'], '2.5.4.5', 64, 'printable'),
  attribute(['emailAddress', 'E'], '1.2.840.113549.1.9.1', 255, 'ia5'),
  attribute(['GN', 'givenName'], '2.5.4.42', 32_768, 'utf8'),
  attribute(['SN', 'surname'], '2.5.4.4', 32_768, 'utf8'),
  attribute(['name'], '2.5.4.41', 32_768, 'utf8'),
  attribute(['initials'], '2.5.4.43', 32_768, 'utf8'),
  attribute(['generationQualifier'], '2.5.4.44', 32_768, 'utf8'),
  attribute(['title'], '2.5.4.12', 64, 'utf8'),
  attribute(['description'], '2.5.4.13', 1024, 'utf8'),
  attribute(['pseudonym'], '2.5.4.65', 128, 'utf8'),
  attribute(['postalCode'], '2.5.4.17', 40, 'utf8'),
  attribute(['businessCategory'], '2.5.4.15', 128, 'utf8'),
  attribute(['organizationIdentifier'], '2.5.4.97', undefined, 'utf8'),
  attribute(['dnQualifier'], '2.5.4.46', undefined, 'printable'),
];

export const COMMON_NAME = '2.5.4.3';
export const EMAIL_ADDRESS = '1.2.840.113549.1.9.1';
const COUNTRY = '2.5.4.6';

function attribute(
  [keyword, ...aliases]: readonly [string, ...string[]],
  oid: string,
  upperBound: number | undefined,
  stringType: AttributeStringType,
): AttributeType {
  return { keyword, aliases, oid, upperBound, stringType };
}

/** Undefined for a type that is not in the table. */
export function typeOf(oid: string): AttributeType | undefined {
  return ATTRIBUTE_TYPES.find((known) => known.oid === oid);
}

export const ALPHABETS: Readonly<
  Record<AttributeStringType, { readonly pattern: RegExp; readonly fault: string }>
> = {
  printable: {
    pattern: /^[A-Za-z\d '()+,\-./:=?]*$/,
    fault: "takes letters A to Z, digits, blanks and '()+,-./:=? only (PrintableString)",
  },
  ia5: { pattern: /^\p{ASCII}*$/u, fault: 'takes ASCII only (IA5String)' },
  utf8: { pattern: /^/, fault: '' },
};

/** Why we give an attribute of this type no such value; undefined if we do. */
export function valueFault(oid: string, value: string): string | undefined {
  const control = /[\p{Cc}\p{Cs}]/u.exec(value)?.[0];
  if (control !== undefined) return `the value contains a control character, ${quote(control)}`;
  return standardFault(oid, value);
}

/** Why by the standard an attribute of this type cannot have this value; undefined if it can. */
export function standardFault(oid: string, value: string): string | undefined {
  if (value === '') return 'the value is empty';
  const known = typeOf(oid);
  if (known === undefined) return undefined;
  const { keyword, upperBound, stringType } = known;
  if (oid === COUNTRY && !/^[A-Za-z]{2}$/.test(value)) {
    return 'a country is two letters (ISO 3166), as in C=DE';
  }
  const length = [...value].length;
  if (upperBound !== undefined && length > upperBound) {
    return `the value of ${keyword} has ${length} characters; the most is ${upperBound}`;
  }
  const { pattern, fault } = ALPHABETS[stringType];
  return pattern.test(value) ? undefined : `${keyword} ${fault}`;
}
