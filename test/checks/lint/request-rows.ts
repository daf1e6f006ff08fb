// Faults of requests, each with a twin that is right: what only the linter finds.
import { ia5String } from '../../support/der.js';
import {
  basicConstraints,
  ecKey,
  extension,
  keyUsage,
  signed,
} from '../../support/foreign-certificate.js';
import { foreignRequest } from '../../support/foreign-request.js';
import {
  bitString,
  boolean,
  commonNames,
  dnsName,
  explicit,
  integer,
  nameConstraints,
  nul,
  oid,
  policies,
  policyConstraints,
  policyMappings,
  sequence,
  set,
  tlv,
  utf8String,
} from '../../support/path-builder.js';
import { type LintRow, rowsOf } from './row.js';

const key = ecKey();
const PASSWORD = '1.2.840.113549.1.9.7';
const NAME = '1.2.840.113549.1.9.2';
const ADDRESS = '1.2.840.113549.1.9.8';

const request =
  (...attributes: readonly Uint8Array[]) =>
  () =>
    foreignRequest({ key, attributes });
const attribute = (type: string, ...values: readonly Uint8Array[]) =>
  sequence(oid(type), set(...values));
const asking =
  (...extensions: readonly Uint8Array[]) =>
  () =>
    foreignRequest({ key, extensions });

/** Of these members, signed. */
const made =
  (members: readonly Uint8Array[], behind: readonly Uint8Array[] = []) =>
  () => {
    const info = sequence(...members);
    const identifier = sequence(oid('1.2.840.10045.4.3.2'));
    const signature = signed(info, { identifier, hash: 'sha256' }, key.privateKey);
    return sequence(info, identifier, bitString(signature), ...behind);
  };
const subject = commonNames('asked');
const spki = key.subjectPublicKeyInfo;
const none = explicit(0);

export const REQUEST_ROWS: readonly LintRow[] = [
  ...rowsOf(
    'request',
    ['request-form', 'RFC 2986, 4.1'],
    {
      what: 'version 2',
      faulty: made([integer(1), subject, spki, none]),
      clean: made([integer(0), subject, spki, none]),
    },
    {
      what: 'no attributes, not even none',
      faulty: made([integer(0), subject, spki]),
      clean: made([integer(0), subject, spki, none]),
    },
    {
      what: 'an attribute without a value',
      faulty: request(attribute(NAME)),
      clean: request(attribute(NAME, utf8String('x'))),
    },
  ),
  ...rowsOf('request', ['request-form', 'RFC 2986, 4.2'], {
    what: 'a fourth member',
    severity: 'error',
    faulty: made([integer(0), subject, spki, none], [nul]),
    clean: made([integer(0), subject, spki, none]),
  }),
  ...rowsOf('request', ['request-form', 'X.501, 8.2'], {
    what: 'an attribute twice',
    faulty: request(attribute(NAME, utf8String('a')), attribute(NAME, utf8String('b'))),
    clean: request(attribute(NAME, utf8String('a'), utf8String('b'))),
  }),
  ...rowsOf('request', ['request-form', 'X.690, 10'], {
    what: 'a padded version',
    faulty: made([tlv(0x02, Uint8Array.of(0, 0)), subject, spki, none]),
    clean: made([integer(0), subject, spki, none]),
  }),
  ...rowsOf(
    'request',
    ['request-attribute', 'RFC 2985, 5.4.1'],
    {
      what: 'two challenge passwords',
      faulty: request(attribute(PASSWORD, utf8String('a'), utf8String('b'))),
      clean: request(attribute(PASSWORD, utf8String('a'))),
    },
    {
      what: 'a challenge password of 256 characters',
      faulty: request(attribute(PASSWORD, utf8String('a'.repeat(256)))),
      clean: request(attribute(PASSWORD, utf8String('a'.repeat(255)))),
    },
    {
      what: 'a challenge password that is an IA5String',
      faulty: request(attribute(PASSWORD, ia5String('a'))),
      clean: request(attribute(PASSWORD, utf8String('a'))),
    },
    {
      what: 'an empty challenge password',
      faulty: request(attribute(PASSWORD, utf8String(''))),
      clean: request(attribute(PASSWORD, utf8String('a'))),
    },
  ),
  ...rowsOf('request', ['request-attribute', 'RFC 2985, 5.3.1'], {
    what: 'an unstructuredName that is a number',
    faulty: request(attribute(NAME, integer(5))),
    clean: request(attribute(NAME, ia5String('a'))),
  }),
  ...rowsOf('request', ['request-attribute', 'RFC 2985, 5.3.2'], {
    what: 'an unstructuredAddress that is an IA5String',
    faulty: request(attribute(ADDRESS, ia5String('a'))),
    clean: request(attribute(ADDRESS, utf8String('a'))),
  }),
  ...rowsOf('request', ['canonical-form', 'X.690, 11.6'], {
    what: 'attributes that are not in order',
    faulty: request(attribute(NAME, utf8String('b'), utf8String('a'))),
    clean: request(attribute(NAME, utf8String('a'), utf8String('b'))),
  }),
  ...rowsOf('request', ['key-purpose', 'RFC 8813, 3'], {
    what: 'an EC key that is to encipher',
    faulty: asking(keyUsage(0, 2)),
    clean: asking(keyUsage(0)),
  }),
  ...rowsOf('request', ['basic-constraints', 'RFC 5280, 4.2.1.9'], {
    what: 'a CA whose basicConstraints are not critical',
    faulty: asking(extension('2.5.29.19', false, sequence(boolean(true)))),
    clean: asking(basicConstraints({ ca: true })),
  }),
  ...rowsOf('request', ['ca-key-usage', 'RFC 5280, 4.2.1.9'], {
    what: 'keyCertSign without a CA',
    severity: 'error',
    faulty: asking(keyUsage(0, 5)),
    clean: asking(keyUsage(0)),
  }),
  ...rowsOf('request', ['name-constraints-form', 'RFC 5280, 4.2.1.10'], {
    what: 'constraints of a host',
    severity: 'error',
    faulty: asking(nameConstraints({ permitted: [dnsName('a.example')] })),
    clean: asking(
      basicConstraints({ ca: true }),
      nameConstraints({ permitted: [dnsName('a.example')] }),
    ),
  }),
  ...rowsOf('request', ['policy-extensions', 'RFC 5280, 4.2.1.4'], {
    what: 'a policy twice',
    severity: 'error',
    faulty: asking(policies('1.2.3', '1.2.3')),
    clean: asking(policies('1.2.3')),
  }),
  ...rowsOf('request', ['policy-extensions', 'RFC 5280, 4.2.1.5'], {
    what: 'anyPolicy mapped',
    severity: 'error',
    faulty: asking(
      basicConstraints({ ca: true }),
      policies('1.2.3'),
      policyMappings(['1.2.3', '2.5.29.32.0']),
    ),
    clean: asking(
      basicConstraints({ ca: true }),
      policies('1.2.3'),
      policyMappings(['1.2.3', '1.2.4']),
    ),
  }),
  ...rowsOf('request', ['policy-extensions', 'RFC 5280, 4.2.1.11'], {
    what: 'policyConstraints that constrain nothing',
    severity: 'error',
    faulty: asking(basicConstraints({ ca: true }), extension('2.5.29.36', true, sequence())),
    clean: asking(basicConstraints({ ca: true }), policyConstraints({ mapping: 0 })),
  }),
];
