// The templates by which OpenSSL decodes certificates, and the extensions that it decodes when one is
// first used (crypto/x509/x_x509.c, v3_*.c).
import { EXTENSION } from '../../../pki/der/object-identifiers.js';
import { NETSCAPE_CERT_TYPE } from '../certificate-traits.js';
import type { Field, Form } from './asn1.js';

const INTEGER: Form = { is: 'integer' };
/** BIGNUM: whatever its octets are. */
const NUMBER: Form = { is: 'number' };
const OID: Form = { is: 'oid' };
const BIT_STRING: Form = { is: 'bitString' };
const OCTET_STRING: Form = { is: 'octetString' };
const ANY: Form = { is: 'any' };
const IA5_STRING: Form = { is: 'ia5String' };

const sequence = (...fields: readonly Field[]): Form => ({ is: 'sequence', fields });
const sequenceOf = (item: Form): Form => ({ is: 'sequenceOf', item });
const optional = (form: Form): Field => ({ form, optional: true });
const implicit = (number: number, form: Form): Field => ({ form, implicit: number });
const maybe = (number: number, form: Form): Field => ({ form, implicit: number, optional: true });

const ALGORITHM = sequence({ form: OID }, optional(ANY));

/**
 * B_ASN1_PRINTABLE: strings, but also BIT STRING, SEQUENCE, and those that have no bit of their own
 * (tags 7 to 11, 13 to 15, 29).
 */
const ATTRIBUTE_VALUE = {
  is: 'mstring',
  tags: [3, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 18, 19, 20, 22, 28, 29, 30],
} as const satisfies Form;

const NAME_ENTRY = sequence({ form: OID }, { form: ATTRIBUTE_VALUE });
const COMPARED_ENTRY = sequence({ form: OID }, { form: { ...ATTRIBUTE_VALUE, isCompared: true } });
const NAME = sequenceOf({ is: 'setOf', item: COMPARED_ENTRY });

const TIME: Form = { is: 'mstring', tags: [0x17, 0x18] };

const EXTENSION_FORM = sequence({ form: OID }, optional({ is: 'boolean' }), { form: OCTET_STRING });

const TBS_CERTIFICATE = sequence(
  { form: INTEGER, explicit: 0, optional: true },
  { form: INTEGER },
  { form: ALGORITHM },
  { form: NAME },
  { form: sequence({ form: TIME }, { form: TIME }) },
  { form: NAME },
  { form: sequence({ form: ALGORITHM }, { form: BIT_STRING }) },
  maybe(1, BIT_STRING),
  maybe(2, BIT_STRING),
  { form: sequenceOf(EXTENSION_FORM), explicit: 3, optional: true },
);

export const CERTIFICATE = sequence(
  { form: TBS_CERTIFICATE },
  { form: ALGORITHM },
  { form: BIT_STRING },
);

export const RSA_PUBLIC_KEY = sequence({ form: NUMBER }, { form: NUMBER });

const DIRECTORY_STRING: Form = { is: 'mstring', tags: [12, 19, 20, 28, 30] };

const GENERAL_NAME: Form = {
  is: 'choice',
  options: [
    implicit(0, sequence({ form: OID }, { form: ANY, explicit: 0 })),
    implicit(1, IA5_STRING),
    implicit(2, IA5_STRING),
    implicit(3, { is: 'sequenceOf', item: ANY }),
    { form: NAME, explicit: 4 },
    implicit(
      5,
      sequence(
        { form: DIRECTORY_STRING, explicit: 0, optional: true },
        { form: DIRECTORY_STRING, explicit: 1 },
      ),
    ),
    implicit(6, IA5_STRING),
    implicit(7, OCTET_STRING),
    implicit(8, OID),
  ],
};

const GENERAL_NAMES = sequenceOf(GENERAL_NAME);

const SUBTREES = sequenceOf(sequence({ form: GENERAL_NAME }, maybe(0, INTEGER), maybe(1, INTEGER)));

const POINT_NAME: Form = {
  is: 'choice',
  options: [implicit(0, GENERAL_NAMES), implicit(1, { is: 'setOf', item: NAME_ENTRY })],
};

/** By identifier; a malformed one spoils the whole certificate (EXFLAG_INVALID). */
export const CACHED_EXTENSIONS: Readonly<Record<string, Form>> = {
  [EXTENSION.basicConstraints]: sequence(optional({ is: 'boolean' }), optional(INTEGER)),
  [EXTENSION.keyUsage]: BIT_STRING,
  [EXTENSION.extKeyUsage]: sequenceOf(OID),
  [EXTENSION.subjectKeyIdentifier]: OCTET_STRING,
  [EXTENSION.authorityKeyIdentifier]: sequence(
    maybe(0, OCTET_STRING),
    maybe(1, GENERAL_NAMES),
    maybe(2, INTEGER),
  ),
  [EXTENSION.subjectAltName]: GENERAL_NAMES,
  [EXTENSION.nameConstraints]: sequence(maybe(0, SUBTREES), maybe(1, SUBTREES)),
  [EXTENSION.cRLDistributionPoints]: sequenceOf(
    sequence(
      { form: POINT_NAME, explicit: 0, optional: true },
      maybe(1, BIT_STRING),
      maybe(2, GENERAL_NAMES),
    ),
  ),
  [NETSCAPE_CERT_TYPE]: BIT_STRING,
};
